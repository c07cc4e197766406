//! The keys in memory: which one signs, and which ones are believed.
//!
//! Read from the database at the start, once a minute, and when a token names a key nobody here has
//! heard of.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;

use super::key::Key;
use super::store;
use crate::problem::Failure;
use crate::secrets::Secrets;

/// How long a key is told before it signs: longer than anybody keeps the set of keys.
pub(super) const TOLD: TimeDelta = TimeDelta::days(1);
/// Whoever invents names of keys makes us ask the database no more often than this.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// All keys this node knows, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Ring {
    keys: RwLock<Vec<Arc<Key>>>,
    looked: Mutex<Option<Instant>>,
}

impl Ring {
    /// Reads all keys anew.
    pub(super) async fn reload(&self, conn: &mut AsyncPgConnection, secrets: &Secrets) -> Result<(), Failure> {
        let known = |row: store::Stored| Arc::new(Key::known(row.id, row.public, row.created_at, secrets));
        let keys = store::all(conn).await?.into_iter().map(known).collect();
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
        Ok(())
    }

    /// Whether it is time to ask the database for a key that is not here.
    pub(super) fn may_look(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let may = looked.is_none_or(|at| at.elapsed() >= LOOK_EVERY);
        if may {
            *looked = Some(Instant::now());
        }
        may
    }

    /// Every key.
    pub(super) fn all(&self) -> Vec<Arc<Key>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key with this name.
    pub(super) fn find(&self, kid: &str) -> Option<Arc<Key>> {
        self.all().into_iter().find(|key| key.kid() == kid)
    }

    /// The key that signs: the newest that has been told for long enough, else the oldest. The latter
    /// is the first key of all, whom nobody can have told before, or the first after the server's own
    /// key was replaced.
    pub(super) fn signing(&self, now: DateTime<Utc>) -> Option<Arc<Key>> {
        let own: Vec<Arc<Key>> = self.all().into_iter().filter(|key| key.encoding.is_some()).collect();
        own.iter().rev().find(|key| key.created_at + TOLD <= now).or_else(|| own.first()).map(Arc::clone)
    }
}
