//! Rule 3: no two bookings have a desk at the same time. Now, ever, and at any moment in between.

use super::stays::{Stay, Stays};
use super::{LATE, SECOND, SLOT, Violation};
use crate::rivals::ledger::Row;
use std::collections::{BTreeSet, HashMap};

/// As the tables are now.
pub(super) fn blocking(rows: &[Row]) -> Vec<Violation> {
    let whole = |row: &Row| row.state.blocks().then_some((row.from * SECOND, row.to * SECOND));
    overlapping(rows, "two blocking bookings share a desk", whole)
}

/// Over the whole history: who had the desk for good, up to when it was given back. The running slot counts as now, so
/// a desk may be given on within the slot in which it was given back.
pub(super) fn used(rows: &[Row]) -> Vec<Violation> {
    let clipped = |row: &Row| {
        let given_back = row.ended.filter(|_| !row.state.blocks()).map(|at| at / SLOT * SLOT);
        let to = given_back.map_or(row.to * SECOND, |at| at.min(row.to * SECOND));
        (row.state.was_used() && row.from * SECOND < to).then_some((row.from * SECOND, to))
    };
    overlapping(rows, "two visitors had a desk at the same time", clipped)
}

/// At any moment, holds that came to nothing too: two of whom neither can have come after the other was gone. Which of
/// them was first the instants do not tell: a request may wait for long after it has looked at the clock.
pub(super) fn lifetimes(stays: &Stays<'_>) -> Vec<Violation> {
    let mut pairs = BTreeSet::new();
    for stays in stays.each() {
        let mut stand: Vec<&Stay<'_>> = Vec::new();
        for stay in stays {
            let outlives = |one: &Stay<'_>, other: &Stay<'_>| other.row.created.saturating_add(LATE) < one.ended;
            stand.retain(|before| outlives(before, stay));
            let overtaken = stand.iter().filter(|before| outlives(stay, before));
            pairs.extend(overtaken.map(|before| (before.row.id.as_str(), stay.row.id.as_str())));
            stand.push(stay);
        }
    }
    let say = |(first, second)| {
        Violation::new("a booking was made over one that still stood", format!("{second} was made while {first} stood"))
    };
    pairs.into_iter().map(say).collect()
}

fn overlapping(rows: &[Row], rule: &'static str, period: impl Fn(&Row) -> Option<(i64, i64)>) -> Vec<Violation> {
    let mut by_desk: HashMap<&str, Vec<(i64, i64, &Row)>> = HashMap::new();
    for row in rows {
        let Some((from, to)) = period(row) else { continue };
        for desk in &row.desks {
            by_desk.entry(desk).or_default().push((from, to, row));
        }
    }
    let mut found = Vec::new();
    for (desk, mut periods) in by_desk {
        periods.sort_by_key(|(from, to, row)| (*from, *to, row.id.as_str()));
        let mut last: Option<(i64, &Row)> = None;
        for (from, to, row) in periods {
            if let Some((until, before)) = last
                && from < until
            {
                let (a, b) = (describe(before), describe(row));
                found.push(Violation::new(rule, format!("{desk}: {a} and {b}")));
            }
            if last.is_none_or(|(until, _)| until < to) {
                last = Some((to, row));
            }
        }
    }
    found
}

fn describe(row: &Row) -> String {
    let ended = row.ended.map_or_else(String::new, |at| format!(", ended {}", crate::times::text(at / SECOND)));
    format!("{} {:?} {} to {}{ended}", row.id, row.state, crate::times::text(row.from), crate::times::text(row.to))
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::super::sample::{at, history, kinds, row};
    use crate::rivals::history::State;

    #[test]
    fn two_that_block_the_same_desk_are_found_and_neighbours_are_not() {
        let rows = [row(1, &["A1", "A2"], "10:00", "12:00"), row(2, &["A2"], "11:45", "12:15")];
        assert_eq!(
            kinds(&check(&history(), &rows)),
            [
                "a booking was made over one that still stood",
                "two blocking bookings share a desk",
                "two visitors had a desk at the same time"
            ]
        );
        let rows = [row(1, &["A1"], "10:00", "12:00"), row(2, &["A2"], "11:45", "12:15")];
        assert!(check(&history(), &rows).is_empty());
        let rows = [row(1, &["A1"], "10:00", "12:00"), row(2, &["A1"], "12:00", "12:30")];
        assert!(check(&history(), &rows).is_empty());
    }

    #[test]
    fn one_inside_a_long_one_is_found_behind_a_short_one() {
        let rows =
            [row(1, &["A1"], "10:00", "16:00"), row(2, &["A1"], "10:00", "10:30"), row(3, &["A1"], "15:00", "15:30")];
        let found = check(&history(), &rows);
        assert_eq!(found.iter().filter(|found| found.rule == "two blocking bookings share a desk").count(), 2);
    }

    #[test]
    fn what_was_given_back_may_be_had_by_the_next_and_not_before() {
        let ended = |state, ended: &str| {
            let mut first = row(1, &["A1"], "10:00", "12:00");
            (first.state, first.ended) = (state, Some(at(ended)));
            first
        };
        // Checked out in the middle of the slot that the next one took.
        let mut next = row(2, &["A1"], "10:45", "12:00");
        next.created = at("10:52");
        assert!(check(&history(), &[ended(State::Completed, "10:50"), next.clone()]).is_empty());
        let found = check(&history(), &[ended(State::Completed, "11:20"), next.clone()]);
        assert_eq!(
            kinds(&found),
            ["a booking was made over one that still stood", "two visitors had a desk at the same time"]
        );
        assert!(check(&history(), &[ended(State::NoShow, "10:30"), next]).is_empty());
    }

    #[test]
    fn a_hold_that_was_overtaken_before_it_ran_out_is_found() {
        let mut held = row(1, &["A1"], "15:00", "16:00");
        (held.state, held.created, held.ended) = (State::Expired, at("09:00"), Some(at("09:10")));
        let mut next = row(2, &["A1"], "15:30", "16:00");
        next.created = at("09:05");
        assert_eq!(
            kinds(&check(&history(), &[held.clone(), next.clone()])),
            ["a booking was made over one that still stood"]
        );
        next.created = at("09:10");
        assert!(check(&history(), &[held, next]).is_empty());
    }

    #[test]
    fn who_looked_at_the_clock_first_may_have_come_second() {
        let mut brief = row(1, &["A1"], "15:00", "16:00");
        (brief.state, brief.created, brief.ended) = (State::Cancelled, at("09:00:01"), Some(at("09:00:02")));
        let waited = row(2, &["A1"], "15:00", "16:00");
        assert!(check(&history(), &[brief.clone(), waited.clone()]).is_empty());
        brief.ended = Some(at("09:02"));
        assert_eq!(kinds(&check(&history(), &[brief, waited])), ["a booking was made over one that still stood"]);
    }
}
