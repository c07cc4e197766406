//! The SQL of what falls due. Each function takes `now` and is exact to it.

use std::sync::atomic::Ordering;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use shared::ids::{BookingId, VenueId};
use shared::slots::{Period, Slot};
use uuid::Uuid;

use super::reminders;
use crate::app::App;
use crate::bookings::idempotency::KEPT_HOURS;
use crate::bookings::{Grip, Obstacle, store, tell};
use crate::calendar::VenueCalendar;
use crate::db::Fixed;
use crate::problem::Failure;
use crate::schema::{changes, idempotency_keys};
use crate::venues::VenueFacts;
use crate::{appointments, waiting};

/// How long changes are kept for nodes that were away, hours.
const CHANGES_KEPT_HOURS: i64 = 24;
/// How far ahead somebody may wait for a desk, slots: further than any horizon.
const AHEAD: i64 = 366 * 96;
/// Bookings moved in one transaction, so that no lock is held for long.
const BATCH: usize = 100;

#[derive(QueryableByName)]
struct Moved {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    since: DateTime<Utc>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    app_id: Option<Uuid>,
}

#[derive(QueryableByName)]
struct Next {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// Holds that have run out, starts nobody came to, ends that were reached. `$3` limits it to some
/// bookings, `$4` says whether it does. `$5` is the latest start whose check-in is over. Rows that
/// somebody else has in hand are left to him: a job must not wait.
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
        hold_origin = NULL, ended_at = due.since, revision = bookings.revision + 1
    FROM due WHERE bookings.venue_id = due.venue_id AND bookings.id = due.id
    RETURNING bookings.id, due.since, bookings.app_id";

/// Moves what is due among some bookings, as part of the caller's transaction. One that somebody else
/// is just moving is waited for.
pub async fn settle(
    app: &App,
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    ids: &[BookingId],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let only: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    advance(app, conn, facts, Some(only), now).await.map(drop)
}

/// The same for as many as there are.
pub async fn settle_all(
    app: &App,
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    ids: &[BookingId],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    for some in ids.chunks(BATCH) {
        settle(app, conn, facts, some, now).await?;
    }
    Ok(())
}

/// Moves what is due and says since when each of them was.
async fn advance(
    app: &App,
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    only: Option<Vec<Uuid>>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<DateTime<Utc>>> {
    let venue = facts.venue.id;
    let limited = only.is_some();
    // Whoever wants a desk now waits for the row instead: the clock decides, not who was moving it.
    let sql = if limited { MOVE.replace("SKIP LOCKED", "") } else { MOVE.to_owned() };
    let moving = diesel::sql_query(sql)
        .bind::<SqlUuid, _>(venue.0)
        .bind::<Timestamptz, _>(now)
        .bind::<Array<SqlUuid>, _>(only.unwrap_or_default())
        .bind::<Bool, _>(limited)
        .bind::<Timestamptz, _>(now - TimeDelta::minutes(facts.rules().check_in_late_minutes));
    let moved: Vec<Moved> = Fixed(moving).load(conn).await?;
    for booking in &moved {
        // What an app has made is read whole, to be told; for all others the number is enough.
        let made = match booking.app_id {
            Some(_) => store::find(conn, BookingId(booking.id)).await?,
            None => None,
        };
        match made {
            Some(made) => tell(app, conn, facts, (None, &made), now).await?,
            None => store::record(conn, venue, Some(BookingId(booking.id)), now).await?,
        };
    }
    Ok(moved.into_iter().map(|booking| booking.since).collect())
}

/// One batch of what is due. If somebody waits for a desk here, it takes the whole venue and serves
/// the waiting list in the same transaction, so that nobody comes in between.
async fn batch(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
    grip: Grip,
) -> Result<usize, Obstacle> {
    grip.take(conn, venue.facts.venue.id).await?;
    let since = advance(app, conn, &venue.facts, None, now).await?;
    let moved = since.len();
    let ahead = Period::of_length(Slot::containing(now), AHEAD).filter(|_| moved > 0 || grip == Grip::House);
    if let Some(ahead) = ahead {
        grip.pass_on(app, conn, venue, ahead, now).await?;
    }
    for since in since {
        app.metrics.done(now - since);
    }
    Ok(moved)
}

/// Does all that is due for a venue and says how much that was.
pub async fn run(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> Result<usize, Failure> {
    let facts = &venue.facts;
    // Once a minute, and whenever the facts have changed, there is more to do than what is due.
    let minute = now.timestamp().div_euclid(60);
    let new_minute = venue.listed.swap(minute, Ordering::Relaxed) != minute;
    let whole = new_minute && waiting::anybody(conn, facts.venue.id).await?;
    let grip = if whole { Grip::House } else { Grip::Shared };
    let mut total = usize::from(whole);
    loop {
        let mut moved = conn.transaction(async |conn| batch(app, conn, venue, now, grip).await).await;
        if matches!(moved, Err(Obstacle::Queue)) {
            moved = conn.transaction(async |conn| batch(app, conn, venue, now, Grip::House).await).await;
        }
        let moved = moved.map_err(|obstacle| obstacle.failure(facts))?;
        total += moved;
        if moved < BATCH {
            break;
        }
    }
    total += reminders::send(app, conn, venue, now).await?;
    // Nobody waits for their slots, and no calendar shows them.
    appointments::expire(conn, facts.venue.id, None, now).await?;
    if new_minute {
        waiting::expire(app, conn, venue, now).await?;
        waiting::erase(conn, facts.venue.id, facts.rules().retention_days, now).await?;
        erase(conn, facts, now).await?;
        appointments::erase(conn, facts.venue.id, facts.rules().retention_days, now).await?;
        forget(conn, facts.venue.id, now).await?;
    }
    Ok(total)
}

/// Erases personal data of bookings that ended long enough ago. The row stays, for statistics,
/// without anything that points at a person.
async fn erase(conn: &mut AsyncPgConnection, facts: &VenueFacts, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::sql_query(
        "UPDATE bookings SET email = NULL, name = NULL, secret_hash = '', confirm_code_hash = NULL, app_id = NULL, erased_at = $2
         WHERE venue_id = $1 AND erased_at IS NULL AND coalesce(ended_at, upper(during)) <= $3
           AND state NOT IN ('held', 'confirmed', 'checked_in')",
    )
    .bind::<SqlUuid, _>(facts.venue.id.0)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now - TimeDelta::days(facts.rules().retention_days))
    .execute(conn)
    .await
}

/// Drops what nobody needs any more: answers to old keys, and changes every node has seen. A node
/// that was away for longer notices the gap and reads everything anew.
async fn forget(conn: &mut AsyncPgConnection, venue: VenueId, now: DateTime<Utc>) -> QueryResult<()> {
    let old_keys = idempotency_keys::created_at.le(now - TimeDelta::hours(KEPT_HOURS));
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::venue_id.eq(venue.0)).filter(old_keys))
        .execute(conn)
        .await?;
    let old_changes = changes::at.le(now - TimeDelta::hours(CHANGES_KEPT_HOURS));
    diesel::delete(changes::table.filter(changes::venue_id.eq(venue.0)).filter(old_changes)).execute(conn).await?;
    Ok(())
}

