//! What "today", "this week" and "at the weekend" mean on the venue's clocks. Pure; for the server's pages, too.
//!
//! What always holds: a span begins now at the earliest, so nothing that is over is found, and ends at a
//! midnight of the venue.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Utc};
use shared::zones::Zone;

/// A time to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// Until midnight.
    Today,
    /// Until the end of Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
}

/// From an instant to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: DateTime<FixedOffset>,
    pub(super) to: DateTime<FixedOffset>,
}

impl When {
    /// All of them, the nearest first.
    pub(super) const ALL: [Self; 3] = [Self::Today, Self::Week, Self::Weekend];

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::Weekend => "weekend",
        }
    }

    /// The one with this name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What it means at an instant.
    pub(super) fn span(self, now: DateTime<Utc>, zone: &Zone) -> Span {
        let today = zone.date(now);
        let after_today = i64::from(today.weekday().num_days_from_monday());
        let days_to = |weekday: i64| days(weekday - after_today);
        let (first, last) = match self {
            Self::Today => (today, today),
            Self::Week => (today, later(today, days_to(6))),
            Self::Weekend => (later(today, days_to(5)), later(today, days_to(6))),
        };
        let from = zone.day(first).0.max(now);
        Span { from: zone.local(from), to: zone.local(zone.day(last).1) }
    }
}

/// Days ahead; what has begun begins today.
fn days(ahead: i64) -> Days {
    Days::new(u64::try_from(ahead).unwrap_or(0))
}

fn later(date: NaiveDate, days: Days) -> NaiveDate {
    date.checked_add_days(days).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::zones::OffsetSpan;

    fn at(text: &str) -> DateTime<FixedOffset> {
        serde_json::from_str(&format!("\"{text}\"")).expect("an instant")
    }

    /// Berlin around the end of summer time 2026.
    fn zone() -> Zone {
        Zone::new(vec![
            OffsetSpan { from: at("2026-03-29T01:00:00Z").to_utc(), offset_seconds: 7200 },
            OffsetSpan { from: at("2026-10-25T01:00:00Z").to_utc(), offset_seconds: 3600 },
        ])
    }

    fn span(when: When, now: &str) -> (DateTime<FixedOffset>, DateTime<FixedOffset>) {
        let span = when.span(at(now).to_utc(), &zone());
        (span.from, span.to)
    }

    #[test]
    fn today_lasts_from_now_to_midnight() {
        let tuesday = "2026-11-24T08:41:00+01:00";
        assert_eq!(span(When::Today, tuesday), (at(tuesday), at("2026-11-25T00:00:00+01:00")));
    }

    #[test]
    fn a_week_ends_with_its_sunday() {
        let tuesday = "2026-11-24T08:41:00+01:00";
        assert_eq!(span(When::Week, tuesday), (at(tuesday), at("2026-11-30T00:00:00+01:00")));
        let sunday = "2026-11-29T22:00:00+01:00";
        assert_eq!(span(When::Week, sunday), (at(sunday), at("2026-11-30T00:00:00+01:00")));
    }

    #[test]
    fn the_weekend_is_the_next_one_or_the_rest_of_this_one_whatever_the_clocks_do() {
        let friday = "2026-10-23T12:00:00+02:00";
        assert_eq!(span(When::Weekend, friday), (at("2026-10-24T00:00:00+02:00"), at("2026-10-26T00:00:00+01:00")));
        let sunday = "2026-10-25T12:00:00+01:00";
        assert_eq!(span(When::Weekend, sunday), (at(sunday), at("2026-10-26T00:00:00+01:00")));
    }
}
