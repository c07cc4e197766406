//! Making a booking: locks, the cheap check, the insert, and what its refusal means.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz, Tstzrange, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::Locale;
use shared::ids::{BookingId, DeskId, VenueId};
use shared::slots::Period;
use uuid::Uuid;

use super::range;
use crate::schema::booking_desks;

/// A booking to be stored.
#[derive(Debug)]
pub struct New<'a> {
    /// Its venue.
    pub venue: VenueId,
    /// Its id.
    pub id: BookingId,
    /// Its code for people.
    pub code: &'a str,
    /// Its time.
    pub period: Period,
    /// Its desks.
    pub desks: &'a [DeskId],
    /// Where mails go.
    pub email: &'a str,
    /// A name, if given.
    pub name: Option<&'a str>,
    /// Language of the mails.
    pub locale: Locale,
    /// Hash of its secret.
    pub secret_hash: &'a [u8],
    /// Hash of the confirmation code.
    pub code_hash: &'a [u8],
    /// Until when the hold stands, and the code is good.
    pub expires_at: DateTime<Utc>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What a transaction that makes a booking may run into.
#[derive(Debug, thiserror::Error)]
pub enum InsertError {
    /// Somebody else has a desk for some of that time.
    #[error("a desk is taken")]
    Taken,
    /// The code for people is in use; draw another.
    #[error("the booking code is in use")]
    CodeInUse,
    /// Anything else.
    #[error(transparent)]
    Database(DbError),
}

impl From<DbError> for InsertError {
    /// The one place that maps constraint names to what they mean.
    fn from(error: DbError) -> Self {
        let constraint = match &error {
            DbError::DatabaseError(_, info) => info.constraint_name().map(str::to_owned),
            _ => None,
        };
        match (constraint.as_deref(), &error) {
            (Some("booking_desks_no_overlap"), _) => Self::Taken,
            (Some("bookings_code_key"), DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
                Self::CodeInUse
            }
            _ => Self::Database(error),
        }
    }
}

/// Takes the desks' locks in order of their numbers, so that rivals queue instead of colliding in
/// the constraint, and nobody can deadlock.
pub async fn lock_desks(conn: &mut AsyncPgConnection, desks: &[DeskId]) -> QueryResult<()> {
    let mut keys: Vec<i64> = desks.iter().map(|desk| key(desk.0)).collect();
    keys.sort_unstable();
    keys.dedup();
    diesel::sql_query("SELECT pg_advisory_xact_lock(k) FROM unnest($1) WITH ORDINALITY AS keys (k, n) ORDER BY n")
        .bind::<Array<BigInt>, _>(keys)
        .execute(conn)
        .await?;
    Ok(())
}

/// The random end of a `UUIDv7` as a lock number.
fn key(id: Uuid) -> i64 {
    let (_, low) = id.as_u64_pair();
    i64::from_be_bytes(low.to_be_bytes())
}

/// Bookings that stand against a period on any of the desks.
pub async fn rivals(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    desks: &[DeskId],
    period: Period,
) -> QueryResult<Vec<BookingId>> {
    let ids: Vec<Uuid> = desks.iter().map(|desk| desk.0).collect();
    let blocking = ["held", "confirmed", "checked_in"];
    let found: Vec<Uuid> = booking_desks::table
        .filter(booking_desks::venue_id.eq(venue.0))
        .filter(booking_desks::desk_id.eq_any(ids))
        .filter(booking_desks::state.eq_any(blocking))
        .filter(booking_desks::during.overlaps_with(range(period)))
        .select(booking_desks::booking_id)
        .distinct()
        .load(conn)
        .await?;
    Ok(found.into_iter().map(BookingId).collect())
}

/// Booking and desks in one statement: the constraint sees both or neither.
const INSERT: &str = "
    WITH booking AS (
        INSERT INTO bookings (venue_id, id, code, state, during, email, name, locale, secret_hash,
            hold_expires_at, confirm_code_hash, confirm_code_expires_at, created_at)
        VALUES ($1, $2, $3, 'held', $4, $5, $6, $7, $8, $9, $10, $9, $11)
        RETURNING venue_id, id, state, during
    )
    INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
    SELECT booking.venue_id, booking.id, desk.id, booking.state, booking.during
    FROM booking, unnest($12) AS desk (id)";

/// Stores a held booking.
pub async fn insert(conn: &mut AsyncPgConnection, new: &New<'_>) -> Result<(), InsertError> {
    let desks: Vec<Uuid> = new.desks.iter().map(|desk| desk.0).collect();
    diesel::sql_query(INSERT)
        .bind::<SqlUuid, _>(new.venue.0)
        .bind::<SqlUuid, _>(new.id.0)
        .bind::<Text, _>(new.code)
        .bind::<Tstzrange, _>(range(new.period))
        .bind::<Text, _>(new.email)
        .bind::<Nullable<Text>, _>(new.name)
        .bind::<Text, _>(new.locale.tag())
        .bind::<Binary, _>(new.secret_hash)
        .bind::<Timestamptz, _>(new.expires_at)
        .bind::<Binary, _>(new.code_hash)
        .bind::<Timestamptz, _>(new.now)
        .bind::<Array<SqlUuid>, _>(desks)
        .execute(conn)
        .await?;
    Ok(())
}
