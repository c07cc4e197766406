//! What has come from a source, and which offer it is.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::ids::{FeedId, OfferId, VenueId};
use shared::offers::{OfferContent, OfferState};
use shared::zones::Zone;
use uuid::Uuid;

use super::super::plan::Known;
use crate::offers::content;
use crate::schema::{feed_items, offers};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = feed_items)]
pub(in crate::feeds) struct Row {
    pub(in crate::feeds) uid: String,
    pub(in crate::feeds) offer_id: Uuid,
    pub(in crate::feeds) title: String,
    content: Value,
    written: Vec<u8>,
    pub(in crate::feeds) held: bool,
    released: bool,
    pub(in crate::feeds) seen_at: DateTime<Utc>,
    pub(in crate::feeds) gone_at: Option<DateTime<Utc>>,
}

/// Everything that has ever come from a source.
pub(in crate::feeds) async fn all(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    feed: FeedId,
) -> QueryResult<Vec<Known>> {
    let own = feed_items::table.filter(feed_items::venue_id.eq(venue.0).and(feed_items::feed_id.eq(feed.0)));
    let rows: Vec<Row> = own.order(feed_items::uid).select(Row::as_select()).load(conn).await?;
    let known = |row: Row| Known {
        uid: row.uid,
        offer: OfferId(row.offer_id),
        title: row.title,
        content: row.content,
        written: row.written,
        released: row.released,
        gone: row.gone_at.is_some(),
    };
    Ok(rows.into_iter().map(known).collect())
}

/// A page of it, by the names of the source.
pub(in crate::feeds) async fn page(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    after: Option<&str>,
    most: i64,
) -> QueryResult<Vec<Row>> {
    let own = feed_items::table.filter(feed_items::venue_id.eq(venue.0).and(feed_items::feed_id.eq(feed.0)));
    let mut query = own.order(feed_items::uid).limit(most).select(Row::as_select()).into_boxed();
    if let Some(after) = after {
        query = query.filter(feed_items::uid.gt(after.to_owned()));
    }
    query.load(conn).await
}

/// How many offers follow each source of a venue, and how many of them are held.
pub(in crate::feeds) async fn counts(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
) -> QueryResult<Vec<(Uuid, bool, i64)>> {
    feed_items::table
        .filter(feed_items::venue_id.eq(venue.0).and(feed_items::gone_at.is_null()))
        .group_by((feed_items::feed_id, feed_items::held))
        .select((feed_items::feed_id, feed_items::held, count_star()))
        .load(conn)
        .await
}

/// An offer as it is now: its name in addresses, where it is on its way to the public, and what it says, as a
/// number to be compared.
#[derive(Debug)]
pub(in crate::feeds) struct AsItIs {
    pub(in crate::feeds) slug: String,
    pub(in crate::feeds) state: String,
    pub(in crate::feeds) digest: Vec<u8>,
    pub(in crate::feeds) content: OfferContent,
}

/// Reads it, locked until the transaction ends.
pub(in crate::feeds) async fn as_it_is(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    id: OfferId,
) -> QueryResult<Option<AsItIs>> {
    let own = offers::table.find((venue.0, id.0)).select((offers::slug, offers::state));
    let found: Option<(String, String)> = own.for_update().first(conn).await.optional()?;
    let Some((slug, state)) = found else { return Ok(None) };
    let Some(content) = content(conn, venue, zone, id).await? else { return Ok(None) };
    Ok(Some(AsItIs { slug, state, digest: digest(&content), content }))
}

/// The same words have the same number. What has no meaning of its own does not count: the ids of schedules and the
/// order in which they are read.
fn digest(content: &OfferContent) -> Vec<u8> {
    let mut plain = content.clone();
    for schedule in &mut plain.schedules {
        schedule.id = None;
    }
    plain.schedules.sort_by_key(|schedule| (schedule.starts, schedule.minutes));
    // Plain values always become JSON.
    Sha256::digest(serde_json::to_vec(&plain).unwrap_or_default()).to_vec()
}

/// What was taken over.
#[derive(Debug, Clone, Copy)]
pub(in crate::feeds) struct Written<'a> {
    pub(in crate::feeds) uid: &'a str,
    pub(in crate::feeds) offer: OfferId,
    pub(in crate::feeds) title: &'a str,
    pub(in crate::feeds) content: &'a Value,
    pub(in crate::feeds) digest: &'a [u8],
}

/// Notes that the offer is now what the source says.
pub(in crate::feeds) async fn write(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    item: Written<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let none: Option<DateTime<Utc>> = None;
    let values = (
        feed_items::offer_id.eq(item.offer.0),
        feed_items::title.eq(item.title),
        feed_items::content.eq(item.content),
        feed_items::written.eq(item.digest),
        feed_items::held.eq(false),
        feed_items::released.eq(false),
        feed_items::seen_at.eq(now),
        feed_items::gone_at.eq(none),
    );
    let own = (feed_items::venue_id.eq(venue.0), feed_items::feed_id.eq(feed.0), feed_items::uid.eq(item.uid));
    diesel::insert_into(feed_items::table)
        .values((own, values))
        .on_conflict((feed_items::venue_id, feed_items::feed_id, feed_items::uid))
        .do_update()
        .set(values)
        .execute(conn)
        .await
        .map(drop)
}

/// Notes whether an offer is left as somebody has made it by hand.
pub(in crate::feeds) async fn hold(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    uid: &str,
    held: bool,
) -> QueryResult<()> {
    let own = feed_items::table.find((venue.0, feed.0, uid));
    diesel::update(own).set(feed_items::held.eq(held)).execute(conn).await.map(drop)
}

/// Notes that the source has something no more.
pub(in crate::feeds) async fn put_away(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    uid: &str,
    digest: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let gone = (
        feed_items::gone_at.eq(Some(now)),
        feed_items::held.eq(false),
        feed_items::released.eq(false),
        feed_items::written.eq(digest),
    );
    diesel::update(feed_items::table.find((venue.0, feed.0, uid))).set(gone).execute(conn).await.map(drop)
}

/// Notes that the source still has these as they were.
pub(in crate::feeds) async fn seen(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    uids: &[&str],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let own = feed_items::table.filter(feed_items::venue_id.eq(venue.0).and(feed_items::feed_id.eq(feed.0)));
    let here = (feed_items::seen_at.eq(now), feed_items::held.eq(false));
    diesel::update(own.filter(feed_items::uid.eq_any(uids))).set(here).execute(conn).await.map(drop)
}

/// Has an offer follow its source again; says whether it comes from there.
pub(in crate::feeds) async fn release(
    conn: &mut AsyncPgConnection,
    (venue, feed): (VenueId, FeedId),
    offer: OfferId,
) -> QueryResult<bool> {
    let own = feed_items::table.filter(feed_items::venue_id.eq(venue.0).and(feed_items::feed_id.eq(feed.0)));
    let released = diesel::update(own.filter(feed_items::offer_id.eq(offer.0))).set(feed_items::released.eq(true));
    Ok(released.execute(conn).await? > 0)
}

/// The state with this name.
pub(in crate::feeds) fn state(name: &str) -> OfferState {
    use OfferState::{Archived, Draft, Expired, InReview, Published};
    let known = [Draft, InReview, Published, Expired, Archived];
    known.into_iter().find(|state| state.name() == name).unwrap_or(OfferState::Unknown)
}
