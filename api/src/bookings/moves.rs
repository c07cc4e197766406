//! The moves a visitor makes with a booking: confirm, extend the hold, cancel, check in and out.
//!
//! All of them follow one path: lock the row, let only the owner through, look what the clock has
//! made of the booking, make the move, write the mail, bump the revision.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::bookings::{Booking, BookingState, Confirmation, Move, check_in_window};
use shared::ids::BookingId;
use shared::problem::ProblemKind;

use super::code;
use super::mails::{self, Occasion};
use super::secure::{Grip, Obstacle};
use super::show::{self, admit, due_move, unknown};
use super::store::{self, Stored};
use super::tell::tell;
use crate::access::{Caller, Proof};
use crate::app::{App, Shared};
use crate::calendar::VenueCalendar;
use crate::holds::digits;
use crate::problem::Failure;
use crate::wire::{Body, IfMatch, Params};

/// What a move does to the row: it may refuse, and says what is to be mailed.
type Step<'a> =
    &'a (dyn Fn(&App, &VenueCalendar, &mut Stored, DateTime<Utc>) -> Result<Option<Occasion<'static>>, Failure> + Sync);

/// Confirms a hold with the code from the mail; who is signed in with its address needs none.
#[utoipa::path(tag = "bookings", request_body = Confirmation, params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/confirm")]
pub(crate) async fn confirm_booking(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<Confirmation>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let code = body.value.code.as_deref().map(digits).transpose()?;
    if code.is_none() && caller.address().is_none() {
        return Err(Failure::invalid("/code", "is required of who is not signed in"));
    }
    perform(&app, &path, &request, Bid { proves: true, code, ..Bid::of(&request, &caller) }, &|_, _, booking, _| {
        advance(booking, Move::Confirm)?;
        booking.hold_expires_at = None;
        booking.code_hash = None;
        booking.code_expires_at = None;
        Ok(Some(Occasion::Confirmed))
    })
    .await
}

/// Extends a hold, once by default.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/extend-hold")]
pub(crate) async fn extend_hold(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    perform(&app, &path, &request, Bid::of(&request, &caller), &|_, venue, booking, _| {
        let rules = venue.facts.rules();
        let Some(expires) = booking.hold_expires_at.filter(|_| booking.state == BookingState::Held) else {
            return Err(wrong_state(booking.state));
        };
        if booking.hold_extensions >= rules.hold_extensions {
            return Err(Failure::new(ProblemKind::WrongState).detail("The hold can't be extended again."));
        }
        let expires = expires + TimeDelta::minutes(rules.hold_minutes);
        booking.hold_extensions += 1;
        booking.hold_expires_at = Some(expires);
        booking.code_expires_at = Some(expires);
        Ok(None)
    })
    .await
}

/// Calls a booking off; its desks are free at once.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/cancel")]
pub(crate) async fn cancel_booking(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    perform(&app, &path, &request, Bid::of(&request, &caller), &|_, _, booking, now| {
        let told = booking.state == BookingState::Confirmed;
        end(booking, Move::Cancel, now)?;
        Ok(told.then_some(Occasion::Cancelled))
    })
    .await
}

/// Checks in: the visitor is there.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/check-in")]
pub(crate) async fn check_in(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    perform(&app, &path, &request, Bid::of(&request, &caller), &|_, venue, booking, now| {
        if booking.state == BookingState::Confirmed {
            let window = check_in_window(venue.facts.rules(), booking.period);
            window.admits(now).map_err(|no| Failure::rule(no, &venue.facts.schedule.zone))?;
        }
        advance(booking, Move::CheckIn)?;
        Ok(None)
    })
    .await
}

/// Checks out: the rest of the time is free at once.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/check-out")]
pub(crate) async fn check_out(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    perform(&app, &path, &request, Bid::of(&request, &caller), &|_, _, booking, now| {
        end(booking, Move::CheckOut, now)?;
        Ok(None)
    })
    .await
}

pub(super) fn advance(booking: &mut Stored, step: Move) -> Result<(), Failure> {
    booking.state = booking.state.after(step).ok_or_else(|| wrong_state(booking.state))?;
    Ok(())
}

/// Makes a move after which the booking has no desk any more.
pub(super) fn end(booking: &mut Stored, step: Move, now: DateTime<Utc>) -> Result<(), Failure> {
    advance(booking, step)?;
    booking.hold_expires_at = None;
    booking.code_hash = None;
    booking.ended_at = Some(now);
    Ok(())
}

pub(super) fn wrong_state(state: BookingState) -> Failure {
    Failure::new(ProblemKind::WrongState).detail(format!("The booking is {}.", state.name()))
}

/// How a transaction ended that was committed either way.
enum Done {
    Moved {
        booking: Box<Stored>,
        revision: i64,
    },
    /// A wrong code was counted.
    Refused(Failure),
}

