//! The checker: a history as clients saw it and the tables as they are in, every contradiction between them out.
//!
//! Pure, so that each kind of fault can be shown to it in a test. What always holds: it allows only what some order of
//! events within the times of the calls could explain, and it believes no code of the api's: periods, states and rules
//! are written down here once more.

mod answers;
mod calendar;
mod logs;
mod overlaps;
mod promises;
mod quotas;
mod refusals;
#[cfg(test)]
mod sample;
mod stays;
mod unserved;

use super::history::History;
use super::ledger::Row;
use std::collections::BTreeMap;
use std::fmt;

pub(crate) use calendar::{Busy, calendar};
pub(crate) use logs::logs;
pub(crate) use quotas::quotas;
pub(crate) use unserved::{unserved, worth_asking};

/// Microseconds of a second and of a slot.
pub(crate) const SECOND: i64 = 1_000_000;
pub(crate) const SLOT: i64 = 900 * SECOND;

/// How far the clocks of two nodes and ours may be apart: they are set one after the other on a busy machine.
const SKEW: i64 = 2 * SECOND;
/// How long a request may go on in the server after it has looked at the clock: waiting for a connection, then for a
/// lock, then for a statement.
const LATE: i64 = 25 * SECOND;

/// One thing that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    pub(crate) rule: &'static str,
    pub(crate) says: String,
}

impl Violation {
    pub(crate) fn new(rule: &'static str, says: impl Into<String>) -> Self {
        Self { rule, says: says.into() }
    }
}

/// Everything that a history and the tables can be asked. Quotas, calendars and what was asked again need more than
/// these two and are checked by themselves.
pub(crate) fn check(history: &History, rows: &[Row]) -> Vec<Violation> {
    let stays = stays::Stays::of(rows, &history.calls);
    let mut found = overlaps::blocking(rows);
    found.extend(overlaps::used(rows));
    found.extend(overlaps::lifetimes(&stays));
    found.extend(promises::promises(history, rows));
    found.extend(refusals::refusals(history, rows, &stays));
    found.extend(answers::answers(history));
    found
}

/// Every kind of violation with its number and the first few.
pub(crate) struct Findings<'a>(pub(crate) &'a [Violation]);

impl fmt::Display for Findings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for violation in self.0 {
            kinds.entry(violation.rule).or_default().push(&violation.says);
        }
        for (rule, cases) in kinds {
            writeln!(f, "  {} × {rule}", cases.len())?;
            for case in cases.iter().take(5) {
                writeln!(f, "      {case}")?;
            }
        }
        Ok(())
    }
}
