//! Words of the pages that stand beside the app: legal texts, nothing found, no connection.
//!
//! The legal texts themselves are Markdown files in `web/static/legal`, so that people who do not read
//! Rust can change them.

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) imprint: &'static str,
    pub(crate) privacy: &'static str,
    pub(crate) accessibility: &'static str,
    pub(crate) house_rules: &'static str,
    pub(crate) easy_language: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) not_found_lead: &'static str,
    pub(crate) not_found_ways: &'static str,
    pub(crate) to_start: &'static str,
    pub(crate) to_book: &'static str,
    pub(crate) to_offers: &'static str,
    pub(crate) offline: &'static str,
    pub(crate) online_again: &'static str,
}

/// The words in a language.
#[inline(never)]
pub(crate) fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

const DE: Texts = Texts {
    imprint: "Impressum",
    privacy: "Datenschutz",
    accessibility: "Erklärung zur Barrierefreiheit",
    house_rules: "Nutzungsregeln im Saal",
    easy_language: "Leichte Sprache",
    not_found: "Diese Seite gibt es nicht",
    not_found_lead: "Vielleicht hat sich die Adresse geändert, oder beim Abtippen ist etwas verrutscht.",
    not_found_ways: "Hier geht es weiter",
    to_start: "Zur Startseite",
    to_book: "Platz buchen",
    to_offers: "Angebote der Stadt ansehen",
    offline: "Sie sind offline. Was hier steht, ist von vorhin. Buchen geht wieder, sobald Sie online sind.",
    online_again: "Sie sind wieder online.",
};

const EN: Texts = Texts {
    imprint: "Imprint",
    privacy: "Privacy",
    accessibility: "Accessibility statement",
    house_rules: "Rules of the hall",
    easy_language: "Easy to read",
    not_found: "This page does not exist",
    not_found_lead: "Perhaps the address has changed, or a letter got lost while typing.",
    not_found_ways: "Where to go from here",
    to_start: "To the home page",
    to_book: "Book a desk",
    to_offers: "See what the city offers",
    offline: "You are offline. What you see is from before. Booking works again as soon as you are online.",
    online_again: "You are online again.",
};
