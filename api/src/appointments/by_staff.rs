//! Who has an appointment, and whether she came, as the office says.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::advice::Span;
use shared::appointments::{AppointmentMove, StaffAppointment};
use shared::audit::Action;
use shared::bookings::{Rule, Violation};
use shared::ids::{AdviceHourId, AppointmentId};
use shared::staff::Right;
use shared::venues::Page;

use super::moves::advance;
use super::show::{Around, overtake, tag};
use super::store::{self, Stored};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::VenueFacts;
use crate::wire::{IfMatch, Params, paged};

/// What is shown where nothing is said, days.
const DAYS: i64 = 7;
const MOST_DAYS: i64 = 92;

/// Lists the appointments that begin within a time, in order, whatever became of them. No address is in it.
#[utoipa::path(tag = "staff", params(
    ("from" = Option<DateTime<FixedOffset>>, Query, description = "From when on; by default from the beginning of today"),
    ("to" = Option<DateTime<FixedOffset>>, Query, description = "Until before when; by default 7 days later, at most 92"),
    ("advice_hour" = Option<AdviceHourId>, Query, description = "Only those of these hours"),
    crate::openapi::Paging,
), responses((status = 200, body = Page<StaffAppointment>), (status = 304, description = "Not modified")))]
#[get("/appointments")]
pub(crate) async fn list_appointments(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (from, to, paging) = (params.instant("from")?, params.instant("to")?, params.paging()?);
    let wrong = |_malformed: uuid::Error| Failure::invalid("advice_hour", "should be an id of advice hours");
    let of = params.text("advice_hour")?.map(|id| id.parse::<AdviceHourId>()).transpose().map_err(wrong)?;
    params.end()?;
    staff.require_sight(Right::ServeAdvice)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let (now, zone) = (app.clock.now(), &venue.facts.schedule.zone);
    let from = from.unwrap_or_else(|| zone.day(zone.date(now)).0);
    let to = to.unwrap_or_else(|| from + TimeDelta::days(DAYS));
    if to <= from || to - from > TimeDelta::days(MOST_DAYS) {
        return Err(Failure::invalid("to", format!("should be after `from`, and at most {MOST_DAYS} days later")));
    }
    let mut conn = app.db.conn().await?;
    let mut all = store::within(&mut conn, staff.venue, of, Span { from, to }).await?;
    let around = Around::of(&app, &mut conn, &venue.facts, &all).await?;
    drop(conn);
    for one in &mut all {
        overtake(one, now);
    }
    let told: Vec<StaffAppointment> =
        all.iter().map(|one| shown(&venue.facts, &around, one)).collect::<Result<_, _>>()?;
    paged(&request, told, &paging, |one: &StaffAppointment| one.id.to_string(), PRIVATE)
}

/// Notes that whoever has the appointment was there, from the beginning of its day on.
#[utoipa::path(tag = "staff", params(
    ("id" = AppointmentId, Path, description = "Id of the appointment"),
    ("If-Match" = Option<String>, Header, description = "ETag of the appointment as it was read; 412 when it has changed since"),
), responses((status = 200, body = StaffAppointment, headers(("ETag" = String, description = "Revision of the appointment")))))]
#[post("/appointments/{id}/attended")]
pub(crate) async fn mark_attended(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    mark(&app, &staff, &path, &request, AppointmentMove::Attend).await
}

/// Notes that nobody came, from the beginning of the appointment on.
#[utoipa::path(tag = "staff", params(
    ("id" = AppointmentId, Path, description = "Id of the appointment"),
    ("If-Match" = Option<String>, Header, description = "ETag of the appointment as it was read; 412 when it has changed since"),
), responses((status = 200, body = StaffAppointment, headers(("ETag" = String, description = "Revision of the appointment")))))]
#[post("/appointments/{id}/no-show")]
pub(crate) async fn mark_no_show(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    mark(&app, &staff, &path, &request, AppointmentMove::Miss).await
}

async fn mark(
    app: &App,
    staff: &Staff,
    path: &str,
    request: &HttpRequest,
    step: AppointmentMove,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ServeAdvice)?;
    let (id, if_match, now) = (parse(path)?, IfMatch::of(request), app.clock.now());
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let zone = &venue.facts.schedule.zone;
    let mut conn = app.db.conn().await?;
    let done = conn.transaction(async |conn| {
        let mut one = locked(conn, staff, id, &if_match, now).await?;
        let (earliest, action) = match step {
            AppointmentMove::Attend => (zone.day(zone.date(one.span.from)).0, Action::AppointmentAttended),
            _ => (one.span.from, Action::AppointmentMissed),
        };
        advance(&mut one, step, now)?;
        if now < earliest {
            let early = Violation { allowed_from: Some(earliest), ..Violation::of(Rule::CheckInTooEarly) };
            return Err(Failure::rule(early, zone));
        }
        // Erasure counts from the end of the slot, whenever the office gets round to this.
        one.ended_at = Some(one.span.to);
        one.revision += 1;
        store::save(conn, &one).await?;
        audit::record(conn, app, Deed::of(staff, action, id)).await?;
        let around = Around::of(app, conn, &venue.facts, std::slice::from_ref(&one)).await?;
        shown(&venue.facts, &around, &one).map(|shown| (tag(&one), shown))
    });
    let (tag, shown) = done.await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(shown))
}

/// The appointment as it is now, locked; another venue's is not there.
pub(super) async fn locked(
    conn: &mut AsyncPgConnection,
    staff: &Staff,
    id: AppointmentId,
    if_match: &IfMatch,
    now: DateTime<Utc>,
) -> Result<Stored, Failure> {
    let found = store::find(conn, id, true).await?.filter(|one| one.venue == staff.venue);
    let mut one = found.ok_or_else(unknown)?;
    overtake(&mut one, now);
    if_match.check(&tag(&one))?;
    Ok(one)
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<AppointmentId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

fn unknown() -> Failure {
    Failure::not_found().detail("No appointment has this id.")
}

/// An appointment as staff see it.
pub(super) fn shown(facts: &VenueFacts, around: &Around, one: &Stored) -> Result<StaffAppointment, Failure> {
    let (hour, zone) = (around.hour(one)?, &facts.schedule.zone);
    Ok(StaffAppointment {
        id: one.id,
        code: one.code.clone(),
        state: one.state,
        advice_hour: one.advice_hour,
        title_de: hour.title_de.clone(),
        title_en: hour.title_en.clone(),
        offer: around.offer(one),
        from: zone.local(one.span.from),
        to: zone.local(one.span.to),
        seat: one.seat,
        name: one.name.clone(),
        locale: one.locale,
        language: one.language.clone(),
        revision: one.revision,
    })
}
