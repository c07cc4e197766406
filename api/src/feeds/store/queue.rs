//! Who reads which source. A source is claimed for some minutes (`FOR UPDATE SKIP LOCKED`) and not held: a slow
//! server must not hold locks and connections. Whoever writes what came of it asks whether the source is still
//! theirs.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::feeds::FeedState;
use shared::ids::{FeedId, VenueId};
use uuid::Uuid;

use super::super::fetch::Marks;
use super::Stored;
use crate::db::Fixed;
use crate::schema::feeds;

/// Longer than reading a source and writing all that is in it can take.
const CLAIM: TimeDelta = TimeDelta::minutes(10);

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = SqlUuid)]
    venue_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

const DUE: &str = "UPDATE feeds f SET claim = $1, claimed_until = $3
    FROM (SELECT venue_id, id FROM feeds
        WHERE due_at <= $2 AND enabled AND url IS NOT NULL AND (claimed_until IS NULL OR claimed_until <= $2)
        ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED) due
    WHERE f.venue_id = due.venue_id AND f.id = due.id
    RETURNING f.venue_id, f.id";

/// Claims what is due, up to so many.
pub(in crate::feeds) async fn claim_due(
    conn: &mut AsyncPgConnection,
    claim: Uuid,
    most: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(VenueId, FeedId)>> {
    let due = diesel::sql_query(DUE)
        .bind::<SqlUuid, _>(claim)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(now + CLAIM)
        .bind::<BigInt, _>(most);
    let claimed: Vec<Claimed> = Fixed(due).load(conn).await?;
    Ok(claimed.into_iter().map(|row| (VenueId(row.venue_id), FeedId(row.id))).collect())
}

/// Claims one source; says whether nobody else has it.
pub(in crate::feeds) async fn claim_one(
    conn: &mut AsyncPgConnection,
    (venue, id): (VenueId, FeedId),
    claim: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let free = feeds::claimed_until.is_null().or(feeds::claimed_until.le(now));
    let own = feeds::table.filter(feeds::venue_id.eq(venue.0).and(feeds::id.eq(id.0))).filter(free);
    let taken = (feeds::claim.eq(Some(claim)), feeds::claimed_until.eq(Some(now + CLAIM)));
    Ok(diesel::update(own).set(taken).execute(conn).await? > 0)
}

/// Whether a source is there and still claimed by this look. It stays so until the transaction ends.
pub(in crate::feeds) async fn still_ours(
    conn: &mut AsyncPgConnection,
    (venue, id): (VenueId, FeedId),
    claim: Uuid,
) -> QueryResult<bool> {
    let own = feeds::table.find((venue.0, id.0)).select(feeds::claim).for_share();
    let known: Option<Option<Uuid>> = own.first(conn).await.optional()?;
    Ok(known.flatten() == Some(claim))
}

/// Writes back how a source is doing, and lets go of it.
pub(in crate::feeds) async fn finish(conn: &mut AsyncPgConnection, feed: &Stored) -> QueryResult<()> {
    let Marks { etag, last_modified } = &feed.marks;
    let none: (Option<Uuid>, Option<DateTime<Utc>>) = (None, None);
    let values = (
        feeds::state.eq(feed.state.name()),
        feeds::failing_since.eq(feed.failing_since.filter(|_| feed.state == FeedState::Failing)),
        feeds::last_error.eq(&feed.last_error),
        feeds::etag.eq(etag),
        feeds::last_modified.eq(last_modified),
        feeds::fetched_at.eq(feed.fetched_at),
        feeds::read_at.eq(feed.read_at),
        feeds::due_at.eq(feed.due_at),
        feeds::claim.eq(none.0),
        feeds::claimed_until.eq(none.1),
    );
    diesel::update(feeds::table.find((feed.venue.0, feed.id.0))).set(values).execute(conn).await.map(drop)
}
