//! One offer.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::bookings::Locale;
use shared::offers::Offer;

use super::store;
use crate::app::Shared;
use crate::problem::Failure;
use crate::venues::PUBLIC;
use crate::wire::{Params, cacheable};

/// Shows an offer by its slug.
#[utoipa::path(tag = "offers", params(
    ("slug" = String, Path, description = "Slug of the offer", example = "feriencard"),
    ("lang" = Option<Locale>, Query, description = "Language of the texts, default `de`"),
), responses((status = 200, body = Offer), (status = 304, description = "Not modified")))]
#[get("/offers/{slug}")]
pub(crate) async fn get_offer(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let lang = language(&mut params)?;
    params.end()?;
    let unknown = || Failure::not_found().detail("No offer has this name.");
    if path.contains('\0') {
        // Postgres has no text with a zero byte, not even to compare with.
        return Err(unknown());
    }
    let mut conn = app.db.conn().await?;
    let offer = store::find(&mut conn, &path, lang).await?.ok_or_else(unknown)?;
    cacheable(&request, &store::told(&app, offer), PUBLIC)
}

/// The language asked for.
pub(super) fn language(params: &mut Params) -> Result<Locale, Failure> {
    match params.text("lang")?.as_deref() {
        None | Some("de") => Ok(Locale::De),
        Some("en") => Ok(Locale::En),
        Some(_) => Err(Failure::invalid("lang", "should be de or en")),
    }
}
