//! What a visitor is told by mail about an appointment, in both languages, with a calendar part.

use shared::advice::AdviceHour;
use shared::bookings::Locale;
use shared::desks::Alternative;

use super::show::page;
use super::store::Stored;
use crate::app::App;
use crate::bookings::span;
use crate::bookings::store::Mail;
use crate::mail::invitation::{self, Entry};
use crate::mail::letter;
use crate::venues::VenueFacts;

/// Why a mail is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Occasion<'a> {
    /// A hold waits for its code.
    Held {
        /// The six digits.
        code: &'a str,
    },
    /// The appointment stands.
    Confirmed,
    /// The visitor has called it off.
    Cancelled,
    /// The office has.
    ByOffice {
        /// Why, in the language of the mail.
        reason: &'a str,
        /// What could be had instead.
        alternatives: &'a [Alternative],
        /// Where that can be booked.
        again: &'a str,
        /// Whether a calendar may know of it: nobody is invited before the address is proven.
        invited: bool,
    },
}

/// The mail for an occasion; `None` when the appointment has no address (any more).
pub(super) fn write(
    app: &App,
    facts: &VenueFacts,
    hour: &AdviceHour,
    one: &Stored,
    occasion: &Occasion<'_>,
) -> Option<Mail> {
    let to = one.email.clone()?;
    let words = Words {
        title: if one.locale == Locale::De { &hour.title_de } else { &hour.title_en },
        place: place(facts, hour, one.locale),
        about: if one.locale == Locale::De { &hour.about_de } else { &hour.about_en },
        when: span(one.locale, facts.schedule.zone.local(one.span.from), facts.schedule.zone.local(one.span.to)),
        // The secret is behind the `#`, so it reaches no server and no log.
        link: format!("{}#s={}", page(&app.public_url, one.id, one.locale), app.secrets.appointment(one.id)),
        code: &one.code,
        minutes: facts.rules().hold_minutes,
        retention: facts.rules().retention_days,
    };
    let (subject, lines) = match one.locale {
        Locale::De => german(&words, occasion),
        Locale::En => english(&words, occasion),
    };
    let method = match occasion {
        Occasion::Held { .. } | Occasion::ByOffice { invited: false, .. } => None,
        Occasion::Confirmed => Some("REQUEST"),
        Occasion::Cancelled | Occasion::ByOffice { .. } => Some("CANCEL"),
    };
    let calendar = method.map(|method| (method, calendar(app, facts, hour, one, Some(method))));
    let mail = letter::for_visitor(&app.public_url, to, one.locale, subject, &lines, &facts.venue.name);
    Some(Mail { calendar, ..mail })
}

/// The appointment as iCalendar.
pub(super) fn calendar(
    app: &App,
    facts: &VenueFacts,
    hour: &AdviceHour,
    one: &Stored,
    method: Option<&'static str>,
) -> String {
    let german = one.locale == Locale::De;
    let title = if german { &hour.title_de } else { &hour.title_en };
    let code = if german { format!("Termincode {}", one.code) } else { format!("Appointment code {}", one.code) };
    let about = if german { &hour.about_de } else { &hour.about_en };
    let entry = Entry {
        id: one.id.to_string(),
        stamp: app.clock.now(),
        from: one.span.from,
        to: one.span.to,
        summary: format!("{title} · {}", facts.venue.name),
        place: place(facts, hour, one.locale),
        about: if about.is_empty() { code } else { format!("{code}. {about}") },
        url: page(&app.public_url, one.id, one.locale),
        revision: one.revision,
        gone: !one.state.is_open() && one.state != shared::appointments::AppointmentState::Attended,
        guest: one.email.as_deref(),
    };
    invitation::calendar(&[entry], &app.config.mail_from, method)
}

fn place(facts: &VenueFacts, hour: &AdviceHour, locale: Locale) -> String {
    let (place, venue) = (if locale == Locale::De { &hour.place_de } else { &hour.place_en }, &facts.venue);
    let address = &venue.address;
    format!("{place}, {}, {}, {} {}", venue.name, address.street, address.postcode, address.city)
}

/// What the words speak of.
struct Words<'a> {
    title: &'a str,
    place: String,
    about: &'a str,
    when: String,
    link: String,
    code: &'a str,
    minutes: i64,
    retention: i64,
}

