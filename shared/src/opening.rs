//! Opening hours laid over local days.
//!
//! Staff think in weekdays and wall-clock times; bookings live on absolute slots. [`Schedule`]
//! holds the first and yields the second, with clock changes, holidays and closures applied.

use crate::order::sorted;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::slots::{Period, Slot};
use crate::zones::Zone;

/// Minutes of a civil day; `closes` may be 1440, midnight at the end of the day.
pub const MINUTES_PER_DAY: u16 = 1440;

/// One opening interval of a weekday, in the venue's wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeeklyHours {
    /// ISO 8601 weekday, 1 = Monday to 7 = Sunday.
    pub weekday: u8,
    /// Minutes after midnight at which doors open.
    pub opens: u16,
    /// Minutes after midnight at which they close, at most 1440.
    pub closes: u16,
}

/// A day on which the weekly hours do not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holiday {
    /// The local date.
    pub date: NaiveDate,
    /// Its name in German.
    pub name_de: String,
    /// Its name in English.
    pub name_en: String,
}

/// A period in which the venue, or one zone of it, is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Closure {
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When it is over.
    pub to: DateTime<Utc>,
    /// The zone it is about; `null` for the whole venue.
    pub zone: Option<String>,
    /// Public reason in German.
    pub reason_de: String,
    /// Public reason in English.
    pub reason_en: String,
}

/// Why a day's hours are what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OpeningReason {
    /// The weekly hours.
    Regular,
    /// A public holiday.
    Holiday,
    /// A closure takes away some of the day or all of it.
    Closure,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// The hours of one local day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDay {
    /// The local date.
    pub date: NaiveDate,
    /// When the venue is open, in order, never touching.
    pub intervals: Vec<Period>,
    /// Why.
    pub reason: OpeningReason,
    /// Public text in German and English, where there is something to say.
    pub text: Option<(String, String)>,
}

/// Everything that decides when a venue is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The venue's clocks.
    pub zone: Zone,
    /// The hours of an ordinary week.
    pub weekly: Vec<WeeklyHours>,
    /// Days on which it is closed.
    pub holidays: Vec<Holiday>,
    /// Periods in which it, or a zone of it, is closed.
    pub closures: Vec<Closure>,
}

impl Closure {
    /// The slots it touches, even in part: nobody is sent away in the middle of a slot.
    pub fn period(&self) -> Option<Period> {
        Period::new(Slot::containing(self.from), Slot::at_or_after(self.to))
    }
}

impl Schedule {
    /// The hours of a local date, closures of the whole venue taken out.
    pub fn day(&self, date: NaiveDate) -> OpenDay {
        if let Some(holiday) = self.holidays.iter().find(|holiday| holiday.date == date) {
            let text = Some((holiday.name_de.clone(), holiday.name_en.clone()));
            return OpenDay { date, intervals: Vec::new(), reason: OpeningReason::Holiday, text };
        }
        let mut intervals = self.regular(date);
        let mut text = None;
        for closure in self.closures.iter().filter(|closure| closure.zone.is_none()) {
            let Some(closed) = closure.period() else { continue };
            if intervals.iter().any(|open| open.overlaps(closed)) {
                intervals = intervals.iter().flat_map(|open| open.without(closed)).collect();
                text = Some((closure.reason_de.clone(), closure.reason_en.clone()));
            }
        }
        let reason = if text.is_some() { OpeningReason::Closure } else { OpeningReason::Regular };
        OpenDay { date, intervals, reason, text }
    }

    /// The weekly hours of a local date as absolute slots.
    fn regular(&self, date: NaiveDate) -> Vec<Period> {
        let weekday = date.weekday();
        let intervals: Vec<Period> = self
            .weekly
            .iter()
            .filter(|hours| iso_weekday(hours.weekday) == Some(weekday))
            .filter_map(|hours| Period::new(self.slot(date, hours.opens), self.slot_up(date, hours.closes)))
            .collect();
        merge(sorted(intervals, Ord::cmp))
    }

    /// The first slot at or after a wall-clock minute of a date.
    fn slot(&self, date: NaiveDate, minute: u16) -> Slot {
        Slot::at_or_after(self.instant(date, minute))
    }

    /// The slot running at a wall-clock minute: closing time never moves past the doors.
    fn slot_up(&self, date: NaiveDate, minute: u16) -> Slot {
        Slot::containing(self.instant(date, minute))
    }

