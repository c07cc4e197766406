//! Small histories for the tests of the checker: a day on which everything that can go wrong is made to.

use super::{SECOND, Violation};
use crate::rivals::history::{Act, Call, Fault, History, Reply, Seen, Span, State, Step, Wish};
use crate::rivals::ledger::Row;
use crate::times;

/// A wall clock's time of the day, Unix seconds.
pub(super) fn clock(text: &str) -> i64 {
    let seconds = if text.len() == 5 { ":00" } else { "" };
    times::read(&format!("2026-11-24T{text}{seconds}Z")).expect("a time of the day")
}

/// The same in microseconds.
pub(super) fn at(text: &str) -> i64 {
    clock(text) * SECOND
}

pub(super) fn span(from: &str, to: &str) -> Span {
    Span { from: at(from), to: at(to) }
}

/// A confirmed booking, made at nine. Whose it was is erased.
pub(super) fn row(number: usize, desks: &[&str], from: &str, to: &str) -> Row {
    Row {
        id: format!("b{number}"),
        name: None,
        email: Some(format!("visitor{number}@example.org")),
        state: State::Confirmed,
        desks: desks.iter().map(|&desk| desk.to_owned()).collect(),
        from: clock(from),
        to: clock(to),
        created: at("09:00"),
        ended: None,
        hold_expires: None,
    }
}

/// The same, still with the name of the wish with that number.
pub(super) fn named(row: Row, wish: usize) -> Row {
    Row { name: Some(format!("wish-{wish}")), ..row }
}

/// Wishes 0 to 9: A1 from ten to twelve, with nothing that happened. Number 9 is for a party in a zone of two desks.
pub(super) fn history() -> History {
    let wish = |number| Wish {
        number,
        email: format!("visitor{number}@example.org"),
        desks: if number == 9 { Vec::new() } else { vec!["A1".to_owned()] },
        party: (number == 9).then(|| (2, "ruhe".to_owned())),
        from: clock("10:00"),
        to: clock("12:00"),
    };
    let room = ["A9", "A10"].map(str::to_owned).to_vec();
    History { wishes: (0..10).map(wish).collect(), room, ..History::default() }
}

pub(super) fn book(wish: usize, span: Span, reply: Reply) -> Call {
    Call { wish, act: Act::Book, span, steady: span, reply }
}

pub(super) fn step(wish: usize, step: Step, span: Span, reply: Reply) -> Call {
    Call { act: Act::Step(step, format!("b{wish}")), ..book(wish, span, reply) }
}

/// The answer that tells of a row in a state.
pub(super) fn told(row: &Row, state: State) -> Reply {
    let (id, desks) = (row.id.clone(), row.desks.clone());
    Reply::Booking(Seen { id, state, desks, from: row.from, to: row.to, replayed: false })
}

/// The stored answer that tells of it once more.
pub(super) fn told_again(row: &Row, state: State) -> Reply {
    let Reply::Booking(seen) = told(row, state) else { unreachable!("it tells of a booking") };
    Reply::Booking(Seen { replayed: true, ..seen })
}

pub(super) fn refused(status: u16, problem: &str, rule: &str) -> Reply {
    Reply::Refusal { status, problem: problem.to_owned(), rule: rule.to_owned() }
}

pub(super) fn taken() -> Reply {
    refused(409, "desk-taken", "")
}

pub(super) fn fault(span: Span) -> Fault {
    Fault { name: "something broke".to_owned(), steady: span }
}

/// Which rules were broken, each once, in order.
pub(super) fn kinds(found: &[Violation]) -> Vec<&'static str> {
    let mut kinds: Vec<_> = found.iter().map(|violation| violation.rule).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}
