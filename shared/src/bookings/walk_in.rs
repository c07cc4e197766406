//! Rule 4: how long somebody who walks in may stay, as a pure function.

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::outside;
use super::{Rule, Violation};
use crate::occupancy::DeskCalendar;
use crate::opening::Schedule;
use crate::slots::{Period, SLOT_SECONDS, Slot};
use crate::venues::Rules;

/// Rule 4: from the running slot to the earliest of the asked minutes (at most 2 hours), the next
/// booking of the desk and closing time. `None` when the desk is not free for long enough to be
/// worth sitting down.
pub fn walk_in_period(
    rules: &Rules,
    schedule: &Schedule,
    desk: &DeskCalendar,
    now: DateTime<Utc>,
    minutes: Option<i64>,
) -> Result<Option<Period>, Violation> {
    let longest = rules.walk_in_max_minutes;
    let asked = minutes.unwrap_or(longest);
    if TimeDelta::minutes(asked).num_seconds() % SLOT_SECONDS != 0 {
        return Err(Violation::beyond(Rule::OffGrid, 15));
    }
    if asked < rules.min_minutes {
        return Err(Violation::beyond(Rule::TooShort, rules.min_minutes));
    }
    if asked > longest {
        return Err(Violation::beyond(Rule::TooLong, longest));
    }
    let least = slots(rules.min_minutes);
    let start = Slot::containing(now);
    let shortest = Period::of_length(start, least).ok_or(Violation::of(Rule::TooShort))?;
    let Some(open) = schedule.interval_around(shortest) else {
        return Err(outside(schedule, shortest));
    };
    let end = start.plus(slots(asked)).min(open.to());
    let end = desk.next_busy(start, end).unwrap_or(end);
    Ok(Period::new(start, end).filter(|period| period.slots() >= least))
}

fn slots(minutes: i64) -> i64 {
    TimeDelta::minutes(minutes).num_seconds() / SLOT_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening::WeeklyHours;
    use crate::zones::berlin;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn stay(now: &str, minutes: Option<i64>, busy: &[(&str, &str)]) -> Result<Option<i64>, Rule> {
        let weekly = (1..=7).map(|weekday| WeeklyHours { weekday, opens: 480, closes: 1080 }).collect();
        let schedule = Schedule { zone: berlin(), weekly, holidays: Vec::new(), closures: Vec::new() };
        let mut desk = DeskCalendar::new();
        for (from, to) in busy {
            desk.occupy(Period::between(at(from), at(to)).expect("a period"));
        }
        let period = walk_in_period(&Rules::default(), &schedule, &desk, at(now), minutes);
        period.map(|period| period.map(|period| period.slots() * 15)).map_err(|no| no.rule)
    }

    #[test]
    fn rule_4_a_walk_in_lasts_to_the_earliest_of_two_hours_the_next_booking_and_closing_time() {
        assert_eq!(stay("2026-11-24T09:07:00Z", None, &[]), Ok(Some(120)));
        assert_eq!(stay("2026-11-24T09:07:00Z", Some(45), &[]), Ok(Some(45)));
        let next = [("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z")];
        assert_eq!(stay("2026-11-24T09:07:00Z", None, &next), Ok(Some(60)));
        assert_eq!(stay("2026-11-24T09:45:00Z", None, &next), Ok(None), "a quarter of an hour is not worth it");
        assert_eq!(stay("2026-11-24T10:10:00Z", None, &next), Ok(None));
        assert_eq!(stay("2026-11-24T16:10:00Z", None, &[]), Ok(Some(60)), "the doors close at 18:00");
    }

    #[test]
    fn rule_4_refusals_name_what_would_be_allowed() {
        assert_eq!(stay("2026-11-24T09:00:00Z", Some(50), &[]), Err(Rule::OffGrid));
        assert_eq!(stay("2026-11-24T09:00:00Z", Some(15), &[]), Err(Rule::TooShort));
        assert_eq!(stay("2026-11-24T09:00:00Z", Some(135), &[]), Err(Rule::TooLong));
        assert_eq!(stay("2026-11-24T16:50:00Z", None, &[]), Err(Rule::OutsideOpeningHours));
        assert_eq!(stay("2026-11-24T05:00:00Z", None, &[]), Err(Rule::OutsideOpeningHours));
    }
}
