//! The keys of programs and devices in the hall: to be looked at, and to be revoked. They are made at the terminal
//! alone, by whoever may run the program on the server: a key needs no second factor.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, get};
use diesel_async::AsyncConnection;
use shared::audit::Action;
use shared::ids::StaffKeyId;
use shared::staff::{Right, StaffKey};
use shared::venues::Page;

use super::{Staff, store};
use crate::app::Shared;
use crate::audit::{self, Deed};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::wire::{Params, paged};

/// Lists the keys of the venue, the oldest first, also those that open nothing any more.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<StaffKey>), (status = 304, description = "Not modified")))]
#[get("/keys")]
pub(crate) async fn list_staff_keys(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageStaff)?;
    let mut conn = app.db.conn().await?;
    let listed = store::all(&mut conn, staff.venue).await?;
    let items = listed.into_iter().filter_map(|key| key.wire(&app)).collect();
    paged(&request, items, &paging, |item: &StaffKey| item.id.to_string(), PRIVATE)
}

/// Revokes a key: it opens nothing from the next request on. Doing so again changes nothing.
#[utoipa::path(tag = "staff", params(("id" = StaffKeyId, Path, description = "Id of the key")), responses((status = 204, description = "It opens nothing")))]
#[delete("/keys/{id}")]
pub(crate) async fn revoke_staff_key(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageStaff)?;
    let id: StaffKeyId = path.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let mut conn = app.db.conn().await?;
    let done = conn.transaction(async |conn| {
        let known = store::all(conn, staff.venue).await?.into_iter().any(|key| key.id() == id);
        if known && store::revoke(conn, id, app.clock.now()).await? {
            audit::record(conn, &app, Deed::of(&staff, Action::StaffKeyRevoked, id)).await?;
        }
        Ok::<_, Failure>(known)
    });
    if done.await? {
        return Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish());
    }
    Err(unknown())
}

fn unknown() -> Failure {
    Failure::not_found().detail("There is no such key.")
}
