//! A picture of an offer, for everybody.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::ids::OfferImageId;

use super::store;
use crate::app::Shared;
use crate::offers::store as offers;
use crate::problem::Failure;
use crate::wire::{Params, conditional};

/// A copy never changes: whoever has it need not ask again.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

/// Shows a picture of an offer in one of its widths.
#[utoipa::path(tag = "offers", params(
    ("slug" = String, Path, description = "Slug of the offer"),
    ("id" = OfferImageId, Path, description = "Id of the picture"),
    ("width" = i32, Path, description = "One of its widths, pixels", minimum = 1),
), responses((status = 200, content_type = "image/webp", body = Vec<u8>), (status = 304, description = "Not modified")))]
#[get("/offers/{slug}/images/{id}/{width}.webp")]
pub(crate) async fn get_image(
    app: Shared,
    path: Path<(String, String, String)>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let unknown = || Failure::not_found().detail("No offer shows this picture.");
    let (slug, id, width) = path.into_inner();
    let (id, width) = (id.parse::<OfferImageId>().ok(), width.parse::<i32>().ok());
    let (id, width) = id.zip(width).filter(|_| !slug.contains('\0')).ok_or_else(unknown)?;
    let mut conn = app.db.conn().await?;
    let offer = offers::id_of(&mut conn, &slug, app.clock.now()).await?.ok_or_else(unknown)?;
    if !offers::shows(&mut conn, offer, id).await? {
        return Err(unknown());
    }
    let bytes = store::copy(&mut conn, offer, id, width).await?.ok_or_else(unknown)?;
    Ok(conditional(&request, &format!("\"{id}-{width}\""), FOR_GOOD, "image/webp", bytes))
}
