//! What is known about whoever asks: in short, and her bookings page by page.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get};
use diesel_async::AsyncPgConnection;
use shared::bookings::Booking;
use shared::ids::BookingId;
use shared::people::Person;
use shared::venues::Page;

use super::store;
use crate::access::{Visitor, unknown};
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::sessions::{self, Whose};
use crate::waiting;
use crate::wire::{Params, linked};
use crate::{appointments, bookings};

/// More than anybody has: erasure after some days and quotas see to it.
pub(super) const MOST: i64 = 10_000;

/// What is one person's is in no cache.
pub(super) const PRIVATE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "private, no-store");

/// Tells what is stored about whoever asks.
#[utoipa::path(tag = "me", responses((status = 200, body = Person)))]
#[get("/me")]
pub(crate) async fn get_me(app: Shared, visitor: Visitor, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    let mut conn = app.db.conn().await?;
    let person = person(&app, &mut conn, &visitor).await?;
    Ok(HttpResponse::Ok().insert_header(PRIVATE).json(person))
}

/// Whoever asks, as she is stored.
pub(super) async fn person(app: &App, conn: &mut AsyncPgConnection, visitor: &Visitor) -> Result<Person, Failure> {
    let venues = app.calendars.ids();
    // Whoever has erased herself at this moment is nobody.
    let (email, created_at, signed_in_at) = store::find(conn, visitor.person).await?.ok_or_else(unknown)?;
    let sessions = sessions::store::turns(conn, Whose::Person(visitor.person), app.clock.now()).await?.len();
    Ok(Person {
        id: visitor.person,
        created_at: app.local(created_at),
        signed_in_at: app.local(signed_in_at),
        bookings: bookings::store::count_of_person(conn, &venues, &email).await?,
        waiting: waiting::count_of_person(conn, &venues, &email).await?,
        appointments: appointments::count_of_person(conn, &venues, &email).await?,
        sessions: i64::try_from(sessions).unwrap_or(i64::MAX),
        email,
    })
}

/// Lists one's own bookings, the newest first: whatever carries the address that was proven. Each comes with its
/// `secret`, which opens its page.
#[utoipa::path(tag = "me", params(crate::openapi::Paging), responses((status = 200, body = Page<Booking>)))]
#[get("/me/bookings")]
pub(crate) async fn list_my_bookings(
    app: Shared,
    visitor: Visitor,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let wrong = |_malformed: uuid::Error| Failure::invalid("cursor", "is not a cursor of this list");
    let before = paging.cursor.as_deref().map(str::parse::<BookingId>).transpose().map_err(wrong)?;
    let mut conn = app.db.conn().await?;
    let venues = app.calendars.ids();
    let found = bookings::store::of_person(&mut conn, &venues, &visitor.email, before, paging.wanted()).await?;
    drop(conn);
    let Page { items, next } = paging.cut(found, |last| last.id.to_string());
    let mut items: Vec<Booking> = items.into_iter().filter_map(|booking| shown(&app, booking)).collect();
    // Whoever has proven the address could have the link to each booking's page by mail; here it is at once.
    for booking in &mut items {
        booking.secret = Some(app.secrets.booking(booking.id));
    }
    let page = Page { items, next };
    let mut answer = HttpResponse::Ok().insert_header(PRIVATE).json(&page);
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// One's own bookings as a calendar file (RFC 5545): what stands or has taken place, at every venue.
#[utoipa::path(tag = "me", responses((status = 200, body = String, content_type = "text/calendar")))]
#[get("/me/bookings.ics")]
pub(crate) async fn get_my_calendar(app: Shared, visitor: Visitor, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    let mut conn = app.db.conn().await?;
    let venues = app.calendars.ids();
    let mut found = bookings::store::of_person(&mut conn, &venues, &visitor.email, None, MOST).await?;
    drop(conn);
    for booking in &mut found {
        if let Some(venue) = app.calendars.by_id(booking.venue) {
            bookings::overtake(booking, &venue, app.clock.now());
        }
    }
    Ok(HttpResponse::Ok()
        .insert_header(PRIVATE)
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"rathaus-co-working.ics\""))
        .content_type("text/calendar; charset=utf-8")
        .body(bookings::own_calendar(&app, &found)))
}

/// A booking as its owner sees it now.
pub(super) fn shown(app: &App, mut booking: bookings::store::Stored) -> Option<Booking> {
    let venue = app.calendars.by_id(booking.venue)?;
    bookings::overtake(&mut booking, &venue, app.clock.now());
    Some(bookings::wire(app, &venue, &booking))
}
