//! Making a booking: the insert, and what its refusal means.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use diesel::sql_types::{Array, Binary, Bool, Nullable, SmallInt, Text, Timestamptz, Tstzrange, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::DeskId;
use uuid::Uuid;

use super::{Stored, range};
use crate::db::Fixed;
use crate::schema::{booking_desks, bookings};

/// What a transaction that takes desks may run into.
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

/// Booking and desks in one statement: the constraint sees both or neither.
const INSERT: &str = "
    WITH booking AS (
        INSERT INTO bookings (venue_id, id, code, state, during, email, name, locale, secret_hash, hold_expires_at,
            confirm_code_hash, confirm_code_expires_at, created_at, walk_in, series_id, confirmed_at, checked_in_at,
            hold_extensions, app_id, hold_origin)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
            CASE WHEN $4 <> 'held' THEN $13 END, CASE WHEN $4 = 'checked_in' THEN $13 END, $17, $18, $19)
        RETURNING venue_id, id, state, during
    )
    INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
    SELECT booking.venue_id, booking.id, desk.id, booking.state, booking.during
    FROM booking, unnest($16) AS desk (id)";

/// Stores a new booking.
pub async fn insert(mut conn: &AsyncPgConnection, new: &Stored) -> Result<(), InsertError> {
    let desks: Vec<Uuid> = new.desks.iter().map(|desk| desk.0).collect();
    let insert = diesel::sql_query(INSERT)
        .bind::<SqlUuid, _>(new.venue.0)
        .bind::<SqlUuid, _>(new.id.0)
        .bind::<Text, _>(&new.code)
        .bind::<Text, _>(new.state.name())
        .bind::<Tstzrange, _>(range(new.period))
        .bind::<Nullable<Text>, _>(new.email.as_deref())
        .bind::<Nullable<Text>, _>(new.name.as_deref())
        .bind::<Text, _>(new.locale.tag())
        .bind::<Binary, _>(&new.secret_hash)
        .bind::<Nullable<Timestamptz>, _>(new.hold_expires_at)
        .bind::<Nullable<Binary>, _>(new.code_hash.as_deref())
        .bind::<Nullable<Timestamptz>, _>(new.code_expires_at)
        .bind::<Timestamptz, _>(new.created_at)
        .bind::<Bool, _>(new.walk_in)
        .bind::<Nullable<SqlUuid>, _>(new.series)
        .bind::<Array<SqlUuid>, _>(desks)
        .bind::<SmallInt, _>(new.hold_extensions)
        .bind::<Nullable<SqlUuid>, _>(new.app.map(|app| app.0))
        .bind::<Nullable<Binary>, _>(new.hold_origin.as_deref());
    Fixed(insert).execute(&mut conn).await?;
    Ok(())
}

/// Gives a booking other desks or another time. Desks it leaves go first and those it comes to last,
/// so that the constraint never compares a new time with a desk it no longer has.
pub async fn relocate(conn: &mut AsyncPgConnection, booking: &Stored, desks: &[DeskId]) -> Result<(), InsertError> {
    let own = booking_desks::venue_id.eq(booking.venue.0).and(booking_desks::booking_id.eq(booking.id.0));
    let staying: Vec<Uuid> = booking.desks.iter().filter(|desk| desks.contains(desk)).map(|desk| desk.0).collect();
    if staying.len() < booking.desks.len() {
        diesel::delete(booking_desks::table.filter(own).filter(booking_desks::desk_id.ne_all(&staying)))
            .execute(conn)
            .await?;
    }
    diesel::update(bookings::table.find((booking.venue.0, booking.id.0)))
        .set(bookings::during.eq(range(booking.period)))
        .execute(conn)
        .await?;
    let coming: Vec<_> = desks
        .iter()
        .filter(|desk| !booking.desks.contains(desk))
        .map(|desk| {
            (
                booking_desks::venue_id.eq(booking.venue.0),
                booking_desks::booking_id.eq(booking.id.0),
                booking_desks::desk_id.eq(desk.0),
                booking_desks::state.eq(booking.state.name()),
                booking_desks::during.eq(range(booking.period)),
            )
        })
        .collect();
    if !coming.is_empty() {
        diesel::insert_into(booking_desks::table).values(coming).execute(conn).await?;
    }
    Ok(())
}
