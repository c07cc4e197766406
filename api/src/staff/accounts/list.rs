//! Who is let in.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::ids::StaffId;
use shared::staff::{Right, StaffAccount};
use shared::venues::Page;

use super::{parse, store, unknown};
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, paged, single};

/// Lists the accounts of the venue by name.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<StaffAccount>), (status = 304, description = "Not modified")))]
#[get("/accounts")]
pub(crate) async fn list_accounts(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageStaff)?;
    let mut conn = app.db.conn().await?;
    let items = store::all(&mut conn, staff.venue).await?.iter().map(|account| account.wire(&app)).collect();
    paged(&request, items, &paging, |item: &StaffAccount| item.id.to_string(), PRIVATE)
}

/// Shows an account.
#[utoipa::path(tag = "staff", params(("id" = StaffId, Path, description = "Id of the account")), responses((status = 200, body = StaffAccount, headers(("ETag" = String, description = "Revision of the account"))), (status = 304, description = "Not modified")))]
#[get("/accounts/{id}")]
pub(crate) async fn get_account(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::ManageStaff)?;
    let mut conn = app.db.conn().await?;
    let found = store::find(&mut conn, staff.venue, parse(&path)?).await?.ok_or_else(unknown)?;
    Ok(single(&request, &found.tag(), PRIVATE, &found.wire(&app)))
}
