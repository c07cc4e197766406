//! A booking as its owner sees it.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, TimeDelta, Utc};
use shared::bookings::{Booking, BookingLinks, BookingState, Locale, Move, check_in_window};
use shared::desks::DeskRef;
use shared::ids::BookingId;

use super::store::{self, Stored};
use crate::access::{Caller, Mark, Proof};
use crate::app::{App, Shared};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::venues::VenueFacts;
use crate::wire::{Params, matches_tag};

/// Shows a booking to whoever has its secret, or has signed in with its address.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = Booking, headers(("ETag" = String, description = "Revision of the booking"))), (status = 304, description = "Not modified")))]
#[get("/bookings/{id}")]
pub(crate) async fn get_booking(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (venue, booking) = owned(&app, &path, &Proof::of(&request, &caller)).await?;
    Ok(answer(&app, &venue, &booking, &request))
}

/// The booking of a path, if the request proves that it may see it. 404 in every other case, in
/// the same words, so that nobody learns which bookings exist.
pub(super) async fn owned(
    app: &App,
    id: &str,
    proof: &Proof,
) -> Result<(std::sync::Arc<VenueCalendar>, Stored), Failure> {
    let id: BookingId = id.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let mut conn = app.db.conn().await?;
    let booking = store::find(&mut conn, id).await?;
    let mut booking = admit(booking, proof)?;
    let venue = app.calendars.by_id(booking.venue).ok_or_else(unknown)?;
    overtake(&mut booking, &venue, app.clock.now());
    Ok((venue, booking))
}

/// What a booking that is not yours, or not there, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No booking has this id and secret.")
}

/// Lets the owner through.
pub(super) fn admit(booking: Option<Stored>, proof: &Proof) -> Result<Stored, Failure> {
    proof.admit(booking, mark).ok_or_else(unknown)
}

/// Whose it is.
fn mark(booking: &Stored) -> Mark<'_> {
    Mark { secret_hash: &booking.secret_hash, email: booking.email.as_deref(), app: booking.app }
}

/// Shows what is due as if it were done: the clock decides, not the worker's round.
pub(crate) fn overtake(booking: &mut Stored, venue: &VenueCalendar, now: DateTime<Utc>) {
    if let Some(step) = due_move(booking, venue, now)
        && let Some(state) = booking.state.after(step)
    {
        booking.state = state;
        booking.hold_expires_at = None;
    }
}

/// The move that time has made, if any.
pub fn due_move(booking: &Stored, venue: &VenueCalendar, now: DateTime<Utc>) -> Option<Move> {
    let (at, step) = due(booking, venue)?;
    (at <= now).then_some(step)
}

/// The move that time will make, and when.
pub fn due(booking: &Stored, venue: &VenueCalendar) -> Option<(DateTime<Utc>, Move)> {
    match booking.state {
        BookingState::Held => booking.hold_expires_at.map(|at| (at, Move::Expire)),
        BookingState::Confirmed => Some((check_in_window(venue.facts.rules(), booking.period).until, Move::MissStart)),
        BookingState::CheckedIn => Some((booking.period.end(), Move::CheckOut)),
        _ => None,
    }
}

/// The entity tag of a booking. The state is part of it, since time may change that unwritten.
pub(super) fn tag(revision: i64, state: BookingState) -> String {
    format!("\"{revision}-{}\"", state.name())
}

/// 200 with the booking, or 304.
pub(super) fn answer(app: &App, venue: &VenueCalendar, booking: &Stored, request: &HttpRequest) -> HttpResponse {
    let tag = tag(booking.revision, booking.state);
    let mut response = if matches_tag(request, &tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, tag.as_str())).insert_header((header::CACHE_CONTROL, "private, no-store"));
    if matches_tag(request, &tag) { response.finish() } else { response.json(wire(app, venue, booking)) }
}

/// A booking on the wire, without its secret.
pub fn wire(app: &App, venue: &VenueCalendar, booking: &Stored) -> Booking {
    described(app, &venue.facts, booking)
}

/// The same by the facts alone.
pub(crate) fn described(app: &App, facts: &VenueFacts, booking: &Stored) -> Booking {
    let zone = &facts.schedule.zone;
    let rules = facts.rules();
    let window = check_in_window(rules, booking.period);
    let held = booking.state == BookingState::Held;
    let ended = booking.ended_at.unwrap_or_else(|| booking.period.end());
    Booking {
        id: booking.id,
        code: booking.code.clone(),
        state: booking.state,
        venue: facts.venue.slug.clone(),
        from: zone.local(booking.period.start()),
        to: zone.local(booking.period.end()),
        desks: desks_by(facts, booking),
        hold_expires_at: booking.hold_expires_at.filter(|_| held).map(|at| zone.local(at)),
        hold_extensions_left: if held {
            rules.hold_extensions.saturating_sub(booking.hold_extensions).max(0)
        } else {
            0
        },
        check_in_from: zone.local(window.from),
        check_in_until: zone.local(window.until),
        erased_at: zone.local(ended + TimeDelta::days(rules.retention_days)),
        secret: None,
        walk_in: booking.walk_in,
        remind_at: booking.remind_at.map(|at| zone.local(at)),
        series_id: booking.series,
        cancel_reason_de: booking.cancel_reason.as_ref().map(|(de, _)| de.clone()),
        cancel_reason_en: booking.cancel_reason.as_ref().map(|(_, en)| en.clone()),
        revision: booking.revision,
        created_at: zone.local(booking.created_at),
        links: links(&app.public_url, booking.id, booking.locale),
    }
}

/// Its desks, in natural order.
pub fn desks(venue: &VenueCalendar, booking: &Stored) -> Vec<DeskRef> {
    desks_by(&venue.facts, booking)
}

fn desks_by(facts: &VenueFacts, booking: &Stored) -> Vec<DeskRef> {
    let mut places: Vec<usize> = booking.desks.iter().filter_map(|id| facts.place_of(*id)).collect();
    places.sort_unstable();
    let desk = |place: usize| facts.desk(place).map(|desk| DeskRef { id: desk.id, code: desk.code.clone() });
    places.into_iter().filter_map(desk).collect()
}

fn links(public_url: &str, id: BookingId, locale: Locale) -> BookingLinks {
    let this = format!("{public_url}/api/v1/bookings/{id}");
    BookingLinks {
        ics: format!("{this}.ics"),
        qr: format!("{this}/qr.svg"),
        this,
        manage: page(public_url, id, locale),
    }
}

/// The booking's page in the app.
pub(super) fn page(public_url: &str, id: BookingId, locale: Locale) -> String {
    match locale {
        Locale::De => format!("{public_url}/booking/{id}"),
        Locale::En => format!("{public_url}/en/booking/{id}"),
    }
}
