//! A visitor asks for desks and a time and gets a hold, with a code by mail to confirm it.

use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use shared::bookings::{Booking, NewBooking};
use shared::problem::ProblemKind;
use shared::slots::Period;

use super::create::{Draft, Request, create};
use super::idempotency;
use super::pick::{self, Refusal};
use super::secure::Obstacle;
use super::store::Stored;
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::calendar::VenueCalendar;
use crate::desks::{Wish, alternatives};
use crate::limits::Origin;
use crate::problem::Failure;
use crate::wire::Body;

/// Books desks for a time. The answer is a hold until the code from the mail confirms it; for who is
/// signed in, or an app that may vouch for its users, it stands at once.
#[utoipa::path(tag = "bookings", request_body = NewBooking, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Booking, headers(
    ("Location" = String, description = "Address of the booking"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/bookings")]
pub(crate) async fn create_booking(
    app: Shared,
    caller: Caller,
    origin: Origin,
    body: Body<NewBooking>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let venue = app.venue_of(&body.value.venue)?;
    let (email, verified) = caller.whose(body.value.email.as_deref())?;
    let new = NewBooking { email: Some(email), ..body.value };
    check_name(new.name.as_deref())?;
    let origin = origin.share(&app, &caller, verified);
    let wanted = Request::Booking { new: &new, verified, app: caller.app(), origin: origin.as_deref() };
    match create(&app, venue, wanted, key.as_ref()).await {
        Ok(answer) => Ok(answer),
        Err((venue, obstacle)) => Err(refuse(&app, &venue, &new, obstacle).await),
    }
}

/// An address mails can go to.
pub(crate) fn check_email(email: &str) -> Result<(), Failure> {
    let odd = email.trim() != email || email.chars().any(is_hidden);
    if email.len() > 254 || odd || email.parse::<lettre::Address>().is_err() {
        return Err(Failure::invalid("/email", "should be an e-mail address of at most 254 characters"));
    }
    Ok(())
}

/// A name, if one is given.
pub(crate) fn check_name(name: Option<&str>) -> Result<(), Failure> {
    let odd = |name: &str| name.chars().count() > 100 || name.chars().any(is_hidden);
    if name.is_some_and(odd) {
        return Err(Failure::invalid("/name", "should have at most 100 characters on one line"));
    }
    Ok(())
}

/// What nobody sees and what changes how the rest is seen: controls, ends of lines, directions of writing. In a
/// name they would turn a line around at the front desk.
const fn is_hidden(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(letter, '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// The booking as it will be stored: a hold and its code, unless the address is proven.
pub(super) fn draft(
    app: &App,
    venue: &VenueCalendar,
    new: &NewBooking,
    verified: bool,
    now: DateTime<Utc>,
) -> Result<Draft, Refusal> {
    let plan = pick::plan(new, venue, now)?;
    let mut booking = Stored::new(app, venue, plan, now);
    booking.email.clone_from(&new.email);
    booking.name.clone_from(&new.name);
    booking.locale = new.locale.unwrap_or_default();
    if verified {
        return Ok(Draft { booking, code: None, overridden: Vec::new() });
    }
    let code = app.ids.digits();
    booking.hold(app, &code, now + TimeDelta::minutes(venue.facts.rules().hold_minutes));
    Ok(Draft { booking, code: Some(code), overridden: Vec::new() })
}

/// Turns a refusal into an answer that says what would work.
pub(super) async fn refuse(app: &App, venue: &VenueCalendar, new: &NewBooking, obstacle: Obstacle) -> Failure {
    if !matches!(obstacle, Obstacle::Refused(Refusal::Taken)) {
        return obstacle.failure(&venue.facts);
    }
    let period = Period::between(new.from.to_utc(), new.to.to_utc());
    if believed_free(venue, new.desk_codes.as_deref().unwrap_or_default(), period)
        && let Err(failure) = app.feed.catch_up(venue).await
    {
        return failure;
    }
    let what = new.desk_codes.as_ref().map_or_else(|| "A group of that size".to_owned(), |codes| codes.join(", "));
    taken(app, venue, &what, period, &pick::wish(new, &venue.facts))
}

/// The answer to somebody who wanted desks that others have.
pub(super) fn taken(app: &App, venue: &VenueCalendar, what: &str, period: Option<Period>, wish: &Wish) -> Failure {
    let others = period.map(|period| alternatives(venue, &venue.live(), wish, period, app.clock.now()));
    Failure::new(ProblemKind::DeskTaken)
        .detail(format!("{what} can't be had for all of that time."))
        .alternatives(others.unwrap_or_default())
}

/// Whether the calendar still believes what the database has just refused.
pub(super) fn believed_free(venue: &VenueCalendar, codes: &[String], period: Option<Period>) -> bool {
    let Some(period) = period else { return false };
    let live = venue.live();
    let free = |code: &String| {
        let place = venue.facts.places.get(code);
        place.and_then(|place| live.desk(*place)).is_some_and(|desk| desk.is_free(period))
    };
    codes.iter().all(free)
}
