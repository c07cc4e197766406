//! What is kept, for whom.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::contingents::Contingent;
use shared::ids::ContingentId;
use shared::staff::Right;
use shared::venues::Page;

use super::store;
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, paged, single};

/// Lists the contingents of the venue.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<Contingent>), (status = 304, description = "Not modified")))]
#[get("/contingents")]
pub(crate) async fn list_contingents(
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
    paged(&request, items, &paging, |item: &Contingent| item.id.to_string(), PRIVATE)
}

/// Shows a contingent.
#[utoipa::path(tag = "staff", params(("id" = ContingentId, Path, description = "Id of the contingent")), responses((status = 200, body = Contingent, headers(("ETag" = String, description = "Revision of the contingent"))), (status = 304, description = "Not modified")))]
#[get("/contingents/{id}")]
pub(crate) async fn get_contingent(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::ManageHall)?;
    let mut conn = app.db.conn().await?;
    let found = store::find(&mut conn, staff.venue, parse(&path)?).await?.ok_or_else(unknown)?;
    Ok(single(&request, &tag(&found), PRIVATE, &found))
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<ContingentId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What a contingent that is not there, or another venue's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No contingent has this id.")
}

/// The entity tag of a contingent.
pub(super) fn tag(contingent: &Contingent) -> String {
    format!("\"{}\"", contingent.revision)
}
