//! Somebody on the staff, with a key.

use api::db::Db;
use api::ids::Ids;
use api::staff;
use client::{Answer, Method, Request};
use serde::Serialize;
use shared::staff::Role;

use super::House;

/// What only the holder of a key or of an invitation has. It may have underscores of its own: it is what follows the
/// id, not what follows the last of them, which is now and then a single letter and then found in every text.
pub(crate) fn secret_of(key: &str) -> &str {
    let (_, secret) = key.strip_prefix("rcw_").unwrap().split_once('_').unwrap();
    assert_eq!(secret.len(), 43, "{key}");
    secret
}

impl House {
    /// A new key for somebody with this role.
    pub(crate) async fn key(&self, role: Role) -> String {
        // Not the node's own pool: a connection lives on the runtime that has opened it, and the test's may be blocked.
        let mut conn = Db::new(self.database.url(), 1).unwrap().conn().await.unwrap();
        // Drawn apart from the node's own ids, so that a test may have keys without changing what it draws.
        let ids = Ids::random().unwrap();
        staff::add(&mut conn, &ids, None, ("Robin Amt", role, 365), self.app.clock.now()).await.unwrap()
    }

    /// Asks for something with a body that only staff may ask for.
    pub(crate) async fn order(&self, key: &str, method: Method, path: &str, body: &impl Serialize) -> Answer {
        self.send(Request::new(method, format!("/api/v1/staff{path}")).bearer(key).json(body).unwrap()).await
    }
}
