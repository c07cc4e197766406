//! A visitor asks for desks and a time and gets a hold, with a code by mail to confirm it.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::Value;
use shared::bookings::{Booking, NewBooking};
use shared::ids::BookingId;
use shared::problem::ProblemKind;

use super::idempotency::{self, Claim, Key};
use super::mails::{self, Occasion};
use super::pick::{self, Plan, Refusal};
use super::{show, store};
use crate::app::{App, Shared};
use crate::calendar::{Change, Entry, VenueCalendar};
use crate::desks::alternatives;
use crate::jobs::due;
use crate::problem::Failure;
use crate::secrets::Secrets;
use crate::wire::Body;

/// Idempotency keys of this endpoint are its own.
const SCOPE: &str = "bookings";
/// How often a group of desks is chosen again when a rival was faster.
const GROUP_TRIES: u32 = 4;

/// Why a booking was not made.
#[derive(Debug)]
enum BookError {
    /// A rule or a value.
    Refused(Refusal),
    /// Draw another code for people.
    CodeInUse,
    /// Anything that is a failure already.
    Failed(Failure),
}

impl From<diesel::result::Error> for BookError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<store::InsertError> for BookError {
    fn from(error: store::InsertError) -> Self {
        match error {
            store::InsertError::Taken => Self::Refused(Refusal::Taken),
            store::InsertError::CodeInUse => Self::CodeInUse,
            store::InsertError::Database(error) => error.into(),
        }
    }
}

/// What came of it.
enum Outcome {
    Made { booking: Box<store::Stored>, revision: i64, plan: Plan },
    Replayed(Value),
}

