//! A wish as whoever made it sees it, and how to withdraw it.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, get};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::bookings::BookingState;
use shared::ids::WaitingId;
use shared::problem::ProblemKind;
use shared::waiting::{WaitingEntry, WaitingOffer, WaitingState};

use super::mails;
use super::store::{self, Entry};
use crate::access::{Caller, Mark, Proof};
use crate::app::{App, Shared};
use crate::bookings::store::{find as find_booking, lock_shared};
use crate::bookings::{desks, overtake};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::wire::{IfMatch, Params, single, tag_of};

/// Shows a wish to whoever has its secret, or has signed in with its address, and to the app that has made it.
#[utoipa::path(tag = "waiting list", params(crate::openapi::OwnBooking), responses((status = 200, body = WaitingEntry, headers(("ETag" = String, description = "Of this state"))), (status = 304, description = "Not modified")))]
#[get("/waiting-list/{id}")]
pub(crate) async fn get_waiting_entry(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let mut conn = app.db.conn().await?;
    let entry = owned(&mut conn, &path, &request, &caller).await?;
    let venue = app.calendars.by_id(entry.venue).ok_or_else(unknown)?;
    let shown = wire(&app, &mut conn, &venue, &entry).await?;
    Ok(single(&request, &tag(&shown)?, "private, no-store", &shown))
}

/// Takes a wish off the list. What it was offered stays a booking and is called off as such.
#[utoipa::path(tag = "waiting list", params(crate::openapi::OwnBooking), responses((status = 204, description = "It waits no longer")))]
#[delete("/waiting-list/{id}")]
pub(crate) async fn leave_waiting_list(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let if_match = IfMatch::of(&request);
    let mut conn = app.db.conn().await?;
    let entry = owned(&mut conn, &path, &request, &caller).await?;
    let venue = app.calendars.by_id(entry.venue).ok_or_else(unknown)?;
    let shown = wire(&app, &mut conn, &venue, &entry).await?;
    if_match.check(&tag(&shown)?)?;
    let gone = conn
        .transaction(async |conn| {
            // Shared: whoever serves the list holds the venue alone.
            lock_shared(conn, entry.venue).await?;
            store::withdraw(conn, &entry).await
        })
        .await?;
    if gone {
        return Ok(HttpResponse::NoContent().finish());
    }
    let state = store::find(&mut conn, entry.id).await?.map_or(entry.state, |entry| entry.state);
    Err(Failure::new(ProblemKind::WrongState).detail(format!("The wish is {state}.")))
}

/// The entry of a path, if the request proves that it may see it; 404 in every other case.
async fn owned(
    conn: &mut AsyncPgConnection,
    id: &str,
    request: &HttpRequest,
    caller: &Caller,
) -> Result<Entry, Failure> {
    let id: WaitingId = id.parse().map_err(|_malformed: uuid::Error| unknown())?;
    Proof::of(request, caller).admit(store::find(conn, id).await?, mark).ok_or_else(unknown)
}

/// Whose it is.
fn mark(entry: &Entry) -> Mark<'_> {
    Mark { secret_hash: &entry.secret_hash, email: entry.email.as_deref(), app: entry.app }
}

fn unknown() -> Failure {
    Failure::not_found().detail("No wish has this id and secret.")
}

fn tag(entry: &WaitingEntry) -> Result<String, Failure> {
    Ok(tag_of(&serde_json::to_vec(entry).map_err(Failure::internal)?))
}

/// An entry on the wire, without its secret. What became of an offer is read from its booking.
pub(super) async fn wire(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    entry: &Entry,
) -> Result<WaitingEntry, Failure> {
    let zone = &venue.facts.schedule.zone;
    let now = app.clock.now();
    let booking = match entry.booking {
        Some(id) => find_booking(conn, id).await?,
        None => None,
    };
    let booking = booking.map(|mut booking| {
        overtake(&mut booking, venue, now);
        booking
    });
    let state = state(entry, booking.as_ref().map(|booking| booking.state), now);
    let position = match state {
        WaitingState::Waiting => u32::try_from(store::before(conn, entry).await? + 1).ok(),
        _ => None,
    };
    Ok(WaitingEntry {
        id: entry.id,
        state,
        venue: venue.facts.venue.slug.clone(),
        from: zone.local(entry.period.start()),
        to: zone.local(entry.period.end()),
        party_size: entry.party_size,
        features: entry.features.clone(),
        zone: entry.zone.clone(),
        kind: entry.kind.clone(),
        position,
        offer: booking.map(|booking| WaitingOffer {
            booking_id: booking.id,
            secret: app.secrets.booking(booking.id),
            desks: desks(venue, &booking),
            hold_expires_at: booking.hold_expires_at.map(|at| zone.local(at)),
        }),
        secret: None,
        created_at: zone.local(entry.created_at),
        manage: mails::page(app, entry),
    })
}

fn state(entry: &Entry, booking: Option<BookingState>, now: chrono::DateTime<chrono::Utc>) -> WaitingState {
    match (entry.state.as_str(), booking) {
        ("waiting", _) if entry.period.start() <= now => WaitingState::Expired,
        ("waiting", _) => WaitingState::Waiting,
        ("withdrawn", _) => WaitingState::Withdrawn,
        ("offered", Some(BookingState::Held)) => WaitingState::Offered,
        ("offered", Some(BookingState::Expired | BookingState::Cancelled)) => WaitingState::Lapsed,
        ("offered", _) => WaitingState::Served,
        _ => WaitingState::Expired,
    }
}
