//! What a visitor is told by mail, in both languages, as text and HTML, with a calendar part.

mod calendar;
mod house_words;
mod words;

use shared::bookings::{BookingState, Locale};
use shared::desks::Alternative;

use super::show::{desks, page};
use super::store::{Mail, Stored};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::mail::letter;

pub(super) use calendar::calendar;
pub(crate) use calendar::own_calendar;
use words::Facts;
pub(crate) use words::span;

/// Why a mail is sent.
#[derive(Debug, Clone, Copy)]
pub enum Occasion<'a> {
    /// A hold waits for its code.
    Held {
        /// The six digits.
        code: &'a str,
    },
    /// Room has appeared for a wish on the waiting list; the hold waits for its code.
    Offered {
        /// The six digits.
        code: &'a str,
    },
    /// The booking stands.
    Confirmed,
    /// It begins soon, and the visitor wanted to be told.
    Reminder,
    /// Desks or time are other ones now.
    Changed,
    /// The visitor has called it off.
    Cancelled,
    /// The hall has changed.
    ByHouse(HouseNews<'a>),
}

/// What a change of the hall means to a visitor (rule 11).
#[derive(Debug, Clone, Copy)]
pub enum HouseNews<'a> {
    /// The booking has other desks now.
    Reseated {
        /// The desks it had.
        old: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// Nothing was left that fits.
    Cancelled {
        /// Why.
        reason: &'a str,
        /// What could be had instead.
        alternatives: &'a [Alternative],
        /// Whether a calendar may know of it: nobody is invited before the address is proven.
        invited: bool,
    },
    /// The visitor sits there, and has to leave earlier.
    Ended {
        /// Why.
        reason: &'a str,
        /// What could be had instead.
        alternatives: &'a [Alternative],
    },
}

/// The mail for an occasion; `None` when the booking has no address (any more).
pub(crate) fn write(app: &App, venue: &VenueCalendar, booking: &Stored, occasion: &Occasion<'_>) -> Option<Mail> {
    write_all(app, venue, std::slice::from_ref(booking), occasion)
}

/// One mail about the dates of a series, or about a single booking.
pub(super) fn write_all(
    app: &App,
    venue: &VenueCalendar,
    bookings: &[Stored],
    occasion: &Occasion<'_>,
) -> Option<Mail> {
    let booking = bookings.first()?;
    let to = booking.email.clone()?;
    let codes: Vec<String> = desks(venue, booking).into_iter().map(|desk| desk.code).collect();
    let secret = app.secrets.booking(booking.id);
    let facts = Facts {
        desk: codes.join(", "),
        when: words::when(venue, booking),
        dates: words::dates(app, venue, bookings),
        // The secret is behind the `#`, so it reaches no server and no log.
        link: format!("{}#s={secret}", page(&app.public_url, booking.id, booking.locale)),
        booking_code: &booking.code,
        public_url: &app.public_url,
        venue: &venue.facts.venue,
    };
    let (subject, lines) = match booking.locale {
        Locale::De => words::german(&facts, occasion),
        Locale::En => words::english(&facts, occasion),
    };
    // An invitation is about one entry, and so is its end (RFC 5546, 3.2.2 and 3.2.5); the dates of a series are published.
    let calendar = match occasion {
        Occasion::Held { .. }
        | Occasion::Offered { .. }
        | Occasion::Reminder
        | Occasion::ByHouse(HouseNews::Cancelled { invited: false, .. }) => None,
        Occasion::Cancelled | Occasion::ByHouse(HouseNews::Cancelled { .. }) => {
            let method = if bookings.len() == 1 { "CANCEL" } else { "PUBLISH" };
            Some((method, calendar(app, venue, bookings, Some(method), true)))
        }
        Occasion::ByHouse(_) if !is_invitation(booking.state) => None,
        Occasion::Confirmed | Occasion::Changed | Occasion::ByHouse(_) => {
            let method = if bookings.len() == 1 { "REQUEST" } else { "PUBLISH" };
            Some((method, calendar(app, venue, bookings, Some(method), false)))
        }
    };
    let mail = letter::for_visitor(&app.public_url, to, booking.locale, subject, &lines, &venue.facts.venue.name);
    Some(Mail { calendar, ..mail })
}

/// Whether a booking in this state belongs into a calendar as it is.
const fn is_invitation(state: BookingState) -> bool {
    matches!(state, BookingState::Confirmed | BookingState::CheckedIn)
}
