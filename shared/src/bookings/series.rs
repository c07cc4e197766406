//! Rule 8: a series as a recurrence rule (RFC 5545, section 3.3.10), reduced to what a desk needs:
//! FREQ (DAILY, WEEKLY), INTERVAL, BYDAY, and UNTIL or COUNT.
//!
//! Pure and on local dates: a series means the same wall-clock time on every date, also across a
//! clock change.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, Weekday};
use serde::{Deserialize, Serialize};

use super::{Booking, Locale, Rule};
use crate::desks::Alternative;

/// Further ahead nobody looks for a date that fits the rule, days.
const REACH: usize = 2 * 366;

/// How a booking repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    weekly: bool,
    interval: u32,
    weekdays: Vec<Weekday>,
    until: Option<NaiveDate>,
    count: Option<usize>,
}

impl Recurrence {
    /// Reads `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=8`, with or without `RRULE:` before it. The error says
    /// what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rule = Self { weekly: false, interval: 1, weekdays: Vec::new(), until: None, count: None };
        let mut frequency = None;
        for part in text.trim().trim_start_matches("RRULE:").split(';') {
            let (name, value) =
                part.split_once('=').ok_or_else(|| format!("`{part}` is not of the form NAME=VALUE"))?;
            match name {
                "FREQ" => frequency = Some(value),
                "INTERVAL" => rule.interval = number(name, value, 52)?,
                "COUNT" => rule.count = usize::try_from(number(name, value, 10_000)?).ok(),
                "UNTIL" => rule.until = Some(until(value)?),
                "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Result<_, _>>()?,
                _ => return Err(format!("`{name}` is not known here; FREQ, INTERVAL, BYDAY, UNTIL and COUNT are")),
            }
        }
        rule.weekly = match frequency {
            Some("DAILY") => false,
            Some("WEEKLY") => true,
            _ => return Err("FREQ should be DAILY or WEEKLY".to_owned()),
        };
        if rule.until.is_some() == rule.count.is_some() {
            return Err("either UNTIL or COUNT should say where it ends".to_owned());
        }
        Ok(rule)
    }

    /// The dates from `first` on, at most one more than `most`, so that too many can be told.
    pub fn dates(&self, first: NaiveDate, most: usize) -> Vec<NaiveDate> {
        let limit = self.count.unwrap_or(usize::MAX).min(most.saturating_add(1));
        let fits = |date: &NaiveDate| self.falls_on(first, *date);
        let within = |date: &NaiveDate| self.until.is_none_or(|until| *date <= until);
        first.iter_days().take(REACH).take_while(within).filter(fits).take(limit).collect()
    }

    fn falls_on(&self, first: NaiveDate, date: NaiveDate) -> bool {
        let named = |weekday| self.weekdays.contains(&weekday);
        let interval = i64::from(self.interval);
        if self.weekly {
            // Weeks begin on Monday (WKST's default), wherever in its week the first date lies.
            let monday = |date: NaiveDate| date - Days::new(u64::from(date.weekday().num_days_from_monday()));
            let weeks = (monday(date) - monday(first)).num_days() / 7;
            let day = if self.weekdays.is_empty() { date.weekday() == first.weekday() } else { named(date.weekday()) };
            return day && weeks % interval == 0;
        }
        (date - first).num_days() % interval == 0 && (self.weekdays.is_empty() || named(date.weekday()))
    }
}

fn number(name: &str, value: &str, most: u32) -> Result<u32, String> {
    let number = value.parse().ok().filter(|number| (1..=most).contains(number));
    number.ok_or_else(|| format!("{name} should be a whole number from 1 to {most}"))
}

/// A date, or a date and time of which only the date counts.
fn until(value: &str) -> Result<NaiveDate, String> {
    let date = NaiveDate::parse_from_str(value, "%Y%m%d");
    let time = || NaiveDateTime::parse_from_str(value.trim_end_matches('Z'), "%Y%m%dT%H%M%S").map(|at| at.date());
    date.or_else(|_not_a_date| time())
        .map_err(|_neither| "UNTIL should look like 20261231 or 20261231T230000Z".to_owned())
}

fn weekday(value: &str) -> Result<Weekday, String> {
    let days = [
        ("MO", Weekday::Mon),
        ("TU", Weekday::Tue),
        ("WE", Weekday::Wed),
        ("TH", Weekday::Thu),
        ("FR", Weekday::Fri),
        ("SA", Weekday::Sat),
        ("SU", Weekday::Sun),
    ];
    let found = days.iter().find(|(name, _)| *name == value).map(|(_, day)| *day);
    found.ok_or_else(|| format!("BYDAY should name days as MO, TU, WE, TH, FR, SA or SU, not `{value}`"))
}

