//! Somebody sits down: from the code on the desk to a seat in one step, without an address.
//!
//! The booking begins in `checked_in` with the slot that runs. Its secret is the only way to it;
//! whoever loses it has nothing to lose but the rest of two hours. Who has signed in finds the visit among
//! her bookings as well, and an app that has made it among its own; it is held against nobody's quota (rule 5).

use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use shared::bookings::{Booking, BookingState, NewWalkIn, Rule, Violation, walk_in_period};
use shared::slots::{Period, Slot};

use super::book::{believed_free, taken};
use super::create::{Draft, Request, create};
use super::idempotency;
use super::pick::{self, Plan, Refusal};
use super::secure::Obstacle;
use super::store::Stored;
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::calendar::VenueCalendar;
use crate::desks::Wish;
use crate::jobs;
use crate::problem::Failure;
use crate::venues::Asker;
use crate::wire::Body;

/// Sits down at a desk that is free now. It lasts to the earliest of the asked minutes, 2 hours, the
/// next booking of the desk and closing time.
#[utoipa::path(tag = "bookings", request_body = NewWalkIn, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Booking, headers(
    ("Location" = String, description = "Address of the booking"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/walk-ins")]
pub(crate) async fn create_walk_in(
    app: Shared,
    caller: Caller,
    body: Body<NewWalkIn>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let new = body.value;
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let venue = app.venue_of(&new.venue)?;
    // How long one may stay is read from the calendar, which does not know what is due but not yet marked.
    jobs::settle(&app, &venue).await?;
    let wish = Request::WalkIn { new: &new, email: caller.address(), app: caller.app() };
    match create(&app, venue, wish, key.as_ref()).await {
        Ok(answer) => Ok(answer),
        Err((venue, Obstacle::Refused(Refusal::Taken))) => {
            let start = Slot::containing(app.clock.now());
            let period = Period::of_length(start, venue.facts.rules().min_minutes / 15);
            if believed_free(&venue, std::slice::from_ref(&new.desk_code), period) {
                app.feed.catch_up(&venue).await?;
            }
            Err(taken(&app, &venue, &new.desk_code, period, &Wish { party_size: 1, ..Wish::default() }))
        }
        Err((venue, obstacle)) => Err(obstacle.failure(&venue.facts)),
    }
}

/// The visit as it will be stored.
pub(super) fn draft(
    app: &App,
    venue: &VenueCalendar,
    new: &NewWalkIn,
    email: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Draft, Refusal> {
    let facts = &venue.facts;
    let place = *facts.places.get(&new.desk_code).ok_or(Refusal::Rule(Violation::of(Rule::UnknownDesk)))?;
    let period = {
        let live = venue.live();
        let desk = live.desk(place).ok_or(Refusal::Rule(Violation::of(Rule::UnknownDesk)))?;
        let soon = Period::of_length(Slot::containing(now), facts.rules().walk_in_max_minutes);
        let named = facts.desk(place).into_iter();
        let closed = named.flat_map(|desk| facts.closed_times(desk)).filter_map(|time| time.intersection(soon?));
        let desk = desk.with(closed);
        let period = walk_in_period(facts.rules(), &facts.schedule, &desk, now, new.minutes);
        period.map_err(Refusal::Rule)?.ok_or(Refusal::Taken)?
    };
    let mut plan = Plan { period, places: Vec::new(), desks: Vec::new() };
    pick::admit(&mut plan, std::slice::from_ref(&new.desk_code), facts, Asker::anybody(now))?;
    let mut booking = Stored::new(app, venue, plan, now);
    booking.state = BookingState::CheckedIn;
    booking.walk_in = true;
    booking.email = email.map(str::to_owned);
    booking.locale = new.locale.unwrap_or_default();
    Ok(Draft { booking, code: None, overridden: Vec::new() })
}
