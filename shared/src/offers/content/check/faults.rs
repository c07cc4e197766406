//! What is wrong with an offer, collected, and what single values have to look like.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Timelike};

use super::MANY;
use crate::problem::FieldError;

/// Most that anything costs, euro cents.
const DEAREST: i32 = 100_000_000;

/// What is wrong, collected.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<FieldError>);

impl Faults {
    pub(super) fn add(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.0.push(FieldError { pointer: pointer.into(), detail: detail.into() });
    }

    pub(super) fn unless(&mut self, fine: bool, pointer: &str, detail: &str) {
        if !fine {
            self.add(pointer, detail);
        }
    }

    /// One line of text with so many characters.
    pub(super) fn line(&mut self, pointer: &str, text: &str, least: usize, most: usize) {
        let length = text.trim().chars().count();
        if length < least || text.chars().count() > most || text.chars().any(char::is_control) {
            self.add(pointer, format!("should have {least} to {most} characters on one line"));
        }
    }

    pub(super) fn optional(&mut self, pointer: &str, text: Option<&String>, most: usize) {
        if let Some(text) = text {
            self.line(pointer, text, 1, most);
        }
    }

    /// A word for programs.
    pub(super) fn key(&mut self, pointer: &str, text: &str) {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let fine = (1..=40).contains(&text.len()) && text.bytes().all(letter);
        self.unless(fine, pointer, "should have 1 to 40 small letters, digits and _");
    }

    pub(super) fn keys(&mut self, pointer: &str, list: &[String]) {
        self.unless(list.len() <= MANY, pointer, "should have at most 20 entries");
        for (index, key) in list.iter().enumerate() {
            self.key(&format!("{pointer}/{index}"), key);
        }
    }

    pub(super) fn url(&mut self, pointer: &str, text: &str) {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let fine = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
            && text.len() <= 2000
            && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control() || "<>\"\\".contains(letter));
        self.unless(fine, pointer, "should be an address that begins with https:// or http://");
    }

    pub(super) fn email(&mut self, pointer: &str, text: &str) {
        let odd = |letter: char| letter.is_whitespace() || letter.is_control() || "<>,;:\"()[]\\".contains(letter);
        let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.'));
        let fine = parts.is_some_and(|(_, host)| !host.contains('@') && !host.starts_with('.') && !host.ends_with('.'))
            && text.len() <= 254
            && !text.chars().any(odd);
        self.unless(fine, pointer, "should be an e-mail address");
    }

    /// An amount of money.
    pub(super) fn cents(&mut self, pointer: &str, amount: Option<i32>) {
        let fine = amount.is_none_or(|amount| (0..=DEAREST).contains(&amount));
        self.unless(fine, pointer, "should be from 0 to 100000000 euro cents");
    }

    pub(super) fn day(&mut self, pointer: &str, day: NaiveDate) {
        self.unless((1970..=2200).contains(&day.year()), pointer, "should be between the years 1970 and 2200");
    }

    /// A local time, as the tables keep it.
    pub(super) fn minute(&mut self, pointer: &str, at: NaiveDateTime) {
        self.day(pointer, at.date());
        self.unless(at.second() == 0 && at.nanosecond() == 0, pointer, "should be a whole minute");
    }

    /// Two instants in their order.
    pub(super) fn span(
        &mut self,
        names: [&str; 2],
        from: Option<DateTime<FixedOffset>>,
        to: Option<DateTime<FixedOffset>>,
    ) {
        let [first, last] = names;
        for (pointer, at) in [(first, from), (last, to)] {
            if let Some(at) = at {
                self.day(pointer, at.date_naive());
            }
        }
        let fine = from.zip(to).is_none_or(|(from, to)| from < to);
        self.unless(fine, last, &format!("should be later than {}", first.trim_start_matches('/')));
    }
}

/// Whether this is a language tag (BCP 47), in lower case, as offers have them.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()));
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    first && tag.len() <= 20 && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(letter))
}

/// A year, a month or a day; or nobody knows.
pub(super) fn is_date(text: &str) -> bool {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    text == "unknown" || (day.len() == 10 && NaiveDate::parse_from_str(&day, "%Y-%m-%d").is_ok())
}

/// Whether the links of a Markdown text lead to where links may.
pub(super) fn leads_well(body: &str) -> bool {
    body.split("](").skip(1).all(|rest| {
        let target = rest.trim_start_matches(['<', ' ']).to_ascii_lowercase();
        ["https://", "http://", "mailto:", "tel:", "/", "#"].iter().any(|start| target.starts_with(start))
    })
}

/// A key as it stands in a JSON pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
