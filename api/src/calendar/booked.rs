//! Which bookings block, kept small: a node with a million of them holds them all.
//!
//! Nearly every booking has one desk and lies within some decades of the epoch, which is eight bytes
//! beside its id. Whatever does not fit there (a party, or a time nobody will see) is kept as it is.
//! What always holds: a booking is in one of the two maps at most, and comes out as it went in.

use std::collections::HashMap;

use shared::ids::BookingId;
use shared::slots::{Period, Slot};

use super::Entry;

/// The bookings that block, by id.
#[derive(Debug, Clone, Default)]
pub struct Booked {
    solo: HashMap<BookingId, Solo>,
    others: HashMap<BookingId, Entry>,
}

/// One desk for a while.
#[derive(Debug, Clone, Copy)]
struct Solo {
    /// The first slot.
    from: i32,
    /// How many slots.
    length: u16,
    /// The desk, as a place.
    place: u16,
}

impl Solo {
    fn of(entry: &Entry) -> Option<Self> {
        let [place] = entry.places.as_slice() else { return None };
        let (from, to) = (entry.period.from().number(), entry.period.to().number());
        Some(Self {
            from: i32::try_from(from).ok()?,
            length: u16::try_from(to - from).ok()?,
            place: u16::try_from(*place).ok()?,
        })
    }

    fn entry(self) -> Option<Entry> {
        let period = Period::of_length(Slot::new(self.from.into()), self.length.into())?;
        Some(Entry { period, places: vec![self.place.into()] })
    }
}

impl Booked {
    /// Adds a booking, or replaces it.
    pub(super) fn insert(&mut self, booking: BookingId, entry: Entry) {
        self.remove(booking);
        match Solo::of(&entry) {
            Some(solo) => drop(self.solo.insert(booking, solo)),
            None => drop(self.others.insert(booking, entry)),
        }
    }

    /// Takes a booking out.
    pub(super) fn remove(&mut self, booking: BookingId) -> Option<Entry> {
        match self.solo.remove(&booking) {
            Some(solo) => solo.entry(),
            None => self.others.remove(&booking),
        }
    }

    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (BookingId, Entry)> {
        let solo = self.solo.iter().filter_map(|(id, solo)| Some((*id, solo.entry()?)));
        solo.chain(self.others.iter().map(|(id, entry)| (*id, entry.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    /// Starts, lengths and places on both sides of what fits into eight bytes.
    fn entry() -> impl Strategy<Value = Entry> {
        let from = prop_oneof![Just(2_000_000_i64), -5_i64..5, Just(i64::from(i32::MAX) + 1)];
        let length = prop_oneof![1_i64..50, 65_530_i64..65_540];
        let places = prop::collection::vec(prop_oneof![0_usize..50, 65_530_usize..65_540], 1..4);
        (from, length, places).prop_map(|(from, length, places)| Entry {
            period: Period::of_length(Slot::new(from), length).expect("a period"),
            places,
        })
    }

    proptest! {
        #[test]
        fn keeps_what_a_plain_map_keeps(steps in prop::collection::vec((0_u128..6, prop::option::of(entry())), 0..40)) {
            let (mut booked, mut model) = (Booked::default(), BTreeMap::new());
            for (id, step) in steps {
                let id = BookingId(Uuid::from_u128(id));
                if let Some(entry) = step {
                    booked.insert(id, entry.clone());
                    model.insert(id, entry);
                } else {
                    prop_assert_eq!(booked.remove(id), model.remove(&id));
                }
                prop_assert_eq!(&booked.iter().collect::<BTreeMap<_, _>>(), &model);
            }
        }
    }
}
