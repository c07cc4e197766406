//! All SQL about pictures of offers.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{OfferId, OfferImageId, VenueId};
use shared::offers::{OfferContent, StoredImage};
use shared::zones::Zone;
use uuid::Uuid;

use crate::problem::Failure;
use crate::schema::offer_images;

#[derive(Queryable, Selectable)]
#[diesel(table_name = offer_images)]
struct Row {
    id: Uuid,
    width: i32,
    height: i32,
    widths: Vec<i32>,
    sent_at: DateTime<Utc>,
}

/// The pictures that were sent for an offer, in their order.
pub(in crate::offers::editorial) async fn stored(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    offer: OfferId,
) -> QueryResult<Vec<StoredImage>> {
    let rows: Vec<Row> = offer_images::table
        .filter(offer_images::venue_id.eq(venue.0).and(offer_images::offer_id.eq(offer.0)))
        .order(offer_images::id)
        .select(Row::as_select())
        .load(conn)
        .await?;
    let told = |row: Row| StoredImage {
        id: OfferImageId(row.id),
        width: row.width,
        height: row.height,
        widths: row.widths,
        sent_at: zone.local(row.sent_at),
    };
    Ok(rows.into_iter().map(told).collect())
}

async fn ids(conn: &mut AsyncPgConnection, venue: VenueId, offer: OfferId) -> QueryResult<HashSet<Uuid>> {
    let own = offer_images::table.filter(offer_images::venue_id.eq(venue.0).and(offer_images::offer_id.eq(offer.0)));
    let ids: Vec<Uuid> = own.select(offer_images::id).load(conn).await?;
    Ok(ids.into_iter().collect())
}

/// Refuses content with a picture that was not sent for this offer.
pub(in crate::offers::editorial) async fn all_there(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: OfferId,
    content: &OfferContent,
) -> Result<(), Failure> {
    if content.images.is_empty() {
        return Ok(());
    }
    let known = ids(conn, venue, offer).await?;
    match content.images.iter().position(|image| !known.contains(&image.id.0)) {
        Some(at) => Err(Failure::invalid(format!("/images/{at}/id"), "no picture of this offer has this id")),
        None => Ok(()),
    }
}

/// Leaves out pictures that are not there any more.
pub(in crate::offers::editorial) async fn keep_there(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: OfferId,
    content: &mut OfferContent,
) -> QueryResult<()> {
    if !content.images.is_empty() {
        let known = ids(conn, venue, offer).await?;
        content.images.retain(|image| known.contains(&image.id.0));
    }
    Ok(())
}
