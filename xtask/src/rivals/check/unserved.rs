//! No slot stays empty that somebody wanted: when all is quiet, whoever was refused is asked again, and gets it if
//! nobody else has it.

use super::{SECOND, SLOT, Violation, stays};
use crate::rivals::history::{Act, History, Reply, Wish};
use crate::rivals::ledger::Row;
use std::collections::HashSet;

/// A wish to be asked again, and whether it must be granted.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    pub(crate) wish: Wish,
    pub(crate) granted: bool,
}

/// So many that must be refused again are asked too.
const REFUSED: usize = 40;

/// What was wished for in vain and can still begin. Whoever comes first in this list takes the slots from those behind.
pub(crate) fn worth_asking(history: &History, rows: &[Row], now: i64) -> Vec<Again> {
    let mut got = vec![false; history.wishes.len()];
    for call in history.calls.iter().filter(|call| call.act == Act::Book) {
        got[call.wish] |= matches!(call.reply, Reply::Booking(_));
    }
    let mut busy: HashSet<(String, i64)> = HashSet::new();
    for row in rows.iter().filter(|row| row.state.blocks()) {
        busy.extend(taken(&row.desks, row.from, row.to));
    }
    let mut asked = HashSet::new();
    let mut again = Vec::new();
    let mut refused = 0;
    for wish in &history.wishes {
        let later = wish.from * SECOND >= now / SLOT * SLOT;
        if got[wish.number] || !later || wish.desks.is_empty() || !asked.insert((&wish.desks, wish.from, wish.to)) {
            continue;
        }
        let slots: Vec<_> = taken(&wish.desks, wish.from, wish.to).collect();
        let granted = !slots.iter().any(|slot| busy.contains(slot));
        if granted {
            busy.extend(slots);
        } else {
            refused += 1;
        }
        if granted || refused <= REFUSED {
            again.push(Again { wish: wish.clone(), granted });
        }
    }
    again
}

/// What came of asking again, one answer each.
pub(crate) fn unserved(asked: &[(Again, Reply)]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (Again { wish, granted }, reply) in asked {
        let got = matches!(reply, Reply::Booking(_));
        let says = || format!("{:?} {} to {}", wish.desks, crate::times::text(wish.from), crate::times::text(wish.to));
        if *granted && !got {
            found.push(Violation::new("a free desk cannot be had", format!("{}: {reply:?}", says())));
        }
        if !*granted && !reply.is_taken() {
            found.push(Violation::new("a taken desk can be had", format!("{}: {reply:?}", says())));
        }
    }
    found
}

fn taken(desks: &[String], from: i64, to: i64) -> impl Iterator<Item = (String, i64)> + '_ {
    desks.iter().flat_map(move |desk| stays::slots(from, to).map(move |slot| (desk.clone(), slot)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, book, clock, history, kinds, row, span, taken, told};
    use super::{unserved, worth_asking};
    use crate::rivals::history::{Reply, State};

    #[test]
    fn a_refused_wish_is_asked_again_if_nobody_has_it_and_only_once() {
        let mut seen = history();
        seen.calls.push(book(1, span("09:00", "09:01"), taken()));
        seen.calls.push(book(2, span("09:00", "09:01"), taken()));
        let again = worth_asking(&seen, &[], at("09:30"));
        assert_eq!(again.iter().filter(|again| again.granted).count(), 1);
        assert!(worth_asking(&seen, &[], at("10:15")).is_empty(), "it should have begun");
        assert!(!worth_asking(&seen, &[], at("10:14")).is_empty(), "the running slot is now");
        let mut rival = row(3, &["A1"], "11:00", "13:00");
        assert!(!worth_asking(&seen, std::slice::from_ref(&rival), at("09:30"))[0].granted);
        rival.state = State::Expired;
        assert!(worth_asking(&seen, &[rival], at("09:30"))[0].granted);
    }

    #[test]
    fn the_first_in_the_list_takes_it_from_the_next() {
        let mut seen = history();
        seen.wishes[5].to = clock("12:30");
        let again = worth_asking(&seen, &[], at("09:30"));
        let granted: Vec<_> = again.iter().map(|again| (again.wish.number, again.granted)).collect();
        assert_eq!(granted, [(0, true), (5, false)]);
    }

    #[test]
    fn an_empty_slot_that_cannot_be_had_is_found_and_a_taken_one_that_can() {
        let again = worth_asking(&history(), &[], at("09:30")).remove(0);
        let got = told(&row(0, &["A1"], "10:00", "12:00"), State::Held);
        assert!(unserved(&[(again.clone(), got.clone())]).is_empty());
        assert_eq!(kinds(&unserved(&[(again.clone(), taken())])), ["a free desk cannot be had"]);
        assert_eq!(kinds(&unserved(&[(again.clone(), Reply::Silence)])), ["a free desk cannot be had"]);
        let denied = super::Again { granted: false, ..again };
        assert!(unserved(&[(denied.clone(), taken())]).is_empty());
        assert_eq!(kinds(&unserved(&[(denied, got)])), ["a taken desk can be had"]);
    }
}
