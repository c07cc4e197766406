//! The words of the mails: verb first, what happened, what to do. One function a language.

use chrono::{DateTime, FixedOffset};
use shared::bookings::{BookingState, Locale};
use shared::venues::Venue;

use super::{Occasion, house_words};
use crate::app::App;
use crate::bookings::show::{desks, page};
use crate::bookings::store::Stored;
use crate::calendar::VenueCalendar;

/// What the words speak of.
pub(super) struct Facts<'a> {
    /// Codes of the desks.
    pub(super) desk: String,
    /// Date and time.
    pub(super) when: String,
    /// Of a series: every date with its own page, a line each; empty for a single booking.
    pub(super) dates: Vec<String>,
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
    let Facts { desk, when, dates, link, booking_code, public_url, venue } = facts;
    let (address, rules) = (&venue.address, &venue.rules);
    let (subject, mut lines) = match occasion {
        Occasion::Held { code } => german_hold(facts, code, false),
        Occasion::Offered { code } => german_hold(facts, code, true),
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
        Occasion::Reminder => (
            format!("Erinnerung: Platz {desk}, {when}"),
            vec![
                format!("Platz {desk} wartet auf Sie: {when}."),
                format!("{}, {}, {} {}", venue.hall, address.street, address.postcode, address.city),
                "Einchecken, ändern oder absagen:".to_owned(),
                link.clone(),
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
    };
    if !dates.is_empty() {
        lines.push("Das gilt für alle diese Termine. Jeder hat seine eigene Seite:".to_owned());
        lines.extend(dates.iter().cloned());
    }
    (subject, lines)
}

/// What goes with a code, in German: a hold that was asked for, or one that the waiting list offers.
fn german_hold(facts: &Facts<'_>, code: &str, offered: bool) -> (String, Vec<String>) {
    let Facts { desk, when, link, venue, .. } = facts;
    let rules = &venue.rules;
    if offered {
        return (
            format!("{code} ist Ihr Code: Platz {desk} ist frei geworden"),
            vec![
                format!("Ihr Wunsch von der Warteliste passt jetzt: Platz {desk}, {when}."),
                format!("Ihr Code: {code}"),
                format!(
                    "Der Platz ist {} Minuten für Sie vorgemerkt, längstens bis zum Beginn. Danach ist die nächste Person an der Reihe.",
                    rules.waiting_offer_minutes
                ),
                "Öffnen Sie diese Seite und tippen Sie dort auf „Buchung bestätigen“:".to_owned(),
                format!("{link}&c={code}"),
            ],
        );
    }
    (
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
    )
}

/// Subject and paragraphs in English.
pub(super) fn english(facts: &Facts<'_>, occasion: &Occasion<'_>) -> (String, Vec<String>) {
    let Facts { desk, when, dates, link, booking_code, public_url, venue } = facts;
    let (address, rules) = (&venue.address, &venue.rules);
    let (subject, mut lines) = match occasion {
        Occasion::Held { code } => english_hold(facts, code, false),
        Occasion::Offered { code } => english_hold(facts, code, true),
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
        Occasion::Reminder => (
            format!("Reminder: desk {desk}, {when}"),
            vec![
                format!("Desk {desk} is waiting for you: {when}."),
                format!("{}, {}, {} {}", venue.hall, address.street, address.postcode, address.city),
                "Check in, change or cancel:".to_owned(),
                link.clone(),
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
    };
    if !dates.is_empty() {
        lines.push("This is about all of these dates. Each has a page of its own:".to_owned());
        lines.extend(dates.iter().cloned());
    }
    (subject, lines)
}

/// What goes with a code, in English: a hold that was asked for, or one that the waiting list offers.
fn english_hold(facts: &Facts<'_>, code: &str, offered: bool) -> (String, Vec<String>) {
    let Facts { desk, when, link, venue, .. } = facts;
    let rules = &venue.rules;
    if offered {
        return (
            format!("{code} is your code: desk {desk} is free now"),
            vec![
                format!("Your wish on the waiting list fits now: desk {desk}, {when}."),
                format!("Your code: {code}"),
                format!(
                    "The desk is held for you for {} minutes, at most until the start. After that it goes to the next person.",
                    rules.waiting_offer_minutes
                ),
                "Open this page and press “Confirm booking” there:".to_owned(),
                format!("{link}&c={code}"),
            ],
        );
    }
    (
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
    )
}

/// The dates of a series, each with its desks and the link to its own page.
pub(super) fn dates(app: &App, venue: &VenueCalendar, bookings: &[Stored]) -> Vec<String> {
    if bookings.len() < 2 {
        return Vec::new();
    }
    let line = |booking: &Stored| {
        let codes: Vec<String> = desks(venue, booking).into_iter().map(|desk| desk.code).collect();
        let secret = app.secrets.booking(booking.id);
        let page = page(&app.public_url, booking.id, booking.locale);
        [format!("{} · {}", when(venue, booking), codes.join(", ")), format!("{page}#s={secret}")]
    };
    bookings.iter().flat_map(line).collect()
}

/// When a booking is, for people.
pub(super) fn when(venue: &VenueCalendar, booking: &Stored) -> String {
    let zone = &venue.facts.schedule.zone;
    let early = booking.ended_at.filter(|_| booking.state == BookingState::Completed);
    let end = early.unwrap_or_else(|| booking.period.end());
    span(booking.locale, zone.local(booking.period.start()), zone.local(end))
}

/// `24.11.2026, 13:00 bis 15:30 Uhr`, or `24 Nov 2026, 13:00 to 15:30`.
pub(crate) fn span(locale: Locale, from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> String {
    let until = to.format("%H:%M");
    match locale {
        Locale::De => format!("{} bis {until} Uhr", from.format("%d.%m.%Y, %H:%M")),
        Locale::En => format!("{} to {until}", from.format("%-d %b %Y, %H:%M")),
    }
}
