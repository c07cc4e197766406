//! The 15-minute grid of absolute time on which everything stands.
//!
//! A [`Slot`] counts quarter hours since 1970-01-01T00:00Z. UTC days always have 96 of them, so
//! clock changes need no special case anywhere below the place where people read times.
//! A [`Period`] is half-open, `[from, to)`, on the grid and never empty.

use chrono::{DateTime, TimeDelta, Utc};

/// Length of a slot in seconds.
pub const SLOT_SECONDS: i64 = 15 * 60;
/// Slots in a UTC day.
pub const SLOTS_PER_DAY: i64 = 96;

/// A quarter hour of absolute time, counted from the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(i64);

impl Slot {
    /// The slot with this number.
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The slot that begins exactly at `at`; `None` off the grid.
    pub fn starting_at(at: DateTime<Utc>) -> Option<Self> {
        let on_grid = at.timestamp().rem_euclid(SLOT_SECONDS) == 0 && at.timestamp_subsec_nanos() == 0;
        on_grid.then(|| Self::containing(at))
    }

    /// The slot that is running at `at`.
    pub fn containing(at: DateTime<Utc>) -> Self {
        Self(at.timestamp().div_euclid(SLOT_SECONDS))
    }

    /// The first slot that begins at or after `at`.
    pub fn at_or_after(at: DateTime<Utc>) -> Self {
        Self::starting_at(at).unwrap_or_else(|| Self::containing(at).plus(1))
    }

    /// Quarter hours since the Unix epoch.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The instant at which the slot begins.
    pub fn start(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.saturating_mul(SLOT_SECONDS), 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// The slot `count` later (or earlier, if negative).
    #[must_use]
    pub const fn plus(self, count: i64) -> Self {
        Self(self.0.saturating_add(count))
    }

    /// Number of the UTC day it lies in, counted from 1970-01-01.
    pub const fn day(self) -> i64 {
        self.0.div_euclid(SLOTS_PER_DAY)
    }

    /// Its place within the UTC day, 0 to 95.
    pub const fn of_day(self) -> i64 {
        self.0.rem_euclid(SLOTS_PER_DAY)
    }
}

/// A half-open stretch of slots, `[from, to)`, never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    from: Slot,
    to: Slot,
}

impl Period {
    /// The period of these slots; `None` if it would be empty.
    pub fn new(from: Slot, to: Slot) -> Option<Self> {
        (from < to).then_some(Self { from, to })
    }

    /// The period between two instants; `None` off the grid or when empty.
    pub fn between(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Self> {
        Self::new(Slot::starting_at(from)?, Slot::starting_at(to)?)
    }

    /// The period of `length` slots from `from` on; `None` if `length` is not positive.
    pub fn of_length(from: Slot, length: i64) -> Option<Self> {
        Self::new(from, from.plus(length))
    }

    /// Its first slot.
    pub const fn from(self) -> Slot {
        self.from
    }

    /// The first slot after it.
    pub const fn to(self) -> Slot {
        self.to
    }

    /// The instant it begins.
    pub fn start(self) -> DateTime<Utc> {
        self.from.start()
    }

    /// The instant it is over.
    pub fn end(self) -> DateTime<Utc> {
        self.to.start()
    }

    /// Its length in slots, at least 1.
    pub const fn slots(self) -> i64 {
        self.to.0.saturating_sub(self.from.0)
    }

    /// Its length.
    pub fn duration(self) -> TimeDelta {
        TimeDelta::seconds(self.slots().saturating_mul(SLOT_SECONDS))
    }

    /// Whether the two share a slot. Touching ends do not overlap.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// What the two have in common.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// What is left of it without `other`: nothing, one piece or two.
    pub fn without(self, other: Self) -> impl Iterator<Item = Self> {
        let before = Self::new(self.from, self.to.min(other.from));
        let after = Self::new(self.from.max(other.to), self.to);
        [before, after].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn an_instant_off_the_grid_starts_no_slot() {
        assert!(Slot::starting_at(at("2026-11-24T09:00:00Z")).is_some());
        for off in ["2026-11-24T09:00:01Z", "2026-11-24T09:07:00Z", "2026-11-24T09:00:00.000001Z"] {
            assert_eq!(Slot::starting_at(at(off)), None, "{off}");
            assert_eq!(Slot::at_or_after(at(off)).start(), at("2026-11-24T09:15:00Z"), "{off}");
        }
    }

    #[test]
    fn before_the_epoch_slots_still_round_down() {
        let slot = Slot::containing(at("1969-12-31T23:59:59Z"));
        assert_eq!(slot.number(), -1);
        assert_eq!((slot.day(), slot.of_day()), (-1, 95));
    }

    #[test]
    fn periods_that_touch_do_not_overlap() {
        let morning = Period::new(Slot::new(0), Slot::new(4)).expect("a period");
        let noon = Period::new(Slot::new(4), Slot::new(8)).expect("a period");
        assert!(!morning.overlaps(noon) && !noon.overlaps(morning));
    }

    fn period() -> impl Strategy<Value = Period> {
        (0_i64..400, 1_i64..100).prop_filter_map("empty", |(from, length)| Period::of_length(Slot::new(from), length))
    }

    proptest! {
        #[test]
        fn set_operations_agree_with_counting_slots(a in period(), b in period()) {
            let within = |p: Period, n: i64| p.from().number() <= n && n < p.to().number();
            let shared = (0..600).filter(|n| within(a, *n) && within(b, *n)).count();
            let left = (0..600).filter(|n| within(a, *n) && !within(b, *n)).count();
            prop_assert_eq!(a.overlaps(b), shared > 0);
            let common = a.intersection(b).map_or(0, Period::slots);
            prop_assert_eq!(usize::try_from(common).expect("small"), shared);
            let rest: i64 = a.without(b).map(Period::slots).sum();
            prop_assert_eq!(usize::try_from(rest).expect("small"), left);
            prop_assert_eq!(b.contains(a), left == 0);
        }
    }
}
