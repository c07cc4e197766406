//! What is shown of somebody, and what she can do about it.

use client::{Client, Error};
use shared::bookings::Booking;
use shared::ids::SessionId;
use shared::people::{Person, Session};

use crate::file::save;
use crate::signed_in::{self, SignedIn};

/// What is known about who is signed in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mine {
    /// The person.
    pub(super) person: Person,
    /// Every booking, the newest first.
    pub(super) bookings: Vec<Booking>,
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
    let sessions = client.my_sessions(None).await?.items;
    Ok(Mine { person, bookings, sessions })
}

/// Something she does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Take everything away as a file.
    TakeAway,
    /// Erase everything.
    Erase,
    /// End this sign-in.
    SignOut,
    /// End another one.
    End(SessionId),
}

/// Does it. `file` is what the file is called.
pub(super) async fn act(client: Client, signed_in: SignedIn, deed: Deed, file: &str) -> Result<(), Error> {
    let own = signed_in.client(client).await?;
    match deed {
        Deed::TakeAway => {
            let text = own.my_export_text().await?;
            save(&text, "application/json", file);
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
