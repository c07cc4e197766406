//! Which rules were set aside, by whom and why.

use actix_web::http::header;
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
use crate::wire::{Params, cacheable, encoded, next_link};

/// Lists what rules were set aside for, the newest first.
#[utoipa::path(tag = "staff", security(("bearer" = [])), params(crate::openapi::Paging), responses((status = 200, body = Page<Override>), (status = 304, description = "Not modified")))]
#[get("/overrides")]
pub(crate) async fn list_overrides(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require(Right::BookForVisitors)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let before = paging.cursor.as_deref().map(str::parse::<Uuid>).transpose();
    let before =
        before.map_err(|_malformed: uuid::Error| Failure::invalid("cursor", "is not a cursor of this list"))?;
    let mut conn = app.db.conn().await?;
    let zone = &venue.facts.schedule.zone;
    let mut items = store::overrides(&mut conn, staff.venue, before, paging.limit.saturating_add(1), zone).await?;
    let more = items.len() > paging.limit;
    items.truncate(paging.limit);
    let next = items.last().filter(|_| more).map(|last| encoded(&last.id.to_string()));
    let mut answer = cacheable(&request, &Page { items, next: next.clone() }, PRIVATE)?;
    if let Some(link) = next.as_deref().and_then(|cursor| next_link(&request, cursor)) {
        answer.headers_mut().insert(header::LINK, link);
    }
    Ok(answer)
}
