//! Rules against dates that were looked up in a calendar, and against clock changes.

use super::*;
use crate::zones::berlin;

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").expect("a local time")
}

fn schedule(starts: &str, minutes: i64, rule: Option<&str>) -> Schedule {
    let repetition = rule.map(|rule| Repetition::parse(rule).expect("a rule"));
    Schedule { starts: at(starts), minutes, all_day: false, repetition, exceptions: Vec::new() }
}

/// Month and day of each date.
fn days(starts: &str, rule: &str, before: &str) -> String {
    let dates = schedule(starts, 60, Some(rule)).occurrences(&berlin(), at(before));
    dates.iter().map(|date| date.starts.date().to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_fall_on_the_days_of_the_calendar() {
    for (rule, dates) in [
        ("FREQ=MONTHLY;BYDAY=2SA;COUNT=4", "12-12 01-09 02-13 03-13"),
        ("FREQ=MONTHLY;BYDAY=-1SA;COUNT=3", "12-12 12-26 01-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "12-12 12-31 01-31"),
        ("FREQ=MONTHLY;COUNT=3", "12-12 01-12 02-12"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", "12-12 12-26 01-09"),
        ("FREQ=WEEKLY;BYDAY=MO,SA;UNTIL=20261221", "12-12 12-14 12-19 12-21"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=3", "12-12 12-22 01-01"),
        ("FREQ=YEARLY;COUNT=2", "12-12 12-12"),
    ] {
        assert_eq!(days("2026-12-12T10:00", rule, "2028-01-01T00:00"), dates, "{rule}");
    }
}

#[test]
fn a_day_that_a_month_does_not_have_is_left_out() {
    assert_eq!(days("2027-01-31T10:00", "FREQ=MONTHLY;COUNT=3", "2028-01-01T00:00"), "01-31 03-31 05-31");
}

#[test]
fn what_is_not_understood_is_refused() {
    for rule in [
        "",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYSETPOS=1",
        "FREQ=DAILY;COUNT=0",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=MONTHLY;BYDAY=ÄÖ",
        "INTERVAL=2",
    ] {
        assert!(Repetition::parse(rule).is_err(), "{rule}");
    }
}

#[test]
fn rule_12_an_event_keeps_its_time_on_the_wall_across_clock_changes() {
    let daily =
        schedule("2026-10-24T10:00", 60, Some("FREQ=DAILY;COUNT=3")).occurrences(&berlin(), at("2027-01-01T00:00"));
    let utc: Vec<String> = daily.iter().map(|date| date.from.naive_utc().to_string()[8..13].to_owned()).collect();
    assert_eq!(utc, ["24 08", "25 09", "26 09"]);
}

#[test]
fn rule_12_days_of_an_all_day_event_have_23_or_25_hours() {
    for (day, hours) in [("2026-03-29T00:00", 23), ("2026-10-25T00:00", 25), ("2026-07-01T00:00", 24)] {
        let whole = Schedule { all_day: true, ..schedule(day, 1440, None) };
        let dates = whole.occurrences(&berlin(), at("2027-01-01T00:00"));
        assert_eq!(dates.iter().map(|date| (date.to - date.from).num_hours()).collect::<Vec<_>>(), [hours], "{day}");
    }
    let night = schedule("2026-03-29T02:15", 30, None).occurrences(&berlin(), at("2027-01-01T00:00"));
    assert!(night.iter().all(|date| date.from < date.to), "the hour that is left out: {night:?}");
}

#[test]
fn exceptions_take_dates_out_call_them_off_and_move_them() {
    let mut weekly = schedule("2026-12-01T17:00", 60, Some("FREQ=WEEKLY;COUNT=5"));
    let exception = |starts: &str, outcome| Exception { starts: at(starts), outcome };
    weekly.exceptions = vec![
        exception("2026-12-08T17:00", Outcome::LeftOut),
        exception("2026-12-15T17:00", Outcome::Cancelled),
        exception("2026-12-22T17:00", Outcome::Moved(at("2026-12-23T18:00"))),
        exception("2026-12-29T17:00", Outcome::Postponed),
    ];
    let told: Vec<String> = weekly
        .occurrences(&berlin(), at("2027-06-01T00:00"))
        .iter()
        .map(|date| format!("{} {:?}", &date.from.naive_utc().to_string()[8..16], date.state))
        .collect();
    assert_eq!(told, ["01 16:00 Scheduled", "15 16:00 Cancelled", "23 17:00 Moved", "29 16:00 Postponed"]);
}

#[test]
fn a_weekly_rhythm_begins_on_its_first_weekday_and_ends_with_its_last_day() {
    let time = |text: &str| text.parse().expect("a time");
    let day = |text: &str| text.parse().expect("a date");
    let (weekly, rule) =
        Schedule::weekly(&[2, 4], time("14:00:00"), Some(time("16:00:00")), day("2026-11-25"), Some(day("2026-12-03")))
            .expect("a schedule");
    assert_eq!(rule, "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261203");
    let dates = weekly.occurrences(&berlin(), at("2027-06-01T00:00"));
    let told: Vec<String> = dates.iter().map(|date| date.starts.to_string()[5..16].to_owned()).collect();
    assert_eq!(told, ["11-26 14:00", "12-01 14:00", "12-03 14:00"]);
}
