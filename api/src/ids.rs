//! Where ids, codes and randomness come from.
//!
//! Ids are `UUIDv7` (RFC 9562) on the injected clock, so they sort by the time the rest of the
//! program believes in. Randomness is the operating system's unless a test hands in a seed.

use std::sync::Mutex;

use chrono::{DateTime, Utc};
use rand::rngs::{StdRng, SysRng};
use rand::{Rng, RngExt, SeedableRng};
use uuid::Uuid;

/// Letters of booking codes: without 0, O, 1 and I, which people mix up.
const CODE_LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Length of a booking code.
const CODE_LENGTH: usize = 6;

/// Source of ids and codes.
#[derive(Debug)]
pub struct Ids(Mutex<StdRng>);

impl Ids {
    /// Seeded by the operating system.
    pub fn random() -> Result<Self, rand::rngs::SysError> {
        Ok(Self(Mutex::new(StdRng::try_from_rng(&mut SysRng)?)))
    }

    /// The same ids in every run, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }

    /// A new `UUIDv7` of this instant.
    pub fn uuid(&self, now: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let mut random = [0; 10];
        self.with(|rng| rng.fill_bytes(&mut random));
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// A booking code for people.
    pub fn booking_code(&self) -> String {
        self.with(|rng| {
            (0..CODE_LENGTH)
                .map(|_| {
                    CODE_LETTERS.get(rng.random_range(0..CODE_LETTERS.len())).map_or('2', |letter| char::from(*letter))
                })
                .collect()
        })
    }

    /// Six digits for a confirmation.
    pub fn digits(&self) -> String {
        self.with(|rng| format!("{:06}", rng.random_range(0..1_000_000_u32)))
    }

    /// 256 random bits.
    pub fn key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        self.with(|rng| rng.fill_bytes(&mut key));
        key
    }

    fn with<T>(&self, draw: impl FnOnce(&mut StdRng) -> T) -> T {
        // A panic while drawing leaves the generator usable: there is no half-drawn state.
        let mut rng = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        draw(&mut rng)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_carry_their_instant_and_codes_their_alphabet() {
        let ids = Ids::seeded(1);
        let now = DateTime::from_timestamp_millis(1_795_512_345_678).expect("an instant");
        let id = ids.uuid(now);
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.as_u64_pair().0 >> 16, 1_795_512_345_678);
        let code = ids.booking_code();
        assert!(code.len() == 6 && code.bytes().all(|letter| CODE_LETTERS.contains(&letter)), "{code}");
        assert_eq!(ids.digits().len(), 6);
    }
}
