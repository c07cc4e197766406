//! Which rules were set aside, by whom and why.

use actix_web::{HttpRequest, HttpResponse, get};
use shared::bookings::Override;
use shared::staff::Right;
use shared::venues::Page;
use uuid::Uuid;

use super::store;
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, cacheable, linked};

/// Lists what rules were set aside for, the newest first.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<Override>), (status = 304, description = "Not modified")))]
#[get("/overrides")]
pub(crate) async fn list_overrides(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::BookForVisitors)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let before = paging.cursor.as_deref().map(str::parse::<Uuid>).transpose();
    let before =
        before.map_err(|_malformed: uuid::Error| Failure::invalid("cursor", "is not a cursor of this list"))?;
    let mut conn = app.db.conn().await?;
    let zone = &venue.facts.schedule.zone;
    let items = store::overrides(&mut conn, staff.venue, before, paging.wanted(), zone).await?;
    let page = paging.cut(items, |last| last.id.to_string());
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}
