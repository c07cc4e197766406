//! The words in Leichte Sprache: short sentences, easy words, long ones with a dot in the middle, no genitive.
//! What is not here is said as in the ordinary words, which are easy enough there.

use shared::offers::{OfferKind, PriceFor, PricePer};

use super::{Words, de, euros};

pub(super) static WORDS: Words = Words {
    easy: true,
    audience: |key| match key {
        "all" => Some("alle"),
        "families" => Some("Familien"),
        "children" => Some("Kinder"),
        "students" => Some("Menschen, die studieren"),
        "seniors" => Some("ältere Menschen"),
        "low_income" => Some("Menschen mit wenig Geld"),
        "newcomers" => Some("Menschen, die neu in der Stadt sind"),
        "job_seekers" => Some("Menschen, die Arbeit suchen"),
        "people_with_disabilities" => Some("Menschen mit Behinderung"),
        "volunteers" => Some("Menschen, die gern helfen"),
        _ => None,
    },
    age: |from, to| match (from, to) {
        (Some(from), Some(to)) => Some(format!("{from} bis {to} Jahre alt")),
        (Some(from), None) => Some(format!("ab {from} Jahren")),
        (None, Some(to)) => Some(format!("bis {to} Jahre")),
        (None, None) => None,
    },
    kind: |kind| match kind {
        OfferKind::Culture => "Kultur",
        OfferKind::Place => "Orte",
        OfferKind::Event => "Hier ist etwas los",
        OfferKind::Support => "Hilfe",
        OfferKind::Participation => "Mit·machen",
        OfferKind::Job => "Arbeit bei der Stadt",
        OfferKind::Service => "Hilfe vom Amt",
        OfferKind::Notice => "Neue Infos",
        OfferKind::Unknown => "Mehr",
    },
    anything: "Das gibt es in der Stadt",
    found: |words| format!("Das passt zu „{words}“"),
    choice_of: "Vom Info·punkt",
    price: "Kosten",
    prices: "Das kostet es",
    who: |who| match who {
        PriceFor::Adult => "Erwachsene",
        PriceFor::Reduced => "mit Rabatt",
        PriceFor::Under18 => "unter 18 Jahren",
        PriceFor::Under25 => "unter 25 Jahren",
        PriceFor::FamilyExtra => "Familie: so viel mehr",
        PriceFor::Unknown => "für andere",
    },
    per: |per| match per {
        PricePer::Once | PricePer::Unknown => None,
        PricePer::Year => Some("im Jahr"),
        PricePer::Semester => Some("für ein halbes Jahr"),
        PricePer::Lesson => Some("für 45 Minuten"),
        PricePer::Minute => Some("für 1 Minute"),
    },
    euros: |cents| format!("{} Euro", euros(cents, ',')),
    pass_required: "brauchen Sie",
    about: "Das ist es",
    more: "Mehr steht im Internet.",
    read_on: "Mehr Infos",
    further: |count| {
        if count == 1 {
            "1 Angebot mehr steht im Internet.".to_owned()
        } else {
            format!("{count} Angebote mehr stehen im Internet.")
        }
    },
    when: "Wann?",
    place: "Adresse",
    step_free: |yes| if yes { "ohne Stufen" } else { "Da sind Stufen." },
    access: ["Auf·zug", "Toilette für Roll·stühle", "Plätze für Roll·stühle", "Hör·anlage", "Gebärden·sprache"],
    phone: |number| format!("Telefon: {number}"),
    contact: "Wer hilft Ihnen?",
    in_person: "Fragen Sie uns",
    info_point: "Info·punkt",
    no_appointment: "Sie brauchen keinen Termin.",
    example_hours: "ein Beispiel",
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    weekdays_short: ["Montag,", "Dienstag,", "Mittwoch,", "Donnerstag,", "Freitag,", "Samstag,", "Sonntag,"],
    daily: "jeden Tag",
    weekly: |days| format!("Jede Woche: {days}"),
    date: |day, month, year| {
        const MONTHS: [&str; 12] = [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ];
        let name = usize::try_from(month.saturating_sub(1)).ok().and_then(|place| MONTHS.get(place));
        format!("{day}. {} {year}", name.unwrap_or(&""))
    },
    span: |from, to| format!("von {} bis {} Uhr", hour(from), hour(to)),
    clock_from: |from| format!("ab {} Uhr", hour(from)),
    closes: |date| format!("Mit·machen können Sie bis: {date}"),
    more_dates: "Es gibt noch mehr Termine.",
    postponed: "ist verschoben",
    ended: |date| format!("Das ist vorbei. Der letzte Tag war: {date}."),
    all_postponed: "Das ist verschoben. Den neuen Termin wissen wir noch nicht.",
    as_of: |date| format!("Diese Infos sind von {date}."),
    as_of_unknown: "Wie alt sind diese Infos? Das wissen wir nicht.",
    checked: |as_of| format!("{as_of} Wir haben die Infos geprüft."),
    please_check: |as_of| format!("{as_of} Fragen Sie bitte nach: Stimmen die Preise und die Zeiten noch?"),
    check_all: "Fragen Sie bitte nach: Stimmen die Preise und die Zeiten noch?",
    example: "Das ist ein Beispiel. Dieses Angebot gibt es nicht wirklich.",
    examples: "Bei manchen Angeboten steht „Beispiel“. Diese Angebote gibt es nicht wirklich.",
    other_language: "Diesen Text gibt es noch nicht in Leichter Sprache.",
    net: "Mehr im Internet",
    ask: |street| format!("Oder fragen Sie am Info·punkt: {street}"),
    code: |address| format!("QR-Code. Er führt zu {address}"),
    valid_to: |date| format!("gilt bis {date}"),
    ..de::WORDS
};

/// A whole hour without its minutes: "14 Uhr".
fn hour(clock: &str) -> &str {
    let whole = clock.strip_suffix(":00").unwrap_or(clock);
    whole.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(whole)
}
