//! One desk's calendar over many days.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::day::DayBits;
use crate::slots::{Period, SLOTS_PER_DAY, Slot};

/// Busy slots of one desk. Grows as bookings arrive; what it has never heard of is free.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskCalendar {
    /// Day number of the first entry of `days`.
    first: i64,
    days: VecDeque<DayBits>,
}

impl DeskCalendar {
    /// A calendar in which everything is free.
    pub fn new() -> Self {
        Self::default()
    }

    /// Marks a period busy.
    pub fn occupy(&mut self, period: Period) {
        for (day, mask) in masks(period) {
            if let Some(bits) = self.entry(day) {
                *bits = bits.with(mask);
            }
        }
    }

    /// Marks a period free.
    pub fn release(&mut self, period: Period) {
        for (day, mask) in masks(period) {
            if let Some(bits) = self.known(day) {
                *bits = bits.without(mask);
            }
        }
    }

    /// The same with more times that can't be had.
    pub fn with(&self, times: impl Iterator<Item = Period>) -> Cow<'_, Self> {
        let mut calendar = Cow::Borrowed(self);
        times.for_each(|time| calendar.to_mut().occupy(time));
        calendar
    }

    /// Forgets all days before this one; the calendar in memory would otherwise grow for ever.
    pub fn forget_before(&mut self, day: i64) {
        while self.first < day && self.days.pop_front().is_some() {
            self.first += 1;
        }
    }

    /// Whether every slot of the period is free.
    pub fn is_free(&self, period: Period) -> bool {
        masks(period).all(|(day, mask)| !self.bits(day).meets(mask))
    }

    /// The first busy slot in `[from, limit)`.
    pub fn next_busy(&self, from: Slot, limit: Slot) -> Option<Slot> {
        self.scan(from, limit, DayBits::next_busy)
    }

    /// The first free slot in `[from, limit)`.
    pub fn next_free(&self, from: Slot, limit: Slot) -> Option<Slot> {
        self.scan(from, limit, DayBits::next_free)
    }

    /// The first start in the period from which `length` slots are free to its end or earlier.
    pub fn next_gap(&self, within: Period, length: i64) -> Option<Slot> {
        let mut start = self.next_free(within.from(), within.to())?;
        loop {
            let end = start.plus(length);
            if end > within.to() {
                return None;
            }
            match self.next_busy(start, end) {
                None => return Some(start),
                Some(busy) => start = self.next_free(busy, within.to())?,
            }
        }
    }

    /// The busy stretches of a period, in order, cut to it.
    pub fn busy(&self, within: Period) -> Vec<Period> {
        let mut stretches = Vec::new();
        let mut from = within.from();
        while let Some(start) = self.next_busy(from, within.to()) {
            let end = self.next_free(start, within.to()).unwrap_or(within.to());
            stretches.extend(Period::new(start, end));
            from = end;
        }
        stretches
    }

    fn scan(&self, from: Slot, limit: Slot, find: impl Fn(DayBits, u32) -> Option<u32>) -> Option<Slot> {
        let mut day = from.day();
        let mut start = of_day(from);
        while day.saturating_mul(SLOTS_PER_DAY) < limit.number() {
            if let Some(found) = find(self.bits(day), start) {
                let slot = Slot::new(day * SLOTS_PER_DAY + i64::from(found));
                return (slot < limit).then_some(slot);
            }
            day += 1;
            start = 0;
        }
        None
    }

    fn bits(&self, day: i64) -> DayBits {
        usize::try_from(day - self.first).ok().and_then(|at| self.days.get(at)).copied().unwrap_or_default()
    }

    fn known(&mut self, day: i64) -> Option<&mut DayBits> {
        usize::try_from(day - self.first).ok().and_then(|at| self.days.get_mut(at))
    }

    /// The entry of a day, made if need be.
    fn entry(&mut self, day: i64) -> Option<&mut DayBits> {
        if self.days.is_empty() {
            self.first = day;
        }
        // Room for a week at a time: doubling it would leave half of the memory of every desk unused.
        while day < self.first {
            if self.days.len() == self.days.capacity() {
                self.days.reserve_exact(7);
            }
            self.days.push_front(DayBits::default());
            self.first -= 1;
        }
        let at = usize::try_from(day - self.first).ok()?;
        if at >= self.days.len() {
            self.days.reserve_exact((at + 1).next_multiple_of(7) - self.days.len());
            self.days.resize(at + 1, DayBits::default());
        }
        self.days.get_mut(at)
    }
}

