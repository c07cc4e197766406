//! The words of the mails: verb first, what happened, what to do. One function a language.

use chrono::{DateTime, FixedOffset};
use shared::bookings::{BookingState, Locale};
use shared::venues::Venue;

use super::{Occasion, house_words};
use crate::bookings::store::Stored;
use crate::calendar::VenueCalendar;

/// What the words speak of.
pub(super) struct Facts<'a> {
    /// Codes of the desks.
    pub(super) desk: String,
    /// Date and time.
    pub(super) when: String,
    /// Address of the booking's page, with the proof of ownership.
    pub(super) link: String,
    /// Code for people.
    pub(super) booking_code: &'a str,
    /// Where the app is.
    pub(super) public_url: &'a str,
    /// The venue, for its address and numbers.
    pub(super) venue: &'a Venue,
}

/// Subject and paragraphs in German.
pub(super) fn german(facts: &Facts<'_>, occasion: &Occasion<'_>) -> (String, Vec<String>) {
    let Facts { desk, when, link, booking_code, public_url, venue } = facts;
    let (address, rules) = (&venue.address, &venue.rules);
    match occasion {
        Occasion::Held { code } => (
            format!("{code} ist Ihr Code für Platz {desk}"),
            vec![
                format!("Ihr Code: {code}"),
                format!("Damit bestätigen Sie Platz {desk}, {when}."),
                format!(
                    "Der Code gilt {} Minuten. Oder öffnen Sie diese Seite und tippen Sie dort auf „Buchung bestätigen“:",
                    rules.code_minutes
                ),
                format!("{link}&c={code}"),
                "Sie haben nichts gebucht? Dann tun Sie einfach nichts. Die Vormerkung verfällt von selbst.".to_owned(),
            ],
        ),
        Occasion::Confirmed => (
            format!("Gebucht: Platz {desk}, {when}"),
            vec![
                format!("Platz {desk} ist für Sie gebucht: {when}."),
                format!("Ihr Buchungscode: {booking_code}"),
                format!("{}, {}, {} {}", venue.hall, address.street, address.postcode, address.city),
                format!(
                    "Bitte checken Sie spätestens {} Minuten nach Beginn ein. Danach wird der Platz frei für andere.",
                    rules.check_in_late_minutes
                ),
                "Einchecken, absagen und alle Angaben ansehen:".to_owned(),
                link.clone(),
                format!("Ihre Angaben werden {} Tage nach dem Ende automatisch gelöscht.", rules.retention_days),
            ],
        ),
        Occasion::Changed => (
            format!("Geändert: Platz {desk}, {when}"),
            vec![
                format!("Ihre Buchung ist geändert. Jetzt gilt: Platz {desk}, {when}."),
                format!("Ihr Buchungscode bleibt: {booking_code}"),
                "Einchecken, absagen und alle Angaben ansehen:".to_owned(),
                link.clone(),
            ],
        ),
        Occasion::Cancelled => (
            format!("Abgesagt: Platz {desk}, {when}"),
            vec![
                format!("Ihre Buchung ist abgesagt: Platz {desk}, {when}."),
                "Der Platz ist wieder frei für andere. Sie müssen nichts weiter tun.".to_owned(),
                "Neu buchen:".to_owned(),
                format!("{public_url}/book"),
            ],
        ),
        Occasion::ByHouse(news) => house_words::german(facts, news),
    }
}

/// Subject and paragraphs in English.
pub(super) fn english(facts: &Facts<'_>, occasion: &Occasion<'_>) -> (String, Vec<String>) {
    let Facts { desk, when, link, booking_code, public_url, venue } = facts;
    let (address, rules) = (&venue.address, &venue.rules);
    match occasion {
        Occasion::Held { code } => (
            format!("{code} is your code for desk {desk}"),
            vec![
                format!("Your code: {code}"),
                format!("It confirms desk {desk}, {when}."),
                format!(
                    "The code is valid for {} minutes. Or open this page and press “Confirm booking” there:",
                    rules.code_minutes
                ),
                format!("{link}&c={code}"),
                "You did not book anything? Then do nothing. The hold ends by itself.".to_owned(),
            ],
        ),
        Occasion::Confirmed => (
            format!("Booked: desk {desk}, {when}"),
            vec![
                format!("Desk {desk} is booked for you: {when}."),
                format!("Your booking code: {booking_code}"),
                format!("{}, {}, {} {}", venue.hall, address.street, address.postcode, address.city),
                format!(
                    "Please check in at most {} minutes after the start. After that the desk goes to others.",
                    rules.check_in_late_minutes
                ),
                "Check in, cancel and see everything we hold:".to_owned(),
                link.clone(),
                format!("Your data is erased automatically {} days after the end.", rules.retention_days),
            ],
        ),
        Occasion::Changed => (
            format!("Changed: desk {desk}, {when}"),
            vec![
                format!("Your booking has changed. It is now: desk {desk}, {when}."),
                format!("Your booking code stays: {booking_code}"),
                "Check in, cancel and see everything we hold:".to_owned(),
                link.clone(),
            ],
        ),
        Occasion::Cancelled => (
            format!("Cancelled: desk {desk}, {when}"),
            vec![
                format!("Your booking is cancelled: desk {desk}, {when}."),
                "The desk is free for others again. There is nothing else to do.".to_owned(),
                "Book again:".to_owned(),
                format!("{public_url}/en/book"),
            ],
        ),
        Occasion::ByHouse(news) => house_words::english(facts, news),
    }
}

/// When a booking is, for people.
pub(super) fn when(venue: &VenueCalendar, booking: &Stored) -> String {
    let zone = &venue.facts.schedule.zone;
    let early = booking.ended_at.filter(|_| booking.state == BookingState::Completed);
    let end = early.unwrap_or_else(|| booking.period.end());
    span(booking.locale, zone.local(booking.period.start()), zone.local(end))
}

/// `24.11.2026, 13:00 bis 15:30 Uhr`, or `24 Nov 2026, 13:00 to 15:30`.
pub(super) fn span(locale: Locale, from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> String {
    let until = to.format("%H:%M");
    match locale {
        Locale::De => format!("{} bis {until} Uhr", from.format("%d.%m.%Y, %H:%M")),
        Locale::En => format!("{} to {until}", from.format("%-d %b %Y, %H:%M")),
    }
}
