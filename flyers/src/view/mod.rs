//! What the sheets show, every word of it ready: `main.typ` and its pieces read these names. What is not known is
//! `null` or missing from a list, and then nothing is printed in its place.

mod about;
mod advice;
mod body;
mod collection;
mod facts;
mod offer;
mod when;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use shared::addresses;
use shared::flyers::{Flyer, FlyerFormat, Subject};

use crate::letters::{Lacks, address, printable, short};
use crate::words::{Words, words};

/// Longest title, letters.
const TITLE: usize = 120;
/// Longest address, letters.
const ADDRESS: usize = 160;

/// A whole sheet.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    format: FlyerFormat,
    /// The language of the words around.
    lang: &'static str,
    /// Whether these words are Leichte Sprache.
    easy: bool,
    /// The language of title, summary and body.
    text_lang: String,
    author: String,
    description: String,
    printed_on: Printed,
    kicker: Option<String>,
    title: String,
    /// As large as its longest word allows, points.
    title_size: u8,
    summary: Option<String>,
    prices: Vec<Price>,
    passes: Vec<Pass>,
    /// What it costs whom, where that is more than one price.
    rates: Option<Rates>,
    /// What heads the body where it has a panel of its own.
    about: &'static str,
    body: Vec<body::Part>,
    more: String,
    /// Boxes of a card; of what is folded those inside.
    facts: Vec<Fact>,
    /// Boxes on the back of what is folded.
    outside: Vec<Fact>,
    notice: Option<String>,
    /// Where the code leads.
    pub(crate) url: String,
    /// The same for people to type.
    address: String,
    code_alt: String,
    net: &'static str,
    ask: String,
    small: String,
    entries: Vec<Entry>,
    /// What is said of those that are not on the sheet, by how many of the entries were left out.
    further: Vec<Option<String>>,
}

/// The day a sheet was made, as the sheets want it.
#[derive(Debug, Serialize)]
pub(crate) struct Printed {
    year: i32,
    month: u32,
    day: u32,
}

impl From<NaiveDate> for Printed {
    fn from(day: NaiveDate) -> Self {
        Self { year: day.year(), month: day.month(), day: day.day() }
    }
}

/// A price, under what it is for.
#[derive(Debug, Serialize)]
struct Price {
    label: String,
    amount: String,
    pass: bool,
    /// What the pass is worth, where that is known.
    worth: Option<&'static str>,
}

/// What a pass is worth.
#[derive(Debug, Serialize)]
struct Pass {
    name: String,
    worth: &'static str,
    /// Whether a price says what it is with it.
    priced: bool,
}

/// Prices under a heading, a line each: who pays, and how much.
#[derive(Debug, Serialize)]
struct Rates {
    heading: &'static str,
    rows: Vec<(String, String)>,
}

/// Something under a heading.
#[derive(Debug, Serialize)]
struct Fact {
    heading: &'static str,
    lines: Vec<Line>,
}

#[derive(Debug, Default, Serialize)]
struct Line {
    text: String,
    url: Option<String>,
    /// Whether it is in the language of the offer.
    own: bool,
    strong: bool,
    /// An address, which is typed as it stands: no hyphen may come into it.
    address: bool,
}

impl Line {
    fn plain(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// An offer among others.
#[derive(Debug, Serialize)]
struct Entry {
    title: String,
    lang: String,
    url: String,
    summary: Option<String>,
    price: Option<String>,
    line: Option<String>,
}

/// What every part of a view is made with.
struct Ink<'a> {
    words: &'static Words,
    lacks: Lacks<'a>,
}

impl Ink<'_> {
    /// An address as it can be printed, whole: what is too long for a line is divided without a hyphen.
    fn address(&self, text: &str, most: usize) -> Option<String> {
        let text = short(&address(text, self.lacks), most);
        (!text.is_empty()).then_some(text)
    }

    /// A text as it can be printed, at most so many letters; nothing where it says nothing.
    fn text(&self, text: &str, most: usize) -> Option<String> {
        let text = short(&printable(text, self.lacks), most);
        (!text.is_empty()).then_some(text)
    }

    fn date(&self, day: NaiveDate) -> String {
        (self.words.date)(day.day(), day.month(), day.year())
    }
}

impl View {
    /// Of a record; `lacks` says which letters can't be printed.
    pub(crate) fn of(flyer: &Flyer, lacks: Lacks<'_>) -> Self {
        let ink = Ink { words: words(flyer.lang), lacks };
        match &flyer.subject {
            Subject::Offer(offer) => offer::view(&ink, flyer, offer),
            Subject::Collection { choice, url, offers, total } => {
                collection::view(&ink, flyer, &collection::Chosen { choice, url, offers, total: *total })
            }
        }
    }

    /// A sheet with title and way to more, and nothing else yet.
    fn bare(ink: &Ink<'_>, flyer: &Flyer, title: &str, url: &str) -> Self {
        let words = ink.words;
        let title = ink.text(title, TITLE).unwrap_or_else(|| words.anything.to_owned());
        let bare = &addresses::bare(url);
        let day = flyer.printed_on;
        let small = (words.printed)(&ink.date(day));
        Self {
            format: flyer.format,
            lang: words.tag,
            easy: words.easy,
            text_lang: words.tag.to_owned(),
            author: ink.text(&flyer.info_point.venue, TITLE).unwrap_or_default(),
            description: small.clone(),
            printed_on: Printed::from(day),
            kicker: None,
            title_size: title_size(&title),
            title,
            summary: None,
            prices: Vec::new(),
            passes: Vec::new(),
            rates: None,
            about: words.about,
            body: Vec::new(),
            more: words.more.to_owned(),
            facts: Vec::new(),
            outside: Vec::new(),
            notice: None,
            url: url.to_owned(),
            code_alt: (words.code)(bare),
            address: ink.address(bare, ADDRESS).unwrap_or_default(),
            net: words.net,
            ask: (words.ask)(&ink.text(&flyer.info_point.street, 60).unwrap_or_default()),
            small,
            entries: Vec::new(),
            further: Vec::new(),
        }
    }
}

/// The primary part of a language tag: what a sheet hyphenates by.
fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

/// How large a title may be so that its longest word fits, and not too many lines of it, points.
fn title_size(title: &str) -> u8 {
    let word = title.split([' ', '\u{ad}', '-']).map(|word| word.chars().count()).max().unwrap_or(0);
    match (word, title.chars().count()) {
        (..=11, ..=24) => 40,
        (..=14, ..=40) => 32,
        (..=18, ..=64) => 25,
        _ => 20,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_smaller() {
        assert_eq!(title_size("FerienCard"), 40);
        assert_eq!(title_size("Ausbildung am langen Tisch"), 32);
        assert_eq!(title_size("Wohnberechtigungsschein"), 20);
    }

    #[test]
    fn a_sheet_is_hyphenated_by_its_language() {
        assert_eq!(primary("de-simple"), "de");
    }
}
