//! All SQL about pictures of offers.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{OfferId, OfferImageId, VenueId};
use shared::offers::{OfferContent, StoredImage};
use shared::zones::Zone;
use uuid::Uuid;

use super::copies::Copy;
use crate::problem::Failure;
use crate::schema::{offer_image_copies, offer_images};

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

/// Stores a picture with its copies, the smallest first.
pub(super) async fn insert(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: OfferId,
    id: OfferImageId,
    copies: &[Copy],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let number = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
    let Some(largest) = copies.last() else { return Ok(()) };
    let widths: Vec<i32> = copies.iter().map(|copy| number(copy.width)).collect();
    diesel::insert_into(offer_images::table)
        .values((
            offer_images::venue_id.eq(venue.0),
            offer_images::id.eq(id.0),
            offer_images::offer_id.eq(offer.0),
            offer_images::width.eq(number(largest.width)),
            offer_images::height.eq(number(largest.height)),
            offer_images::widths.eq(widths),
            offer_images::sent_at.eq(now),
        ))
        .execute(conn)
        .await?;
    let rows: Vec<_> = copies
        .iter()
        .map(|copy| {
            (
                offer_image_copies::venue_id.eq(venue.0),
                offer_image_copies::image_id.eq(id.0),
                offer_image_copies::width.eq(number(copy.width)),
                offer_image_copies::bytes.eq(&copy.bytes),
            )
        })
        .collect();
    diesel::insert_into(offer_image_copies::table).values(rows).execute(conn).await.map(drop)
}

/// Removes a picture with its copies; says whether it was there.
pub(super) async fn delete(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: OfferId,
    id: OfferImageId,
) -> QueryResult<bool> {
    let row = offer_images::table.find((venue.0, id.0)).filter(offer_images::offer_id.eq(offer.0));
    Ok(diesel::delete(row).execute(conn).await? > 0)
}

/// One copy of a picture of an offer.
pub(super) async fn copy(
    conn: &mut AsyncPgConnection,
    offer: Uuid,
    id: OfferImageId,
    width: i32,
) -> QueryResult<Option<Vec<u8>>> {
    let own =
        offer_images::venue_id.eq(offer_image_copies::venue_id).and(offer_images::id.eq(offer_image_copies::image_id));
    offer_image_copies::table
        .inner_join(offer_images::table.on(own))
        .filter(offer_images::offer_id.eq(offer).and(offer_images::id.eq(id.0)))
        .filter(offer_image_copies::width.eq(width))
        .select(offer_image_copies::bytes)
        .first(conn)
        .await
        .optional()
}