/// When the next thing falls due.
pub async fn next(conn: &mut AsyncPgConnection, facts: &VenueFacts) -> QueryResult<Option<DateTime<Utc>>> {
    let next = diesel::sql_query(
        "SELECT least(
            (SELECT min(hold_expires_at) FROM bookings WHERE venue_id = $2 AND state = 'held'),
            -- Each minimum alone is the first entry of an index; their least is the same as the least of each booking.
            (SELECT min(lower(during)) FROM bookings WHERE venue_id = $2 AND state = 'confirmed') + make_interval(mins => $1),
            (SELECT min(upper(during)) FROM bookings WHERE venue_id = $2 AND state = 'confirmed'),
            (SELECT min(upper(during)) FROM bookings WHERE venue_id = $2 AND state = 'checked_in'),
            (SELECT min(remind_at) FROM bookings WHERE venue_id = $2 AND remind_at IS NOT NULL),
            (SELECT min(lower(during)) FROM waiting_list WHERE venue_id = $2 AND state = 'waiting')
        ) AS at",
    )
    .bind::<diesel::sql_types::Integer, _>(i32::try_from(facts.rules().check_in_late_minutes).unwrap_or(30))
    .bind::<SqlUuid, _>(facts.venue.id.0);
    let next: Next = Fixed(next).get_result(conn).await?;
    let held = appointments::next(conn, facts.venue.id).await?;
    Ok(next.at.into_iter().chain(held).min())
}
