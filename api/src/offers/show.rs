//! One offer.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::offers::FullOffer;

use super::ask::language;
use super::{out, store, tell};
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::venues::PUBLIC;
use crate::wire::{Params, cacheable};

/// Dates of an event on its own.
const DATES: i64 = 50;

/// Shows an offer by its slug.
#[utoipa::path(tag = "offers", params(
    ("slug" = String, Path, description = "Slug of the offer", example = "feriencard"),
    ("lang" = Option<String>, Query, description = "Language of the texts (BCP 47), default `de`; `de-simple` is Leichte Sprache. Where there are none the answer has others and says so", max_length = 20, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    ("format" = Option<String>, Query, description = "`jsonld` answers schema.org instead", pattern = "^jsonld$"),
), responses(
    (status = 200, content((FullOffer = "application/json"), (serde_json::Value = "application/ld+json"))),
    (status = 304, description = "Not modified"),
))]
#[get("/offers/{slug}")]
pub(crate) async fn get_offer(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let lang = language(&mut params)?;
    let linked_data = out::wants_jsonld(&mut params)?;
    params.end()?;
    let offer = shown(&app, &path, &lang).await?;
    if linked_data { Ok(out::jsonld_one(&app, &request, &offer)) } else { cacheable(&request, &offer, PUBLIC) }
}

/// The offer of a slug.
pub(crate) async fn shown(app: &App, slug: &str, lang: &str) -> Result<FullOffer, Failure> {
    let unknown = || Failure::not_found().detail("No offer has this name.");
    if slug.contains('\0') {
        // Postgres has no text with a zero byte, not even to compare with.
        return Err(unknown());
    }
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let id = store::id_of(&mut conn, slug, now).await?.ok_or_else(unknown)?;
    // Whether it is over is known there.
    app.offers.refresh(&mut conn).await?;
    let found = store::load(&mut conn, &[id], lang, DATES, now).await?.into_iter().next().ok_or_else(unknown)?;
    Ok(tell::told(app, found))
}
