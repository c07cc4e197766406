//! All SQL about feeds: the sources here, who reads them when in `queue`, what came of them in `items` and `runs`.

mod items;
mod queue;
mod runs;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::feeds::{FeedFormat, FeedMapping, FeedState, FeedTermsShown};
use shared::ids::{FeedId, VenueId};
use uuid::Uuid;

use super::fetch::Marks;
use crate::schema::feeds;

pub(super) use items::{
    AsItIs, Written, all as items, as_it_is, counts, hold, page as item_page, put_away, release, seen, state,
    write as write_item,
};
pub(super) use queue::{claim_due, claim_one, finish, still_ours};
pub(super) use runs::{Run, forget, insert as insert_run, of_feed as runs};

/// A source as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) id: FeedId,
    pub(super) venue: VenueId,
    pub(super) terms: FeedTermsShown,
    pub(super) revision: i64,
    pub(super) state: FeedState,
    pub(super) failing_since: Option<DateTime<Utc>>,
    pub(super) last_error: Option<String>,
    pub(super) marks: Marks,
    pub(super) fetched_at: Option<DateTime<Utc>>,
    pub(super) read_at: Option<DateTime<Utc>>,
    pub(super) due_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = feeds)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    name: String,
    url: Option<String>,
    format: String,
    every_minutes: i32,
    mapping: Value,
    office: String,
    email: String,
    publish: bool,
    enabled: bool,
    revision: i64,
    state: String,
    failing_since: Option<DateTime<Utc>>,
    last_error: Option<String>,
    etag: Option<String>,
    last_modified: Option<String>,
    fetched_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Stored {
    type Error = diesel::result::Error;

    /// Checks of the table rule unknown words out; if they ever fail the row is not a source.
    fn try_from(row: Row) -> QueryResult<Self> {
        let odd =
            |what: &str| diesel::result::Error::DeserializationError(format!("a feed of an unknown {what}").into());
        let mapping: FeedMapping = serde_json::from_value(row.mapping).map_err(|_other_shape| odd("mapping"))?;
        let terms = FeedTermsShown {
            name: row.name,
            url: row.url,
            format: FeedFormat::from_name(&row.format).ok_or_else(|| odd("format"))?,
            every_minutes: u32::try_from(row.every_minutes).unwrap_or(60),
            mapping,
            office: row.office,
            email: row.email,
            publish: row.publish,
            enabled: row.enabled,
        };
        Ok(Self {
            id: FeedId(row.id),
            venue: VenueId(row.venue_id),
            terms,
            revision: row.revision,
            state: FeedState::from_name(&row.state),
            failing_since: row.failing_since,
            last_error: row.last_error,
            marks: Marks { etag: row.etag, last_modified: row.last_modified },
            fetched_at: row.fetched_at,
            read_at: row.read_at,
            due_at: row.due_at,
        })
    }
}

/// The sources of a venue, the oldest first.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Stored>> {
    let rows: Vec<Row> =
        feeds::table.filter(feeds::venue_id.eq(venue.0)).order(feeds::id).select(Row::as_select()).load(conn).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// One source.
pub(super) async fn find(conn: &mut AsyncPgConnection, venue: VenueId, id: FeedId) -> QueryResult<Option<Stored>> {
    let row: Option<Row> = feeds::table.find((venue.0, id.0)).select(Row::as_select()).first(conn).await.optional()?;
    row.map(Stored::try_from).transpose()
}

/// The same, locked until the transaction ends.
pub(super) async fn lock(conn: &mut AsyncPgConnection, venue: VenueId, id: FeedId) -> QueryResult<Option<Stored>> {
    let query = feeds::table.find((venue.0, id.0)).select(Row::as_select());
    let row: Option<Row> = query.for_update().first(conn).await.optional()?;
    row.map(Stored::try_from).transpose()
}

/// Stores a new source.
pub(super) async fn insert(conn: &mut AsyncPgConnection, new: &Stored, now: DateTime<Utc>) -> QueryResult<()> {
    let values = terms_of(new);
    let own = (feeds::venue_id.eq(new.venue.0), feeds::id.eq(new.id.0), feeds::created_at.eq(now));
    diesel::insert_into(feeds::table).values((own, values, feeds::due_at.eq(new.due_at))).execute(conn).await.map(drop)
}

/// Writes back other terms. What the source said of its state counts no more, and whoever reads it just now has
/// lost it.
pub(super) async fn save(conn: &mut AsyncPgConnection, feed: &Stored) -> QueryResult<()> {
    let none: (Option<String>, Option<Uuid>, Option<DateTime<Utc>>) = (None, None, None);
    let values = (
        terms_of(feed),
        feeds::revision.eq(feed.revision),
        feeds::due_at.eq(feed.due_at),
        feeds::etag.eq(none.0.clone()),
        feeds::last_modified.eq(none.0),
        feeds::claim.eq(none.1),
        feeds::claimed_until.eq(none.2),
    );
    diesel::update(feeds::table.find((feed.venue.0, feed.id.0))).set(values).execute(conn).await.map(drop)
}

/// Has a source read whole as soon as somebody looks.
pub(super) async fn forget_marks(conn: &mut AsyncPgConnection, venue: VenueId, id: FeedId) -> QueryResult<()> {
    let none: Option<String> = None;
    let values = (feeds::etag.eq(none.clone()), feeds::last_modified.eq(none));
    diesel::update(feeds::table.find((venue.0, id.0))).set(values).execute(conn).await.map(drop)
}

/// Removes a source with all that is known of it, but not the offers it has made.
pub(super) async fn remove(conn: &mut AsyncPgConnection, venue: VenueId, id: FeedId) -> QueryResult<()> {
    diesel::delete(feeds::table.find((venue.0, id.0))).execute(conn).await.map(drop)
}

type TermValues<'a> = (
    diesel::dsl::Eq<feeds::name, &'a String>,
    diesel::dsl::Eq<feeds::url, &'a Option<String>>,
    diesel::dsl::Eq<feeds::format, &'static str>,
    diesel::dsl::Eq<feeds::every_minutes, i32>,
    diesel::dsl::Eq<feeds::mapping, Value>,
    diesel::dsl::Eq<feeds::office, &'a String>,
    diesel::dsl::Eq<feeds::email, &'a String>,
    diesel::dsl::Eq<feeds::publish, bool>,
    diesel::dsl::Eq<feeds::enabled, bool>,
);

fn terms_of(feed: &Stored) -> TermValues<'_> {
    let terms = &feed.terms;
    (
        feeds::name.eq(&terms.name),
        feeds::url.eq(&terms.url),
        feeds::format.eq(terms.format.name()),
        feeds::every_minutes.eq(i32::try_from(terms.every_minutes).unwrap_or(60)),
        // Plain values always become JSON.
        feeds::mapping.eq(serde_json::to_value(&terms.mapping).unwrap_or_default()),
        feeds::office.eq(&terms.office),
        feeds::email.eq(&terms.email),
        feeds::publish.eq(terms.publish),
        feeds::enabled.eq(terms.enabled),
    )
}
