//! The words of the mails that tell of a change of the hall (rule 11): what happened and why, what
//! stays, what to do.

use shared::bookings::Locale;
use shared::desks::Alternative;

use super::HouseNews;
use super::words::{Facts, span};

/// Subject and paragraphs in German.
pub(super) fn german(facts: &Facts<'_>, news: &HouseNews<'_>) -> (String, Vec<String>) {
    let Facts { desk, when, link, booking_code, public_url, .. } = facts;
    let why = |reason: &str| format!("Der Grund: {reason}");
    let book = || ["Neu buchen:".to_owned(), format!("{public_url}/book")];
    match news {
        HouseNews::Reseated { old, reason } => (
            format!("Neuer Platz: {desk}, {when}"),
            vec![
                format!("Platz {old} gibt es in Ihrer Zeit nicht. Sie haben jetzt Platz {desk}, {when}."),
                why(reason),
                "Der neue Platz liegt im selben Bereich und bietet alles, was der alte hatte.".to_owned(),
                format!("Ihr Buchungscode bleibt: {booking_code}"),
                "Passt das nicht? Hier können Sie die Buchung ansehen und absagen:".to_owned(),
                link.clone(),
            ],
        ),
        HouseNews::Cancelled { reason, alternatives, .. } => {
            let mut lines = vec![
                format!("Wir müssen Ihre Buchung leider absagen: Platz {desk}, {when}."),
                why(reason),
                "Einen gleichwertigen Platz gibt es in dieser Zeit nicht. Das tut uns leid.".to_owned(),
            ];
            lines.extend(others("Das ist zurzeit frei:", Locale::De, alternatives));
            lines.extend(book());
            (format!("Leider abgesagt: Platz {desk}, {when}"), lines)
        }
        HouseNews::Ended { reason, alternatives } => {
            let mut lines = vec![
                format!("Ihr Besuch endet früher als geplant. Jetzt gilt: Platz {desk}, {when}."),
                why(reason),
                "Einen gleichwertigen Platz gibt es danach nicht. Das tut uns leid.".to_owned(),
            ];
            lines.extend(others("Das ist zurzeit frei:", Locale::De, alternatives));
            lines.extend(book());
            (format!("Früheres Ende: Platz {desk}, {when}"), lines)
        }
    }
}

/// Subject and paragraphs in English.
pub(super) fn english(facts: &Facts<'_>, news: &HouseNews<'_>) -> (String, Vec<String>) {
    let Facts { desk, when, link, booking_code, public_url, .. } = facts;
    let why = |reason: &str| format!("The reason: {reason}");
    let book = || ["Book again:".to_owned(), format!("{public_url}/en/book")];
    match news {
        HouseNews::Reseated { old, reason } => (
            format!("New desk: {desk}, {when}"),
            vec![
                format!("Desk {old} is not there at your time. You now have desk {desk}, {when}."),
                why(reason),
                "The new desk is in the same zone and has everything the old one had.".to_owned(),
                format!("Your booking code stays: {booking_code}"),
                "It does not suit you? See the booking and cancel it here:".to_owned(),
                link.clone(),
            ],
        ),
        HouseNews::Cancelled { reason, alternatives, .. } => {
            let mut lines = vec![
                format!("We are sorry to have to cancel your booking: desk {desk}, {when}."),
                why(reason),
                "There is no desk like it at that time.".to_owned(),
            ];
            lines.extend(others("This is free at the moment:", Locale::En, alternatives));
            lines.extend(book());
            (format!("Sorry, cancelled: desk {desk}, {when}"), lines)
        }
        HouseNews::Ended { reason, alternatives } => {
            let mut lines = vec![
                format!("Your visit ends earlier than planned. It is now: desk {desk}, {when}."),
                why(reason),
                "We are sorry: there is no desk like it after that.".to_owned(),
            ];
            lines.extend(others("This is free at the moment:", Locale::En, alternatives));
            lines.extend(book());
            (format!("Earlier end: desk {desk}, {when}"), lines)
        }
    }
}

/// What else there is, a line each.
fn others(intro: &str, locale: Locale, alternatives: &[Alternative]) -> Vec<String> {
    let line = |other: &Alternative| format!("{}: {}", span(locale, other.from, other.to), other.desk_codes.join(", "));
    let intro = (!alternatives.is_empty()).then(|| intro.to_owned());
    intro.into_iter().chain(alternatives.iter().map(line)).collect()
}
