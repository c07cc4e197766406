//! The SQL of what falls due. Each function takes `now` and is exact to it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use shared::ids::{BookingId, VenueId};
use uuid::Uuid;

use crate::bookings::idempotency::KEPT_HOURS;
use crate::bookings::store;
use crate::schema::idempotency_keys;
use crate::venues::VenueFacts;

/// Bookings moved in one transaction, so that no lock is held for long.
const BATCH: usize = 100;

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct Next {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// Holds that have run out, starts nobody came to, ends that were reached. `$3` limits it to some
/// bookings, `$4` says whether it does. `$5` is the latest start whose check-in is over.
const MOVE: &str = "
    WITH due AS (
        SELECT venue_id, id, CASE state WHEN 'held' THEN 'expired' WHEN 'confirmed' THEN 'no_show' ELSE 'completed' END AS next,
            -- When it was due, not when this ran: erasure counts from here.
            CASE state WHEN 'held' THEN hold_expires_at
                WHEN 'confirmed' THEN least(lower(during) + ($2 - $5), upper(during)) ELSE upper(during) END AS since
        FROM bookings
        WHERE venue_id = $1 AND (NOT $4 OR id = ANY($3)) AND (
            (state = 'held' AND hold_expires_at <= $2)
            OR (state = 'confirmed' AND lower(during) <= $2 AND (lower(during) <= $5 OR upper(during) <= $2))
            OR (state = 'checked_in' AND upper(during) <= $2)
        )
        ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED
    )
    UPDATE bookings SET state = due.next, hold_expires_at = NULL, confirm_code_hash = NULL,
        ended_at = due.since, revision = bookings.revision + 1
    FROM due WHERE bookings.venue_id = due.venue_id AND bookings.id = due.id
    RETURNING bookings.id";

/// Moves what is due among some bookings, as part of the caller's transaction, and says how many.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    ids: &[BookingId],
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let only: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    advance(conn, facts, Some(only), now).await
}

/// The same for as many as there are.
pub async fn settle_all(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    ids: &[BookingId],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    for some in ids.chunks(BATCH) {
        settle(conn, facts, some, now).await?;
    }
    Ok(())
}

async fn advance(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    only: Option<Vec<Uuid>>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let venue = facts.venue.id;
    let limited = only.is_some();
    let moved: Vec<Moved> = diesel::sql_query(MOVE)
        .bind::<SqlUuid, _>(venue.0)
        .bind::<Timestamptz, _>(now)
        .bind::<Array<SqlUuid>, _>(only.unwrap_or_default())
        .bind::<Bool, _>(limited)
        .bind::<Timestamptz, _>(now - TimeDelta::minutes(facts.rules().check_in_late_minutes))
        .load(conn)
        .await?;
    for booking in &moved {
        store::record(conn, venue, Some(BookingId(booking.id)), now).await?;
    }
    Ok(moved.len())
}

/// Does all that is due for a venue and says how many bookings moved.
pub async fn run(conn: &mut AsyncPgConnection, facts: &VenueFacts, now: DateTime<Utc>) -> QueryResult<usize> {
    let mut total = 0;
    loop {
        let moved = conn.transaction(async |conn| advance(conn, facts, None, now).await).await?;
        total += moved;
        if moved < BATCH {
            break;
        }
    }
    erase(conn, facts, now).await?;
    forget(conn, facts.venue.id, now).await?;
    Ok(total)
}

/// Erases personal data of bookings that ended long enough ago. The row stays, for statistics,
/// without anything that points at a person.
async fn erase(conn: &mut AsyncPgConnection, facts: &VenueFacts, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::sql_query(
        "UPDATE bookings SET email = NULL, name = NULL, secret_hash = '', confirm_code_hash = NULL, erased_at = $2
         WHERE venue_id = $1 AND erased_at IS NULL AND coalesce(ended_at, upper(during)) <= $3
           AND state NOT IN ('held', 'confirmed', 'checked_in')",
    )
    .bind::<SqlUuid, _>(facts.venue.id.0)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now - TimeDelta::days(facts.rules().retention_days))
    .execute(conn)
    .await
}

/// Drops what nobody needs any more: answers to old keys.
async fn forget(conn: &mut AsyncPgConnection, venue: VenueId, now: DateTime<Utc>) -> QueryResult<()> {
    let old_keys = idempotency_keys::created_at.le(now - TimeDelta::hours(KEPT_HOURS));
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::venue_id.eq(venue.0)).filter(old_keys))
        .execute(conn)
        .await?;
    Ok(())
}

/// When the next thing falls due.
pub async fn next(conn: &mut AsyncPgConnection, facts: &VenueFacts) -> QueryResult<Option<DateTime<Utc>>> {
    let next: Next = diesel::sql_query(
        "SELECT least(
            (SELECT min(hold_expires_at) FROM bookings WHERE venue_id = $2 AND state = 'held'),
            (SELECT min(least(lower(during) + make_interval(mins => $1), upper(during))) FROM bookings
                WHERE venue_id = $2 AND state = 'confirmed'),
            (SELECT min(upper(during)) FROM bookings WHERE venue_id = $2 AND state = 'checked_in')
        ) AS at",
    )
    .bind::<diesel::sql_types::Integer, _>(i32::try_from(facts.rules().check_in_late_minutes).unwrap_or(30))
    .bind::<SqlUuid, _>(facts.venue.id.0)
    .get_result(conn)
    .await?;
    Ok(next.at)
}
