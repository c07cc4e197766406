//! An office begins to give advice, does it otherwise, or no longer.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, post, put};
use chrono::NaiveDate;
use diesel_async::AsyncConnection;
use shared::advice::{AdviceHour, AdviceTerms};
use shared::audit::Action;
use shared::ids::AdviceHourId;
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::list::{parse, tag, unknown};
use super::store::{self, days};
use super::terms;
use crate::app::{App, Shared};
use crate::appointments;
use crate::audit::{self, Deed};
use crate::bookings::idempotency;
use crate::bookings::store::lock_things;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch, Params};

/// Idempotency keys of advice hours are not those of bookings.
const SCOPE: &str = "advice-hours";

/// Adds advice hours.
#[utoipa::path(tag = "staff", request_body = AdviceTerms, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = AdviceHour, headers(
    ("Location" = String, description = "Address of the hours"),
    ("ETag" = String, description = "Revision of the hours"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/advice-hours")]
pub(crate) async fn add_advice_hour(
    app: Shared,
    staff: Staff,
    body: Body<AdviceTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageAdvice)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let terms = terms::checked(body.value)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let made = conn.transaction(async |conn| {
        idempotency::once(conn, (staff.venue, SCOPE), key.as_ref(), now, async |conn| {
            let about = terms::offers(conn, staff.venue, &terms.offers).await?;
            let hour = AdviceHour::of(AdviceHourId(app.ids.uuid(now)), terms, 1);
            store::save(conn, staff.venue, &hour, &about).await?;
            let deed = Deed::of(&staff, Action::AdviceAdded, hour.id).with("title", &hour.title_de);
            audit::record(conn, &app, deed).await?;
            Ok(hour)
        })
        .await
    });
    let (hour, replayed) = made.await?;
    let mut answer = HttpResponse::Created();
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/staff/advice-hours/{}", app.public_url, hour.id)))
        .insert_header((header::ETAG, tag(&hour)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(hour))
}

/// Changes advice hours; all of it is given anew. What was booked stands.
#[utoipa::path(tag = "staff", request_body = AdviceTerms, params(
    ("id" = AdviceHourId, Path, description = "Id of the advice hours"),
    ("If-Match" = Option<String>, Header, description = "ETag of the hours as they were read; 428 without, 412 when they have changed since"),
), responses((status = 200, body = AdviceHour, headers(("ETag" = String, description = "Revision of the hours")))))]
#[put("/advice-hours/{id}")]
pub(crate) async fn change_advice_hour(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<AdviceTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageAdvice)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let terms = terms::checked(body.value)?;
    let today = today(&app, &staff)?;
    let mut conn = app.db.conn().await?;
    let changed = conn.transaction(async |conn| {
        lock_things(conn, staff.venue, &[id.0], None, None).await?;
        let old = store::find(conn, staff.venue, id, true, today).await?.ok_or_else(unknown)?;
        if_match.require(&tag(&old))?;
        let about = terms::offers(conn, staff.venue, &terms.offers).await?;
        let new = AdviceHour::of(id, terms, old.revision + 1);
        let hour = AdviceHour { exceptions: old.exceptions, example: old.example, ..new };
        store::save(conn, staff.venue, &hour, &about).await?;
        let deed = Deed::of(&staff, Action::AdviceChanged, id).with("title", &hour.title_de);
        audit::record(conn, &app, deed).await?;
        Ok::<_, Failure>(hour)
    });
    let hour = changed.await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&hour))).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(hour))
}

/// Ends advice hours. Days that somebody has an appointment on are called off before, so that everybody is told.
#[utoipa::path(tag = "staff", params(
    ("id" = AdviceHourId, Path, description = "Id of the advice hours"),
    ("If-Match" = Option<String>, Header, description = "ETag of the hours as they were read; 428 without, 412 when they have changed since"),
), responses((status = 204, description = "They are over")))]
#[delete("/advice-hours/{id}")]
pub(crate) async fn remove_advice_hour(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageAdvice)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let (now, today) = (app.clock.now(), today(&app, &staff)?);
    let mut conn = app.db.conn().await?;
    let removed = conn.transaction(async |conn| {
        lock_things(conn, staff.venue, &[id.0], None, None).await?;
        let hour = store::find(conn, staff.venue, id, true, today).await?.ok_or_else(unknown)?;
        if_match.require(&tag(&hour))?;
        let open = appointments::count_open(conn, staff.venue, id, now).await?;
        if open > 0 {
            let detail = format!("{open} appointments are to come. Call off their days first.");
            return Err(Failure::new(ProblemKind::WrongState).detail(detail));
        }
        days::end(conn, staff.venue, id, now).await?;
        let deed = Deed::of(&staff, Action::AdviceRemoved, id).with("title", &hour.title_de);
        Ok(audit::record(conn, &app, deed).await?)
    });
    removed.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The date on the wall of the venue somebody works for.
pub(super) fn today(app: &App, staff: &Staff) -> Result<NaiveDate, Failure> {
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    Ok(venue.facts.schedule.zone.date(app.clock.now()))
}
