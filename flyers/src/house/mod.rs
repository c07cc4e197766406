//! Sheets the house prints for itself: what they show, every word of it ready. As many pages as it takes.

mod words;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use serde::Serialize;
use shared::flyers::{DayBooking, DaySheet, DeskCode, DeskCodes, FlyerLanguage};

use crate::letters::{Lacks, printable, short};
use crate::view::Printed;
use crate::words::words as flyer;
use words::words;

/// Longest name of a venue or a layout on a sheet, letters.
const NAME: usize = 60;
/// Longest name of a person: longer than one may be, with all its hyphens, so that none loses its end.
const PERSON: usize = 120;
/// Longest name of a zone on a card, which is narrow.
const ZONE: usize = 36;
/// Longest list of desks.
const DESKS: usize = 80;

/// What stands around every sheet.
#[derive(Debug, Serialize)]
pub(crate) struct Around {
    lang: &'static str,
    title: String,
    author: String,
    printed_on: Printed,
    lead: String,
    /// At the foot of each page.
    small: String,
    page: &'static str,
}

/// Cards to be cut out.
#[derive(Debug, Serialize)]
pub(crate) struct Codes {
    #[serde(flatten)]
    around: Around,
    cards: Vec<Card>,
}

#[derive(Debug, Serialize)]
struct Card {
    /// The picture of its code.
    file: String,
    alt: String,
    code: String,
    zone: String,
    url: String,
    address: String,
    words: &'static str,
}

/// The day at the front desk.
#[derive(Debug, Serialize)]
pub(crate) struct Day {
    #[serde(flatten)]
    around: Around,
    head: [&'static str; 6],
    rows: Vec<[String; 5]>,
    nothing: &'static str,
}

/// The name of a picture among the files of a sheet.
pub(crate) fn picture(place: usize) -> String {
    format!("code-{place}.svg")
}

/// The cards of a layout.
pub(crate) fn codes(record: &DeskCodes, lacks: Lacks<'_>) -> Codes {
    let w = words(record.lang);
    let text = |text: &str, most: usize| short(&printable(text, lacks), most);
    let day = date(record.lang, record.printed_on);
    let around = Around {
        lang: w.tag,
        title: w.codes.to_owned(),
        author: text(&record.venue, NAME),
        printed_on: record.printed_on.into(),
        lead: (w.codes_lead)(&text(&record.layout, NAME)),
        small: format!("{} · {}", text(&record.venue, NAME), (w.printed)(&day)),
        page: w.page,
    };
    let card = |(place, desk): (usize, &DeskCode)| {
        let address = desk.url.split_once("://").map_or(desk.url.as_str(), |(_, bare)| bare).to_owned();
        Card {
            file: picture(place),
            alt: (w.code)(&address),
            code: text(&desk.code, NAME),
            zone: text(&desk.zone, ZONE),
            url: desk.url.clone(),
            address: text(&address, NAME),
            words: if desk.walk_in { w.sit_down } else { w.scan },
        }
    };
    Codes { around, cards: record.desks.iter().enumerate().map(card).collect() }
}

/// The bookings of a day.
pub(crate) fn day(record: &DaySheet, lacks: Lacks<'_>) -> Day {
    let w = words(record.lang);
    let text = |text: &str, most: usize| short(&printable(text, lacks), most);
    let date = |day: NaiveDate| date(record.lang, day);
    let made = record.printed_at;
    let around = Around {
        lang: w.tag,
        title: (w.day)(&date(record.day)),
        author: text(&record.venue, NAME),
        printed_on: made.date().into(),
        lead: (w.count)(record.bookings.len()),
        small: format!(
            "{} · {} · {}",
            text(&record.venue, NAME),
            (w.as_of)(&date(made.date()), &clock(made.time())),
            w.shred
        ),
        page: w.page,
    };
    let row = |booking: &DayBooking| {
        [
            format!("{}–{}", clock(booking.from), clock(booking.to)),
            text(&booking.desks.join(", "), DESKS),
            text(&booking.code, NAME),
            booking
                .name
                .as_deref()
                .map(|name| person(&text(name, PERSON), w.unprintable))
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| "–".to_owned()),
            (w.state)(booking.state).to_owned(),
        ]
    };
    Day { around, head: w.head, rows: record.bookings.iter().map(row).collect(), nothing: w.nothing }
}

/// A name; where the fonts have none of its letters, its code has to do.
fn person(name: &str, unprintable: &'static str) -> String {
    let mut letters = name.chars().filter(|letter| !letter.is_whitespace()).peekable();
    let lost = letters.peek().is_some() && letters.all(|letter| letter == '?' || letter.is_ascii_punctuation());
    if lost { unprintable.to_owned() } else { name.to_owned() }
}

/// As flyers write it.
fn date(lang: FlyerLanguage, day: NaiveDate) -> String {
    (flyer(lang).date)(day.day(), day.month(), day.year())
}

fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_another_script_says_so() {
        assert_eq!(person("? ??? ????", "other"), "other");
        assert_eq!(person("Kim ????", "other"), "Kim ????");
        assert_eq!(person("", "other"), "");
    }
}
