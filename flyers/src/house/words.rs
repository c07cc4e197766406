//! The words of the house's own sheets, in both languages.

use shared::bookings::BookingState;
use shared::flyers::FlyerLanguage;

/// The words.
pub(super) struct Words {
    /// BCP 47.
    pub(super) tag: &'static str,
    pub(super) printed: fn(&str) -> String,
    pub(super) as_of: fn(&str, &str) -> String,
    pub(super) page: &'static str,
    pub(super) codes: &'static str,
    pub(super) codes_lead: fn(&str) -> String,
    pub(super) code: fn(&str) -> String,
    pub(super) scan: &'static str,
    pub(super) sit_down: &'static str,
    pub(super) day: fn(&str) -> String,
    pub(super) count: fn(usize) -> String,
    pub(super) nothing: &'static str,
    pub(super) head: [&'static str; 6],
    pub(super) state: fn(BookingState) -> &'static str,
    /// In place of a name.
    pub(super) unprintable: &'static str,
    pub(super) shred: &'static str,
}

/// The words in a language.
pub(super) fn words(lang: FlyerLanguage) -> &'static Words {
    match lang {
        FlyerLanguage::De | FlyerLanguage::DeSimple => &DE,
        FlyerLanguage::En => &EN,
    }
}

static DE: Words = Words {
    tag: "de",
    printed: |date| format!("gedruckt am {date}"),
    as_of: |date, time| format!("Stand {date}, {time} Uhr"),
    page: "Seite",
    codes: "Codes für die Plätze",
    codes_lead: |layout| format!("Aufstellung „{layout}“. Karten ausschneiden und auf die Plätze legen."),
    code: |address| format!("QR-Code, führt zu {address}"),
    scan: "Frei? Code scannen, einchecken oder buchen. Oder am Infopunkt fragen.",
    sit_down: "Ohne Buchung: Code scannen und hinsetzen. Oder am Infopunkt fragen.",
    day: |date| format!("Buchungen am {date}"),
    count: |count| match count {
        1 => "1 Buchung".to_owned(),
        count => format!("{count} Buchungen"),
    },
    nothing: "Für diesen Tag ist nichts gebucht.",
    head: ["Zeit", "Plätze", "Code", "Name", "Stand", "Da"],
    state: |state| match state {
        BookingState::Held => "noch nicht bestätigt",
        BookingState::Confirmed => "bestätigt",
        BookingState::CheckedIn => "eingecheckt",
        BookingState::Completed => "beendet",
        BookingState::Cancelled => "storniert",
        BookingState::Expired => "abgelaufen",
        BookingState::NoShow => "nicht gekommen",
    },
    unprintable: "in anderer Schrift, siehe Code",
    shred: "Enthält Namen: nach Feierabend in den Aktenvernichter",
};

static EN: Words = Words {
    tag: "en",
    printed: |date| format!("printed on {date}"),
    as_of: |date, time| format!("as of {date}, {time}"),
    page: "Page",
    codes: "Codes for the desks",
    codes_lead: |layout| format!("Layout “{layout}”. Cut out the cards and lay them on the desks."),
    code: |address| format!("QR code, leads to {address}"),
    scan: "Free? Scan the code, check in or book. Or ask at the info point.",
    sit_down: "No booking needed: scan the code and sit down. Or ask at the info point.",
    day: |date| format!("Bookings on {date}"),
    count: |count| match count {
        1 => "1 booking".to_owned(),
        count => format!("{count} bookings"),
    },
    nothing: "Nothing is booked for this day.",
    head: ["Time", "Desks", "Code", "Name", "State", "Here"],
    state: |state| match state {
        BookingState::Held => "not confirmed yet",
        BookingState::Confirmed => "confirmed",
        BookingState::CheckedIn => "checked in",
        BookingState::Completed => "completed",
        BookingState::Cancelled => "cancelled",
        BookingState::Expired => "expired",
        BookingState::NoShow => "did not come",
    },
    unprintable: "in another script, see code",
    shred: "Has names on it: into the shredder in the evening",
};
