//! All SQL about versions of offers: added, never changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::ids::{OfferId, VenueId};
use shared::offers::OfferContent;

use crate::offers::editorial::hand::Hand;
use crate::schema::offer_versions;

/// Adds a version.
pub(in crate::offers::editorial) async fn add_version(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    version: i32,
    content: &OfferContent,
    by: Option<Hand<'_>>,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    let content =
        serde_json::to_value(content).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    diesel::insert_into(offer_versions::table)
        .values((
            offer_versions::venue_id.eq(venue.0),
            offer_versions::offer_id.eq(id.0),
            offer_versions::version.eq(version),
            offer_versions::content.eq(content),
            offer_versions::written_at.eq(at),
            offer_versions::written_by.eq(by.map(Hand::id)),
            offer_versions::written_by_name.eq(by.map(Hand::name)),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Notes that a version was published; the first time counts.
pub(in crate::offers::editorial) async fn mark_published(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    version: i32,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    let row = offer_versions::table.find((venue.0, id.0, version)).filter(offer_versions::published_at.is_null());
    diesel::update(row).set(offer_versions::published_at.eq(at)).execute(conn).await.map(drop)
}

/// A version as it is stored.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_versions)]
pub(in crate::offers::editorial) struct VersionRow {
    pub(in crate::offers::editorial) version: i32,
    pub(in crate::offers::editorial) written_at: DateTime<Utc>,
    pub(in crate::offers::editorial) written_by_name: Option<String>,
    pub(in crate::offers::editorial) published_at: Option<DateTime<Utc>>,
}

/// The versions of an offer, the newest first, before a number.
pub(in crate::offers::editorial) async fn versions(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    before: i32,
    limit: i64,
) -> QueryResult<Vec<VersionRow>> {
    offer_versions::table
        .filter(offer_versions::venue_id.eq(venue.0).and(offer_versions::offer_id.eq(id.0)))
        .filter(offer_versions::version.lt(before))
        .order(offer_versions::version.desc())
        .limit(limit)
        .select(VersionRow::as_select())
        .load(conn)
        .await
}

/// One version with what it says.
pub(in crate::offers::editorial) async fn version(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: OfferId,
    version: i32,
) -> QueryResult<Option<(VersionRow, OfferContent)>> {
    let row: Option<(VersionRow, Value)> = offer_versions::table
        .find((venue.0, id.0, version))
        .select((VersionRow::as_select(), offer_versions::content))
        .first(conn)
        .await
        .optional()?;
    let Some((row, content)) = row else { return Ok(None) };
    let content =
        serde_json::from_value(content).map_err(|error| diesel::result::Error::DeserializationError(error.into()))?;
    Ok(Some((row, content)))
}