/// Books desks for a time. The answer is a hold until the code from the mail confirms it.
#[utoipa::path(tag = "bookings", request_body = NewBooking, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Booking, headers(
    ("Location" = String, description = "Address of the booking"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/bookings")]
pub(crate) async fn create_booking(
    app: Shared,
    body: Body<NewBooking>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let new = body.value;
    let key = idempotency::key(&request, &body.hash)?;
    let venue =
        app.calendars.by_slug(&new.venue).ok_or_else(|| Failure::invalid("/venue", "no venue is called that"))?;
    check_person(&new)?;
    match make(&app, &venue, &new, key.as_ref()).await {
        Ok(Outcome::Made { booking, revision, plan }) => {
            let entry = Entry { period: plan.period, places: plan.places };
            if !venue.apply_own(revision, Change { booking: booking.id, entry: Some(entry) }) {
                app.feed
                    .catch_up(&venue)
                    .await
                    .unwrap_or_else(|failure| tracing::warn!(%failure, "could not catch up"));
            }
            app.jobs.notify_one();
            app.mail.notify_one();
            let mut answer = show::wire(&app, &venue, &booking);
            answer.secret = Some(app.secrets.booking(booking.id));
            Ok(created(&answer))
        }
        Ok(Outcome::Replayed(stored)) => replay(&app, stored),
        Err(error) => Err(refuse(&app, &venue, &new, error).await),
    }
}

fn created(booking: &Booking) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((header::LOCATION, booking.links.this.as_str()))
        .insert_header((header::ETAG, show::tag(booking.revision, booking.state)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(booking)
}

/// A stored answer, with the secret it had.
fn replay(app: &App, stored: Value) -> Result<HttpResponse, Failure> {
    let mut booking: Booking = serde_json::from_value(stored).map_err(Failure::internal)?;
    booking.secret = Some(app.secrets.booking(booking.id));
    let mut answer = created(&booking);
    answer
        .headers_mut()
        .insert(header::HeaderName::from_static("idempotency-replayed"), header::HeaderValue::from_static("true"));
    Ok(answer)
}

/// What a person gives about herself, besides the wish.
fn check_person(new: &NewBooking) -> Result<(), Failure> {
    let email = new.email.trim();
    if email.len() > 254 || email != new.email || email.parse::<lettre::Address>().is_err() {
        return Err(Failure::invalid("/email", "should be an e-mail address of at most 254 characters"));
    }
    let too_long = |name: &String| name.chars().count() > 100 || name.chars().any(char::is_control);
    if new.name.as_ref().is_some_and(too_long) {
        return Err(Failure::invalid("/name", "should have at most 100 characters on one line"));
    }
    Ok(())
}

/// Tries until the booking stands or something stands against it. A group whose desks a rival took
/// is chosen again; a code for people that is in use is drawn again.
async fn make(app: &App, venue: &VenueCalendar, new: &NewBooking, key: Option<&Key>) -> Result<Outcome, BookError> {
    let now = app.clock.now();
    if key.is_none() {
        // Nobody needs a connection to be told that it is Sunday.
        pick::plan(new, venue, now).map_err(BookError::Refused)?;
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let mut conn = app.db.conn().await.map_err(BookError::Failed)?;
        let result = conn.transaction(async |conn| attempt(app, venue, new, key, now, conn).await).await;
        drop(conn);
        match result {
            Err(BookError::CodeInUse) if tries < GROUP_TRIES => {}
            Err(BookError::Refused(Refusal::Taken)) if new.party_size.is_some() && tries < GROUP_TRIES => {
                app.feed.catch_up(venue).await.map_err(BookError::Failed)?;
            }
            Err(BookError::CodeInUse) => {
                return Err(BookError::Failed(Failure::internal("no unused booking code found")));
            }
            result => return result,
        }
    }
}

/// One transaction: key, rules, locks, check, booking, mail, key's answer, revision.
async fn attempt(
    app: &App,
    venue: &VenueCalendar,
    new: &NewBooking,
    key: Option<&Key>,
    now: DateTime<Utc>,
    conn: &mut AsyncPgConnection,
) -> Result<Outcome, BookError> {
    let venue_id = venue.facts.venue.id;
    if let Some(key) = key {
        let claim = idempotency::claim(conn, venue_id, SCOPE, key, now).await.map_err(BookError::Failed)?;
        if let Claim::Replay(stored) = claim {
            return Ok(Outcome::Replayed(stored));
        }
    }
    let plan = pick::plan(new, venue, now).map_err(BookError::Refused)?;
    store::lock_desks(conn, &plan.desks).await?;
    let rivals = store::rivals(conn, venue_id, &plan.desks, plan.period).await?;
    if !rivals.is_empty() && due::settle(conn, &venue.facts, &rivals, now).await? < rivals.len() {
        return Err(BookError::Refused(Refusal::Taken));
    }
    let (booking, code) = draft(app, venue, new, &plan, now);
    let expires_at = booking.hold_expires_at.unwrap_or(now);
    let held = store::New {
        venue: venue_id,
        id: booking.id,
        code: &booking.code,
        period: plan.period,
        desks: &plan.desks,
        email: &new.email,
        name: new.name.as_deref(),
        locale: booking.locale,
        secret_hash: &booking.secret_hash,
        code_hash: &app.secrets.code_hash(booking.id, &code),
        expires_at,
        now,
    };
    store::insert(conn, &held).await?;
    if let Some(mail) = mails::write(app, venue, &booking, &Occasion::Held { code: &code }) {
        store::post(conn, venue_id, app.ids.uuid(now), mail, now).await?;
    }
    if let Some(key) = key {
        let answer = serde_json::to_value(show::wire(app, venue, &booking));
        let answer = answer.map_err(|error| BookError::Failed(Failure::internal(error)))?;
        idempotency::store(conn, venue_id, SCOPE, key, 201, answer, now).await?;
    }
    let revision = store::record(conn, venue_id, booking.id, now).await?;
    Ok(Outcome::Made { booking: Box::new(booking), revision, plan })
}

/// The booking as it will be stored, and its confirmation code.
fn draft(
    app: &App,
    venue: &VenueCalendar,
    new: &NewBooking,
    plan: &Plan,
    now: DateTime<Utc>,
) -> (store::Stored, String) {
    let id = BookingId(app.ids.uuid(now));
    let expires_at = now + TimeDelta::minutes(venue.facts.rules().hold_minutes);
    let booking = store::Stored {
        venue: venue.facts.venue.id,
        id,
        code: app.ids.booking_code(),
        state: shared::bookings::BookingState::Held,
        period: plan.period,
        desks: plan.desks.clone(),
        email: Some(new.email.clone()),
        locale: new.locale.unwrap_or_default(),
        secret_hash: Secrets::hash(&app.secrets.booking(id)),
        hold_expires_at: Some(expires_at),
        hold_extensions: 0,
        code_hash: None,
        code_expires_at: Some(expires_at),
        code_tries: 0,
        revision: 1,
        created_at: now,
        ended_at: None,
    };
    (booking, app.ids.digits())
}

/// Turns a refusal into an answer that says what would work.
async fn refuse(app: &App, venue: &VenueCalendar, new: &NewBooking, error: BookError) -> Failure {
    match error {
        BookError::Failed(failure) => failure,
        BookError::CodeInUse => Failure::internal("no unused booking code found"),
        BookError::Refused(Refusal::Invalid(pointer, detail)) => Failure::invalid(pointer, detail),
        BookError::Refused(Refusal::Rule(violation)) => Failure::rule(violation, &venue.facts.schedule.zone),
        BookError::Refused(Refusal::Taken) => {
            let now = app.clock.now();
            if believed_free(venue, new)
                && let Err(failure) = app.feed.catch_up(venue).await
            {
                return failure;
            }
            let period = shared::slots::Period::between(new.from.to_utc(), new.to.to_utc());
            let others =
                period.map(|period| alternatives(venue, &venue.live(), &pick::wish(new, &venue.facts), period, now));
            let what =
                new.desk_codes.as_ref().map_or_else(|| "A group of that size".to_owned(), |codes| codes.join(", "));
            Failure::new(ProblemKind::DeskTaken)
                .detail(format!("{what} can't be had for all of that time."))
                .alternatives(others.unwrap_or_default())
        }
    }
}

/// Whether the calendar still believes what the database has just refused.
fn believed_free(venue: &VenueCalendar, new: &NewBooking) -> bool {
    let Some(period) = shared::slots::Period::between(new.from.to_utc(), new.to.to_utc()) else { return false };
    let live = venue.live();
    let codes = new.desk_codes.as_deref().unwrap_or_default();
    let free = |code: &String| {
        let place = venue.facts.places.get(code);
        place.and_then(|place| live.desk(*place)).is_some_and(|desk| desk.is_free(period))
    };
    codes.iter().all(free)
}
