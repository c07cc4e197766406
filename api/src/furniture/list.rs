//! What there is.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::furniture::{FurnitureItem, FurniturePiece};
use shared::ids::FurnitureId;
use shared::staff::Right;
use shared::venues::Page;

use super::store;
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::{self, PUBLIC};
use crate::wire::{Params, paged, single};

/// Lists the furniture of a venue: what it is, where it comes from, what shape it is in.
#[utoipa::path(tag = "venues", params(("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"), crate::openapi::Paging), responses((status = 200, body = Page<FurniturePiece>), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/furniture")]
pub(crate) async fn list_furniture(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let venue = venues::find(&app, &path)?;
    let mut conn = app.db.conn().await?;
    let items = store::all(&mut conn, venue.facts.venue.id).await?;
    let pieces = items.into_iter().map(|item| FurniturePiece {
        code: item.code,
        kind: item.kind,
        origin: item.origin,
        condition: item.condition,
        desk_code: item.desk_code,
    });
    paged(&request, pieces.collect(), &paging, |piece: &FurniturePiece| piece.code.clone(), PUBLIC)
}

/// Lists the furniture with what only staff need.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<FurnitureItem>), (status = 304, description = "Not modified")))]
#[get("/furniture")]
pub(crate) async fn list_furniture_items(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageHall)?;
    let mut conn = app.db.conn().await?;
    let items = store::all(&mut conn, staff.venue).await?;
    paged(&request, items, &paging, |item: &FurnitureItem| item.code.clone(), PRIVATE)
}

/// Shows a piece of furniture.
#[utoipa::path(tag = "staff", params(("id" = FurnitureId, Path, description = "Id of the piece")), responses((status = 200, body = FurnitureItem, headers(("ETag" = String, description = "Revision of the piece"))), (status = 304, description = "Not modified")))]
#[get("/furniture/{id}")]
pub(crate) async fn get_furniture_item(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::ManageHall)?;
    let id = parse(&path)?;
    let mut conn = app.db.conn().await?;
    let item = store::find(&mut conn, staff.venue, id, false).await?.ok_or_else(unknown)?;
    Ok(single(&request, &tag(&item), PRIVATE, &item))
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<FurnitureId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What a piece that is not there, or another venue's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No piece of furniture has this id.")
}

/// The entity tag of a piece.
pub(super) fn tag(item: &FurnitureItem) -> String {
    format!("\"{}\"", item.revision)
}
