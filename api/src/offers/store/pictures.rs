//! Pictures as the rows of an offer have them: what its content says of each, and how large the stored copies are,
//! so that nobody has to look that up who shows an offer.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use shared::ids::{OfferImageId, VenueId};
use shared::offers::{ImageContent, OfferContent};
use uuid::Uuid;

use crate::schema::offer_images;

/// A picture of an offer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::offers) struct Picture {
    pub(in crate::offers) id: OfferImageId,
    pub(in crate::offers) alt: BTreeMap<String, String>,
    pub(in crate::offers) credit: String,
    pub(in crate::offers) licence: String,
    pub(in crate::offers) width: i32,
    pub(in crate::offers) height: i32,
    pub(in crate::offers) widths: Vec<i32>,
}

impl Picture {
    /// What an editor has written of it.
    pub(super) fn content(self) -> ImageContent {
        ImageContent { id: self.id, alt: self.alt, credit: self.credit, licence: self.licence }
    }
}

/// The pictures of some content, with their sizes. One that is not stored is left out.
pub(super) async fn of(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    content: &OfferContent,
) -> QueryResult<Vec<Picture>> {
    if content.images.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = content.images.iter().map(|image| image.id.0).collect();
    let sizes: Vec<(Uuid, i32, i32, Vec<i32>)> = offer_images::table
        .filter(offer_images::venue_id.eq(venue.0).and(offer_images::id.eq_any(ids)))
        .select((offer_images::id, offer_images::width, offer_images::height, offer_images::widths))
        .load(conn)
        .await?;
    let picture = |image: &ImageContent| {
        let (_, width, height, widths) = sizes.iter().find(|(id, ..)| *id == image.id.0)?.clone();
        let ImageContent { id, alt, credit, licence } = image.clone();
        Some(Picture { id, alt, credit, licence, width, height, widths })
    };
    Ok(content.images.iter().filter_map(picture).collect())
}
