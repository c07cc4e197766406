//! What time does to appointments: holds run out, personal data goes. Each function takes `now` and is exact to it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use diesel::QueryableByName;
use diesel::sql_types::{Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{AdviceHourId, VenueId};

use crate::db::Fixed;

/// Ends the holds that have run out and says how many; of some hours alone, if they are named. Then rows that somebody
/// else is just marking are waited for, because the caller wants their slots now.
pub(crate) async fn expire(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    of: Option<AdviceHourId>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let skip = if of.is_some() { "" } else { "SKIP LOCKED" };
    let sql = format!(
        "WITH due AS (
            SELECT venue_id, id FROM appointments
            WHERE venue_id = $1 AND state = 'held' AND hold_expires_at <= $2 AND ($3 IS NULL OR advice_id = $3)
            ORDER BY id FOR UPDATE {skip}
        )
        UPDATE appointments a SET state = 'expired', ended_at = hold_expires_at, hold_expires_at = NULL,
            hold_origin = NULL, confirm_code_hash = NULL, revision = revision + 1
        FROM due WHERE a.venue_id = due.venue_id AND a.id = due.id"
    );
    let query = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(venue.0)
        .bind::<Timestamptz, _>(now)
        .bind::<Nullable<SqlUuid>, _>(of.map(|id| id.0));
    Fixed(query).execute(conn).await
}

/// Erases personal data of appointments that were over long enough ago, whether or not the office has said what
/// became of them. The row stays, for statistics.
pub(crate) async fn erase(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    retention_days: i64,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE appointments SET email = NULL, name = NULL, language = NULL, secret_hash = '', confirm_code_hash = NULL, app_id = NULL,
            erased_at = $2
         WHERE venue_id = $1 AND erased_at IS NULL AND state <> 'held' AND coalesce(ended_at, upper(during)) <= $3",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now - TimeDelta::days(retention_days))
    .execute(conn)
    .await
    .map(drop)
}

#[derive(QueryableByName)]
struct Next {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// When the next hold runs out.
pub(crate) async fn next(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Option<DateTime<Utc>>> {
    let query =
        diesel::sql_query("SELECT min(hold_expires_at) AS at FROM appointments WHERE venue_id = $1 AND state = 'held'")
            .bind::<SqlUuid, _>(venue.0);
    Fixed(query).get_result::<Next>(conn).await.map(|next| next.at)
}
