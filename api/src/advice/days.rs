//! A day of advice hours is called off, or takes place after all.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use diesel_async::AsyncConnection;
use shared::advice::{AdviceDayCancelled, AdviceException};
use shared::audit::Action;
use shared::ids::AdviceHourId;
use shared::staff::Right;

use super::list::{parse, unknown};
use super::store::{self, days};
use crate::app::Shared;
use crate::appointments;
use crate::audit::{self, Deed};
use crate::bookings::store::lock_things;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, Params, date};

/// Calls a day off. Everybody who has an appointment then is told by mail, with other times.
#[utoipa::path(tag = "staff", request_body = AdviceException, params(("id" = AdviceHourId, Path, description = "Id of the advice hours")), responses((status = 200, body = AdviceDayCancelled)))]
#[post("/advice-hours/{id}/cancel-day")]
pub(crate) async fn cancel_advice_day(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<AdviceException>,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ServeAdvice)?;
    let (id, day) = (parse(&path)?, body.value);
    appointments::check_reasons(&day.reason_de, &day.reason_en)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let now = app.clock.now();
    let today = venue.facts.schedule.zone.date(now);
    if day.date < today {
        return Err(Failure::invalid("/date", "is over"));
    }
    let mut conn = app.db.conn().await?;
    let done = conn.transaction(async |conn| {
        // Nobody takes a slot of these hours until it is done.
        lock_things(conn, staff.venue, &[id.0], None, None).await?;
        let before = store::find(conn, staff.venue, id, true, today).await?.ok_or_else(unknown)?;
        days::add(conn, staff.venue, id, &day).await?;
        let revision = days::touch(conn, staff.venue, id).await?;
        // As it is now: nothing of that day is suggested instead.
        let mut hour = before;
        hour.exceptions.retain(|exception| exception.date != day.date);
        hour.exceptions.push(day.clone());
        let reasons = (day.reason_de.as_str(), day.reason_en.as_str());
        let called_off = appointments::call_off_day(&app, conn, &venue, &hour, day.date, reasons, now).await?;
        let deed = Deed::of(&staff, Action::AdviceDayCancelled, id)
            .with("date", day.date)
            .with("appointments", called_off)
            .because(Some(&day.reason_de));
        audit::record(conn, &app, deed).await?;
        Ok::<_, Failure>((called_off, revision))
    });
    let (appointments, revision) = done.await?;
    app.mail.notify_one();
    let AdviceException { date, reason_de, reason_en } = day;
    let told = AdviceDayCancelled { date, reason_de, reason_en, appointments, revision };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(told))
}

/// A day takes place after all. Appointments that were called off stay so: who had them was told.
#[utoipa::path(tag = "staff", params(
    ("id" = AdviceHourId, Path, description = "Id of the advice hours"),
    ("date" = NaiveDate, Path, description = "Local date", example = "2026-11-24"),
), responses((status = 204, description = "It is on again")))]
#[delete("/advice-hours/{id}/exceptions/{date}")]
pub(crate) async fn restore_advice_day(
    app: Shared,
    staff: Staff,
    path: Path<(String, String)>,
    params: Params,
    _: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ServeAdvice)?;
    let (id, day) = path.into_inner();
    let (id, day) = (parse(&id)?, date("date", &day)?);
    let mut conn = app.db.conn().await?;
    let done = conn.transaction(async |conn| {
        lock_things(conn, staff.venue, &[id.0], None, None).await?;
        if !days::remove(conn, staff.venue, id, day).await? {
            return Err(Failure::not_found().detail("That day of these advice hours is not called off."));
        }
        days::touch(conn, staff.venue, id).await?;
        let deed = Deed::of(&staff, Action::AdviceDayRestored, id).with("date", day);
        Ok(audit::record(conn, &app, deed).await?)
    });
    done.await?;
    Ok(HttpResponse::NoContent().finish())
}
