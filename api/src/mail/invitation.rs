//! What a visitor has agreed on, as iCalendar (RFC 5545, RFC 5546): as a file to take along, or as part of a mail.
//!
//! The UID never changes and SEQUENCE counts, so calendars update the entry instead of adding another. Times are
//! UTC: right in every zone without a VTIMEZONE.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// One entry of a calendar.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// What it is about, as an id that no other entry has.
    pub(crate) id: String,
    /// When it was written.
    pub(crate) stamp: DateTime<Utc>,
    /// When it begins.
    pub(crate) from: DateTime<Utc>,
    /// When it is over.
    pub(crate) to: DateTime<Utc>,
    /// What it is called.
    pub(crate) summary: String,
    /// Where.
    pub(crate) place: String,
    /// What else there is to know.
    pub(crate) about: String,
    /// Its page.
    pub(crate) url: String,
    /// Counts its changes, from 1.
    pub(crate) revision: i64,
    /// Whether it takes place no more.
    pub(crate) gone: bool,
    /// Whom it invites.
    pub(crate) guest: Option<&'a str>,
}

/// Entries as a calendar. `sender` is the address mails come from, as `Name <address>` or bare.
pub(crate) fn calendar(entries: &[Entry<'_>], sender: &str, method: Option<&'static str>) -> String {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Rathaus Co-Working//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    if let Some(method) = method {
        calendar.append_property(Property::new("METHOD", method));
    }
    for entry in entries {
        calendar.push(event(entry, sender, method));
    }
    calendar.to_string()
}

fn event(entry: &Entry<'_>, sender: &str, method: Option<&'static str>) -> Event {
    let mut event = Event::with_uid(&format!("{}@rathaus-co-working", entry.id));
    event
        .timestamp(entry.stamp)
        .starts(entry.from)
        .ends(entry.to)
        .summary(&entry.summary)
        .location(&entry.place)
        .description(&entry.about)
        .url(&entry.url)
        .add_property("SEQUENCE", (entry.revision - 1).to_string())
        .status(if entry.gone { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if method.is_some() {
        // Mail programs act on an invitation only when it says from whom to whom it goes.
        event.append_property(Property::new("ORGANIZER", format!("mailto:{}", bare(sender))));
        // Nobody is invited to what is published (RFC 5546, 3.2.1).
        if let Some(guest) = entry.guest.filter(|_| method != Some("PUBLISH")) {
            event.append_property(
                Property::new("ATTENDEE", format!("mailto:{guest}")).add_parameter("PARTSTAT", "ACCEPTED").done(),
            );
        }
    }
    event.done()
}

/// The bare address of `Name <address>`.
fn bare(sender: &str) -> &str {
    sender.rsplit_once('<').map_or(sender, |(_, address)| address.trim_end_matches('>'))
}
