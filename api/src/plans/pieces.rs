//! Which layout is valid when, as pieces of time that never overlap: laying a plan over them cuts
//! them, lifting it again brings back what was below.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use shared::ids::{LayoutId, PlanId};

/// A layout for some local dates, half-open; `None` without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Piece {
    /// The layout.
    pub layout: LayoutId,
    /// First date.
    pub from: Option<NaiveDate>,
    /// First date after it.
    pub to: Option<NaiveDate>,
    /// The plan that said so.
    pub plan: Option<PlanId>,
}

/// What a plan was laid over, and whether it has been lifted since.
#[derive(Debug, Clone)]
pub(super) struct Below {
    /// The pieces it replaced.
    pub replaced: Vec<Piece>,
    /// Whether it counts no more.
    pub undone: bool,
}

impl Piece {
    fn start(&self) -> NaiveDate {
        self.from.unwrap_or(NaiveDate::MIN)
    }

    fn end(&self) -> NaiveDate {
        self.to.unwrap_or(NaiveDate::MAX)
    }

    fn spanning(self, start: NaiveDate, end: NaiveDate) -> Option<Self> {
        let from = (start != NaiveDate::MIN).then_some(start);
        let to = (end != NaiveDate::MAX).then_some(end);
        (start < end).then_some(Self { from, to, ..self })
    }

    /// What of it lies within another.
    fn within(self, other: &Self) -> Option<Self> {
        self.spanning(self.start().max(other.start()), self.end().min(other.end()))
    }

    /// What of it lies before and after another.
    fn without(self, other: &Self) -> impl Iterator<Item = Self> {
        let before = self.spanning(self.start(), self.end().min(other.start()));
        let after = self.spanning(self.start().max(other.end()), self.end());
        [before, after].into_iter().flatten()
    }
}

/// Lays a piece over the others: what is valid then, and what it replaced.
pub(super) fn lay(pieces: &[Piece], new: Piece) -> (Vec<Piece>, Vec<Piece>) {
    let replaced = pieces.iter().filter_map(|piece| piece.within(&new)).collect();
    let mut valid: Vec<Piece> = pieces.iter().flat_map(|piece| piece.without(&new)).collect();
    valid.push(new);
    (joined(valid), replaced)
}

/// Lifts a plan: where it can be seen, what lay below it is valid again. Plans below that were lifted
/// before it are looked through.
pub(super) fn lift(pieces: &[Piece], plan: PlanId, below: &HashMap<PlanId, Below>) -> Vec<Piece> {
    let mut valid = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if piece.plan == Some(plan) { uncover(piece, plan, below, &mut valid) } else { valid.push(*piece) }
    }
    joined(valid)
}

/// A plan lies over earlier ones only, so this ends.
fn uncover(hole: &Piece, plan: PlanId, below: &HashMap<PlanId, Below>, valid: &mut Vec<Piece>) {
    let replaced = below.get(&plan).map(|below| below.replaced.as_slice()).unwrap_or_default();
    for piece in replaced.iter().filter_map(|piece| piece.within(hole)) {
        match piece.plan.filter(|plan| below.get(plan).is_some_and(|below| below.undone)) {
            Some(lifted) => uncover(&piece, lifted, below, valid),
            None => valid.push(piece),
        }
    }
}

/// In order, and neighbours that say the same as one.
fn joined(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by_key(Piece::start);
    let mut whole: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match whole.last_mut() {
            Some(last) if (last.layout, last.plan) == (piece.layout, piece.plan) && last.end() == piece.start() => {
                last.to = piece.to;
            }
            _ => whole.push(piece),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 12, day).expect("a day")
    }

    fn piece(layout: u128, from: Option<u32>, to: Option<u32>, plan: Option<u128>) -> Piece {
        let plan = plan.map(|plan| PlanId(Uuid::from_u128(plan)));
        Piece { layout: LayoutId(Uuid::from_u128(layout)), from: from.map(day), to: to.map(day), plan }
    }

    fn plan(number: u128) -> PlanId {
        PlanId(Uuid::from_u128(number))
    }

    #[test]
    fn rule_11_a_plan_cuts_what_it_lies_over_and_leaves_no_trace_when_it_is_lifted() {
        let base =
            vec![piece(1, None, Some(14), None), piece(2, Some(14), Some(19), None), piece(1, Some(19), None, None)];
        for (from, to) in [(5, 8), (10, 16), (14, 19), (12, 25), (15, 16)] {
            let new = piece(3, Some(from), Some(to), Some(7));
            let (after, replaced) = lay(&base, new);
            assert!(after.windows(2).all(|pair| pair[0].end() == pair[1].start()), "{after:?}");
            assert_eq!((after[0].from, after.last().and_then(|last| last.to)), (None, None));
            assert!(after.contains(&new));
            let below = HashMap::from([(plan(7), Below { replaced, undone: false })]);
            assert_eq!(lift(&after, plan(7), &below), base);
        }
    }

    #[test]
    fn rule_11_plans_over_plans_come_off_in_any_order() {
        let base = vec![piece(1, None, None, None)];
        let (one, first) = lay(&base, piece(2, Some(10), Some(20), Some(7)));
        let (two, second) = lay(&one, piece(3, Some(15), None, Some(8)));
        let below = |one, two| {
            HashMap::from([
                (plan(7), Below { replaced: first.clone(), undone: one }),
                (plan(8), Below { replaced: second.clone(), undone: two }),
            ])
        };
        let upper_first = lift(&two, plan(8), &below(false, false));
        assert_eq!(upper_first, one);
        assert_eq!(lift(&upper_first, plan(7), &below(false, true)), base);
        let lower_first = lift(&two, plan(7), &below(false, false));
        assert_eq!(lower_first, [piece(1, None, Some(15), None), piece(3, Some(15), None, Some(8))]);
        assert_eq!(lift(&lower_first, plan(8), &below(true, false)), base);
    }
}