/// A wish for the same time on many dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSeries {
    /// The venue's slug.
    pub venue: String,
    /// When the first date begins; any offset. Its wall-clock time counts for all of them.
    pub from: DateTime<FixedOffset>,
    /// When the first date is over, the same day.
    pub to: DateTime<FixedOffset>,
    /// How it repeats: RFC 5545 with FREQ (DAILY, WEEKLY), INTERVAL, BYDAY, and UNTIL or COUNT.
    pub rrule: String,
    /// The desks, by code. Either these or `party_size`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_codes: Option<Vec<String>>,
    /// How many people want to sit together; the server chooses the desks, for each date anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// With `party_size`: features every desk must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// With `party_size`: the zone to sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// To book: where the confirmation goes. A preview needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A name, if the visitor wants to give one, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language of the mails: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// To book: `all` (default) books all dates or none, `possible` those that fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<SeriesMode>,
}

/// Which dates of a series are booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeriesMode {
    /// All of them, or none.
    #[default]
    All,
    /// Those that fit.
    Possible,
}

/// Whether a date of a series fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SeriesOutcome {
    /// It can be booked, or was.
    Fits,
    /// Somebody has the desks.
    Taken,
    /// A rule says no.
    Rule,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// One date of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesDate {
    /// The local date.
    pub date: NaiveDate,
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// Whether it fits.
    pub outcome: SeriesOutcome,
    /// The desks it would get, or has got; empty when it does not fit.
    pub desk_codes: Vec<String>,
    /// The rule that refuses it.
    pub rule: Option<Rule>,
    /// What could be booked instead.
    pub alternatives: Vec<Alternative>,
}

/// What a series would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesPreview {
    /// Every date, in order.
    pub items: Vec<SeriesDate>,
    /// How many of them fit.
    pub fitting: usize,
    /// Always `null`: a series fits one page.
    pub next: Option<String>,
}

/// A series that was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Series {
    /// Its id, in every booking of it as `series_id`.
    pub id: uuid::Uuid,
    /// How it repeats.
    pub rrule: String,
    /// Every date, in order, with what came of it.
    pub items: Vec<SeriesDate>,
    /// The bookings, each with its `secret`. The code from the one mail confirms all of them at any
    /// of them; after that each lives on its own.
    pub bookings: Vec<Booking>,
}

/// What was left of a series and is called off now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeriesCancelled {
    /// The series.
    pub id: uuid::Uuid,
    /// The bookings that were called off, in the order of their dates.
    pub bookings: Vec<Booking>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dates(rule: &str, first: &str) -> Vec<String> {
        let rule = Recurrence::parse(rule).expect("a rule");
        rule.dates(first.parse().expect("a date"), 26).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn rule_8_daily_and_weekly_with_interval_byday_until_and_count() {
        assert_eq!(dates("FREQ=DAILY;COUNT=3", "2026-12-30"), ["2026-12-30", "2026-12-31", "2027-01-01"]);
        assert_eq!(
            dates("FREQ=DAILY;INTERVAL=2;UNTIL=20280302", "2028-02-27"),
            ["2028-02-27", "2028-02-29", "2028-03-02"]
        );
        assert_eq!(dates("RRULE:FREQ=WEEKLY;COUNT=2", "2026-11-24"), ["2026-11-24", "2026-12-01"]);
        let byday = dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4", "2026-11-24");
        assert_eq!(byday, ["2026-11-25", "2026-12-07", "2026-12-09", "2026-12-21"]);
        assert_eq!(dates("FREQ=DAILY;BYDAY=SA,SU;UNTIL=20261130T000000Z", "2026-11-24"), ["2026-11-28", "2026-11-29"]);
    }

    #[test]
    fn rule_8_what_it_does_not_speak_is_refused_in_words() {
        for rule in [
            "",
            "FREQ=MONTHLY;COUNT=2",
            "FREQ=DAILY",
            "FREQ=DAILY;COUNT=2;UNTIL=20261231",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=x",
            "FREQ=WEEKLY;BYDAY=2MO;COUNT=2",
            "FREQ=DAILY;UNTIL=2026-12-31",
            "COUNT=2",
            "FREQ=DAILY;INTERVAL=99999999999;COUNT=2",
            "FREQ=DAILY;BYHOUR=9;COUNT=2",
        ] {
            assert!(Recurrence::parse(rule).is_err(), "{rule}");
        }
    }

    #[test]
    fn rule_8_too_many_dates_show_as_one_more_than_asked_for() {
        assert_eq!(dates("FREQ=DAILY;COUNT=500", "2026-11-24").len(), 27);
        assert_eq!(dates("FREQ=DAILY;UNTIL=20991231", "2026-11-24").len(), 27);
    }

    proptest! {
        #[test]
        fn rule_8_dates_rise_and_keep_their_distance(weekly: bool, interval in 1_u32..5, count in 1_usize..27, day in 0_i64..3000) {
            let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + chrono::TimeDelta::days(day);
            let unit = if weekly { "WEEKLY" } else { "DAILY" };
            let rule = Recurrence::parse(&format!("FREQ={unit};INTERVAL={interval};COUNT={count}")).expect("a rule");
            let dates = rule.dates(first, 26);
            let step = i64::from(interval) * if weekly { 7 } else { 1 };
            prop_assert_eq!(dates.first(), Some(&first));
            prop_assert!(dates.windows(2).all(|pair| (pair[1] - pair[0]).num_days() == step));
            prop_assert_eq!(dates.len(), count);
        }
    }
}
