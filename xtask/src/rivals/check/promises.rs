//! What was promised is kept: an answer of 201 is a booking in the tables, a move that was acknowledged has not been
//! undone, and one wish is one booking however often it was sent.

use super::Violation;
use crate::rivals::history::{Act, History, Reply, Seen};
use crate::rivals::ledger::Row;
use std::collections::{HashMap, HashSet};

pub(super) fn promises(history: &History, rows: &[Row]) -> Vec<Violation> {
    let by_id: HashMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut found = Vec::new();
    let mut told: HashMap<usize, &str> = HashMap::new();
    let mut fresh = HashSet::new();
    for call in &history.calls {
        let Reply::Booking(seen) = &call.reply else { continue };
        let Some(row) = by_id.get(seen.id.as_str()) else {
            found.push(Violation::new("a booking that was answered is not stored", seen.id.clone()));
            continue;
        };
        found.extend(kept(seen, row));
        if call.act == Act::Book {
            let first = told.entry(call.wish).or_insert(&seen.id);
            if *first != seen.id {
                let says = format!("wish {} was answered with {first} and with {}", call.wish, seen.id);
                found.push(Violation::new("one key was answered with two bookings", says));
            }
            if !seen.replayed && !fresh.insert(call.wish) {
                let says = format!("wish {}: {}", call.wish, seen.id);
                found.push(Violation::new("one key was answered anew twice", says));
            }
            found.extend(granted(history, call.wish, seen));
        }
    }
    found.extend(stored(history, rows));
    found
}

/// The row is what the answer said, and where it has come to since.
fn kept(seen: &Seen, row: &Row) -> Option<Violation> {
    if sorted(&seen.desks) != sorted(&row.desks) || (seen.from, seen.to) != (row.from, row.to) {
        let says = format!("{}: answered {:?}, stored {:?}", seen.id, seen.desks, row.desks);
        return Some(Violation::new("a booking is stored with other desks or times than answered", says));
    }
    (!seen.state.leads_to(row.state)).then(|| {
        let says = format!("{}: answered {:?}, stored {:?}", seen.id, seen.state, row.state);
        Violation::new("a move that was answered is undone", says)
    })
}

/// The answer is what was asked for.
fn granted(history: &History, wish: usize, seen: &Seen) -> Option<Violation> {
    let wish = &history.wishes[wish];
    let number = wish.party.as_ref().map(|(size, _)| *size);
    // A party may have got a table instead of so many desks.
    let desks = number.map_or_else(
        || sorted(&wish.desks) == sorted(&seen.desks),
        |size| seen.desks.len() == size || seen.desks.len() == 1,
    );
    let right = desks && (seen.from, seen.to) == (wish.from, wish.to);
    (!right).then(|| {
        let says = format!("{}: wished {:?}, got {:?}", wish.key(), wish.desks, seen.desks);
        Violation::new("an answer is not what was asked for", says)
    })
}

/// At most one booking a wish, and none for somebody who was told no.
fn stored(history: &History, rows: &[Row]) -> Vec<Violation> {
    let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in rows {
        by_name.entry(row.name.as_deref().unwrap_or_default()).or_default().push(&row.id);
    }
    // Whether the answers of a wish leave room for a booking.
    let mut room = vec![false; history.wishes.len()];
    for call in history.calls.iter().filter(|call| call.act == Act::Book) {
        room[call.wish] |= call.reply.is_open() || matches!(call.reply, Reply::Booking(_));
    }
    let mut found = Vec::new();
    for wish in &history.wishes {
        let ids = by_name.get(wish.key().as_str()).map(Vec::as_slice).unwrap_or_default();
        if ids.len() > 1 {
            found.push(Violation::new("one key made two bookings", format!("{}: {}", wish.key(), ids.join(", "))));
        }
        if !ids.is_empty() && !room[wish.number] {
            found.push(Violation::new("a wish that was refused is stored", format!("{}: {}", wish.key(), ids[0])));
        }
    }
    found
}

