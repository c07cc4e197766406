//! What a node shows is what is stored: a slot is busy in its calendar if and only if a stored booking blocks it.

use super::{SECOND, SLOT, Violation, stays};
use crate::rivals::ledger::Row;
use std::collections::BTreeSet;

/// One busy interval as a node tells it: desk, begin and end in Unix seconds.
pub(crate) type Busy = (String, i64, i64);

/// Compares one day of a node with the tables. `day` is its first and last instant in Unix seconds.
pub(crate) fn calendar(node: &str, day: (i64, i64), told: &[Busy], rows: &[Row]) -> Vec<Violation> {
    let within = |from: i64, to: i64| stays::slots(from.max(day.0), to.min(day.1));
    let mut stored = BTreeSet::new();
    for row in rows.iter().filter(|row| row.state.blocks() && row.from < day.1 && day.0 < row.to) {
        for desk in &row.desks {
            stored.extend(within(row.from, row.to).map(|slot| (desk.as_str(), slot)));
        }
    }
    let shown: BTreeSet<_> =
        told.iter().flat_map(|(desk, from, to)| within(*from, *to).map(move |slot| (desk.as_str(), slot))).collect();
    let say = |rule, (desk, slot): &(&str, i64)| {
        Violation::new(rule, format!("{node}: {desk} at {}", crate::times::text(slot * SLOT / SECOND)))
    };
    let missing = stored.difference(&shown).map(|at| say("a node shows a taken desk as free", at));
    let ghosts = shown.difference(&stored).map(|at| say("a node shows a free desk as taken", at));
    missing.chain(ghosts).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{clock, kinds, row};
    use super::calendar;
    use crate::rivals::history::State;

    #[test]
    fn what_is_forgotten_and_what_is_made_up_are_found() {
        let day = (clock("00:00"), clock("23:59"));
        let mut over = row(2, &["A2"], "10:00", "11:00");
        over.state = State::Cancelled;
        let rows = [row(1, &["A1"], "10:00", "12:00"), over];
        let told = |desk: &str, from, to| vec![(desk.to_owned(), clock(from), clock(to))];
        let found = |told: &[super::Busy]| kinds(&calendar("node 1", day, told, &rows));
        assert!(found(&told("A1", "10:00", "12:00")).is_empty());
        assert_eq!(found(&told("A1", "10:00", "11:45")), ["a node shows a taken desk as free"]);
        assert_eq!(found(&told("A1", "10:00", "12:15")), ["a node shows a free desk as taken"]);
        assert_eq!(
            found(&told("A2", "10:00", "12:00")),
            ["a node shows a free desk as taken", "a node shows a taken desk as free"]
        );
    }
}
