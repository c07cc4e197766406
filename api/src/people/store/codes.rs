//! The SQL of codes to sign in with. Addresses and codes are hashes here, whichever way they are looked at.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Fixed;
use crate::schema::sign_in_codes;

/// How long it is known that a code was sent, days: as long as codes are counted.
const COUNTED_DAYS: i64 = 1;

/// A code that is about to be sent.
#[derive(Debug)]
pub(in crate::people) struct NewRow {
    /// Its id.
    pub(in crate::people) id: Uuid,
    /// Hash of the address.
    pub(in crate::people) address: Vec<u8>,
    /// Hash of the code.
    pub(in crate::people) code: Vec<u8>,
    /// Now.
    pub(in crate::people) created_at: DateTime<Utc>,
    /// When it ends.
    pub(in crate::people) expires_at: DateTime<Utc>,
    /// Where it was asked for, as a hash.
    pub(in crate::people) origin: Vec<u8>,
}

/// A code that was sent.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = sign_in_codes)]
pub(in crate::people) struct Code {
    /// Its id.
    pub(in crate::people) id: Uuid,
    /// Its hash; none once it was used or replaced.
    #[diesel(column_name = code_hash)]
    pub(in crate::people) hash: Option<Vec<u8>>,
    /// When it was sent.
    pub(in crate::people) created_at: DateTime<Utc>,
    /// When it ends.
    pub(in crate::people) expires_at: DateTime<Utc>,
    /// Wrong tries so far.
    pub(in crate::people) tries: i16,
}

/// One code at a time for an address, on whichever node, until the transaction ends.
pub(in crate::people) async fn lock_address(conn: &mut AsyncPgConnection, address: &[u8]) -> QueryResult<()> {
    let key = address.first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes));
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(key);
    Fixed(lock).execute(conn).await.map(drop)
}

/// When an address was sent codes after an instant, and where they were asked for.
pub(in crate::people) async fn sent_since(
    conn: &mut AsyncPgConnection,
    address: &[u8],
    early: DateTime<Utc>,
) -> QueryResult<Vec<(DateTime<Utc>, Option<Vec<u8>>)>> {
    let own = sign_in_codes::address_hash.eq(address).and(sign_in_codes::created_at.gt(early));
    sign_in_codes::table.filter(own).select((sign_in_codes::created_at, sign_in_codes::origin)).load(conn).await
}

/// Stores a code; the ones before it open nothing any more.
pub(in crate::people) async fn insert_code(conn: &mut AsyncPgConnection, row: NewRow) -> QueryResult<()> {
    let older = sign_in_codes::table.filter(sign_in_codes::address_hash.eq(&row.address));
    diesel::update(older).set(sign_in_codes::code_hash.eq(None::<Vec<u8>>)).execute(conn).await?;
    diesel::insert_into(sign_in_codes::table)
        .values((
            sign_in_codes::id.eq(row.id),
            sign_in_codes::address_hash.eq(row.address),
            sign_in_codes::code_hash.eq(row.code),
            sign_in_codes::created_at.eq(row.created_at),
            sign_in_codes::expires_at.eq(row.expires_at),
            sign_in_codes::origin.eq(row.origin),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The code of an address that opens anything, locked until the transaction ends. There is at most one: a
/// newer one takes its hash.
pub(in crate::people) async fn live_code(conn: &mut AsyncPgConnection, address: &[u8]) -> QueryResult<Option<Code>> {
    sign_in_codes::table
        .filter(sign_in_codes::address_hash.eq(address).and(sign_in_codes::code_hash.is_not_null()))
        .select(Code::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()
}

/// What is known of the codes an address was sent, the oldest first.
pub(in crate::people) async fn codes_of(conn: &mut AsyncPgConnection, address: &[u8]) -> QueryResult<Vec<Code>> {
    let own = sign_in_codes::table.filter(sign_in_codes::address_hash.eq(address));
    own.order(sign_in_codes::created_at).select(Code::as_select()).load(conn).await
}

/// Drops the codes of an address.
pub(super) async fn remove_of(conn: &mut AsyncPgConnection, address: &[u8]) -> QueryResult<()> {
    let own = sign_in_codes::table.filter(sign_in_codes::address_hash.eq(address));
    diesel::delete(own).execute(conn).await.map(drop)
}

/// Counts a wrong try.
pub(in crate::people) async fn count_try(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    let tried = sign_in_codes::tries.eq(sign_in_codes::tries + 1_i16);
    diesel::update(sign_in_codes::table.find(id)).set(tried).execute(conn).await.map(drop)
}

/// Uses a code up.
pub(in crate::people) async fn spend(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    let spent = sign_in_codes::code_hash.eq(None::<Vec<u8>>);
    diesel::update(sign_in_codes::table.find(id)).set(spent).execute(conn).await.map(drop)
}

/// Drops codes that count no longer.
pub(super) async fn forget(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let old = sign_in_codes::created_at.le(now - TimeDelta::days(COUNTED_DAYS));
    diesel::delete(sign_in_codes::table.filter(old)).execute(conn).await.map(drop)
}
