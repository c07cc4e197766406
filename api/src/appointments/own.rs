//! Somebody's own appointments: to look at, and to take away.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};
use diesel_async::AsyncPgConnection;
use shared::appointments::Appointment;
use shared::ids::{AppointmentId, VenueId};
use shared::people::ExportedAppointment;
use shared::venues::Page;

use super::show::{Around, overtake};
use super::store::{Stored, of_person};
use crate::access::Visitor;
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::wire::{Params, linked};

/// More than anybody has: erasure after some days and limits see to it.
const MOST: i64 = 10_000;

/// Lists one's own appointments, the newest first: whatever carries the address that was proven. Each comes with its
/// `secret`, which opens its page.
#[utoipa::path(tag = "me", params(crate::openapi::Paging), responses((status = 200, body = Page<Appointment>)))]
#[get("/me/appointments")]
pub(crate) async fn list_my_appointments(
    app: Shared,
    visitor: Visitor,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let wrong = |_malformed: uuid::Error| Failure::invalid("cursor", "is not a cursor of this list");
    let before = paging.cursor.as_deref().map(str::parse::<AppointmentId>).transpose().map_err(wrong)?;
    let mut conn = app.db.conn().await?;
    let found = of_person(&mut conn, &app.calendars.ids(), &visitor.email, before, paging.wanted()).await?;
    let page = paging.cut(found, |last| last.id.to_string());
    let mut items = Vec::with_capacity(page.items.len());
    for one in page.items {
        let secret = app.secrets.appointment(one.id);
        let shown = now(&app, &mut conn, one).await?;
        items.extend(shown.map(|shown| Appointment { secret: Some(secret), ..shown }));
    }
    let page = Page { items, next: page.next };
    let mut answer = HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(&page);
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// All of them, with what is stored about her.
pub(crate) async fn export(
    app: &App,
    conn: &mut AsyncPgConnection,
    venues: &[VenueId],
    email: &str,
) -> Result<Vec<ExportedAppointment>, Failure> {
    let mut all = Vec::new();
    for one in of_person(conn, venues, email, None, MOST).await? {
        let (email, name, locale) = (one.email.clone(), one.name.clone(), one.locale);
        let shown = now(app, conn, one).await?;
        all.extend(shown.map(|appointment| ExportedAppointment { email, name, locale, appointment }));
    }
    Ok(all)
}

/// An appointment as its owner sees it now.
async fn now(app: &App, conn: &mut AsyncPgConnection, mut one: Stored) -> Result<Option<Appointment>, Failure> {
    let Some(venue) = app.calendars.by_id(one.venue) else { return Ok(None) };
    overtake(&mut one, app.clock.now());
    let around = Around::of(app, conn, &venue.facts, std::slice::from_ref(&one)).await?;
    around.wire(app, &venue.facts, &one).map(Some)
}
