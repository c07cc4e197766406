//! What one person has, by the address: without regard to case, as for quotas.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{BookingId, VenueId};
use uuid::Uuid;

use super::{Row, Stored, with_all_desks};
use crate::schema::bookings;

/// Her bookings, the newest first as far as ids tell (within a millisecond they do not); with an id only those that are older.
pub async fn of_person(
    conn: &mut AsyncPgConnection,
    venues: &[VenueId],
    email: &str,
    before: Option<BookingId>,
    most: i64,
) -> QueryResult<Vec<Stored>> {
    let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let mut query = bookings::table
        .filter(bookings::venue_id.eq_any(venues))
        .filter(sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")"))
        .order(bookings::id.desc())
        .limit(most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(bookings::id.lt(before.0));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    with_all_desks(conn, rows).await
}

/// How many those are.
pub async fn count_of_person(conn: &mut AsyncPgConnection, venues: &[VenueId], email: &str) -> QueryResult<i64> {
    let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let own = sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")");
    bookings::table.filter(bookings::venue_id.eq_any(venues)).filter(own).count().get_result(conn).await
}

/// Those of a venue that block, locked in order of their ids.
pub async fn blocking_of_person(conn: &mut AsyncPgConnection, venue: VenueId, email: &str) -> QueryResult<Vec<Stored>> {
    let rows: Vec<Row> = bookings::table
        .filter(bookings::venue_id.eq(venue.0))
        .filter(bookings::state.eq_any(["held", "confirmed", "checked_in"]))
        .filter(sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")"))
        .order(bookings::id)
        .select(Row::as_select())
        .for_update()
        .load(conn)
        .await?;
    with_all_desks(conn, rows).await
}

/// Makes every booking of a person nobody's, at once. The rows stay, for statistics.
pub async fn erase_person(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE bookings SET email = NULL, name = NULL, secret_hash = '', confirm_code_hash = NULL, remind_at = NULL,
            app_id = NULL, erased_at = $3
         WHERE venue_id = $1 AND lower(email) = lower($2)",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
    .await
    .map(drop)
}
