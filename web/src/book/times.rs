//! Fitting a wished-for time into a day's opening hours.

use shared::slots::{Period, Slot};
use shared::venues::Rules;

/// Slots of this many minutes, rounded up.
fn slots(minutes: i64) -> i64 {
    (minutes + 14).div_euclid(15).max(1)
}

/// The part of the opening hours in which a booking may begin or end, given the running slot.
pub(crate) fn bookable(open: &[Period], running: Slot, rules: &Rules) -> Vec<Period> {
    let rest = open.iter().filter_map(|open| Period::new(open.from().max(running), open.to()));
    rest.filter(|open| open.slots() >= slots(rules.min_minutes)).collect()
}

/// The wished-for time, moved and cut as little as possible so that it can be booked. `None` when
/// nothing of the day is left.
pub(crate) fn fit(open: &[Period], running: Slot, rules: &Rules, from: Slot, to: Slot) -> Option<Period> {
    let distance = |open: &Period| {
        let before = (open.from().number() - from.number()).max(0);
        let after = (from.number() - open.to().number() + slots(rules.min_minutes)).max(0);
        before + after
    };
    let within = bookable(open, running, rules).into_iter().min_by_key(distance)?;
    let longest = slots(rules.max_minutes).min(within.slots());
    let length = (to.number() - from.number()).clamp(slots(rules.min_minutes).min(longest), longest);
    let start = from.clamp(within.from(), within.to().plus(-length));
    Period::of_length(start, length)
}

/// Starts one can choose from.
pub(crate) fn starts(open: &[Period], running: Slot, rules: &Rules) -> Vec<Slot> {
    let steps = |open: Period| open.from().number()..=open.to().number() - slots(rules.min_minutes);
    bookable(open, running, rules).into_iter().flat_map(steps).map(Slot::new).collect()
}

/// Ends one can choose from, for a start.
pub(crate) fn ends(open: &[Period], running: Slot, rules: &Rules, from: Slot) -> Vec<Slot> {
    let around = bookable(open, running, rules).into_iter().find(|open| open.from() <= from && from < open.to());
    let Some(open) = around else { return Vec::new() };
    let last = open.to().min(from.plus(slots(rules.max_minutes)));
    (from.plus(slots(rules.min_minutes)).number()..=last.number()).map(Slot::new).collect()
}

/// The opening interval that is running, or else the next of the day.
pub(crate) fn running_or_next(open: &[Period], now: Slot) -> Option<Period> {
    open.iter().copied().find(|open| now < open.to())
}

#[cfg(test)]
mod tests {
    use super::super::day::tests::hours;
    use super::*;

    fn slot(hour: u32) -> Slot {
        hours(hour, hour + 1).from()
    }

    #[test]
    fn a_wish_keeps_its_length_and_moves_into_the_hours() {
        let (open, rules) = ([hours(8, 18)], Rules::default());
        let fits = |from, to, running| fit(&open, slot(running), &rules, slot(from), slot(to));
        assert_eq!(fits(13, 15, 8), Some(hours(13, 15)));
        assert_eq!(fits(6, 8, 5), Some(hours(8, 10)));
        assert_eq!(fits(17, 20, 5), Some(hours(15, 18)));
        assert_eq!(fits(9, 11, 12), Some(hours(12, 14)));
        assert_eq!(fits(9, 11, 18), None);
    }

    #[test]
    fn a_day_cut_in_two_takes_the_nearer_part() {
        let (open, rules) = ([hours(8, 10), hours(14, 18)], Rules::default());
        let fits = |from, to| fit(&open, slot(5), &rules, slot(from), slot(to));
        assert_eq!(fits(9, 11), Some(hours(8, 10)));
        assert_eq!(fits(13, 15), Some(hours(14, 16)));
        assert_eq!(ends(&open, slot(5), &rules, slot(9)).len(), 3);
        assert_eq!(starts(&open, slot(5), &rules).len(), 7 + 15);
    }

    #[test]
    fn nothing_is_longer_or_shorter_than_the_rules_say() {
        let (open, rules) = ([hours(6, 20)], Rules::default());
        let long = fit(&open, slot(5), &rules, slot(7), slot(19)).unwrap();
        assert_eq!(long.slots(), 40);
        let short = fit(&open, slot(5), &rules, slot(7), slot(7)).unwrap();
        assert_eq!(short.slots(), 2);
    }
}
