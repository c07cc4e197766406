//! What a desk is for a whole period: one function for the api and the browser.

use super::DeskState;
use crate::occupancy::DeskCalendar;
use crate::slots::{Period, Slot};

/// What is known about a desk besides its bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskFacts {
    /// Kept for walk-ins in the layout valid then.
    pub walk_in: bool,
    /// Kept for a group the asker does not belong to.
    pub contingent: bool,
    /// Out of order, or its zone is closed for some of the period.
    pub closed: bool,
}

/// A desk's state and how long it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// The state for the whole period.
    pub state: DeskState,
    /// Where free: the slot at which that ends.
    pub free_until: Option<Slot>,
    /// Where taken: the next start of a gap as long as the period, the same opening interval.
    pub next_free: Option<Slot>,
}

/// Judges a desk for a period inside `open`, the opening interval around it (`None`: closed).
pub fn judge(calendar: &DeskCalendar, period: Period, open: Option<Period>, facts: DeskFacts) -> Situation {
    let plain = |state| Situation { state, free_until: None, next_free: None };
    let Some(open) = open.filter(|_| !facts.closed) else {
        return plain(DeskState::Closed);
    };
    if !calendar.is_free(period) {
        let later = Period::new(period.from(), open.to());
        let next_free = later.and_then(|later| calendar.next_gap(later, period.slots()));
        return Situation { state: DeskState::Taken, free_until: None, next_free };
    }
    if facts.contingent {
        return plain(DeskState::Contingent);
    }
    let state = if facts.walk_in { DeskState::WalkIn } else { DeskState::Free };
    let free_until = calendar.next_busy(period.to(), open.to()).unwrap_or(open.to());
    Situation { state, free_until: Some(free_until), next_free: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: DeskFacts = DeskFacts { walk_in: false, contingent: false, closed: false };

    fn period(from: i64, to: i64) -> Period {
        Period::new(Slot::new(from), Slot::new(to)).expect("a period")
    }

    #[test]
    fn a_free_desk_says_until_when_and_a_taken_one_from_when() {
        let mut calendar = DeskCalendar::new();
        calendar.occupy(period(44, 48));
        let open = Some(period(32, 72));
        let before = judge(&calendar, period(36, 40), open, PLAIN);
        assert_eq!((before.state, before.free_until), (DeskState::Free, Some(Slot::new(44))));
        let across = judge(&calendar, period(40, 46), open, PLAIN);
        assert_eq!((across.state, across.next_free), (DeskState::Taken, Some(Slot::new(48))));
        let after = judge(&calendar, period(48, 50), open, PLAIN);
        assert_eq!((after.state, after.free_until), (DeskState::Free, Some(Slot::new(72))));
    }

    #[test]
    fn closed_wins_over_everything_and_taken_over_walk_in() {
        let mut calendar = DeskCalendar::new();
        calendar.occupy(period(44, 48));
        let walk_in = DeskFacts { walk_in: true, ..PLAIN };
        assert_eq!(judge(&calendar, period(44, 46), None, walk_in).state, DeskState::Closed);
        assert_eq!(judge(&calendar, period(44, 46), Some(period(32, 72)), walk_in).state, DeskState::Taken);
        assert_eq!(judge(&calendar, period(48, 50), Some(period(32, 72)), walk_in).state, DeskState::WalkIn);
    }
}
