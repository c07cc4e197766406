//! Idempotency keys: the same key and body give the same first answer for 24 hours.
//!
//! The stored answer is written in the transaction it protects, so there is no moment in which
//! one is committed without the other. A booking's secret is not part of what is stored; it is
//! derived again when the answer is replayed.

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::join;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::ids::VenueId;
use shared::problem::ProblemKind;
use uuid::Uuid;

use crate::access::Caller;
use crate::db::Fixed;
use crate::problem::Failure;
use crate::schema::idempotency_keys;
use crate::staff::Staff;
use crate::wire::hex;

/// How long an answer is kept, hours.
pub const KEPT_HOURS: i64 = 24;
/// Longest key.
const MAX_LENGTH: usize = 128;

/// A key a client has sent.
#[derive(Debug, Clone)]
pub struct Key {
    /// The text.
    pub text: String,
    /// SHA-256 of the request it came with.
    pub hash: Vec<u8>,
}

/// What a key turned out to be.
#[derive(Debug)]
pub enum Claim {
    /// New: do the work and store the answer.
    Fresh,
    /// Known: this was the answer.
    Replay(Value),
}

/// Reads `Idempotency-Key`, a structured string (RFC 9651) or a bare token.
fn key(request: &HttpRequest, hash: &[u8]) -> Result<Option<Key>, Failure> {
    let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    let wrong = || Failure::invalid("Idempotency-Key", format!("should be 1 to {MAX_LENGTH} visible characters"));
    let text = value.to_str().map_err(|_not_ascii| wrong())?.trim();
    let text = text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(text);
    if text.is_empty() || text.len() > MAX_LENGTH || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(wrong());
    }
    Ok(Some(Key { text: text.to_owned(), hash: hash.to_vec() }))
}

/// The same of whoever asks: a visitor's key is hers, an app's its own, and so is each account's on the staff. What
/// others have sent with the same text is nothing to them. Who has no name shares the keys with all who have none.
pub fn key_of(request: &HttpRequest, hash: &[u8], caller: &Caller) -> Result<Option<Key>, Failure> {
    match caller {
        Caller::Visitor(visitor) => own(request, hash, visitor.person.0),
        Caller::App(app) => own(request, hash, app.id.0),
        Caller::Staff(staff) => key_of_staff(request, hash, staff),
        Caller::Anonymous => key(request, hash),
    }
}

/// The same of somebody on the staff.
pub fn key_of_staff(request: &HttpRequest, hash: &[u8], staff: &Staff) -> Result<Option<Key>, Failure> {
    own(request, hash, staff.by.id())
}

fn own(request: &HttpRequest, hash: &[u8], id: Uuid) -> Result<Option<Key>, Failure> {
    let named =
        |key: Key| Key { text: hex(Sha256::digest([id.as_bytes(), key.text.as_bytes()].concat()).into_iter()), ..key };
    key(request, hash).map(|key| key.map(named))
}

#[derive(QueryableByName)]
struct Locked {
    #[diesel(sql_type = Bool)]
    locked: bool,
}

/// Claims a key for this transaction, or finds what it was answered before.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    scope: &str,
    key: &Key,
    now: DateTime<Utc>,
) -> Result<Claim, Failure> {
    let digest = Sha256::digest(format!("{venue} {scope} {}", key.text));
    let lock = digest.first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes));
    let (claimed, row) = join(try_lock(conn, lock), find(conn, venue, scope, key)).await;
    if !claimed? {
        return Err(
            Failure::new(ProblemKind::RequestInProgress).detail("Ask again in a moment; the answer will be the same.")
        );
    }
    match row? {
        Some((_, _, created)) if created + TimeDelta::hours(KEPT_HOURS) <= now => {
            diesel::delete(idempotency_keys::table.find((venue.0, scope, &key.text))).execute(conn).await?;
            Ok(Claim::Fresh)
        }
        Some((hash, _, _)) if hash != key.hash => Err(Failure::new(ProblemKind::IdempotencyKeyReused)
            .detail("Use a new key for a new request, or send the same body again.")),
        Some((_, answer, _)) => Ok(Claim::Replay(answer)),
        None => Ok(Claim::Fresh),
    }
}

