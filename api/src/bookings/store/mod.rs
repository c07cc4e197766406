//! All SQL about bookings: reading and changing them here, making them in `insert`, telling the
//! world in `record`.

mod insert;
mod record;

use std::ops::Bound;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::Error as DbError;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::{BookingState, Locale};
use shared::ids::{BookingId, DeskId, VenueId};
use shared::slots::Period;
use uuid::Uuid;

use crate::schema::{booking_desks, bookings};
use crate::venues::bound;

pub use insert::{InsertError, New, insert, lock_desks, rivals};
pub use record::{Mail, post, record};

type Range = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

/// A booking as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its venue.
    pub venue: VenueId,
    /// Its id.
    pub id: BookingId,
    /// Its code for people.
    pub code: String,
    /// Its state.
    pub state: BookingState,
    /// Its time.
    pub period: Period,
    /// Its desks.
    pub desks: Vec<DeskId>,
    /// Where mails go; `None` after erasure.
    pub email: Option<String>,
    /// Language of the mails.
    pub locale: Locale,
    /// Hash of its secret.
    pub secret_hash: Vec<u8>,
    /// While held: until when.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// How often the hold was extended.
    pub hold_extensions: i16,
    /// Hash of the confirmation code.
    pub code_hash: Option<Vec<u8>>,
    /// Until when that code is good.
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Wrong tries so far.
    pub code_tries: i16,
    /// Counts its changes.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ended before or at its time.
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = bookings)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    code: String,
    state: String,
    during: Range,
    email: Option<String>,
    locale: String,
    secret_hash: Vec<u8>,
    hold_expires_at: Option<DateTime<Utc>>,
    hold_extensions: i16,
    confirm_code_hash: Option<Vec<u8>>,
    confirm_code_expires_at: Option<DateTime<Utc>>,
    confirm_code_tries: i16,
    revision: i64,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// The booking with this id.
pub async fn find(conn: &mut AsyncPgConnection, id: BookingId) -> QueryResult<Option<Stored>> {
    let row = bookings::table.filter(bookings::id.eq(id.0)).select(Row::as_select()).first(conn).await.optional()?;
    with_desks(conn, row).await
}

/// The same, locked until the transaction ends.
pub async fn find_for_update(conn: &mut AsyncPgConnection, id: BookingId) -> QueryResult<Option<Stored>> {
    let query = bookings::table.filter(bookings::id.eq(id.0)).select(Row::as_select()).for_update();
    let row = query.first(conn).await.optional()?;
    with_desks(conn, row).await
}

async fn with_desks(conn: &mut AsyncPgConnection, row: Option<Row>) -> QueryResult<Option<Stored>> {
    let Some(row) = row else { return Ok(None) };
    let desks: Vec<Uuid> = booking_desks::table
        .filter(booking_desks::venue_id.eq(row.venue_id).and(booking_desks::booking_id.eq(row.id)))
        .select(booking_desks::desk_id)
        .load(conn)
        .await?;
    let period = bound(row.during.0).zip(bound(row.during.1)).and_then(|(from, to)| Period::between(from, to));
    // Checks of the table rule both out; if they ever fail the row is not a booking.
    let (Some(period), Some(state)) = (period, BookingState::from_name(&row.state)) else {
        return Err(DbError::DeserializationError("a booking off the grid or in an unknown state".into()));
    };
    Ok(Some(Stored {
        venue: VenueId(row.venue_id),
        id: BookingId(row.id),
        code: row.code,
        state,
        period,
        desks: desks.into_iter().map(DeskId).collect(),
        email: row.email,
        locale: if row.locale == "en" { Locale::En } else { Locale::De },
        secret_hash: row.secret_hash,
        hold_expires_at: row.hold_expires_at,
        hold_extensions: row.hold_extensions,
        code_hash: row.confirm_code_hash,
        code_expires_at: row.confirm_code_expires_at,
        code_tries: row.confirm_code_tries,
        revision: row.revision,
        created_at: row.created_at,
        ended_at: row.ended_at,
    }))
}

/// Writes back what a move has changed, and counts the change.
pub async fn save(conn: &mut AsyncPgConnection, booking: &Stored, now: DateTime<Utc>) -> QueryResult<()> {
    use bookings as table;
    let confirmed = (booking.state == BookingState::Confirmed).then_some(now);
    let arrived = (booking.state == BookingState::CheckedIn).then_some(now);
    diesel::update(table::table.find((booking.venue.0, booking.id.0)))
        .set((
            table::state.eq(booking.state.name()),
            table::hold_expires_at.eq(booking.hold_expires_at),
            table::hold_extensions.eq(booking.hold_extensions),
            table::confirm_code_hash.eq(&booking.code_hash),
            table::confirm_code_expires_at.eq(booking.code_expires_at),
            table::confirm_code_tries.eq(booking.code_tries),
            table::revision.eq(booking.revision),
            table::ended_at.eq(booking.ended_at),
            confirmed.map(|at| table::confirmed_at.eq(at)),
            arrived.map(|at| table::checked_in_at.eq(at)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Counts a wrong try for a confirmation code.
pub async fn count_try(conn: &mut AsyncPgConnection, booking: &Stored) -> QueryResult<()> {
    diesel::update(bookings::table.find((booking.venue.0, booking.id.0)))
        .set(bookings::confirm_code_tries.eq(bookings::confirm_code_tries + 1_i16))
        .execute(conn)
        .await?;
    Ok(())
}

/// A period as Postgres stores it.
pub fn range(period: Period) -> Range {
    (Bound::Included(period.start()), Bound::Excluded(period.end()))
}
