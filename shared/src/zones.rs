//! A venue's time zone as a table of offsets.
//!
//! The browser has no time-zone database that Rust could ask, and carrying one would cost more
//! than the whole plan. The api knows the zone, so it sends the few offsets that matter: one row
//! per clock change. Both sides then do the same arithmetic on the same table.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// From an instant on, clocks at the venue are this many seconds ahead of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OffsetSpan {
    /// The instant of the clock change; the first row's reaches back to the beginning.
    pub from: DateTime<Utc>,
    /// Seconds east of UTC.
    pub offset_seconds: i32,
}

/// The offsets of one venue, in order of time, never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Zone(Vec<OffsetSpan>);

impl Zone {
    /// A zone from its clock changes in any order. Without any it is UTC.
    pub fn new(mut spans: Vec<OffsetSpan>) -> Self {
        spans.sort_by_key(|span| span.from);
        Self(spans)
    }

    /// The offset in force at an instant.
    pub fn offset_at(&self, at: DateTime<Utc>) -> FixedOffset {
        let after = self.0.partition_point(|span| span.from <= at);
        let span = self.0.get(after.saturating_sub(1));
        fixed(span.map_or(0, |span| span.offset_seconds))
    }

    /// The same instant as the venue's clocks show it.
    pub fn local(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.offset_at(at))
    }

    /// The venue's calendar date at an instant.
    pub fn date(&self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date_naive()
    }

    /// The instant at which the venue's clocks show `local`.
    ///
    /// In the hour that happens twice it is the first time; in the hour that is left out it is
    /// the instant of the change. So a local day always begins where the one before it ends.
    pub fn instant(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let guesses = self.0.iter().map(|span| span.offset_seconds).chain(self.0.is_empty().then_some(0));
        let exact = guesses
            .map(|seconds| local.and_utc() - TimeDelta::seconds(i64::from(seconds)))
            .filter(|at| self.local(*at).naive_local() == local);
        exact.min().unwrap_or_else(|| self.change_over(local))
    }

    /// The clock change that leaves out `local`.
    fn change_over(&self, local: NaiveDateTime) -> DateTime<Utc> {
        self.0
            .windows(2)
            .filter_map(|pair| match pair {
                [before, after] => Some((before, after)),
                _ => None,
            })
            .find(|(before, after)| {
                let old = (after.from + TimeDelta::seconds(i64::from(before.offset_seconds))).naive_utc();
                let new = (after.from + TimeDelta::seconds(i64::from(after.offset_seconds))).naive_utc();
                old <= local && local < new
            })
            .map_or_else(|| local.and_utc(), |(_, after)| after.from)
    }

    /// The instants at which a local date begins and ends: 23, 24 or 25 hours apart.
    pub fn day(&self, date: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let next = date.succ_opt().unwrap_or(date);
        (self.instant(date.and_time(chrono::NaiveTime::MIN)), self.instant(next.and_time(chrono::NaiveTime::MIN)))
    }
}

/// An offset from seconds; nonsense counts as UTC.
fn fixed(seconds: i32) -> FixedOffset {
    FixedOffset::east_opt(seconds).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// Berlin's clock changes of 2026, for tests.
#[cfg(test)]
pub(crate) fn berlin() -> Zone {
    let span =
        |from: &str, hours: i32| OffsetSpan { from: from.parse().expect("an instant"), offset_seconds: hours * 3600 };
    Zone::new(vec![
        span("2025-10-26T01:00:00Z", 1),
        span("2026-03-29T01:00:00Z", 2),
        span("2026-10-25T01:00:00Z", 1),
        span("2027-03-28T01:00:00Z", 2),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn rule_12_days_have_23_24_or_25_hours() {
        for (day, hours) in [("2026-03-28", 24), ("2026-03-29", 23), ("2026-07-01", 24), ("2026-10-25", 25)] {
            let (from, to) = berlin().day(date(day));
            assert_eq!((to - from).num_hours(), hours, "{day}");
        }
    }

    #[test]
    fn a_local_time_that_is_left_out_is_the_change_itself() {
        let missing = date("2026-03-29").and_hms_opt(2, 30, 0).expect("a time");
        assert_eq!(berlin().instant(missing), "2026-03-29T01:00:00Z".parse::<DateTime<Utc>>().expect("an instant"));
    }

    #[test]
    fn a_local_time_that_happens_twice_is_the_first() {
        let twice = date("2026-10-25").and_hms_opt(2, 30, 0).expect("a time");
        assert_eq!(berlin().instant(twice), "2026-10-25T00:30:00Z".parse::<DateTime<Utc>>().expect("an instant"));
    }

    #[test]
    fn every_day_of_a_year_begins_where_the_one_before_ends() {
        let zone = berlin();
        let mut day = date("2026-01-01");
        while day < date("2027-01-01") {
            let next = day.succ_opt().expect("a date");
            assert_eq!(zone.day(day).1, zone.day(next).0, "{day}");
            day = next;
        }
    }
}
