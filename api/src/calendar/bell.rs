//! The bell of a venue: tells everybody on this node who waits for changes what has changed.
//!
//! What always holds: rings come in the order of their revisions; whoever knows the last revision
//! it has heard can ask what came after it, and is told honestly when that is no longer known.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use shared::slots::Period;
use tokio::sync::watch;

/// Rings that are remembered: enough for a minute at full speed, a few kilobytes.
const KEPT: usize = 2048;

/// A change as it is told on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// The venue's revision after it.
    pub revision: i64,
    /// The periods it touched; `None` when anything may have changed.
    pub periods: Option<Vec<Period>>,
}

/// Who waits here is woken by every change of a venue.
#[derive(Debug)]
pub struct Bell {
    newest: watch::Sender<i64>,
    rings: Mutex<VecDeque<Ring>>,
}

impl Default for Bell {
    fn default() -> Self {
        Self { newest: watch::Sender::new(-1), rings: Mutex::default() }
    }
}

impl Bell {
    /// Wakes everybody.
    pub(super) fn ring(&self, revision: i64, periods: Option<Vec<Period>>) {
        let mut rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        if rings.len() == KEPT {
            rings.pop_front();
        }
        rings.push_back(Ring { revision, periods });
        drop(rings);
        self.newest.send_replace(revision);
    }

    /// A place to wait.
    pub fn listen(&self) -> watch::Receiver<i64> {
        self.newest.subscribe()
    }

    /// Everything after `revision` in one: its newest revision, and the periods touched.
    pub fn since(&self, revision: i64) -> Option<Ring> {
        let rings = self.rings.lock().unwrap_or_else(PoisonError::into_inner);
        let newer: Vec<&Ring> = rings.iter().filter(|ring| ring.revision > revision).collect();
        let newest = newer.last()?.revision;
        // A ring may stand for several revisions, but only the first on record can hide a gap.
        let known = rings.front().is_some_and(|first| first.revision <= revision + 1);
        let periods: Option<Vec<Vec<Period>>> = newer.iter().map(|ring| ring.periods.clone()).collect();
        Some(Ring { revision: newest, periods: periods.filter(|_| known).map(|all| all.concat()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::slots::Slot;

    fn period(from: i64) -> Period {
        Period::of_length(Slot::new(from), 4).expect("a period")
    }

    #[test]
    fn rings_add_up_and_a_gap_is_told() {
        let bell = Bell::default();
        assert_eq!(bell.since(0), None);
        for revision in 3..6 {
            bell.ring(revision, Some(vec![period(revision)]));
        }
        assert_eq!(bell.since(5), None);
        assert_eq!(bell.since(3), Some(Ring { revision: 5, periods: Some(vec![period(4), period(5)]) }));
        assert_eq!(bell.since(2).and_then(|ring| ring.periods).map(|all| all.len()), Some(3));
        assert_eq!(bell.since(1), Some(Ring { revision: 5, periods: None }), "revision 2 was never heard");
        bell.ring(6, None);
        assert_eq!(bell.since(4), Some(Ring { revision: 6, periods: None }));
    }
}
