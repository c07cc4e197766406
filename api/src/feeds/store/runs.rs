//! Looks at sources, for a month.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::feeds::{FeedOutcome, FeedProblem, FeedTrigger};
use shared::ids::{FeedId, FeedRunId, VenueId};
use uuid::Uuid;

use crate::schema::feed_runs;

/// How long they are kept.
const REMEMBER: TimeDelta = TimeDelta::days(31);

/// A look as it is stored.
#[derive(Debug, Clone)]
pub(in crate::feeds) struct Run {
    pub(in crate::feeds) id: FeedRunId,
    pub(in crate::feeds) at: DateTime<Utc>,
    pub(in crate::feeds) trigger: FeedTrigger,
    pub(in crate::feeds) outcome: FeedOutcome,
    /// Added, changed, removed, held, unchanged.
    pub(in crate::feeds) counts: [u32; 5],
    pub(in crate::feeds) problems: Vec<FeedProblem>,
    pub(in crate::feeds) error: Option<String>,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = feed_runs)]
struct Row {
    id: Uuid,
    at: DateTime<Utc>,
    trigger: String,
    outcome: String,
    added: i32,
    changed: i32,
    removed: i32,
    held: i32,
    unchanged: i32,
    problems: Value,
    error: Option<String>,
}

impl From<Row> for Run {
    fn from(row: Row) -> Self {
        let count = |number: i32| u32::try_from(number).unwrap_or(0);
        Self {
            id: FeedRunId(row.id),
            at: row.at,
            trigger: FeedTrigger::from_name(&row.trigger).unwrap_or(FeedTrigger::Schedule),
            outcome: FeedOutcome::from_name(&row.outcome).unwrap_or(FeedOutcome::Failed),
            counts: [row.added, row.changed, row.removed, row.held, row.unchanged].map(count),
            problems: serde_json::from_value(row.problems).unwrap_or_default(),
            error: row.error,
        }
    }
}

/// Stores a look.
pub(in crate::feeds) async fn insert(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    run: &Run,
) -> QueryResult<()> {
    let [added, changed, removed, held, unchanged] = run.counts.map(|count| i32::try_from(count).unwrap_or(i32::MAX));
    diesel::insert_into(feed_runs::table)
        .values((
            feed_runs::venue_id.eq(venue.0),
            feed_runs::id.eq(run.id.0),
            feed_runs::feed_id.eq(feed.0),
            feed_runs::at.eq(run.at),
            feed_runs::trigger.eq(run.trigger.name()),
            feed_runs::outcome.eq(run.outcome.name()),
            feed_runs::added.eq(added),
            feed_runs::changed.eq(changed),
            feed_runs::removed.eq(removed),
            feed_runs::held.eq(held),
            feed_runs::unchanged.eq(unchanged),
            // Plain values always become JSON.
            feed_runs::problems.eq(serde_json::to_value(&run.problems).unwrap_or_default()),
            feed_runs::error.eq(&run.error),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// The looks at a source, the newest first; with an id only what is older.
pub(in crate::feeds) async fn of_feed(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    before: Option<FeedRunId>,
    most: i64,
) -> QueryResult<Vec<Run>> {
    let own = feed_runs::table.filter(feed_runs::venue_id.eq(venue.0).and(feed_runs::feed_id.eq(feed.0)));
    let mut query = own.order(feed_runs::id.desc()).limit(most).select(Row::as_select()).into_boxed();
    if let Some(before) = before {
        query = query.filter(feed_runs::id.lt(before.0));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    Ok(rows.into_iter().map(Run::from).collect())
}

/// Drops what is a month old.
pub(in crate::feeds) async fn forget(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(feed_runs::table.filter(feed_runs::at.le(now - REMEMBER))).execute(conn).await.map(drop)
}
