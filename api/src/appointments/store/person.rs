//! What one person has, by the address, without regard to case.

use chrono::{DateTime, Utc};
use diesel::QueryableByName;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{AppointmentId, VenueId};
use uuid::Uuid;

use super::{Row, Stored};
use crate::schema::appointments;

/// Hers, the newest first as far as ids tell; with an id only those that are older.
pub(in crate::appointments) async fn of_person(
    conn: &mut AsyncPgConnection,
    venues: &[VenueId],
    email: &str,
    before: Option<AppointmentId>,
    most: i64,
) -> QueryResult<Vec<Stored>> {
    let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let mut query = appointments::table
        .filter(appointments::venue_id.eq_any(venues))
        .filter(sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")"))
        .order(appointments::id.desc())
        .limit(most)
        .select(Row::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(appointments::id.lt(before.0));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    rows.into_iter().map(Row::read).collect()
}

/// How many she has.
pub(crate) async fn count_of_person(conn: &mut AsyncPgConnection, venues: &[VenueId], email: &str) -> QueryResult<i64> {
    let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let own = sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")");
    appointments::table.filter(appointments::venue_id.eq_any(venues)).filter(own).count().get_result(conn).await
}

/// Ends what somebody has to come, and makes everything she ever had here nobody's, at once. The rows stay, and nobody
/// is sent a mail about it.
pub(crate) async fn erase_person(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    // Locked in order of their ids, like everywhere.
    let rows = diesel::sql_query(
        "SELECT id FROM appointments WHERE venue_id = $1 AND lower(email) = lower($2) ORDER BY id FOR UPDATE",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .load::<Id>(conn)
    .await?;
    let ids: Vec<Uuid> = rows.into_iter().map(|row| row.id).collect();
    diesel::sql_query(
        "UPDATE appointments SET
            state = CASE WHEN state = 'held' OR (state = 'confirmed' AND upper(during) > $3) THEN 'cancelled' ELSE state END,
            ended_at = CASE WHEN state = 'held' OR (state = 'confirmed' AND upper(during) > $3) THEN $3 ELSE ended_at END,
            hold_expires_at = NULL, hold_origin = NULL, email = NULL, name = NULL, language = NULL, secret_hash = '',
            confirm_code_hash = NULL, app_id = NULL, erased_at = $3, revision = revision + 1
         WHERE venue_id = $1 AND id = ANY($2)",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
    .await
    .map(drop)
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}
