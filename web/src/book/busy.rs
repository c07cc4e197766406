//! How busy a day is, half hour by half hour.

use shared::slots::{Period, Slot};
use shared::venues::PlanDesk;

use super::day::Day;

/// Slots of one bar.
const STEP: i64 = 2;

/// One half hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bar {
    /// When.
    pub(crate) period: Period,
    /// Desks that somebody has for some of it.
    pub(crate) busy: u32,
}

/// A day in half hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bars {
    /// From the first opening to the last closing.
    pub(crate) span: Period,
    /// The half hours, in order.
    pub(crate) halves: Vec<Bar>,
    /// Desks that can be had at all.
    pub(crate) seats: u32,
}

/// The bars of a day; `None` on a day that is closed.
pub(crate) fn bars_of(day: &Day, desks: &[PlanDesk]) -> Option<Bars> {
    let span = day.span()?;
    let usable = || desks.iter().filter(|desk| desk.out_of_service_de.is_none());
    let count = |found: usize| u32::try_from(found).unwrap_or(u32::MAX);
    let mut halves = Vec::new();
    let mut from = span.from();
    while let Some(period) = Period::new(from, from.plus(STEP).min(span.to())) {
        let busy = count(usable().filter(|desk| day.is_busy(&desk.code, period)).count());
        halves.push(Bar { period, busy });
        from = period.to();
    }
    Some(Bars { span, halves, seats: count(usable().count()) })
}

impl Bars {
    /// The fullest half hour's start and the emptiest one's.
    pub(crate) fn extremes(&self) -> Option<(Slot, Slot)> {
        let fullest = self.halves.iter().rev().max_by_key(|bar| bar.busy)?;
        let emptiest = self.halves.iter().min_by_key(|bar| bar.busy)?;
        Some((fullest.period.from(), emptiest.period.from()))
    }

    /// Whether a half hour counts as quiet: at most a third of the desks are taken.
    pub(crate) const fn is_calm(&self, bar: &Bar) -> bool {
        bar.busy.saturating_mul(3) <= self.seats
    }

    /// Quiet stretches of at least an hour that are still to come.
    pub(crate) fn calm_stretches(&self, now: Slot) -> Vec<Period> {
        let mut stretches: Vec<Period> = Vec::new();
        for bar in self.halves.iter().filter(|bar| bar.period.to() > now && self.is_calm(bar)) {
            match stretches.pop() {
                Some(last) if last.to() == bar.period.from() => {
                    stretches.extend(Period::new(last.from(), bar.period.to()));
                }
                other => stretches.extend(other.into_iter().chain([bar.period])),
            }
        }
        stretches.retain(|stretch| stretch.slots() >= 2 * STEP);
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::super::day::tests::{day, hours};
    use super::*;
    use crate::plan::tests_desk as desk;

    #[test]
    fn bars_count_desks_and_find_the_quiet_hours() {
        let desks = [desk("A1", 0.0, 0.0), desk("A2", 1.0, 0.0), desk("A3", 2.0, 0.0)];
        let day = day(&[("A1", &[(8, 12)]), ("A2", &[(9, 12)]), ("A3", &[(10, 11)])]);
        let bars = bars_of(&day, &desks).unwrap();
        assert_eq!((bars.halves.len(), bars.seats), (20, 3));
        assert_eq!(bars.halves.iter().take(8).map(|bar| bar.busy).collect::<Vec<_>>(), [1, 1, 2, 2, 3, 3, 2, 2]);
        assert_eq!(bars.extremes(), Some((hours(10, 11).from(), hours(12, 13).from())));
        assert_eq!(bars.calm_stretches(hours(8, 9).from()), [hours(8, 9), hours(12, 18)]);
    }
}
