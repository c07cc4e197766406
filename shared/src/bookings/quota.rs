//! Rule 5: how much one person may have, as a pure function of what she has already.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{Rule, Violation};
use crate::slots::{Period, SLOT_SECONDS, SLOTS_PER_DAY};
use crate::venues::Rules;

/// The seven days within which hours are counted, slots.
const WINDOW: i64 = 7 * SLOTS_PER_DAY;
/// Slots of an hour.
const PER_HOUR: i64 = 3600 / SLOT_SECONDS;

/// A booking that one person has or had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owned {
    /// When; for one that ended early, until then.
    pub period: Period,
    /// Whether it is still to come or running.
    pub open: bool,
    /// The series it is part of. All dates of a series are one booking to the count, not to the hours.
    pub series: Option<Uuid>,
}

/// Rule 5: whether somebody who has `owned` may have `wanted` too, which are one booking or one
/// series.
///
/// Hours count once however many desks a booking has: a party is one person's booking, and the
/// rule is about time.
pub fn check_quota(rules: &Rules, owned: &[Owned], wanted: &[Period]) -> Result<(), Violation> {
    if wanted.is_empty() {
        return Ok(());
    }
    let mut series: Vec<Uuid> = owned.iter().filter(|one| one.open).filter_map(|one| one.series).collect();
    series.sort_unstable();
    series.dedup();
    let single = owned.iter().filter(|one| one.open && one.series.is_none()).count();
    let open = i64::try_from(single + series.len()).unwrap_or(i64::MAX);
    if open >= rules.max_open_bookings {
        return Err(Violation::beyond(Rule::QuotaBookings, rules.max_open_bookings));
    }
    let most = rules.max_hours_in_7_days.saturating_mul(PER_HOUR);
    let all: Vec<Period> = owned.iter().map(|one| one.period).chain(wanted.iter().copied()).collect();
    let too_much = wanted.iter().any(|period| busiest(&all, *period) > most);
    if too_much {
        return Err(Violation::beyond(Rule::QuotaHours, rules.max_hours_in_7_days));
    }
    Ok(())
}

/// The most slots any seven days hold that touch `around`.
///
/// The sum is piecewise linear in the start of the seven days, so its maximum lies where an end of
/// the window meets an end of a period.
fn busiest(all: &[Period], around: Period) -> i64 {
    let first = around.from().number() - WINDOW + 1;
    let last = around.to().number() - 1;
    let ends = all.iter().flat_map(|one| [one.from().number(), one.to().number() - WINDOW]);
    let starts = ends.chain([first, last]).filter(|start| (first..=last).contains(start));
    let within =
        |start: i64, one: &Period| (one.to().number().min(start + WINDOW) - one.from().number().max(start)).max(0);
    starts.map(|start| all.iter().map(|one| within(start, one)).sum()).max().unwrap_or(0)
}

/// How far back and ahead of a period bookings matter to rule 5.
pub fn quota_reach() -> TimeDelta {
    TimeDelta::days(7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slots::Slot;
    use proptest::prelude::*;

    fn hours(day: i64, from: i64, to: i64) -> Period {
        let slot = |hour: i64| Slot::new(day * SLOTS_PER_DAY + hour * PER_HOUR);
        Period::new(slot(from), slot(to)).expect("a period")
    }

    fn owned(period: Period, open: bool) -> Owned {
        Owned { period, open, series: None }
    }

    fn refusal(owned: &[Owned], wanted: &[Period]) -> Option<Rule> {
        check_quota(&Rules::default(), owned, wanted).err().map(|no| no.rule)
    }

    #[test]
    fn rule_5_three_open_bookings_are_enough_and_a_series_is_one() {
        let mut all: Vec<Owned> = (0..3).map(|day| owned(hours(day * 9, 9, 10), true)).collect();
        assert_eq!(refusal(&all[..2], &[hours(40, 9, 10)]), None);
        assert_eq!(refusal(&all, &[hours(40, 9, 10)]), Some(Rule::QuotaBookings));
        for one in &mut all {
            one.series = Some(Uuid::from_u128(7));
        }
        assert_eq!(refusal(&all, &[hours(40, 9, 10)]), None);
        for one in &mut all {
            one.open = false;
        }
        assert_eq!(refusal(&all, &[hours(40, 9, 10)]), None);
    }

    #[test]
    fn rule_5_forty_hours_in_any_seven_days_not_in_a_calendar_week() {
        let past: Vec<Owned> = (0..4).map(|day| owned(hours(day, 8, 17), false)).collect();
        assert_eq!(refusal(&past, &[hours(5, 8, 12)]), None, "36 and 4 hours are 40");
        assert_eq!(refusal(&past, &[hours(5, 8, 13)]), Some(Rule::QuotaHours));
        assert_eq!(refusal(&past, &[hours(7, 8, 17)]), None, "the first day has left the window");
        let dates: Vec<Period> = (0..5).map(|day| hours(day, 8, 17)).collect();
        assert_eq!(refusal(&[], &dates), Some(Rule::QuotaHours), "the dates of a series count together");
    }

    proptest! {
        #[test]
        fn rule_5_agrees_with_trying_every_window(
            spans in prop::collection::vec((0_i64..1500, 1_i64..41), 0..9), from in 0_i64..1500, length in 2_i64..41,
        ) {
            let wanted = Period::of_length(Slot::new(from), length).expect("a period");
            let has: Vec<Owned> = spans.iter()
                .filter_map(|(from, length)| Period::of_length(Slot::new(*from), *length))
                .map(|period| owned(period, false)).collect();
            let all: Vec<Period> = has.iter().map(|one| one.period).chain([wanted]).collect();
            let mut load = vec![0_usize; 4000];
            for one in &all {
                (one.from().number()..one.to().number()).for_each(|slot| load[usize::try_from(slot + 1000).expect("small")] += 1);
            }
            // Windows that hold none of the wanted time are nobody's concern now.
            let starts = (from - WINDOW + 1..from + length).map(|start| usize::try_from(start + 1000).expect("small"));
            let worst = starts.map(|start| load[start..start + 672].iter().sum::<usize>()).max().unwrap_or(0);
            prop_assert_eq!(refusal(&has, &[wanted]).is_some(), worst > 160);
        }
    }
}
