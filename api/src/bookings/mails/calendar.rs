//! The booking as iCalendar.

use shared::bookings::{BookingState, Locale};

use crate::app::App;
use crate::bookings::show::{desks, page};
use crate::bookings::store::Stored;
use crate::calendar::VenueCalendar;
use crate::mail::invitation::{self, Entry};

/// One person's bookings at every venue as iCalendar: what stands or has taken place.
pub(crate) fn own_calendar<'a>(app: &App, bookings: &'a [Stored]) -> String {
    let takes_place = |booking: &&Stored| {
        matches!(booking.state, BookingState::Confirmed | BookingState::CheckedIn | BookingState::Completed)
    };
    let entry = |booking: &'a Stored| Some(entry(app, app.calendars.by_id(booking.venue)?.as_ref(), booking, false));
    let entries: Vec<Entry<'_>> = bookings.iter().filter(takes_place).filter_map(entry).collect();
    invitation::calendar(&entries, &app.config.mail_from, None)
}

/// Bookings as iCalendar, one entry each.
pub(in crate::bookings) fn calendar(
    app: &App,
    venue: &VenueCalendar,
    bookings: &[Stored],
    method: Option<&'static str>,
    gone: bool,
) -> String {
    let entries: Vec<Entry<'_>> = bookings.iter().map(|booking| entry(app, venue, booking, gone)).collect();
    invitation::calendar(&entries, &app.config.mail_from, method)
}

fn entry<'a>(app: &App, venue: &VenueCalendar, booking: &'a Stored, gone: bool) -> Entry<'a> {
    let facts = &venue.facts.venue;
    let codes: Vec<String> = desks(venue, booking).into_iter().map(|desk| desk.code).collect();
    let german = booking.locale == Locale::De;
    let summary = if german { format!("Platz {}", codes.join(", ")) } else { format!("Desk {}", codes.join(", ")) };
    let about =
        if german { format!("Buchungscode {}", booking.code) } else { format!("Booking code {}", booking.code) };
    Entry {
        id: booking.id.to_string(),
        stamp: app.clock.now(),
        from: booking.period.start(),
        to: booking.period.end(),
        summary: format!("{summary} · {}", facts.name),
        place: format!("{}, {}, {} {}", facts.hall, facts.address.street, facts.address.postcode, facts.address.city),
        about,
        url: page(&app.public_url, booking.id, booking.locale),
        revision: booking.revision,
        gone,
        guest: booking.email.as_deref(),
    }
}
