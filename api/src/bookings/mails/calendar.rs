//! The booking as iCalendar (RFC 5545, RFC 5546).

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use shared::bookings::{BookingState, Locale};

use crate::app::App;
use crate::bookings::show::{desks, page};
use crate::bookings::store::Stored;
use crate::calendar::VenueCalendar;

/// One person's bookings at every venue as iCalendar: what stands or has taken place.
pub(crate) fn own_calendar(app: &App, bookings: &[Stored]) -> String {
    let mut calendar = empty(None);
    for booking in bookings {
        let takes_place =
            matches!(booking.state, BookingState::Confirmed | BookingState::CheckedIn | BookingState::Completed);
        if let Some(venue) = app.calendars.by_id(booking.venue).filter(|_| takes_place) {
            calendar.push(event(app, &venue, booking, None, false));
        }
    }
    calendar.to_string()
}

/// Bookings as iCalendar, one entry each.
pub(in crate::bookings) fn calendar(
    app: &App,
    venue: &VenueCalendar,
    bookings: &[Stored],
    method: Option<&'static str>,
    gone: bool,
) -> String {
    let mut calendar = empty(method);
    for booking in bookings {
        calendar.push(event(app, venue, booking, method, gone));
    }
    calendar.to_string()
}

/// A calendar without entries.
fn empty(method: Option<&str>) -> Calendar {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Rathaus Co-Working//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    if let Some(method) = method {
        calendar.append_property(Property::new("METHOD", method));
    }
    calendar
}

/// One booking. The UID never changes and SEQUENCE counts, so calendars update the entry instead of
/// adding another. Times are UTC: right in every zone without a VTIMEZONE.
fn event(app: &App, venue: &VenueCalendar, booking: &Stored, method: Option<&'static str>, gone: bool) -> Event {
    let facts = &venue.facts.venue;
    let codes: Vec<String> = desks(venue, booking).into_iter().map(|desk| desk.code).collect();
    let german = booking.locale == Locale::De;
    let summary = if german { format!("Platz {}", codes.join(", ")) } else { format!("Desk {}", codes.join(", ")) };
    let place = format!("{}, {}, {} {}", facts.hall, facts.address.street, facts.address.postcode, facts.address.city);
    let about =
        if german { format!("Buchungscode {}", booking.code) } else { format!("Booking code {}", booking.code) };
    let mut event = Event::with_uid(&format!("{}@rathaus-co-working", booking.id));
    event
        .timestamp(app.clock.now())
        .starts(booking.period.start())
        .ends(booking.period.end())
        .summary(&format!("{summary} · {}", facts.name))
        .location(&place)
        .description(&about)
        .url(&page(&app.public_url, booking.id, booking.locale))
        .add_property("SEQUENCE", (booking.revision - 1).to_string())
        .status(if gone { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if method.is_some() {
        // Mail programs act on an invitation only when it says from whom to whom it goes.
        event.append_property(Property::new("ORGANIZER", format!("mailto:{}", sender(&app.config.mail_from))));
        // Nobody is invited to what is published (RFC 5546, 3.2.1).
        if let Some(email) = booking.email.as_ref().filter(|_| method != Some("PUBLISH")) {
            event.append_property(
                Property::new("ATTENDEE", format!("mailto:{email}")).add_parameter("PARTSTAT", "ACCEPTED").done(),
            );
        }
    }
    event.done()
}

/// The bare address of `Name <address>`.
fn sender(from: &str) -> &str {
    from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>'))
}
