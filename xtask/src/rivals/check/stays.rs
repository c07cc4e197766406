//! When which booking was in the way of whom: an index of the stored bookings by desk and slot.

use super::{LATE, SECOND, SKEW, SLOT};
use crate::rivals::history::{Act, Call, Reply, Span, State, Step};
use crate::rivals::ledger::Row;
use std::collections::HashMap;

/// A booking's time of blocking, by the house's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay<'a> {
    pub(super) row: &'a Row,
    /// When it ended by its own account; never, if it still blocks.
    pub(super) ended: i64,
    /// Until when it may have been in the way: the end of the call that ended it.
    gone: i64,
    /// The latest `gone` of this one and all that were made before it.
    gone_by_now: i64,
}

pub(super) struct Stays<'a>(HashMap<(&'a str, i64), Vec<Stay<'a>>>);

impl<'a> Stays<'a> {
    pub(super) fn of(rows: &'a [Row], calls: &[Call]) -> Self {
        let ends = ends(calls);
        let mut index: HashMap<_, Vec<Stay<'a>>> = HashMap::new();
        for row in rows {
            let ended = ended(row);
            let by_visitor = matches!(row.state, State::Cancelled | State::Completed);
            let told = ends.get(row.id.as_str()).copied().filter(|_| by_visitor).unwrap_or(ended);
            let gone = ended.max(told).saturating_add(SKEW);
            for desk in &row.desks {
                for slot in slots(row.from, row.to) {
                    let stay = Stay { row, ended, gone, gone_by_now: gone };
                    index.entry((desk.as_str(), slot)).or_default().push(stay);
                }
            }
        }
        for stays in index.values_mut() {
            stays.sort_by_key(|stay| stay.row.created);
            let mut latest = i64::MIN;
            for stay in stays {
                latest = latest.max(stay.gone);
                stay.gone_by_now = latest;
            }
        }
        Self(index)
    }

    /// Whether some booking may have been in the way of this desk and period at some moment of the span.
    pub(super) fn may_block(&self, desk: &str, from: i64, to: i64, span: Span) -> bool {
        slots(from, to).any(|slot| {
            let Some(stays) = self.0.get(&(desk, slot)) else { return false };
            let made = stays.partition_point(|stay| stay.row.created <= span.to + SKEW);
            let earlier = stays[..made].iter().rev().take_while(|stay| stay.gone_by_now >= span.from - SKEW);
            earlier.into_iter().any(|stay| stay.gone >= span.from - SKEW)
        })
    }

    /// All of one desk and slot, in the order in which they were made.
    pub(super) fn each(&self) -> impl Iterator<Item = &[Stay<'a>]> {
        self.0.values().map(Vec::as_slice)
    }
}

/// Numbers of the slots of a period in Unix seconds.
pub(super) fn slots(from: i64, to: i64) -> impl Iterator<Item = i64> {
    (from * SECOND / SLOT)..(to * SECOND / SLOT)
}

fn ended(row: &Row) -> i64 {
    match row.state {
        State::Held => row.hold_expires.unwrap_or(i64::MAX),
        State::Confirmed | State::CheckedIn => i64::MAX,
        _ => row.ended.unwrap_or(row.to * SECOND),
    }
}

/// Until when the calls went on that may have ended a booking. Nobody knows when one without an answer was done.
fn ends(calls: &[Call]) -> HashMap<&str, i64> {
    let mut ends: HashMap<&str, i64> = HashMap::new();
    for call in calls {
        let Act::Step(Step::Cancel | Step::CheckOut, id) = &call.act else { continue };
        let end = match &call.reply {
            Reply::Booking(_) => call.span.to,
            reply if reply.is_open() => call.span.to + LATE,
            _ => continue,
        };
        let known = ends.entry(id).or_insert(end);
        *known = end.max(*known);
    }
    ends
}
