//! What may happen in a random life.

use proptest::prelude::*;

/// One step.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Book {
        desks: u8,
        from: i64,
        length: i64,
    },
    Confirm(usize),
    Extend(usize),
    Cancel(usize),
    CheckIn(usize),
    CheckOut(usize),
    /// Other desks and another time at once; `None` keeps the start.
    Change {
        index: usize,
        desks: u8,
        from: Option<i64>,
        length: i64,
    },
    /// A later end, or one that is not later.
    Stay {
        index: usize,
        by: i64,
    },
    /// Somebody sits down at one of the desks.
    SitDown(usize),
    /// Time passes, and the job comes round or does not.
    Pass {
        minutes: i64,
        round: bool,
    },
}

/// Any step.
pub(super) fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => (1_u8..8, 0_i64..18, 2_i64..7).prop_map(|(desks, from, length)| Act::Book { desks, from, length }),
        4 => any::<prop::sample::Index>().prop_map(|index| Act::Confirm(index.index(64))),
        1 => any::<prop::sample::Index>().prop_map(|index| Act::Extend(index.index(64))),
        2 => any::<prop::sample::Index>().prop_map(|index| Act::Cancel(index.index(64))),
        4 => any::<prop::sample::Index>().prop_map(|index| Act::CheckIn(index.index(64))),
        2 => any::<prop::sample::Index>().prop_map(|index| Act::CheckOut(index.index(64))),
        4 => (any::<prop::sample::Index>(), 1_u8..8, prop::option::of(0_i64..18), 2_i64..7).prop_map(
            |(index, desks, from, length)| Act::Change { index: index.index(64), desks, from, length }),
        2 => (any::<prop::sample::Index>(), 0_i64..4).prop_map(|(index, by)| Act::Stay { index: index.index(64), by }),
        2 => (0_usize..3).prop_map(Act::SitDown),
        4 => (1_i64..25, any::<bool>()).prop_map(|(minutes, round)| Act::Pass { minutes, round }),
    ]
}