/// The days a period touches, each with the mask of its slots.
fn masks(period: Period) -> impl Iterator<Item = (i64, DayBits)> {
    let (from, to) = (period.from(), period.to());
    (from.day()..=to.plus(-1).day()).map(move |day| {
        let start = if day == from.day() { of_day(from) } else { 0 };
        let end = if day == to.day() { of_day(to) } else { 96 };
        (day, DayBits::span(start, end))
    })
}

fn of_day(slot: Slot) -> u32 {
    u32::try_from(slot.of_day()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The naive model: a set of busy slot numbers.
    #[derive(Default)]
    struct Model(BTreeSet<i64>);

    #[derive(Debug, Clone)]
    enum Move {
        Occupy(Period),
        Release(Period),
    }

    const SPAN: i64 = 5 * SLOTS_PER_DAY;

    fn period() -> impl Strategy<Value = Period> {
        (-SPAN..SPAN, 1_i64..120).prop_filter_map("empty", |(from, length)| Period::of_length(Slot::new(from), length))
    }

    fn moves() -> impl Strategy<Value = Vec<Move>> {
        let one = prop_oneof![3 => period().prop_map(Move::Occupy), 2 => period().prop_map(Move::Release)];
        prop::collection::vec(one, 0..40)
    }

    fn both(moves: &[Move]) -> (DeskCalendar, Model) {
        let (mut calendar, mut model) = (DeskCalendar::new(), Model::default());
        for step in moves {
            match step {
                Move::Occupy(period) => {
                    calendar.occupy(*period);
                    model.0.extend(period.from().number()..period.to().number());
                }
                Move::Release(period) => {
                    calendar.release(*period);
                    (period.from().number()..period.to().number()).for_each(|slot| {
                        model.0.remove(&slot);
                    });
                }
            }
        }
        (calendar, model)
    }

    proptest! {
        #[test]
        fn answers_as_a_set_of_slots_does(moves in moves(), asked in period(), length in 1_i64..60) {
            let (calendar, model) = both(&moves);
            let range = asked.from().number()..asked.to().number();
            let busy: Vec<i64> = range.clone().filter(|slot| model.0.contains(slot)).collect();
            prop_assert_eq!(calendar.is_free(asked), busy.is_empty());
            prop_assert_eq!(calendar.next_busy(asked.from(), asked.to()).map(Slot::number), busy.first().copied());
            let free = range.clone().find(|slot| !model.0.contains(slot));
            prop_assert_eq!(calendar.next_free(asked.from(), asked.to()).map(Slot::number), free);
            let gap = range.clone().find(|from| {
                from + length <= asked.to().number() && (*from..from + length).all(|slot| !model.0.contains(&slot))
            });
            prop_assert_eq!(calendar.next_gap(asked, length).map(Slot::number), gap);
            let listed: Vec<i64> = calendar.busy(asked).iter().flat_map(|p| p.from().number()..p.to().number()).collect();
            prop_assert_eq!(listed, busy);
        }

        #[test]
        fn forgetting_the_past_leaves_the_rest_alone(moves in moves(), day in -4_i64..4, asked in period()) {
            let (mut calendar, model) = both(&moves);
            calendar.forget_before(day);
            let kept = (asked.from().number()..asked.to().number())
                .filter(|slot| slot.div_euclid(SLOTS_PER_DAY) >= day && model.0.contains(slot));
            let listed = calendar.busy(asked).into_iter().flat_map(|p| p.from().number()..p.to().number());
            prop_assert!(listed.filter(|slot| slot.div_euclid(SLOTS_PER_DAY) >= day).eq(kept));
        }
    }

    #[test]
    fn busy_stretches_join_across_midnight() {
        let mut calendar = DeskCalendar::new();
        calendar.occupy(Period::new(Slot::new(90), Slot::new(100)).expect("a period"));
        let week = Period::new(Slot::new(0), Slot::new(700)).expect("a period");
        assert_eq!(calendar.busy(week).len(), 1);
    }
}
