//! Words of "What fits me?". They say "probably", and never that somebody has a claim.

use shared::offers::{Need, Topic};

use crate::lang::Lang;

/// The words.
pub(crate) struct Texts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) stays_here: &'static str,
    pub(crate) receive: &'static str,
    pub(crate) benefit: fn(&str) -> &str,
    pub(crate) no_benefit: &'static str,
    pub(crate) children: &'static str,
    /// An age on a chip: "bis 5 Jahre".
    pub(crate) child_chip: fn(i16, i16) -> String,
    /// The same in a sentence: "6 bis 15".
    pub(crate) child: fn(i16, i16) -> String,
    pub(crate) looks_for: &'static str,
    pub(crate) topic: fn(Topic) -> &'static str,
    pub(crate) more: &'static str,
    pub(crate) age: &'static str,
    pub(crate) needs: &'static str,
    pub(crate) need: fn(Need) -> &'static str,
    pub(crate) passes: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) reset: &'static str,
    pub(crate) fitting: fn(usize) -> String,
    pub(crate) nothing: &'static str,
    pub(crate) show_rest: fn(usize) -> String,
    pub(crate) no_promise: &'static str,
    pub(crate) by_benefit: fn(&str) -> String,
    pub(crate) by_pass: fn(&str, Option<i32>) -> String,
    pub(crate) by_pass_to_come: fn(&str, Option<i32>) -> String,
    pub(crate) by_child: fn(&str) -> String,
    pub(crate) by_age: fn(i16) -> String,
    pub(crate) by_families: &'static str,
    pub(crate) by_need: fn(Need) -> &'static str,
    pub(crate) by_language: fn(&str) -> String,
    pub(crate) by_topic: fn(&str) -> String,
    pub(crate) access_unknown: &'static str,
}

/// The words in a language.
#[inline(never)]
pub(crate) const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

/// "4,50 €", "9 €".
fn euros_de(cents: i32) -> String {
    match (cents / 100, cents % 100) {
        (euros, 0) => format!("{euros} €"),
        (euros, cents) => format!("{euros},{cents:02} €"),
    }
}

/// "€4.50", "€9".
fn euros_en(cents: i32) -> String {
    match (cents / 100, cents % 100) {
        (euros, 0) => format!("€{euros}"),
        (euros, cents) => format!("€{euros}.{cents:02}"),
    }
}

const DE: Texts = Texts {
    title: "Was passt zu mir?",
    lead: "Tippen Sie an, was stimmt. Nichts davon wird gesendet oder gespeichert.",
    stays_here: "bleibt auf Ihrem Gerät",
    receive: "Ich bekomme",
    benefit: |key| match key {
        "wohngeld" => "Wohngeld",
        "buergergeld" => "Bürgergeld",
        "kinderzuschlag" => "Kinderzuschlag",
        "grundsicherung" => "Grundsicherung",
        "sozialhilfe" => "Sozialhilfe",
        "asylblg" => "Asylbewerberleistungen",
        other => other,
    },
    no_benefit: "nichts davon",
    children: "Bei mir leben Kinder",
    child_chip: |from, to| match (from, to) {
        (0, to) => format!("bis {to} Jahre"),
        (from, to) => format!("{from} bis {to}"),
    },
    child: |from, to| match (from, to) {
        (0, to) => format!("höchstens {to}"),
        (from, to) => format!("{from} bis {to}"),
    },
    looks_for: "Mich interessiert",
    topic: |topic| match topic {
        Topic::Support => "Geld und Hilfe",
        Topic::Holidays => "Ferien",
        Topic::Culture => "Kultur",
        Topic::Participation => "Mitreden",
        Topic::Work => "Arbeit",
        Topic::Learning => "Lernen",
    },
    more: "Mehr angeben",
    age: "Mein Alter in Jahren",
    needs: "Ich brauche",
    need: |need| match need {
        Need::StepFree => "einen Weg ohne Stufen",
        Need::SignLanguage => "Gebärdensprache",
        Need::SimpleLanguage => "Leichte Sprache",
        Need::HearingLoop => "eine Höranlage",
    },
    passes: "Ich habe",
    languages: "Ich spreche lieber",
    reset: "Alles zurücknehmen",
    fitting: |count| match count {
        0 => "Dazu passt gerade kein Angebot".to_owned(),
        1 => "1 Angebot passt wahrscheinlich zu Ihnen".to_owned(),
        _ => format!("{count} Angebote passen wahrscheinlich zu Ihnen"),
    },
    nothing: "Nehmen Sie eine Angabe zurück, oder fragen Sie am Infopunkt im Saal.",
    show_rest: |left| format!("Weitere {left} zeigen"),
    no_promise: "Das ist eine Orientierung, keine Zusage. Was Ihnen zusteht, klärt die zuständige Stelle.",
    by_benefit: |benefit| format!("weil Sie {benefit} bekommen"),
    by_pass: |pass, cents| match cents {
        Some(0) => format!("mit {pass} kostenlos"),
        Some(cents) => format!("mit {pass} {}", euros_de(cents)),
        None => format!("mit {pass}"),
    },
    by_pass_to_come: |pass, cents| match cents {
        Some(0) => format!("mit {pass} kostenlos, und der passt wahrscheinlich zu Ihnen"),
        Some(cents) => format!("mit {pass} {}, und der passt wahrscheinlich zu Ihnen", euros_de(cents)),
        None => format!("mit {pass}, und der passt wahrscheinlich zu Ihnen"),
    },
    by_child: |age| format!("weil Ihr Kind {age} ist"),
    by_age: |age| format!("weil Sie {age} Jahre alt sind"),
    by_families: "weil Kinder bei Ihnen leben",
    by_need: |need| match need {
        Need::StepFree => "weil man ohne Stufen hineinkommt",
        Need::SignLanguage => "weil es dort Gebärdensprache gibt",
        Need::SimpleLanguage => "weil es das in Leichter Sprache gibt",
        Need::HearingLoop => "weil es dort eine Höranlage gibt",
    },
    by_language: |language| format!("weil man dort {language} spricht"),
    by_topic: |topic| format!("weil Sie {topic} interessieren"),
    access_unknown: "Ob es ohne Stufen geht, wissen wir nicht.",
};

