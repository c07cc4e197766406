//! What only pages without script say, in both languages.

use crate::lang::Lang;

/// The words.
pub(super) struct Words {
    pub(super) start_description: &'static str,
    pub(super) list_description: &'static str,
    pub(super) needs_script: &'static str,
    pub(super) call_or_come: fn(Option<&str>) -> String,
    pub(super) hours: &'static str,
    pub(super) today: &'static str,
    pub(super) closed: &'static str,
    pub(super) zones: &'static str,
    pub(super) zone: &'static str,
    pub(super) free: &'static str,
    pub(super) free_of: fn(u32, u32) -> String,
    pub(super) events_away: &'static str,
    pub(super) info_point: &'static str,
    pub(super) next_page: &'static str,
    pub(super) first_page: &'static str,
}

/// The words in a language.
pub(super) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

const DE: Words = Words {
    start_description: "Ein Arbeitsplatz mitten im Rathaus: freie Plätze sehen und ohne Konto buchen. Dazu alles, was die Stadt anbietet.",
    list_description: "Was die Stadt zu bieten hat: Hilfe, Kultur, Orte, Veranstaltungen, Beteiligung, Stellen und Service, mit Quelle und Stand.",
    needs_script: "Buchen braucht JavaScript. In diesem Browser ist es aus.",
    call_or_come: |phone| match phone {
        Some(phone) => format!("Ohne geht es am Telefon unter {phone} oder am Infopunkt im Saal."),
        None => "Ohne geht es am Infopunkt im Saal.".to_owned(),
    },
    hours: "Öffnungszeiten",
    today: "heute",
    closed: "geschlossen",
    zones: "Freie Plätze nach Bereich",
    zone: "Bereich",
    free: "Frei",
    free_of: |free, total| format!("{free} von {total}"),
    events_away: "Die Termine sind gerade nicht da.",
    info_point: "Das gibt es am Infopunkt",
    next_page: "Weitere Angebote",
    first_page: "Zur ersten Seite",
};

const EN: Words = Words {
    start_description: "A place to work in the heart of the town hall: see free desks and book without an account. And everything the city offers.",
    list_description: "What the city has to offer: help, culture, places, events, having a say, jobs and services, each with its source and date.",
    needs_script: "Booking needs JavaScript. It is switched off in this browser.",
    call_or_come: |phone| match phone {
        Some(phone) => format!("Without it, call {phone} or come to the info point in the hall."),
        None => "Without it, come to the info point in the hall.".to_owned(),
    },
    hours: "Opening hours",
    today: "today",
    closed: "closed",
    zones: "Free desks by area",
    zone: "Area",
    free: "Free",
    free_of: |free, total| format!("{free} of {total}"),
    events_away: "The events cannot be shown right now.",
    info_point: "At the info point",
    next_page: "More offers",
    first_page: "Back to the first page",
};