/// Subject and paragraphs in German.
fn german(words: &Words<'_>, occasion: &Occasion<'_>) -> (String, Vec<String>) {
    let Words { title, place, about, when, link, code: people, minutes, retention } = words;
    match occasion {
        Occasion::Held { code } => (
            format!("{code} ist Ihr Code für den Termin"),
            vec![
                format!("Ihr Code: {code}"),
                format!("Damit bestätigen Sie Ihren Termin: {title}, {when}."),
                format!(
                    "Der Code gilt {minutes} Minuten. Oder öffnen Sie diese Seite und tippen Sie dort auf „Termin bestätigen“:"
                ),
                format!("{link}&c={code}"),
                "Sie haben keinen Termin gebucht? Dann tun Sie einfach nichts. Die Vormerkung verfällt von selbst."
                    .to_owned(),
            ],
        ),
        Occasion::Confirmed => {
            let mut lines =
                vec![format!("Ihr Termin steht: {title}, {when}."), format!("Ihr Termincode: {people}"), place.clone()];
            lines.extend((!about.is_empty()).then(|| (*about).to_owned()));
            lines.push("Absagen und alle Angaben ansehen:".to_owned());
            lines.push(link.clone());
            lines.push(format!("Ihre Angaben werden {retention} Tage nach dem Ende automatisch gelöscht."));
            (format!("Termin: {title}, {when}"), lines)
        }
        Occasion::Cancelled => (
            format!("Abgesagt: {title}, {when}"),
            vec![
                format!("Ihr Termin ist abgesagt: {title}, {when}."),
                "Die Zeit ist wieder frei für andere. Sie müssen nichts weiter tun.".to_owned(),
            ],
        ),
        Occasion::ByOffice { reason, alternatives, again, .. } => {
            let mut lines =
                vec![format!("Ihr Termin kann leider nicht stattfinden: {title}, {when}."), format!("Grund: {reason}")];
            if alternatives.is_empty() {
                lines.push(
                    "Im Moment ist kein anderer Termin frei. Bitte schauen Sie später noch einmal nach:".to_owned(),
                );
            } else {
                lines.push("Diese Termine sind noch frei:".to_owned());
                lines.extend(alternatives.iter().map(|other| span(Locale::De, other.from, other.to)));
                lines.push("Neu buchen:".to_owned());
            }
            lines.push((*again).to_owned());
            (format!("Termin abgesagt: {title}, {when}"), lines)
        }
    }
}

/// Subject and paragraphs in English.
fn english(words: &Words<'_>, occasion: &Occasion<'_>) -> (String, Vec<String>) {
    let Words { title, place, about, when, link, code: people, minutes, retention } = words;
    match occasion {
        Occasion::Held { code } => (
            format!("{code} is your code for the appointment"),
            vec![
                format!("Your code: {code}"),
                format!("It confirms your appointment: {title}, {when}."),
                format!(
                    "The code is valid for {minutes} minutes. Or open this page and press “Confirm appointment” there:"
                ),
                format!("{link}&c={code}"),
                "You did not book an appointment? Then do nothing. The hold ends by itself.".to_owned(),
            ],
        ),
        Occasion::Confirmed => {
            let mut lines = vec![
                format!("Your appointment stands: {title}, {when}."),
                format!("Your appointment code: {people}"),
                place.clone(),
            ];
            lines.extend((!about.is_empty()).then(|| (*about).to_owned()));
            lines.push("Cancel and see everything we hold:".to_owned());
            lines.push(link.clone());
            lines.push(format!("Your data is erased automatically {retention} days after the end."));
            (format!("Appointment: {title}, {when}"), lines)
        }
        Occasion::Cancelled => (
            format!("Cancelled: {title}, {when}"),
            vec![
                format!("Your appointment is cancelled: {title}, {when}."),
                "The time is free for others again. There is nothing else to do.".to_owned(),
            ],
        ),
        Occasion::ByOffice { reason, alternatives, again, .. } => {
            let mut lines = vec![
                format!("We are sorry: your appointment can’t take place: {title}, {when}."),
                format!("Reason: {reason}"),
            ];
            if alternatives.is_empty() {
                lines.push("No other appointment is free at the moment. Please look again later:".to_owned());
            } else {
                lines.push("These appointments are still free:".to_owned());
                lines.extend(alternatives.iter().map(|other| span(Locale::En, other.from, other.to)));
                lines.push("Book again:".to_owned());
            }
            lines.push((*again).to_owned());
            (format!("Appointment cancelled: {title}, {when}"), lines)
        }
    }
}
