//! Times as tables and pages write them, by the venue's clock.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use shared::zones::Zone;

use super::Timing;

/// Where the end is open an hour is shown, as everywhere.
pub(super) const OPEN_END: i64 = 60;
/// What lasts longer than a year is no event.
pub(super) const LONGEST: i64 = 366 * 24 * 60;

/// A day, or a time on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Day(NaiveDate),
    Time(NaiveDateTime),
}

impl Moment {
    /// When it is over, as an instant: a day with its end.
    pub(super) fn end(self, zone: &Zone) -> DateTime<Utc> {
        match self {
            Self::Day(day) => zone.day(day).1,
            Self::Time(at) => zone.instant(at),
        }
    }
}

/// `2026-12-24T18:00:00+01:00`, `2026-12-24T18:00`, `2026-12-24`, `24.12.2026 18:00`, `24.12.2026`.
pub(super) fn moment(text: &str, zone: &Zone) -> Option<Moment> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::Time(zone.local(at.to_utc()).naive_local())).filter(sensible);
    }
    if let Ok(at) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z") {
        return Some(Moment::Time(zone.local(at.to_utc()).naive_local())).filter(sensible);
    }
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"];
    let plain = text.trim_end_matches("Uhr").trim_end();
    let time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(plain, form).ok()).map(Moment::Time);
    let day = || ["%Y-%m-%d", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    time.or_else(|| day().map(Moment::Day)).filter(sensible)
}

/// In a year that somebody who reads it may live in.
fn sensible(moment: &Moment) -> bool {
    let day = match moment {
        Moment::Day(day) => *day,
        Moment::Time(at) => at.date(),
    };
    (1990..2100).contains(&chrono::Datelike::year(&day))
}

/// When something takes place once. The last day counts whole.
pub(super) fn once(starts: Moment, ends: Option<Moment>) -> Result<Timing, String> {
    let (starts, minutes, all_day) = match (starts, ends) {
        (Moment::Day(first), ends) => {
            let last = match ends {
                Some(Moment::Day(last)) => last,
                Some(Moment::Time(last)) => last.date(),
                None => first,
            };
            (first.and_time(NaiveTime::MIN), ((last - first) + TimeDelta::days(1)).num_minutes(), true)
        }
        (Moment::Time(from), Some(Moment::Time(to))) => (from, (to - from).num_minutes(), false),
        (Moment::Time(from), Some(Moment::Day(last))) if last > from.date() => {
            let days = (last - from.date()) + TimeDelta::days(1);
            (from.date().and_time(NaiveTime::MIN), days.num_minutes(), true)
        }
        (Moment::Time(from), _) => (from, OPEN_END, false),
    };
    timing(starts, minutes, all_day)
}

/// A length that can be; an end at the beginning is an open one.
pub(super) fn timing(starts: NaiveDateTime, minutes: i64, all_day: bool) -> Result<Timing, String> {
    let minutes = if minutes == 0 && !all_day { OPEN_END } else { minutes };
    if minutes <= 0 {
        return Err("ends before it begins".to_owned());
    }
    if minutes > LONGEST {
        return Err("lasts longer than a year".to_owned());
    }
    let minutes = i32::try_from(minutes).map_err(|_cannot_be| "lasts too long".to_owned())?;
    Ok(Timing { starts, minutes, all_day, rrule: None, exceptions: Vec::new() })
}
