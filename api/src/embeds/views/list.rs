//! The numbers, for whoever decides where embeds are worth while.

use actix_web::{HttpRequest, HttpResponse, get};
use chrono::Days;
use shared::embeds::EmbedViews;
use shared::staff::Right;
use shared::venues::Page;

use super::store;
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, paged};

/// Days that are told where nobody says which.
const USUAL: u64 = 30;

/// Lists how often embeds were shown, by day, host of the page and kind, the youngest day first.
#[utoipa::path(tag = "staff", params(
    crate::openapi::Paging,
    ("from" = Option<NaiveDate>, Query, description = "First local date, default 30 days before the last"),
    ("to" = Option<NaiveDate>, Query, description = "Last local date, default today"),
), responses((status = 200, body = Page<EmbedViews>), (status = 304, description = "Not modified")))]
#[get("/embeds/views")]
pub(crate) async fn list_embed_views(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    let (from, to) = (params.date("from")?, params.date("to")?);
    params.end()?;
    staff.require_sight(Right::ManageApps)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let to = to.unwrap_or_else(|| venue.facts.schedule.zone.date(app.clock.now()));
    let from = from.or_else(|| to.checked_sub_days(Days::new(USUAL))).unwrap_or(to);
    if from > to {
        return Err(Failure::invalid("to", "should not be before from"));
    }
    let mut conn = app.db.conn().await?;
    let items = store::between(&mut conn, staff.venue, from, to).await?;
    let key = |one: &EmbedViews| format!("{} {} {}", one.day, one.kind, one.host);
    paged(&request, items, &paging, key, PRIVATE)
}
