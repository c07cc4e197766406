//! What a visitor is told by mail, in both languages, as text and HTML, with a calendar part.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use shared::bookings::Locale;

use super::show::{desks, page};
use super::store::{Mail, Stored};
use crate::app::App;
use crate::calendar::VenueCalendar;

/// Why a mail is sent.
#[derive(Debug, Clone, Copy)]
pub enum Occasion<'a> {
    /// A hold waits for its code.
    Held {
        /// The six digits.
        code: &'a str,
    },
    /// The booking stands.
    Confirmed,
    /// The visitor has called it off.
    Cancelled,
}

/// The mail for an occasion; `None` when the booking has no address (any more).
pub(super) fn write(app: &App, venue: &VenueCalendar, booking: &Stored, occasion: &Occasion<'_>) -> Option<Mail> {
    let to = booking.email.clone()?;
    let german = booking.locale == Locale::De;
    let codes: Vec<String> = desks(venue, booking).into_iter().map(|desk| desk.code).collect();
    let desk = codes.join(", ");
    let when = when(venue, booking, german);
    let secret = app.secrets.booking(booking.id);
    let link = format!("{}#s={secret}", page(&app.public_url, booking.id, booking.locale));
    let days = venue.facts.rules().retention_days;
    let (subject, lines) = match (occasion, german) {
        (Occasion::Held { code }, true) => (
            format!("{code} ist Ihr Code für Platz {desk}"),
            vec![
                format!("Ihr Code: {code}"),
                format!("Damit bestätigen Sie Platz {desk}, {when}."),
                format!(
                    "Der Code gilt {} Minuten. Oder öffnen Sie diese Seite und tippen Sie dort auf „Buchung bestätigen“:",
                    venue.facts.rules().code_minutes
                ),
                format!("{link}&c={code}"),
                "Sie haben nichts gebucht? Dann tun Sie einfach nichts. Die Vormerkung verfällt von selbst.".to_owned(),
            ],
        ),
        (Occasion::Held { code }, false) => (
            format!("{code} is your code for desk {desk}"),
            vec![
                format!("Your code: {code}"),
                format!("It confirms desk {desk}, {when}."),
                format!(
                    "The code is valid for {} minutes. Or open this page and press “Confirm booking” there:",
                    venue.facts.rules().code_minutes
                ),
                format!("{link}&c={code}"),
                "You did not book anything? Then do nothing. The hold ends by itself.".to_owned(),
            ],
        ),
        (Occasion::Confirmed, true) => (
            format!("Gebucht: Platz {desk}, {when}"),
            vec![
                format!("Platz {desk} ist für Sie gebucht: {when}."),
                format!("Ihr Buchungscode: {}", booking.code),
                format!(
                    "{}, {} {}, {}",
                    venue.facts.venue.hall,
                    venue.facts.venue.address.street,
                    venue.facts.venue.address.postcode,
                    venue.facts.venue.address.city
                ),
                format!(
                    "Bitte checken Sie spätestens {} Minuten nach Beginn ein. Danach wird der Platz frei für andere.",
                    venue.facts.rules().check_in_late_minutes
                ),
                "Einchecken, absagen und alle Angaben ansehen:".to_owned(),
                link,
                format!("Ihre Angaben werden {days} Tage nach dem Ende automatisch gelöscht."),
            ],
        ),
        (Occasion::Confirmed, false) => (
            format!("Booked: desk {desk}, {when}"),
            vec![
                format!("Desk {desk} is booked for you: {when}."),
                format!("Your booking code: {}", booking.code),
                format!(
                    "{}, {}, {} {}",
                    venue.facts.venue.hall,
                    venue.facts.venue.address.street,
                    venue.facts.venue.address.postcode,
                    venue.facts.venue.address.city
                ),
                format!(
                    "Please check in at most {} minutes after the start. After that the desk goes to others.",
                    venue.facts.rules().check_in_late_minutes
                ),
                "Check in, cancel and see everything we hold:".to_owned(),
                link,
                format!("Your data is erased automatically {days} days after the end."),
            ],
        ),
        (Occasion::Cancelled, true) => (
            format!("Abgesagt: Platz {desk}, {when}"),
            vec![
                format!("Ihre Buchung ist abgesagt: Platz {desk}, {when}."),
                "Der Platz ist wieder frei für andere. Sie müssen nichts weiter tun.".to_owned(),
                format!("Neu buchen: {}/book", app.public_url),
            ],
        ),
        (Occasion::Cancelled, false) => (
            format!("Cancelled: desk {desk}, {when}"),
            vec![
                format!("Your booking is cancelled: desk {desk}, {when}."),
                "The desk is free for others again. There is nothing else to do.".to_owned(),
                format!("Book again: {}/en/book", app.public_url),
            ],
        ),
    };
    let calendar = match occasion {
        Occasion::Held { .. } => None,
        Occasion::Confirmed => Some(("REQUEST", calendar(app, venue, booking, Some("REQUEST"), false))),
        Occasion::Cancelled => Some(("CANCEL", calendar(app, venue, booking, Some("CANCEL"), true))),
    };
    let name = &venue.facts.venue.name;
    Some(Mail {
        to,
        locale: booking.locale,
        subject,
        text: text(&lines, name),
        html: html(&lines, name, booking.locale),
        calendar,
    })
}

/// `24.11.2026, 13:00 bis 15:30 Uhr`, or the same in English.
fn when(venue: &VenueCalendar, booking: &Stored, german: bool) -> String {
    let zone = &venue.facts.schedule.zone;
    let (from, to) = (zone.local(booking.period.start()), zone.local(booking.period.end()));
    let until = to.format("%H:%M");
    if german {
        return format!("{} bis {until} Uhr", from.format("%d.%m.%Y, %H:%M"));
    }
    format!("{} to {until}", from.format("%-d %b %Y, %H:%M"))
}

fn text(lines: &[String], name: &str) -> String {
    format!("{}\n\n-- \n{name}\n", lines.join("\n\n"))
}

/// The same lines as HTML: no picture, no outside request, readable with every style switched off.
fn html(lines: &[String], name: &str, locale: Locale) -> String {
    let paragraphs: String = lines
        .iter()
        .map(|line| {
            let safe = escape(line);
            match line.starts_with("http").then_some(&safe) {
                Some(link) => format!("<p><a href=\"{link}\">{link}</a></p>\n"),
                None => format!("<p>{safe}</p>\n"),
            }
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body>\n{paragraphs}<p>{}</p>\n</body></html>\n",
        locale.tag(),
        escape(name),
        escape(name),
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The booking as iCalendar. The UID never changes and SEQUENCE counts, so calendars update the
/// entry instead of adding another. Times are UTC: right in every zone without a VTIMEZONE.
pub(super) fn calendar(
    app: &App,
    venue: &VenueCalendar,
    booking: &Stored,
    method: Option<&'static str>,
    gone: bool,
) -> String {
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
        if let Some(email) = &booking.email {
            event.append_property(
                Property::new("ATTENDEE", format!("mailto:{email}")).add_parameter("PARTSTAT", "ACCEPTED").done(),
            );
        }
    }
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", "-//Rathaus Co-Working//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(name, value));
    }
    if let Some(method) = method {
        calendar.append_property(Property::new("METHOD", method));
    }
    calendar.push(event.done());
    calendar.to_string()
}

/// The bare address of `Name <address>`.
fn sender(from: &str) -> &str {
    from.rsplit_once('<').map_or(from, |(_, address)| address.trim_end_matches('>'))
}
