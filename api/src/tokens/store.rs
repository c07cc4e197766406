//! All SQL about the keys that sign tokens.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::schema::token_keys;

/// Held by whoever makes or drops a key.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7210459)";

/// A key as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    /// Its id.
    pub(super) id: Uuid,
    /// Its public half.
    pub(super) public: [u8; 32],
    /// Since when it is told.
    pub(super) created_at: DateTime<Utc>,
}

/// One node at a time, until the transaction ends.
pub(super) async fn lock(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query(LOCK).execute(conn).await.map(drop)
}

/// Every key, the oldest first.
pub(super) async fn all(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Stored>> {
    let columns = (token_keys::id, token_keys::public_key, token_keys::created_at);
    let order = (token_keys::created_at, token_keys::id);
    let rows: Vec<(Uuid, Vec<u8>, DateTime<Utc>)> = token_keys::table.select(columns).order(order).load(conn).await?;
    // A check of the table rules out any other length.
    let stored = |(id, public, created_at): (Uuid, Vec<u8>, DateTime<Utc>)| {
        Some(Stored { id, public: public.try_into().ok()?, created_at })
    };
    Ok(rows.into_iter().filter_map(stored).collect())
}

/// Stores a new key.
pub(super) async fn insert(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    public: &[u8; 32],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(token_keys::table)
        .values((token_keys::id.eq(id), token_keys::public_key.eq(public.as_slice()), token_keys::created_at.eq(now)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Drops keys.
pub(super) async fn remove(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> QueryResult<()> {
    diesel::delete(token_keys::table.filter(token_keys::id.eq_any(ids))).execute(conn).await?;
    Ok(())
}