const EN: Texts = Texts {
    title: "What fits me?",
    lead: "Tap what is true of you. None of it is sent or stored.",
    stays_here: "stays on your device",
    receive: "I receive",
    benefit: |key| match key {
        "wohngeld" => "housing benefit (Wohngeld)",
        "buergergeld" => "Bürgergeld",
        "kinderzuschlag" => "Kinderzuschlag",
        "grundsicherung" => "Grundsicherung",
        "sozialhilfe" => "Sozialhilfe",
        "asylblg" => "benefits for asylum seekers",
        other => other,
    },
    no_benefit: "none of these",
    children: "Children live with me",
    child_chip: |from, to| match (from, to) {
        (0, to) => format!("up to {to} years"),
        (from, to) => format!("{from} to {to}"),
    },
    child: |from, to| match (from, to) {
        (0, to) => format!("{to} or younger"),
        (from, to) => format!("{from} to {to}"),
    },
    looks_for: "I am interested in",
    topic: |topic| match topic {
        Topic::Support => "money and help",
        Topic::Holidays => "school holidays",
        Topic::Culture => "culture",
        Topic::Participation => "having a say",
        Topic::Work => "work",
        Topic::Learning => "learning",
    },
    more: "Say more",
    age: "My age in years",
    needs: "I need",
    need: |need| match need {
        Need::StepFree => "a way without steps",
        Need::SignLanguage => "sign language",
        Need::SimpleLanguage => "Leichte Sprache",
        Need::HearingLoop => "a hearing loop",
    },
    passes: "I have",
    languages: "I would rather speak",
    reset: "Take everything back",
    fitting: |count| match count {
        0 => "No offer fits that right now".to_owned(),
        1 => "1 offer probably fits you".to_owned(),
        _ => format!("{count} offers probably fit you"),
    },
    nothing: "Take something back, or ask at the info point in the hall.",
    show_rest: |left| format!("Show {left} more"),
    no_promise: "This is guidance, not a promise. The responsible office decides what you are entitled to.",
    by_benefit: |benefit| format!("because you receive {benefit}"),
    by_pass: |pass, cents| match cents {
        Some(0) => format!("free of charge with {pass}"),
        Some(cents) => format!("{} with {pass}", euros_en(cents)),
        None => format!("with {pass}"),
    },
    by_pass_to_come: |pass, cents| match cents {
        Some(0) => format!("free of charge with {pass}, which probably fits you"),
        Some(cents) => format!("{} with {pass}, which probably fits you", euros_en(cents)),
        None => format!("with {pass}, which probably fits you"),
    },
    by_child: |age| format!("because your child is {age}"),
    by_age: |age| format!("because you are {age} years old"),
    by_families: "because children live with you",
    by_need: |need| match need {
        Need::StepFree => "because there is a way in without steps",
        Need::SignLanguage => "because there is sign language",
        Need::SimpleLanguage => "because there is a version in Leichte Sprache",
        Need::HearingLoop => "because there is a hearing loop",
    },
    by_language: |language| format!("because {language} is spoken there"),
    by_topic: |topic| format!("because you are interested in {topic}"),
    access_unknown: "Whether there is a way without steps is not known.",
};
