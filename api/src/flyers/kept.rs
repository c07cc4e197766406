//! Flyers that have just been printed, by the record they were made from. The same record is the same sheet, so nothing
//! here can be out of date; what has not been asked for longest makes room.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use actix_web::web::Bytes;

/// Flyers that are kept; each has some 30 kB.
const MOST: usize = 64;

/// The digest of a record.
type Key = [u8; 32];

/// The flyers, the latest at the end.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<VecDeque<(Key, Bytes)>>);

impl Kept {
    /// The flyer of a record, where it is known.
    pub(super) fn get(&self, key: Key) -> Option<Bytes> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| *known == key)?;
        let found = kept.remove(place)?;
        let pdf = found.1.clone();
        kept.push_back(found);
        Some(pdf)
    }

    /// Keeps one.
    pub(super) fn put(&self, key: Key, pdf: Bytes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.push_back((key, pdf));
        if kept.len() > MOST {
            kept.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asks_for_makes_room() {
        let kept = Kept::default();
        let key = |number: usize| [u8::try_from(number).unwrap(); 32];
        for number in 0..MOST {
            kept.put(key(number), Bytes::from_static(b"pdf"));
        }
        assert!(kept.get(key(0)).is_some());
        kept.put(key(MOST), Bytes::from_static(b"new"));
        assert!(kept.get(key(0)).is_some() && kept.get(key(1)).is_none());
        assert_eq!(kept.get(key(MOST)).unwrap(), "new");
    }
}
