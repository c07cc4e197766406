//! When an offer is, in words: its weekly rhythm, its dates, its time as a whole.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Timelike};
use shared::offers::{DateState, EventDate, FullOffer, Recurring};

use super::Ink;

/// When it is, a line each and so many dates; empty where that is not known.
pub(super) fn when(ink: &Ink<'_>, whole: &FullOffer, most: usize) -> Vec<String> {
    let (offer, details) = (&whole.offer, &whole.details);
    let mut lines = Vec::new();
    if let Some(weekly) = &offer.recurring {
        lines.push(rhythm(ink, weekly));
    } else if let Some(line) = span(ink, offer.starts_at, offer.ends_at).filter(|_| details.dates.len() < 2) {
        lines.push(line);
    } else {
        lines.extend(details.dates.iter().take(most).map(|date| one(ink, date)));
        if details.dates.len() > most {
            lines.push(ink.words.more_dates.to_owned());
        }
    }
    lines.extend(details.closes_at.map(|at| (ink.words.closes)(&ink.date(last_day(at)))));
    lines.into_iter().filter_map(|line| ink.text(&line, 160)).collect()
}

/// One date of several.
fn one(ink: &Ink<'_>, date: &EventDate) -> String {
    let line = if date.all_day {
        let (first, last) = (date.from.date_naive(), last_day(date.to));
        if first == last { day(ink, first) } else { days(ink, first, last) }
    } else {
        format!("{}, {}", day(ink, date.from.date_naive()), (ink.words.span)(&clock(date.from), &clock(date.to)))
    };
    match date.state {
        DateState::Cancelled => format!("{line}: {}", ink.words.cancelled),
        DateState::Postponed => format!("{line}: {}", ink.words.postponed),
        DateState::Scheduled | DateState::Moved | DateState::Unknown => line,
    }
}

/// From when to when, for what is there once.
fn span(ink: &Ink<'_>, from: Option<DateTime<FixedOffset>>, to: Option<DateTime<FixedOffset>>) -> Option<String> {
    let words = ink.words;
    match (from, to) {
        (None, None) => None,
        (None, Some(end)) => Some((words.until)(&ink.date(last_day(end)))),
        (Some(start), None) if is_midnight(start) => Some(day(ink, start.date_naive())),
        (Some(start), None) => Some(format!("{}, {}", day(ink, start.date_naive()), (words.clock_from)(&clock(start)))),
        (Some(start), Some(end)) if last_day(end) != start.date_naive() => {
            Some(days(ink, start.date_naive(), last_day(end)))
        }
        (Some(start), Some(_)) if is_midnight(start) => Some(day(ink, start.date_naive())),
        (Some(start), Some(end)) => {
            Some(format!("{}, {}", day(ink, start.date_naive()), (words.span)(&clock(start), &clock(end))))
        }
    }
}

pub(super) fn day(ink: &Ink<'_>, day: NaiveDate) -> String {
    let name = usize::try_from(day.weekday().num_days_from_monday()).ok();
    let name = name.and_then(|place| ink.words.weekdays_short.get(place)).unwrap_or(&"");
    format!("{name} {}", ink.date(day))
}

fn days(ink: &Ink<'_>, first: NaiveDate, last: NaiveDate) -> String {
    format!("{} {} {}", ink.date(first), ink.words.to, ink.date(last))
}

/// The last day something that ends at `end` is on: midnight ends the day before it.
pub(super) fn last_day(end: DateTime<FixedOffset>) -> NaiveDate {
    let day = end.date_naive();
    if is_midnight(end) { day.pred_opt().unwrap_or(day) } else { day }
}

fn is_midnight(at: DateTime<FixedOffset>) -> bool {
    at.time() == NaiveTime::MIN
}

fn clock(at: DateTime<FixedOffset>) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Days of each week and a time: "dienstags und donnerstags, 14:00 bis 16:00 Uhr".
pub(super) fn weekly(ink: &Ink<'_>, days: &[u8], times: &str) -> String {
    let days = weekdays(ink, days);
    if days.is_empty() { times.to_owned() } else { format!("{}, {times}", (ink.words.weekly)(&days)) }
}

/// The same of an offer, and where: "…, Infopunkt".
fn rhythm(ink: &Ink<'_>, weekly: &Recurring) -> String {
    let words = ink.words;
    let times = match &weekly.to {
        Some(to) => (words.span)(&weekly.from, to),
        None => (words.clock_from)(&weekly.from),
    };
    let parts = [Some(self::weekly(ink, &weekly.weekdays, &times)), weekly.room.clone()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Weekdays in words; three or more in a row are told by the first and the last.
fn weekdays(ink: &Ink<'_>, days: &[u8]) -> String {
    let words = ink.words;
    let name = |day: &u8| words.weekdays.get(usize::from(day.checked_sub(1)?)).copied();
    let names: Vec<&str> = days.iter().filter_map(name).collect();
    let in_a_row = days.iter().zip(days.iter().skip(1)).all(|(one, next)| one.checked_add(1) == Some(*next));
    match names.as_slice() {
        [_, _, _, _, _, _, _] => words.daily.to_owned(),
        [first, .., last] if in_a_row && names.len() > 2 => format!("{first} {} {last}", words.to),
        [others @ .., last] if !others.is_empty() => format!("{} {} {last}", others.join(", "), words.and),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use shared::flyers::FlyerLanguage;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn times_are_told_in_both_languages() {
        let (from, to) = (Some(at("2026-11-28T15:00:00+01:00")), Some(at("2026-11-28T15:45:00+01:00")));
        let told = |lang| span(&Ink { words: words(lang), lacks: &|_| false }, from, to).unwrap();
        assert_eq!(told(FlyerLanguage::De), "Sa. 28.11.2026, 15:00 bis 15:45 Uhr");
        assert_eq!(told(FlyerLanguage::En), "Sat 28 November 2026, 15:00 to 15:45");
        let ink = Ink { words: words(FlyerLanguage::De), lacks: &|_| false };
        assert_eq!(
            span(&ink, Some(at("2027-06-20T00:00:00+02:00")), Some(at("2027-06-21T00:00:00+02:00"))).unwrap(),
            "So. 20.06.2027"
        );
        assert_eq!(span(&ink, from, Some(at("2026-12-14T00:00:00+01:00"))).unwrap(), "28.11.2026 bis 13.12.2026");
        assert_eq!(span(&ink, None, Some(at("2026-12-14T00:00:00+01:00"))).unwrap(), "bis 13.12.2026");
        assert_eq!(span(&ink, from, None).unwrap(), "Sa. 28.11.2026, ab 15:00 Uhr");
        assert_eq!(span(&ink, None, None), None);
    }

    #[test]
    fn weekdays_are_told_shortly() {
        let ink = Ink { words: words(FlyerLanguage::De), lacks: &|_| false };
        assert_eq!(weekdays(&ink, &[2, 4]), "dienstags und donnerstags");
        assert_eq!(weekdays(&ink, &[1, 2, 3, 4, 5]), "montags bis freitags");
        assert_eq!(weekdays(&ink, &[1, 2, 3, 4, 5, 6, 7]), "täglich");
        assert_eq!(weekdays(&ink, &[0, 9, 255]), "");
    }
}