/// What a request brings along with its wish for a move.
pub(super) struct Bid {
    proof: Proof,
    if_match: IfMatch,
    /// Whether the move proves the address.
    proves: bool,
    /// The code that does so, if one was sent.
    code: Option<String>,
}

impl Bid {
    /// For a move that proves nothing.
    pub(super) fn of(request: &HttpRequest, caller: &Caller) -> Self {
        Self { proof: Proof::of(request, caller), if_match: IfMatch::of(request), proves: false, code: None }
    }
}

pub(super) async fn perform(
    app: &App,
    path: &str,
    request: &HttpRequest,
    bid: Bid,
    step: Step<'_>,
) -> Result<HttpResponse, Failure> {
    let id: BookingId = path.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let seen = admit(store::find(&mut conn, id).await?, &bid.proof)?;
    let venue = app.calendars.by_id(seen.venue).ok_or_else(unknown)?;
    let work = Work { app, venue: &venue, bid: &bid, step, now };
    let mut done = conn.transaction(async |conn| work.attempt(conn, &seen, Grip::Shared).await).await;
    if matches!(done, Err(Obstacle::Queue)) {
        done = conn.transaction(async |conn| work.attempt(conn, &seen, Grip::House).await).await;
    }
    drop(conn);
    match done.map_err(|obstacle| obstacle.failure(&venue.facts))? {
        Done::Refused(failure) => Err(failure),
        Done::Moved { booking, revision } => {
            app.publish(&booking, revision).await;
            let venue = app.calendars.by_id(booking.venue).ok_or_else(unknown)?;
            Ok(show::answer(app, &venue, &booking, request))
        }
    }
}

/// A move in the making.
struct Work<'a> {
    app: &'a App,
    venue: &'a VenueCalendar,
    bid: &'a Bid,
    step: Step<'a>,
    now: DateTime<Utc>,
}

impl Work<'_> {
    async fn attempt(&self, conn: &mut AsyncPgConnection, seen: &Stored, grip: Grip) -> Result<Done, Obstacle> {
        let Self { app, venue, now, .. } = *self;
        grip.take(conn, seen.venue).await?;
        // The dates of a series share their hold and its code; after that each lives on its own.
        let dates = match seen.series.filter(|_| seen.state == BookingState::Held) {
            Some(series) => store::series_for_update(conn, seen.venue, series).await?,
            None => Vec::new(),
        };
        let mut booking = admit(store::find_for_update(conn, seen.id).await?, &self.bid.proof)?;
        unless_due(&booking, venue, now)?;
        self.bid.if_match.check(&show::tag(booking.revision, booking.state))?;
        // Whoever has signed in with this address has proven it already.
        if self.bid.proves && !self.bid.proof.names(booking.email.as_deref()) {
            let missing = || Failure::invalid("/code", "is required: the booking has another address than you");
            let code = self.bid.code.as_deref().ok_or_else(missing)?;
            if let Some(failure) = code::check(app, conn, venue, &booking, code, now).await? {
                return Ok(Done::Refused(failure));
            }
        }
        let before = booking.state;
        let held = before == BookingState::Held;
        let others: Vec<Stored> = dates
            .into_iter()
            .filter(|other| held && other.state == BookingState::Held && other.id != booking.id)
            .collect();
        let occasion = (self.step)(app, venue, &mut booking, now)?;
        let mut revision = self.keep(conn, before, &mut booking, grip).await?;
        let mut all = vec![booking];
        if all.iter().all(|booking| booking.state.blocks()) {
            for mut other in others {
                (self.step)(app, venue, &mut other, now)?;
                revision = self.keep(conn, before, &mut other, grip).await?;
                all.push(other);
            }
        }
        if let Some(mail) = occasion.and_then(|occasion| mails::write_all(app, venue, &all, &occasion)) {
            store::post(conn, seen.venue, app.ids.uuid(now), mail, now).await?;
        }
        Ok(Done::Moved { booking: Box::new(all.swap_remove(0)), revision })
    }

    /// Stores what a move has made of a booking; if it leaves its desks, they go to who waits for them.
    async fn keep(
        &self,
        conn: &mut AsyncPgConnection,
        before: BookingState,
        booking: &mut Stored,
        grip: Grip,
    ) -> Result<i64, Obstacle> {
        booking.revision += 1;
        store::save(conn, booking, self.now).await?;
        if !booking.state.blocks() {
            grip.pass_on(self.app, conn, self.venue, booking.period, self.now).await?;
        }
        Ok(tell(self.app, conn, &self.venue.facts, (Some(before), booking), self.now).await?)
    }
}

/// The job may not have come round yet; what it will do is as good as done.
pub(super) fn unless_due(booking: &Stored, venue: &VenueCalendar, now: DateTime<Utc>) -> Result<(), Failure> {
    match due_move(booking, venue, now) {
        Some(due) => Err(wrong_state(booking.state.after(due).unwrap_or(booking.state))),
        None => Ok(()),
    }
}
