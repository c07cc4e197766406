//! What somebody on the waiting list is told by mail. An offer is a hold, so its mail is a booking's.

use shared::bookings::Locale;

use super::store::Entry;
use crate::app::App;
use crate::bookings::span;
use crate::bookings::store::Mail;
use crate::calendar::VenueCalendar;
use crate::mail::letter;

/// Why a mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The wish is on the list.
    Joined,
    /// Its time has come, and no room did.
    Expired,
}

/// The mail about a wish; `None` when it has no address (any more).
pub(super) fn write(app: &App, venue: &VenueCalendar, entry: &Entry, news: News) -> Option<Mail> {
    let to = entry.email.clone()?;
    let zone = &venue.facts.schedule.zone;
    let when = span(entry.locale, zone.local(entry.period.start()), zone.local(entry.period.end()));
    // The secret is behind the `#`, so it reaches no server and no log.
    let link = format!("{}#s={}", page(app, entry), app.secrets.waiting(entry.id));
    let minutes = venue.facts.rules().waiting_offer_minutes;
    let (subject, lines) = match (entry.locale, news) {
        (Locale::De, News::Joined) => (
            format!("Auf der Warteliste: {when}"),
            vec![
                format!("Ihr Wunsch steht auf der Warteliste: {when}."),
                format!("Wird etwas frei, merken wir es {minutes} Minuten für Sie vor und schreiben Ihnen."),
                "Nachsehen oder von der Liste gehen:".to_owned(),
                link,
            ],
        ),
        (Locale::En, News::Joined) => (
            format!("On the waiting list: {when}"),
            vec![
                format!("Your wish is on the waiting list: {when}."),
                format!("If room appears, we hold it for you for {minutes} minutes and write to you."),
                "Have a look, or leave the list:".to_owned(),
                link,
            ],
        ),
        (Locale::De, News::Expired) => (
            format!("Nichts frei geworden: {when}"),
            vec![
                format!("Für Ihren Wunsch ist nichts frei geworden: {when}."),
                "Er steht nicht mehr auf der Warteliste. Sie müssen nichts tun.".to_owned(),
                "Eine andere Zeit buchen:".to_owned(),
                format!("{}/book", app.public_url),
            ],
        ),
        (Locale::En, News::Expired) => (
            format!("No room appeared: {when}"),
            vec![
                format!("No room appeared for your wish: {when}."),
                "It is no longer on the waiting list. There is nothing to do.".to_owned(),
                "Book another time:".to_owned(),
                format!("{}/en/book", app.public_url),
            ],
        ),
    };
    Some(letter::for_visitor(&app.public_url, to, entry.locale, subject, &lines, &venue.facts.venue.name))
}

/// The wish's page in the app.
pub(super) fn page(app: &App, entry: &Entry) -> String {
    match entry.locale {
        Locale::De => format!("{}/waiting/{}", app.public_url, entry.id),
        Locale::En => format!("{}/en/waiting/{}", app.public_url, entry.id),
    }
}
