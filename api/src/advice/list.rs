//! Which advice hours there are.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::advice::AdviceHour;
use shared::ids::AdviceHourId;
use shared::staff::Right;
use shared::venues::Page;

use super::store;
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::{self, PUBLIC};
use crate::wire::{Params, paged, single};

/// Lists the advice hours of a venue that are not over.
#[utoipa::path(tag = "advice", params(("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"), crate::openapi::Paging), responses((status = 200, body = Page<AdviceHour>), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/advice-hours")]
pub(crate) async fn list_advice_hours(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let venue = venues::find(&app, &path)?;
    let today = venue.facts.schedule.zone.date(app.clock.now());
    let mut conn = app.db.conn().await?;
    let hours = store::of_venue(&mut conn, venue.facts.venue.id, Some(today), today).await?;
    paged(&request, hours, &paging, |hour: &AdviceHour| hour.id.to_string(), PUBLIC)
}

/// Lists the advice hours, those that are over too.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<AdviceHour>), (status = 304, description = "Not modified")))]
#[get("/advice-hours")]
pub(crate) async fn list_advice_hours_for_staff(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ServeAdvice)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let today = venue.facts.schedule.zone.date(app.clock.now());
    let mut conn = app.db.conn().await?;
    let hours = store::of_venue(&mut conn, staff.venue, None, today).await?;
    paged(&request, hours, &paging, |hour: &AdviceHour| hour.id.to_string(), PRIVATE)
}

/// Shows advice hours.
#[utoipa::path(tag = "staff", params(("id" = AdviceHourId, Path, description = "Id of the advice hours")), responses((status = 200, body = AdviceHour, headers(("ETag" = String, description = "Revision of the hours"))), (status = 304, description = "Not modified")))]
#[get("/advice-hours/{id}")]
pub(crate) async fn get_advice_hour(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::ServeAdvice)?;
    let id = parse(&path)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let today = venue.facts.schedule.zone.date(app.clock.now());
    let mut conn = app.db.conn().await?;
    let hour = store::find(&mut conn, staff.venue, id, false, today).await?.ok_or_else(unknown)?;
    Ok(single(&request, &tag(&hour), PRIVATE, &hour))
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<AdviceHourId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What hours that are not there, or another venue's, are answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No advice hours have this id.")
}

/// The entity tag of hours.
pub(super) fn tag(hour: &AdviceHour) -> String {
    format!("\"{}\"", hour.revision)
}
