//! Every word of the embeds, in both languages.

use chrono::{NaiveDate, NaiveTime, Timelike};

use crate::dates::{hhmm, weekday, weekday_date};
use crate::lang::Lang;

/// The words.
pub(super) struct Texts {
    pub(super) of: fn(u32) -> String,
    pub(super) of_free: fn(u32, u32) -> String,
    /// Of another day: its fullest hour.
    pub(super) at_least: &'static str,
    pub(super) here: fn(u32) -> String,
    pub(super) full: &'static str,
    pub(super) closed: &'static str,
    pub(super) closed_today: &'static str,
    pub(super) closed_day: &'static str,
    pub(super) today: &'static str,
    pub(super) until: fn(&str) -> String,
    pub(super) open_until: fn(&str) -> String,
    pub(super) opens: fn(&str, &str) -> String,
    pub(super) on: fn(&str) -> String,
    pub(super) tomorrow: &'static str,
    pub(super) from_to: fn(&str, &str) -> String,
    pub(super) book: &'static str,
    pub(super) all_offers: &'static str,
    pub(super) on_today: &'static str,
    pub(super) day: &'static str,
    pub(super) show: &'static str,
    pub(super) is_closed: &'static str,
    pub(super) example: &'static str,
    pub(super) invented: &'static str,
    pub(super) free: &'static str,
    pub(super) taken: &'static str,
    pub(super) walk_in: &'static str,
    pub(super) blocked: &'static str,
    pub(super) plan: fn(u32, u32) -> String,
    pub(super) plan_closed: &'static str,
    pub(super) info_point: &'static str,
    pub(super) busy: &'static str,
    pub(super) share: fn(&str, u32) -> String,
    pub(super) over: &'static str,
    pub(super) label: &'static str,
    pub(super) offers: &'static str,
    pub(super) nothing: &'static str,
    pub(super) away: &'static str,
    pub(super) look: &'static str,
    pub(super) all_day: &'static str,
    pub(super) cancelled: &'static str,
}

/// The words in a language.
pub(super) const fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

/// A time on the clock: "18 Uhr", "17:30 Uhr", "18:00".
pub(crate) fn clock(lang: Lang, time: NaiveTime) -> String {
    match lang {
        Lang::De if time.minute() == 0 => format!("{} Uhr", time.hour()),
        Lang::De => format!("{} Uhr", hhmm(time)),
        Lang::En => hhmm(time),
    }
}

/// The same without the word for it: "9" of "9 bis 18 Uhr".
pub(super) fn short_clock(lang: Lang, time: NaiveTime) -> String {
    clock(lang, time).trim_end_matches(" Uhr").to_owned()
}

/// A day as seen from another: "heute", "morgen", "am Freitag", "am Freitag, 4. Dezember".
pub(crate) fn day_seen(lang: Lang, date: NaiveDate, today: NaiveDate) -> String {
    let t = texts(lang);
    match (date - today).num_days() {
        0 => t.today.to_owned(),
        1 => t.tomorrow.to_owned(),
        2..=6 => (t.on)(weekday(lang, date)),
        _ => (t.on)(&weekday_date(lang, date)),
    }
}

/// "Mi", "Wed".
pub(super) fn weekday_short(lang: Lang, date: NaiveDate) -> String {
    weekday(lang, date).chars().take(if lang == Lang::De { 2 } else { 3 }).collect()
}

const DE: Texts = Texts {
    of: |desks| format!("von {desks} Plätzen frei"),
    of_free: |free, desks| format!("{free} von {desks} Plätzen frei"),
    at_least: "mindestens",
    here: |free| match free {
        1 => "1 Platz frei im Rathaus".to_owned(),
        free => format!("{free} Plätze frei im Rathaus"),
    },
    full: "Gerade alle Plätze belegt",
    closed: "Gerade geschlossen",
    closed_today: "Heute geschlossen",
    closed_day: "An diesem Tag geschlossen",
    today: "heute",
    until: |time| format!("bis {time}"),
    open_until: |time| format!("bis {time} geöffnet"),
    opens: |day, time| format!("öffnet {day} um {time}"),
    on: |day| format!("am {day}"),
    tomorrow: "morgen",
    from_to: |from, to| format!("{from} bis {to} Uhr"),
    book: "Platz buchen",
    all_offers: "Alle Angebote",
    on_today: "Heute im Saal",
    day: "Anderer Tag",
    show: "Zeigen",
    is_closed: "geschlossen",
    example: "Beispiel",
    invented: "erfundener Plan",
    free: "frei",
    taken: "belegt",
    walk_in: "nur spontan",
    blocked: "nicht nutzbar",
    plan: |free, desks| format!("Saalplan: {free} von {desks} Plätzen frei"),
    plan_closed: "Saalplan. Der Saal ist gerade geschlossen.",
    info_point: "Infopunkt",
    busy: "Auslastung",
    share: |time, percent| format!("{time} Uhr {percent} Prozent belegt"),
    over: "vorbei",
    label: "Freie Arbeitsplätze im Rathaus",
    offers: "Angebote der Stadt",
    nothing: "Gerade ist hier nichts eingetragen.",
    away: "Gerade gibt es keine neuen Zahlen.",
    look: "Auf der Buchungsseite nachsehen",
    all_day: "ganztägig",
    cancelled: "fällt aus",
};

const EN: Texts = Texts {
    of: |desks| format!("of {desks} desks free"),
    of_free: |free, desks| format!("{free} of {desks} desks free"),
    at_least: "at least",
    here: |free| match free {
        1 => "1 desk free in the town hall".to_owned(),
        free => format!("{free} desks free in the town hall"),
    },
    full: "All desks taken right now",
    closed: "Closed right now",
    closed_today: "Closed today",
    closed_day: "Closed on this day",
    today: "today",
    until: |time| format!("until {time}"),
    open_until: |time| format!("open until {time}"),
    opens: |day, time| format!("opens {day} at {time}"),
    on: |day| format!("on {day}"),
    tomorrow: "tomorrow",
    from_to: |from, to| format!("{from} to {to}"),
    book: "Book a desk",
    all_offers: "All offers",
    on_today: "Today in the hall",
    day: "Another day",
    show: "Show",
    is_closed: "closed",
    example: "Example",
    invented: "invented plan",
    free: "free",
    taken: "taken",
    walk_in: "walk-ins only",
    blocked: "out of use",
    plan: |free, desks| format!("Plan of the hall: {free} of {desks} desks free"),
    plan_closed: "Plan of the hall. The hall is closed right now.",
    info_point: "Info point",
    busy: "How busy it is",
    share: |time, percent| format!("{time} {percent} per cent taken"),
    over: "over",
    label: "Free desks in the town hall",
    offers: "What the city offers",
    nothing: "There is nothing here right now.",
    away: "There are no new numbers right now.",
    look: "Look at the booking page",
    all_day: "all day",
    cancelled: "cancelled",
};