async fn try_lock(mut conn: &AsyncPgConnection, lock: i64) -> QueryResult<bool> {
    let lock = diesel::sql_query("SELECT pg_try_advisory_xact_lock($1) AS locked").bind::<BigInt, _>(lock);
    Fixed(lock).get_result::<Locked>(&mut conn).await.map(|claimed| claimed.locked)
}

/// The hash of the request that came with a key, its answer, and when that was.
async fn find(
    mut conn: &AsyncPgConnection,
    venue: VenueId,
    scope: &str,
    key: &Key,
) -> QueryResult<Option<(Vec<u8>, Value, DateTime<Utc>)>> {
    idempotency_keys::table
        .find((venue.0, scope, &key.text))
        .select((idempotency_keys::request_hash, idempotency_keys::answer, idempotency_keys::created_at))
        .first(&mut conn)
        .await
        .optional()
}

/// Stores the answer to a key.
pub async fn store(
    mut conn: &AsyncPgConnection,
    venue: VenueId,
    scope: &str,
    key: &Key,
    status: i16,
    answer: Value,
    now: DateTime<Utc>,
) -> Result<(), diesel::result::Error> {
    use idempotency_keys as table;
    diesel::insert_into(table::table)
        .values((
            table::venue_id.eq(venue.0),
            table::scope.eq(scope),
            table::key.eq(&key.text),
            table::request_hash.eq(&key.hash),
            table::status.eq(status),
            table::answer.eq(answer),
            table::created_at.eq(now),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// Does something once a key, as part of the caller's transaction: gives what `work` makes, which is stored, or
/// what it made the first time, and whether it was that. What it makes must have no secret in it.
pub async fn once<T: Serialize + DeserializeOwned>(
    conn: &mut AsyncPgConnection,
    (venue, scope): (VenueId, &str),
    key: Option<&Key>,
    now: DateTime<Utc>,
    work: impl AsyncFnOnce(&mut AsyncPgConnection) -> Result<T, Failure>,
) -> Result<(T, bool), Failure> {
    let Some(key) = key else { return Ok((work(conn).await?, false)) };
    if let Claim::Replay(stored) = claim(conn, venue, scope, key, now).await? {
        return Ok((serde_json::from_value(stored).map_err(Failure::internal)?, true));
    }
    let made = work(conn).await?;
    let answer = serde_json::to_value(&made).map_err(Failure::internal)?;
    store(conn, venue, scope, key, 201, answer, now).await?;
    Ok((made, false))
}

/// Drops the keys whose answers are about a person: those that say her address, and those about what she has
/// booked or wished for. The hash of a request goes with them: it was made over her address. Call it as long
/// as bookings, wishes and appointments still say whose they are.
pub(crate) async fn burn(conn: &mut AsyncPgConnection, venue: VenueId, email: &str) -> QueryResult<()> {
    diesel::sql_query(
        "DELETE FROM idempotency_keys k WHERE k.venue_id = $1 AND (
            position(lower($2) IN lower(k.answer::text)) > 0
            OR EXISTS (SELECT FROM bookings b WHERE b.venue_id = $1 AND lower(b.email) = lower($2)
                AND position(b.id::text IN k.answer::text) > 0)
            OR EXISTS (SELECT FROM waiting_list w WHERE w.venue_id = $1 AND lower(w.email) = lower($2)
                AND position(w.id::text IN k.answer::text) > 0)
            OR EXISTS (SELECT FROM appointments a WHERE a.venue_id = $1 AND lower(a.email) = lower($2)
                AND position(a.id::text IN k.answer::text) > 0))",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .execute(conn)
    .await
    .map(drop)
}
