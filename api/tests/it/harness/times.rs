//! Times as the hall's clock shows them.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// Every test begins on a Tuesday morning, five minutes after the doors have opened.
pub(crate) fn now() -> DateTime<Utc> {
    at("2026-11-24T08:05:00").to_utc()
}

/// An instant of the winter, by the clock on the wall; seconds may be left out.
pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    format!("{text}{seconds}+01:00").parse().unwrap()
}

/// A local date.
pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
