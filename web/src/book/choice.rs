//! What the visitor has chosen, and how that stands in the address.
//!
//! A wish is kept as it was said, in the venue's wall-clock time; what can be booked of it on the
//! chosen day is computed from it and never overwrites it. So going through closed days and back
//! loses nothing.

use crate::dates::time_of_day;
use crate::view::prelude::*;
use chrono::{NaiveDate, NaiveTime, Timelike};

use crate::dates::clock_time;

/// A choice as plain data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The local date.
    pub(crate) date: NaiveDate,
    /// From when, by the venue's clocks.
    pub(crate) from: NaiveTime,
    /// Until when.
    pub(crate) to: NaiveTime,
    /// The desk.
    pub(crate) desk: Option<String>,
    /// How many people.
    pub(crate) people: u16,
    /// Features every desk should have.
    pub(crate) wishes: Vec<String>,
}

impl Wanted {
    /// The choice that stands in an address; whatever is missing or makes no sense is as in `self`.
    pub(crate) fn with_query(mut self, value: impl Fn(&str) -> Option<String>, most: u16) -> Self {
        if let Some(date) = value("date").and_then(|text| text.parse().ok()) {
            self.date = date;
        }
        let time = |name| value(name).and_then(|text| time_of_day(&text));
        if let (Some(from), Some(to)) = (time("from"), time("to"))
            && from < to
        {
            (self.from, self.to) = (from, to);
        }
        self.desk = value("desk").filter(|code| is_code(code));
        if let Some(people) = value("people").and_then(|text| text.parse::<u16>().ok()) {
            self.people = people.clamp(1, most.max(1));
        }
        if let Some(wishes) = value("need") {
            self.wishes = wishes.split(',').filter(|wish| is_key(wish)).map(str::to_owned).collect();
        }
        self
    }

    /// The query of an address that leads back to this choice.
    pub(crate) fn query(&self) -> String {
        let mut query = format!("?date={}&from={}&to={}", self.date, clock_time(self.from), clock_time(self.to));
        if let Some(desk) = &self.desk {
            query.push_str("&desk=");
            query.push_str(desk);
        }
        if self.people > 1 {
            put!(query, "&people={}", self.people);
        }
        if !self.wishes.is_empty() {
            query.push_str("&need=");
            query.push_str(&self.wishes.join(","));
        }
        query
    }
}

/// Whether this can be a desk's code, so that nothing else gets from an address into a page.
pub(crate) fn is_code(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Whether this can be the key of a feature.
fn is_key(text: &str) -> bool {
    (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The first choice before anybody has chosen: two hours from the next half hour on.
pub(crate) fn at_first(date: NaiveDate, now: NaiveTime) -> Wanted {
    const LAST: u32 = 21;
    let (hour, minute) = (now.hour(), now.minute());
    let from = match minute {
        0 => (hour, 0),
        1..=30 => (hour, 30),
        _ => (hour + 1, 0),
    };
    let hour = from.0.min(LAST);
    let time = |hour| NaiveTime::from_hms_opt(hour, from.1, 0).unwrap_or_default();
    Wanted { date, from: time(hour), to: time(hour + 2), desk: None, people: 1, wishes: Vec::new() }
}

/// The choice as signals, each changed by its own control.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    pub(crate) date: RwSignal<NaiveDate>,
    pub(crate) from: RwSignal<NaiveTime>,
    pub(crate) to: RwSignal<NaiveTime>,
    pub(crate) desk: RwSignal<Option<String>>,
    pub(crate) people: RwSignal<u16>,
    pub(crate) wishes: RwSignal<Vec<String>>,
}

impl Choice {
    /// Signals that begin with a choice.
    pub(crate) fn new(wanted: Wanted) -> Self {
        Self {
            date: RwSignal::new(wanted.date),
            from: RwSignal::new(wanted.from),
            to: RwSignal::new(wanted.to),
            desk: RwSignal::new(wanted.desk),
            people: RwSignal::new(wanted.people),
            wishes: RwSignal::new(wanted.wishes),
        }
    }

    /// The choice as data; tracks everything.
    pub(crate) fn wanted(self) -> Wanted {
        Wanted {
            date: self.date.get(),
            from: self.from.get(),
            to: self.to.get(),
            desk: self.desk.get(),
            people: self.people.get(),
            wishes: self.wishes.get(),
        }
    }

    /// Adds or drops a wish.
    pub(crate) fn toggle(self, wish: &str) {
        self.wishes.update(|wishes| {
            if wishes.iter().any(|known| known == wish) {
                wishes.retain(|known| known != wish);
            } else {
                wishes.push(wish.to_owned());
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H:%M").unwrap()
    }

    fn from_query(query: &str) -> Wanted {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let start = at_first("2026-11-24".parse().unwrap(), time("10:42"));
        start.with_query(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()), 8)
    }

    #[test]
    fn an_address_leads_back_to_the_choice() {
        let query = "date=2026-11-25&from=13:00&to=15:30&desk=A7&people=3&need=window,power";
        assert_eq!(from_query(query).query(), format!("?{query}"));
    }

    #[test]
    fn nonsense_in_an_address_changes_nothing() {
        let query = "date=x&from=15:00&to=13:00&desk=%3Cb%3E&people=0&need=A-B";
        assert_eq!(from_query(query), from_query(""));
        assert_eq!(from_query("people=99").people, 8);
    }

    #[test]
    fn the_first_choice_begins_at_the_next_half_hour() {
        for (now, from) in [("10:42", "11:00"), ("10:30", "10:30"), ("10:05", "10:30"), ("23:50", "21:00")] {
            let first = at_first("2026-11-24".parse().unwrap(), time(now));
            assert_eq!(first.from, time(from), "{now}");
        }
    }
}
