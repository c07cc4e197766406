//! People who come for advice without an appointment are counted: a number a day, and nothing else about them.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::Days;
use diesel_async::AsyncConnection;
use shared::advice::AdviceWalkIns;
use shared::audit::Action;
use shared::ids::AdviceHourId;
use shared::staff::Right;
use shared::venues::Page;

use super::change::today;
use super::list::{parse, unknown};
use super::store::{self, days};
use crate::app::Shared;
use crate::audit::{self, Deed};
use crate::bookings::idempotency;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, paged, tag_of};

/// Idempotency keys of this endpoint are its own.
const SCOPE: &str = "advice-walk-ins";
/// What is shown where nothing is said.
const DAYS: u64 = 31;
const MOST_DAYS: i64 = 400;

/// Counts somebody who has come today without an appointment.
#[utoipa::path(tag = "staff", params(
    ("id" = AdviceHourId, Path, description = "Id of the advice hours"),
    ("Idempotency-Key" = Option<String>, Header, description = "Counts once for the same key within 24 h"),
), responses((status = 201, body = AdviceWalkIns, headers(
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/advice-hours/{id}/walk-ins")]
pub(crate) async fn count_walk_in(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ServeAdvice)?;
    let id = parse(&path)?;
    let key = idempotency::key_of_staff(&request, tag_of(id.to_string().as_bytes()).as_bytes(), &staff)?;
    let (now, today) = (app.clock.now(), today(&app, &staff)?);
    let mut conn = app.db.conn().await?;
    let counted = conn.transaction(async |conn| {
        idempotency::once(conn, (staff.venue, SCOPE), key.as_ref(), now, async |conn| {
            store::find(conn, staff.venue, id, false, today).await?.ok_or_else(unknown)?;
            let count = days::count(conn, staff.venue, id, today).await?;
            let deed = Deed::of(&staff, Action::AdviceWalkInCounted, id).with("count", count);
            audit::record(conn, &app, deed).await?;
            Ok(AdviceWalkIns { advice_hour: id, date: today, count })
        })
        .await
    });
    let (counted, replayed) = counted.await?;
    let mut answer = HttpResponse::Created();
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.insert_header((header::CACHE_CONTROL, "no-store")).json(counted))
}

/// Tells how many came without an appointment, each day on which somebody did.
#[utoipa::path(tag = "staff", params(
    ("id" = AdviceHourId, Path, description = "Id of the advice hours"),
    ("from" = Option<NaiveDate>, Query, description = "First local date; 30 days ago by default"),
    ("to" = Option<NaiveDate>, Query, description = "First local date after it; at most 400 days later"),
    crate::openapi::Paging,
), responses((status = 200, body = Page<AdviceWalkIns>), (status = 304, description = "Not modified")))]
#[get("/advice-hours/{id}/walk-ins")]
pub(crate) async fn list_walk_ins(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (from, to, paging) = (params.date("from")?, params.date("to")?, params.paging()?);
    params.end()?;
    staff.require_sight(Right::ServeAdvice)?;
    let (id, today) = (parse(&path)?, today(&app, &staff)?);
    let to = to.or_else(|| from.unwrap_or(today).checked_add_days(Days::new(if from.is_some() { DAYS } else { 1 })));
    let from = from.or_else(|| to?.checked_sub_days(Days::new(DAYS)));
    let (Some(from), Some(to)) = (from, to) else { return Err(Failure::invalid("from", "is too far away")) };
    if to <= from || (to - from).num_days() > MOST_DAYS {
        return Err(Failure::invalid("to", format!("should be after `from`, and at most {MOST_DAYS} days later")));
    }
    let mut conn = app.db.conn().await?;
    store::find(&mut conn, staff.venue, id, false, today).await?.ok_or_else(unknown)?;
    let counts = days::counts(&mut conn, staff.venue, id, (from, to)).await?;
    paged(&request, counts, &paging, |day: &AdviceWalkIns| day.date.to_string(), PRIVATE)
}
