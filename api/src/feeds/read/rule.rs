//! Rules of calendars (RFC 5545, 3.3.10) in the words that offers know.
//!
//! What always holds: a rule means the same afterwards, or is refused with a sentence that says why. A rule of
//! seconds, minutes or hours is refused before anybody counts its dates.

use std::fmt::Write as _;

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendarFrequency, ICalendarRecurrenceRule, ICalendarWeekday};
use chrono::{Datelike, NaiveDateTime};
use shared::offers::Repetition;

/// The rule of an event that first begins then, as text that [`Repetition`] reads. `local` reads UNTIL.
pub(super) fn rewritten(
    rule: &ICalendarRecurrenceRule,
    starts: NaiveDateTime,
    local: impl Fn(&PartialDateTime) -> Option<NaiveDateTime>,
) -> Result<String, String> {
    use ICalendarFrequency::{Daily, Hourly, Minutely, Monthly, Secondly, Weekly, Yearly};
    let mut interval = u32::from(rule.interval.unwrap_or(1)).max(1);
    let mut frequency = match rule.freq {
        Daily => "DAILY",
        Weekly => "WEEKLY",
        Monthly => "MONTHLY",
        Yearly => "YEARLY",
        Hourly | Minutely | Secondly => return Err("repeats more often than once a day".to_owned()),
    };
    refuse(rule)?;
    let month: Vec<u32> = rule.bymonth.iter().map(|month| u32::from(month.month())).collect();
    let of_the_start = month == [starts.month()];
    let mut days = weekdays(rule)?;
    let mut month_days: Vec<i32> = rule.bymonthday.iter().map(|day| i32::from(*day)).collect();
    if frequency == "YEARLY" {
        if !(month.is_empty() || of_the_start) {
            return Err("repeats in months that can't be told here".to_owned());
        }
        if month_days == [i32::try_from(starts.day()).unwrap_or(0)] && days.is_empty() {
            month_days.clear();
        }
        // “The second Sunday of May” is a month's rule every twelve months.
        if of_the_start && (!days.is_empty() || !month_days.is_empty()) {
            (frequency, interval) = ("MONTHLY", interval.saturating_mul(12));
        }
    } else if !month.is_empty() {
        return Err("repeats in some months alone, which can't be told here".to_owned());
    }
    if !rule.bysetpos.is_empty() {
        days = places(rule, frequency, &days)?;
    }
    if frequency == "WEEKLY"
        && interval > 1
        && days.len() > 1
        && rule.wkst.is_some_and(|day| day != ICalendarWeekday::Monday)
    {
        return Err("counts its weeks from another day than Monday".to_owned());
    }
    let end = match &rule.until {
        None => None,
        Some(until) => {
            let form = if until.has_time() { "%Y%m%dT%H%M%S" } else { "%Y%m%d" };
            Some(local(until).ok_or("has an end that can't be read")?.format(form).to_string())
        }
    };
    let text = text_of(frequency, interval, (rule.count, end), &days, &month_days);
    Repetition::parse(&text).map_err(|why| format!("repeats in a way that can't be told here: {why}"))?;
    Ok(text)
}

fn text_of(
    frequency: &str,
    interval: u32,
    (count, until): (Option<u32>, Option<String>),
    days: &[String],
    month_days: &[i32],
) -> String {
    let mut text = format!("FREQ={frequency}");
    if interval > 1 {
        // Writing to a string cannot fail.
        let _ = write!(text, ";INTERVAL={interval}");
    }
    if let Some(count) = count.filter(|count| *count > 0) {
        let _ = write!(text, ";COUNT={count}");
    }
    if let Some(until) = until {
        let _ = write!(text, ";UNTIL={until}");
    }
    if !days.is_empty() {
        let _ = write!(text, ";BYDAY={}", days.join(","));
    }
    if !month_days.is_empty() {
        let listed: Vec<String> = month_days.iter().map(ToString::to_string).collect();
        let _ = write!(text, ";BYMONTHDAY={}", listed.join(","));
    }
    text
}

fn refuse(rule: &ICalendarRecurrenceRule) -> Result<(), String> {
    let within_the_day = [rule.bysecond.len(), rule.byminute.len(), rule.byhour.len()];
    if within_the_day.iter().any(|parts| *parts > 0) {
        return Err("repeats within a day".to_owned());
    }
    if !rule.byyearday.is_empty() || !rule.byweekno.is_empty() || rule.rscale.is_some() || rule.skip.is_some() {
        return Err("repeats by weeks or days of a year, which can't be told here".to_owned());
    }
    let parts = rule.byday.len() + rule.bymonthday.len() + rule.bymonth.len() + rule.bysetpos.len();
    if parts > 60 { Err("has a rule that is too long".to_owned()) } else { Ok(()) }
}

fn weekdays(rule: &ICalendarRecurrenceRule) -> Result<Vec<String>, String> {
    let name = |day: ICalendarWeekday| match day {
        ICalendarWeekday::Monday => "MO",
        ICalendarWeekday::Tuesday => "TU",
        ICalendarWeekday::Wednesday => "WE",
        ICalendarWeekday::Thursday => "TH",
        ICalendarWeekday::Friday => "FR",
        ICalendarWeekday::Saturday => "SA",
        ICalendarWeekday::Sunday => "SU",
    };
    let one = |day: &calcard::icalendar::ICalendarDay| match day.ordwk {
        None | Some(0) => Ok(name(day.weekday).to_owned()),
        Some(nth) if (1..=5).contains(&nth.abs()) => Ok(format!("{nth}{}", name(day.weekday))),
        Some(_) => Err("repeats on weekdays counted through a year".to_owned()),
    };
    rule.byday.iter().map(one).collect()
}

/// `BYDAY=TU;BYSETPOS=2` is the second Tuesday.
fn places(rule: &ICalendarRecurrenceRule, frequency: &str, days: &[String]) -> Result<Vec<String>, String> {
    match (rule.bysetpos.as_slice(), days) {
        ([place], [day]) if frequency == "MONTHLY" && day.len() == 2 && (1..=5).contains(&place.abs()) => {
            Ok(vec![format!("{place}{day}")])
        }
        _ => Err("repeats on places of a list, which can't be told here".to_owned()),
    }
}
