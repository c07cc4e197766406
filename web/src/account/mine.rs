//! What is shown of somebody, and what she can do about it.

use client::{Client, Error};
use shared::appointments::Appointment;
use shared::bookings::Booking;
use shared::ids::SessionId;
use shared::people::{Person, Session};

use crate::file::save;
use crate::router::use_location;
use crate::signed_in::{self, SignedIn};

/// What is known about who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mine {
    /// The person.
    pub(super) person: Person,
    /// Every booking, the newest first.
    pub(super) bookings: Vec<Booking>,
    /// Her appointments, the newest first; nobody has more than a page of them.
    pub(super) appointments: Vec<Appointment>,
    /// Every sign-in, the newest first.
    pub(super) sessions: Vec<Session>,
}

/// Asks for all of it.
pub(super) async fn load(client: Client, signed_in: SignedIn) -> Result<Mine, Error> {
    let client = signed_in.client(client).await?;
    let person = client.me().await?;
    let mut bookings = Vec::new();
    let mut cursor = None;
    loop {
        let page = client.my_bookings(cursor.as_deref()).await?;
        bookings.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let appointments = client.my_appointments(None).await?.items;
    let sessions = client.my_sessions(None).await?.items;
    Ok(Mine { person, bookings, appointments, sessions })
}

/// What a link in a mail leads to on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    /// The files to take away.
    TakeAway,
    /// The question whether to erase.
    Erase,
}

impl Sought {
    /// What the address names after `#`, on the page itself or on the way to it by signing in.
    pub(super) fn here() -> Option<Self> {
        Self::read(&use_location().hash.read_untracked())
    }

    fn read(hash: &str) -> Option<Self> {
        [Self::TakeAway, Self::Erase].into_iter().find(|sought| hash == sought.hash())
    }

    /// How the address names it.
    pub(super) const fn hash(self) -> &'static str {
        match self {
            Self::TakeAway => "#take-away",
            Self::Erase => "#erase",
        }
    }
}

/// Something she does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Take everything away as a file.
    TakeAway,
    /// Take the bookings away as a calendar.
    Calendar,
    /// Erase everything.
    Erase,
    /// End this sign-in.
    SignOut,
    /// End another one.
    End(SessionId),
}

/// Does it. `file` is what a file is called, without its ending.
pub(super) async fn act(client: Client, signed_in: SignedIn, deed: Deed, file: &str) -> Result<(), Error> {
    let own = signed_in.client(client).await?;
    match deed {
        Deed::TakeAway => {
            let text = own.my_export_text().await?;
            save(&text, "application/json", &format!("{file}.json"));
        }
        Deed::Calendar => {
            let text = own.my_calendar().await?;
            save(&text, "text/calendar;charset=utf-8", &format!("{file}.ics"));
        }
        Deed::Erase => {
            own.erase_me().await?;
            signed_in::remember(false);
        }
        Deed::SignOut => {
            own.sign_out().await?;
            signed_in::remember(false);
        }
        Deed::End(session) => own.end_session(session).await?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_leads_to_is_named_behind_the_hash() {
        assert_eq!(Sought::read("#erase"), Some(Sought::Erase));
        assert_eq!(Sought::read("#take-away"), Some(Sought::TakeAway));
        assert_eq!(Sought::read(""), None);
        assert_eq!(Sought::read("#e=erase%40example.org"), None);
    }
}
