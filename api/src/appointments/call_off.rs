//! The office calls appointments off: one, or all of a day. Everybody is told why, and what else is free.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::advice::{AdviceHour, Span};
use shared::appointments::{AppointmentCancellation, AppointmentMove, AppointmentState, StaffAppointment};
use shared::audit::Action;
use shared::bookings::Locale;
use shared::ids::{AdviceHourId, AppointmentId, VenueId};
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::by_staff::{locked, parse, shown};
use super::mails::{self, Occasion};
use super::moves::advance;
use super::show::{Around, overtake, tag};
use super::store::{self, Stored};
use crate::advice::alternatives;
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::store::{lock_shared, post as mail};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch};

/// Longest reason, letters.
const LONGEST: usize = 300;

/// Words for people, in both languages.
pub(crate) fn check_reasons(german: &str, english: &str) -> Result<(), Failure> {
    for (pointer, text) in [("/reason_de", german), ("/reason_en", english)] {
        if text.trim().is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            return Err(Failure::invalid(pointer, format!("should have 1 to {LONGEST} characters on one line")));
        }
    }
    Ok(())
}

/// Calls an appointment off. The visitor is told by mail, with other times.
#[utoipa::path(tag = "staff", request_body = AppointmentCancellation, params(
    ("id" = AppointmentId, Path, description = "Id of the appointment"),
    ("If-Match" = Option<String>, Header, description = "ETag of the appointment as it was read; 412 when it has changed since"),
), responses((status = 200, body = StaffAppointment, headers(("ETag" = String, description = "Revision of the appointment")))))]
#[post("/appointments/{id}/cancel")]
pub(crate) async fn cancel_appointment_for_visitor(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<AppointmentCancellation>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ServeAdvice)?;
    let (id, if_match, reasons) = (parse(&path)?, IfMatch::of(&request), body.value);
    check_reasons(&reasons.reason_de, &reasons.reason_en)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let done = conn.transaction(async |conn| {
        lock_shared(conn, staff.venue).await?;
        let mut one = locked(conn, &staff, id, &if_match, now).await?;
        if one.state.is_open() && one.span.to <= now {
            return Err(Failure::new(ProblemKind::WrongState).detail("The appointment is over."));
        }
        let around = Around::of(&app, conn, &venue.facts, std::slice::from_ref(&one)).await?;
        let told = (reasons.reason_de.as_str(), reasons.reason_en.as_str());
        call_off(&app, conn, &venue, (around.hour(&one)?, around.offer(&one)), &mut one, told, now).await?;
        let deed = Deed::of(&staff, Action::AppointmentCancelled, id).because(Some(&reasons.reason_de));
        audit::record(conn, &app, deed).await?;
        shown(&venue.facts, &around, &one).map(|shown| (tag(&one), shown))
    });
    let (tag, shown) = done.await?;
    app.mail.notify_one();
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(shown))
}

/// Calls off everything that is to come on a day of some hours, and says how much that was. The caller has locked the
/// hours, and says of them that the day is off.
pub(crate) async fn call_off_day(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    hour: &AdviceHour,
    date: NaiveDate,
    reasons: (&str, &str),
    now: DateTime<Utc>,
) -> Result<u32, Failure> {
    let (from, to) = venue.facts.schedule.zone.day(date);
    let span = Span { from: from.max(now), to };
    call_off_all(app, conn, venue, (Some(hour.id), span), reasons, now).await
}

/// Calls off everything that is to come while the whole venue is closed, and says how much that was. The caller has the
/// house to itself; the venue is as it will be.
pub(crate) async fn call_off_closed(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    closed: Span,
    reasons: (&str, &str),
    now: DateTime<Utc>,
) -> Result<u32, Failure> {
    let span = Span { from: closed.from.max(now), to: closed.to };
    call_off_all(app, conn, venue, (None, span), reasons, now).await
}

/// How many appointments are to come in this time.
pub(crate) async fn to_come(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    time: Span,
    now: DateTime<Utc>,
) -> Result<u32, Failure> {
    let span = Span { from: time.from.max(now), to: time.to };
    let open = store::count_within(conn, venue, span, now).await?;
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}

async fn call_off_all(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    (of, span): (Option<AdviceHourId>, Span),
    reasons: (&str, &str),
    now: DateTime<Utc>,
) -> Result<u32, Failure> {
    let all = store::open_within(conn, venue.facts.venue.id, of, span).await?;
    let around = Around::of(app, conn, &venue.facts, &all).await?;
    let mut called_off = 0;
    for mut one in all {
        overtake(&mut one, now);
        if !one.state.is_open() {
            continue;
        }
        let (hour, offer) = (around.hour(&one)?, around.offer(&one));
        call_off(app, conn, venue, (hour, offer), &mut one, reasons, now).await?;
        called_off += 1;
    }
    Ok(called_off)
}

/// Calls one off and writes the mail.
async fn call_off(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    (hour, offer): (&AdviceHour, Option<String>),
    one: &mut Stored,
    (german, english): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let invited = one.state == AppointmentState::Confirmed;
    advance(one, AppointmentMove::Cancel, now)?;
    one.cancel_reason = Some((german.to_owned(), english.to_owned()));
    one.revision += 1;
    store::save(conn, one).await?;
    let others = alternatives(conn, &venue.facts, hour, one.span.from, now).await?;
    let language = if one.locale == Locale::De { "" } else { "/en" };
    let about = offer.or_else(|| hour.offers.first().cloned());
    let page = about.map_or_else(|| "/offers".to_owned(), |slug| format!("/offers/{slug}"));
    let again = format!("{}{language}{page}", app.public_url);
    let reason = if one.locale == Locale::De { german } else { english };
    let occasion = Occasion::ByOffice { reason, alternatives: &others, again: &again, invited };
    if let Some(letter) = mails::write(app, &venue.facts, hour, one, &occasion) {
        mail(conn, one.venue, app.ids.uuid(now), letter, now).await?;
    }
    Ok(())
}
