//! Rule 5: at most 3 open bookings and 40 booked hours in any 7 days for one address.
//!
//! Only bookings whose address is still there can be counted. Those that came to nothing count for nothing, and a desk
//! that was given back early counts until then: the reading that accuses nobody wrongly.

use super::{SECOND, Violation};
use crate::rivals::history::State;
use crate::rivals::ledger::Row;
use std::collections::BTreeMap;

const OPEN: usize = 3;
const HOURS_IN_7_DAYS: i64 = 40;
const WEEK: i64 = 7 * 86_400;

pub(crate) fn quotas(rows: &[Row]) -> Vec<Violation> {
    let mut people: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        if let Some(email) = &row.email {
            people.entry(email).or_default().push(row);
        }
    }
    let mut found = Vec::new();
    for (email, rows) in people {
        let open = rows.iter().filter(|row| row.state.blocks()).count();
        if open > OPEN {
            found.push(Violation::new("more than 3 open bookings of one address", format!("{email} has {open}")));
        }
        let most = most_hours(&rows);
        if most > HOURS_IN_7_DAYS * 3600 {
            let says = format!("{email} has {:.2}", most as f64 / 3600.0);
            found.push(Violation::new("more than 40 hours in 7 days of one address", says));
        }
    }
    found
}

/// Seconds in the fullest 7 days; those begin with a booking.
fn most_hours(rows: &[&Row]) -> i64 {
    let booked: Vec<_> = rows.iter().filter_map(|row| Some((row.from, until(row)?))).collect();
    let from = |first: i64| {
        let within = booked.iter().map(|(from, to)| to.min(&(first + WEEK)) - from.max(&first));
        within.filter(|length| *length > 0).sum()
    };
    booked.iter().map(|(first, _)| from(*first)).max().unwrap_or(0)
}

/// The end of what counts of a booking.
fn until(row: &Row) -> Option<i64> {
    match row.state {
        state if state.blocks() => Some(row.to),
        State::Completed => Some(row.ended.map_or(row.to, |at| (at / SECOND).min(row.to))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{kinds, row};
    use super::{State, quotas};

    #[test]
    fn a_fourth_open_booking_is_found_and_one_that_is_over_does_not_count() {
        let mut rows: Vec<_> = (0..4).map(|number| row(number, &["A1"], "10:00", "11:00")).collect();
        assert!(quotas(&rows).is_empty(), "four people");
        for row in &mut rows {
            row.email = Some("kim@example.org".to_owned());
        }
        assert_eq!(kinds(&quotas(&rows)), ["more than 3 open bookings of one address"]);
        rows[2].state = State::Cancelled;
        assert!(quotas(&rows).is_empty());
        rows[2].state = State::Held;
        rows[2].email = None;
        assert!(quotas(&rows).is_empty(), "nobody knows whose that was");
    }

    #[test]
    fn hours_of_any_7_days_are_counted() {
        let day = |number, day: i64| {
            let mut row = row(usize::try_from(day).unwrap(), &["A1"], "08:00", "18:00");
            (row.from, row.to) = (row.from + day * 86_400, row.to + day * 86_400);
            (row.state, row.email) = (State::Completed, Some("kim@example.org".to_owned()));
            row.id = format!("{number}");
            row
        };
        let four = [day(1, 0), day(2, 1), day(3, 2), day(4, 3)];
        assert!(quotas(&four).is_empty());
        let five = [four.as_slice(), &[day(5, 6)]].concat();
        assert_eq!(kinds(&quotas(&five)), ["more than 40 hours in 7 days of one address"]);
        let later = [four.as_slice(), &[day(5, 7)]].concat();
        assert!(quotas(&later).is_empty());
    }
}