fn sorted(desks: &[String]) -> Vec<&String> {
    let mut sorted: Vec<_> = desks.iter().collect();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::check;
    use super::super::sample::{
        at, book, fault, history, kinds, named, refused, row, span, step, taken, told, told_again,
    };
    use crate::rivals::history::{Reply, State, Step};

    #[test]
    fn a_lost_booking_and_a_changed_one_are_found() {
        let row = row(1, &["A1"], "10:00", "12:00");
        let mut seen = history();
        seen.calls.push(book(1, span("09:00", "09:01"), told(&row, State::Held)));
        assert!(check(&seen, std::slice::from_ref(&row)).is_empty());
        assert_eq!(kinds(&check(&seen, &[])), ["a booking that was answered is not stored"]);
        for change in [|row: &mut super::Row| row.to += 900, |row: &mut super::Row| row.desks[0] = "A2".to_owned()] {
            let mut other = row.clone();
            change(&mut other);
            assert_eq!(kinds(&check(&seen, &[other])), ["a booking is stored with other desks or times than answered"]);
        }
    }

    #[test]
    fn something_else_than_asked_for_is_found_and_a_party_may_get_a_table() {
        let other = row(1, &["A2"], "10:00", "12:00");
        let mut seen = history();
        seen.calls.push(book(1, span("09:00", "09:01"), told(&other, State::Held)));
        assert_eq!(kinds(&check(&seen, &[other])), ["an answer is not what was asked for"]);
        for (desks, right) in [(&["T1"][..], true), (&["A1", "A2"], true), (&["A1", "A2", "A3"], false)] {
            let party = row(9, desks, "10:00", "12:00");
            let mut seen = history();
            seen.calls.push(book(9, span("09:00", "09:01"), told(&party, State::Held)));
            assert_eq!(check(&seen, &[party]).is_empty(), right, "{desks:?}");
        }
    }

    #[test]
    fn a_move_that_is_undone_is_found() {
        for (step_, told_as, stored_as, right) in [
            (Step::Confirm, State::Confirmed, State::Held, false),
            (Step::Confirm, State::Confirmed, State::Expired, false),
            (Step::Confirm, State::Confirmed, State::NoShow, true),
            (Step::Cancel, State::Cancelled, State::Confirmed, false),
            (Step::CheckOut, State::Completed, State::CheckedIn, false),
            (Step::CheckIn, State::CheckedIn, State::Completed, true),
        ] {
            let mut stored = row(1, &["A1"], "10:00", "12:00");
            stored.state = stored_as;
            let mut seen = history();
            seen.calls.push(step(1, step_, span("09:10", "09:11"), told(&stored, told_as)));
            assert_eq!(check(&seen, &[stored]).is_empty(), right, "{step_:?} {told_as:?} {stored_as:?}");
        }
    }

    #[test]
    fn two_bookings_for_one_key_are_found_whether_answered_or_only_stored() {
        let one = |number| named(row(number, &["A1"], "10:00", "12:00"), 1);
        let (first, mut second) = (one(1), one(2));
        (second.state, second.created, second.ended) = (State::Cancelled, at("08:59"), Some(first.created));
        let mut seen = history();
        seen.faults.push(fault(span("08:00", "10:00")));
        seen.calls.push(book(1, span("09:00", "09:01"), Reply::Silence));
        seen.calls.push(book(1, span("09:01", "09:02"), told(&first, State::Held)));
        assert_eq!(kinds(&check(&seen, &[first.clone(), second.clone()])), ["one key made two bookings"]);
        seen.calls.push(book(1, span("09:02", "09:03"), told_again(&second, State::Held)));
        second.name = Some("wish-2".to_owned());
        let found = kinds(&check(&seen, &[first, second]));
        assert_eq!(found, ["a wish that was refused is stored", "one key was answered with two bookings"]);
    }

    #[test]
    fn a_second_answer_must_say_that_it_is_a_stored_one() {
        let row = row(1, &["A1"], "10:00", "12:00");
        let mut seen = history();
        seen.calls.push(book(1, span("09:00", "09:01"), told(&row, State::Held)));
        seen.calls.push(book(1, span("09:01", "09:02"), told_again(&row, State::Held)));
        assert!(check(&seen, std::slice::from_ref(&row)).is_empty());
        seen.calls.push(book(1, span("09:02", "09:03"), told(&row, State::Held)));
        assert_eq!(kinds(&check(&seen, &[row])), ["one key was answered anew twice"]);
    }

    #[test]
    fn without_an_answer_a_booking_may_be_there_or_not_and_after_a_refusal_it_may_not() {
        let row = named(row(1, &["A1"], "10:00", "12:00"), 1);
        let mut open = history();
        open.faults.push(fault(span("08:00", "10:00")));
        open.calls.push(book(1, span("09:00", "09:01"), Reply::Silence));
        assert!(check(&open, &[]).is_empty());
        assert!(check(&open, std::slice::from_ref(&row)).is_empty());
        open.calls.push(book(1, span("09:01", "09:02"), refused(503, "unavailable", "")));
        assert!(check(&open, std::slice::from_ref(&row)).is_empty());
        let mut told_no = history();
        told_no.calls.push(book(1, span("09:00", "09:01"), taken()));
        assert_eq!(kinds(&check(&told_no, &[row])), ["a wish that was refused is stored"]);
    }
}