    fn instant(&self, date: NaiveDate, minute: u16) -> DateTime<Utc> {
        if minute >= MINUTES_PER_DAY {
            return self.zone.day(date).1;
        }
        self.zone.instant(date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute)))
    }

    /// The open interval of one local day that holds the whole period, if there is one.
    pub fn interval_around(&self, period: Period) -> Option<Period> {
        let day = self.day(self.zone.date(period.start()));
        day.intervals.into_iter().find(|open| open.contains(period))
    }

    /// Open intervals from `from` on through the next `days` local dates, in order.
    pub fn upcoming(&self, from: DateTime<Utc>, days: u32) -> impl Iterator<Item = Period> {
        let first = self.zone.date(from);
        let running = Slot::containing(from);
        first
            .iter_days()
            .take(usize::try_from(days).unwrap_or(usize::MAX).saturating_add(1))
            .flat_map(|date| self.day(date).intervals)
            .filter_map(move |open| Period::new(open.from().max(running), open.to()))
    }
}

/// ISO 8601 number to weekday.
fn iso_weekday(number: u8) -> Option<Weekday> {
    Weekday::try_from(number.checked_sub(1)?).ok()
}

/// Joins sorted intervals that touch or overlap.
fn merge(sorted: Vec<Period>) -> Vec<Period> {
    let mut merged: Vec<Period> = Vec::with_capacity(sorted.len());
    for next in sorted {
        match merged.last_mut() {
            Some(last) if next.from() <= last.to() => {
                if let Some(joined) = Period::new(last.from(), last.to().max(next.to())) {
                    *last = joined;
                }
            }
            _ => merged.push(next),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zones::berlin;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn schedule(opens: u16, closes: u16) -> Schedule {
        let weekly = (1..=7).map(|weekday| WeeklyHours { weekday, opens, closes }).collect();
        Schedule { zone: berlin(), weekly, holidays: Vec::new(), closures: Vec::new() }
    }

    #[test]
    fn rule_12_a_day_and_night_venue_is_open_23_and_25_hours() {
        let schedule = schedule(0, MINUTES_PER_DAY);
        for (day, slots) in [("2026-03-29", 23 * 4), ("2026-10-25", 25 * 4), ("2026-11-24", 96)] {
            let open: i64 = schedule.day(date(day)).intervals.iter().map(|open| open.slots()).sum();
            assert_eq!(open, slots, "{day}");
        }
    }

    #[test]
    fn rule_12_office_hours_keep_their_wall_clock_across_the_change() {
        let schedule = schedule(8 * 60, 18 * 60);
        for (day, opens) in [("2026-03-28", "07"), ("2026-03-29", "06"), ("2026-10-25", "07")] {
            let open = schedule.day(date(day)).intervals;
            let start = open.first().expect("open").start();
            assert_eq!(start, format!("{day}T{opens}:00:00Z").parse::<DateTime<Utc>>().expect("an instant"));
        }
    }

    #[test]
    fn hours_off_the_grid_shrink_to_whole_slots() {
        let open = schedule(8 * 60 + 10, 18 * 60 - 5).day(date("2026-11-24")).intervals;
        let open = open.first().expect("open");
        assert_eq!(open.start(), "2026-11-24T07:15:00Z".parse::<DateTime<Utc>>().expect("an instant"));
        assert_eq!(open.end(), "2026-11-24T16:45:00Z".parse::<DateTime<Utc>>().expect("an instant"));
    }

    #[test]
    fn a_closure_cuts_a_day_in_two_and_says_why() {
        let mut schedule = schedule(8 * 60, 18 * 60);
        schedule.closures.push(Closure {
            from: "2026-11-24T10:05:00Z".parse().expect("an instant"),
            to: "2026-11-24T11:00:00Z".parse().expect("an instant"),
            zone: None,
            reason_de: "Probealarm".into(),
            reason_en: "Fire drill".into(),
        });
        let day = schedule.day(date("2026-11-24"));
        assert_eq!(day.intervals.iter().map(|open| open.slots()).collect::<Vec<_>>(), [12, 24]);
        assert_eq!(day.reason, OpeningReason::Closure);
        let across =
            Period::between("2026-11-24T09:30:00Z".parse().expect("t"), "2026-11-24T11:30:00Z".parse().expect("t"));
        assert_eq!(schedule.interval_around(across.expect("a period")), None);
    }

    #[test]
    fn a_holiday_is_closed_and_named() {
        let mut schedule = schedule(8 * 60, 18 * 60);
        schedule.holidays.push(Holiday {
            date: date("2026-12-25"),
            name_de: "1. Weihnachtstag".into(),
            name_en: "Christmas Day".into(),
        });
        let day = schedule.day(date("2026-12-25"));
        assert!(day.intervals.is_empty());
        assert_eq!(day.reason, OpeningReason::Holiday);
    }
}
