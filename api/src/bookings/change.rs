//! A booking gets other desks or another time (rule 10), or just a later end.
//!
//! What always holds: the old desks and the old time are kept until the new ones stand. Both happen
//! in one transaction, and a refusal leaves the booking as it was.

use std::sync::Arc;

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, patch, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::bookings::{Booking, BookingChange, BookingState, Extension, NewBooking, Rule, Violation, check_period};
use shared::ids::BookingId;
use shared::slots::Period;

use super::book::taken;
use super::mails::{self, Occasion};
use super::moves::{unless_due, wrong_state};
use super::pick::{self, Plan, Refusal};
use super::secure::{Grip, Obstacle, recheck};
use super::show::{self, admit, unknown};
use super::store::{self, Ground, Stored};
use super::tell::tell;
use crate::access::{Caller, Proof};
use crate::app::{App, Shared};
use crate::calendar::VenueCalendar;
use crate::jobs;
use crate::problem::Failure;
use crate::venues::Asker;
use crate::wire::{Body, IfMatch};

/// How often a change is tried when something else than a rule came in between.
const TRIES: u32 = 5;

/// Changes desks or time of a booking; the old ones are kept until the new ones stand.
#[utoipa::path(tag = "bookings", request_body = BookingChange, params(
    crate::openapi::OwnBooking,
    ("If-Match" = Option<String>, Header, description = "ETag of the booking as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = Booking)))]
// Not `{id}` alone: that would also take `{id}.ics`, which nobody can change.
#[patch("/bookings/{id:[^/.]+}")]
pub(crate) async fn change_booking(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<BookingChange>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    perform(&app, &path, &request, &caller, Want::Change(&body.value)).await
}

/// Gives a booking a later end, as long as nothing stands against it.
#[utoipa::path(tag = "bookings", request_body = Extension, params(crate::openapi::OwnBooking), responses((status = 200, body = Booking)))]
#[post("/bookings/{id}/extend")]
pub(crate) async fn extend_booking(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<Extension>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    perform(&app, &path, &request, &caller, Want::Extend(&body.value)).await
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
enum Want<'a> {
    Change(&'a BookingChange),
    Extend(&'a Extension),
}

impl Want<'_> {
    /// Whoever moves a booking has to have seen it; whoever stays longer just stays.
    fn check_tag(self, request: &HttpRequest, booking: &Stored) -> Result<(), Failure> {
        let tag = show::tag(booking.revision, booking.state);
        match self {
            Self::Change(_) => IfMatch::of(request).require(&tag),
            Self::Extend(_) => IfMatch::of(request).check(&tag),
        }
    }

    /// The wish as a whole, with what stays filled in.
    fn complete(self, venue: &VenueCalendar, booking: &Stored) -> Result<NewBooking, Failure> {
        let zone = &venue.facts.schedule.zone;
        let (start, end) = (zone.local(booking.period.start()), zone.local(booking.period.end()));
        let change = match self {
            Self::Change(change) => change.clone(),
            Self::Extend(extension) if extension.to <= end => {
                return Err(Failure::invalid("/to", "should be later than the end it has"));
            }
            Self::Extend(extension) => BookingChange { to: Some(extension.to), ..BookingChange::default() },
        };
        let own = || show::desks(venue, booking).into_iter().map(|desk| desk.code).collect();
        let desk_codes =
            if change.party_size.is_some() { change.desk_codes } else { change.desk_codes.or_else(|| Some(own())) };
        Ok(NewBooking {
            venue: venue.facts.venue.slug.clone(),
            from: change.from.unwrap_or(start),
            to: change.to.unwrap_or(end),
            desk_codes,
            party_size: change.party_size,
            features: change.features,
            zone: change.zone,
            email: None,
            name: None,
            locale: None,
        })
    }
}

async fn perform(
    app: &App,
    path: &str,
    request: &HttpRequest,
    caller: &Caller,
    want: Want<'_>,
) -> Result<HttpResponse, Failure> {
    let id: BookingId = path.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let (now, proof) = (app.clock.now(), Proof::of(request, caller));
    let mut tries = 0;
    loop {
        tries += 1;
        let mut conn = app.db.conn().await?;
        let booking = admit(store::find(&mut conn, id).await?, &proof)?;
        let venue = app.calendars.by_id(booking.venue).ok_or_else(unknown)?;
        unless_due(&booking, &venue, now)?;
        if !booking.state.blocks() {
            return Err(wrong_state(booking.state));
        }
        want.check_tag(request, &booking)?;
        let new = want.complete(&venue, &booking)?;
        let work = Work { app, venue: &venue, seen: &booking, new: &new, now };
        let mut result = conn.transaction(async |conn| work.attempt(conn, Grip::Shared).await).await;
        if matches!(result, Err(Obstacle::Queue)) {
            // What time has freed goes to who waits for it, and then what this change frees.
            jobs::settle(app, &venue).await?;
            result = conn.transaction(async |conn| work.attempt(conn, Grip::House).await).await;
        }
        drop(conn);
        let again = match result {
            Ok((booking, revision)) => {
                app.publish(&booking, revision).await;
                return Ok(show::answer(app, &venue, &booking, request));
            }
            Err(obstacle) if tries == TRIES => return Err(refuse(&work, obstacle)),
            Err(Obstacle::Outdated) => app.renewed(&venue).await.map(drop),
            // A rival was faster than the calendar.
            Err(Obstacle::Refused(Refusal::Taken)) if tries == 1 => app.feed.catch_up(&venue).await,
            Err(obstacle) => return Err(refuse(&work, obstacle)),
        };
        again?;
    }
}

/// One try.
struct Work<'a> {
    app: &'a App,
    venue: &'a Arc<VenueCalendar>,
    /// The booking as it was read before the locks.
    seen: &'a Stored,
    new: &'a NewBooking,
    now: DateTime<Utc>,
}

impl Work<'_> {
    async fn attempt(&self, conn: &mut AsyncPgConnection, grip: Grip) -> Result<(Stored, i64), Obstacle> {
        let Self { app, venue, seen, now, .. } = *self;
        let plan = self.plan()?;
        let mut all = plan.desks.clone();
        all.extend(&seen.desks);
        grip.take(conn, seen.venue).await?;
        store::lock(conn, seen.venue, &all, seen.email.as_deref(), seen.hold_origin.as_deref()).await?;
        let Some(mut booking) = store::find_for_update(conn, seen.id).await? else { return Err(unknown().into()) };
        if booking.revision != seen.revision {
            // Somebody else with the same link was faster; look again at what it is now.
            return Err(Obstacle::Outdated);
        }
        let ground = Ground {
            venue: booking.venue,
            desks: &plan.desks,
            period: plan.period,
            person: booking.quota_of(),
            except: Some(booking.id),
            origin: booking.hold_origin.as_deref(),
        };
        recheck(app, conn, venue, ground, now).await?;
        let moved = booking.period != plan.period || booking.desks.iter().any(|desk| !plan.desks.contains(desk));
        // Whoever wanted to be told an hour before still wants that.
        booking.remind_at = booking.remind_at.map(|at| at + (plan.period.start() - booking.period.start()));
        booking.period = plan.period;
        booking.revision += 1;
        store::relocate(conn, &booking, &plan.desks).await?;
        booking.desks = plan.desks;
        store::save(conn, &booking, now).await?;
        if moved {
            grip.pass_on(app, conn, venue, seen.period, now).await?;
        }
        let told = moved && booking.state != BookingState::Held;
        if let Some(mail) = mails::write(app, venue, &booking, &Occasion::Changed).filter(|_| told) {
            store::post(conn, booking.venue, app.ids.uuid(now), mail, now).await?;
        }
        let revision = tell(app, conn, &venue.facts, (Some(booking.state), &booking), now).await?;
        Ok((booking, revision))
    }

    /// What the booking is to become, by the rules. A start that has been agreed on may have passed.
    fn plan(&self) -> Result<Plan, Obstacle> {
        let Self { venue, seen, new, now, .. } = *self;
        let facts = &venue.facts;
        let (from, to) = (new.from.to_utc(), new.to.to_utc());
        let begun = seen.state == BookingState::CheckedIn;
        if begun && from != seen.period.start() {
            return Err(wrong_state(seen.state).detail("A visit that has begun keeps its start.").into());
        }
        let agreed = from == seen.period.start();
        let asked_at = if agreed { now.min(from) } else { now };
        let period = if seen.walk_in && agreed {
            check_period(&walk_in_rules(facts.rules()), &facts.schedule, asked_at, from, to)
        } else {
            check_period(facts.rules(), &facts.schedule, asked_at, from, to)
        };
        let (period, _) = period.map_err(Refusal::Rule)?;
        if period.end() <= now {
            let over = Violation { allowed_from: Some(now), ..Violation::of(Rule::InThePast) };
            return Err(Refusal::Rule(over).into());
        }
        let asker = Asker { now, person: seen.email.as_deref() };
        Ok(pick::plan_for(new, venue, period, Some(seen.id), asker)?)
    }
}

/// A walk-in may have been shorter than what can be booked ahead, and may stay so.
fn walk_in_rules(rules: &shared::venues::Rules) -> shared::venues::Rules {
    shared::venues::Rules { min_minutes: 15, ..rules.clone() }
}

/// Turns a refusal into an answer that says what would work.
fn refuse(work: &Work<'_>, obstacle: Obstacle) -> Failure {
    match obstacle {
        Obstacle::Refused(Refusal::Taken) => {
            let wish = pick::wish(work.new, &work.venue.facts);
            let codes = work.new.desk_codes.as_ref().map(|codes| codes.join(", "));
            let what = codes.unwrap_or_else(|| "A group of that size".to_owned());
            let period = Period::between(work.new.from.to_utc(), work.new.to.to_utc());
            taken(work.app, work.venue, &what, period, &wish)
        }
        other => other.failure(&work.venue.facts),
    }
}
