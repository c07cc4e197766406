//! The one way in which a booking comes to be: key, rules, locks, check, booking, mail, the key's
//! answer, revision, in one transaction; tried again where something else than a rule came between.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::Value;
use shared::bookings::{Booking, NewBooking, NewWalkIn};

use super::idempotency::{self, Claim, Key};
use super::mails::{self, Occasion};
use super::pick::Refusal;
use super::secure::{Obstacle, secure};
use super::store::{Ground, Stored};
use super::{book, show, store, walk_in};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::jobs;
use crate::problem::Failure;

/// How often a booking is tried when something else than a rule came in between.
const TRIES: u32 = 5;

/// What somebody asks for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Request<'a> {
    /// Desks and a time, ahead.
    Booking(&'a NewBooking),
    /// A desk, now.
    WalkIn(&'a NewWalkIn),
}

/// What it comes down to.
pub(super) struct Draft {
    /// As it will be stored.
    pub booking: Stored,
    /// For a hold: the code that confirms it.
    pub code: Option<String>,
}

/// What came of it.
enum Outcome {
    Made { booking: Box<Stored>, revision: i64 },
    Replayed(Value),
}

impl Request<'_> {
    /// Idempotency keys of one endpoint are not those of another.
    const fn scope(self) -> &'static str {
        match self {
            Self::Booking(_) => "bookings",
            Self::WalkIn(_) => "walk-ins",
        }
    }

    /// Whether desks, or how long, are chosen again when a rival was faster.
    const fn adapts(self) -> bool {
        match self {
            Self::Booking(new) => new.party_size.is_some(),
            Self::WalkIn(_) => true,
        }
    }

    fn draft(self, app: &App, venue: &VenueCalendar, now: DateTime<Utc>) -> Result<Draft, Refusal> {
        match self {
            Self::Booking(new) => book::draft(app, venue, new, now),
            Self::WalkIn(new) => walk_in::draft(app, venue, new, now),
        }
    }
}

/// Makes a booking, or gives the stored answer of the first time. A refusal comes with the calendar
/// it was made against.
pub(super) async fn create(
    app: &App,
    venue: Arc<VenueCalendar>,
    request: Request<'_>,
    key: Option<&Key>,
) -> Result<HttpResponse, (Arc<VenueCalendar>, Obstacle)> {
    let (venue, outcome) = make(app, venue, request, key).await?;
    match outcome {
        Outcome::Made { booking, revision } => {
            app.publish(&booking, revision).await;
            let mut answer = show::wire(app, &venue, &booking);
            answer.secret = Some(app.secrets.booking(booking.id));
            Ok(created(&answer).json(&answer))
        }
        Outcome::Replayed(stored) => {
            let answer: Result<Booking, _> = serde_json::from_value(stored);
            let mut answer = answer.map_err(|error| (venue, Obstacle::Failed(Failure::internal(error))))?;
            answer.secret = Some(app.secrets.booking(answer.id));
            Ok(created(&answer).insert_header(("Idempotency-Replayed", "true")).json(&answer))
        }
    }
}

fn created(booking: &Booking) -> HttpResponseBuilder {
    let mut answer = HttpResponse::Created();
    answer
        .insert_header((header::LOCATION, booking.links.this.as_str()))
        .insert_header((header::ETAG, show::tag(booking.revision, booking.state)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}

/// Tries until the booking stands or something stands against it. What can be chosen otherwise when
/// a rival was faster is chosen again, and so is everything when the venue's facts have changed
/// meanwhile; a code for people that is in use is drawn again.
async fn make(
    app: &App,
    mut venue: Arc<VenueCalendar>,
    request: Request<'_>,
    key: Option<&Key>,
) -> Result<(Arc<VenueCalendar>, Outcome), (Arc<VenueCalendar>, Obstacle)> {
    let now = app.clock.now();
    if key.is_none()
        && let Err(refusal) = request.draft(app, &venue, now)
        && !matches!(refusal, Refusal::Taken)
    {
        // Nobody needs a connection to be told that it is Sunday.
        return Err((venue, refusal.into()));
    }
    let mut tries = 0;
    loop {
        tries += 1;
        let result = transact(app, &venue, request, key, now).await;
        let again = match result {
            Ok(outcome) => return Ok((venue, outcome)),
            Err(obstacle) if tries == TRIES => return Err((venue, obstacle)),
            Err(Obstacle::CodeInUse) => Ok(()),
            Err(Obstacle::Outdated) => app.renewed(&venue).await.map(|renewed| venue = renewed),
            Err(Obstacle::Queue) => jobs::settle(app, &venue).await,
            // What the calendar calls taken may be due: the clock decides, not the job's round.
            Err(Obstacle::Refused(Refusal::Taken)) if request.adapts() && tries == 1 => jobs::settle(app, &venue).await,
            Err(Obstacle::Refused(Refusal::Taken)) if request.adapts() => app.feed.catch_up(&venue).await,
            Err(obstacle) => return Err((venue, obstacle)),
        };
        if let Err(failure) = again {
            return Err((venue, failure.into()));
        }
    }
}

async fn transact(
    app: &App,
    venue: &VenueCalendar,
    request: Request<'_>,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<Outcome, Obstacle> {
    let mut conn = app.db.conn().await?;
    conn.transaction(async |conn| attempt(app, venue, request, key, now, conn).await).await
}

async fn attempt(
    app: &App,
    venue: &VenueCalendar,
    request: Request<'_>,
    key: Option<&Key>,
    now: DateTime<Utc>,
    conn: &mut AsyncPgConnection,
) -> Result<Outcome, Obstacle> {
    let (id, scope) = (venue.facts.venue.id, request.scope());
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, id, scope, key, now).await?
    {
        return Ok(Outcome::Replayed(stored));
    }
    let Draft { booking, code } = request.draft(app, venue, now)?;
    let ground = Ground {
        venue: id,
        desks: &booking.desks,
        period: booking.period,
        person: booking.email.as_deref(),
        except: None,
    };
    secure(conn, venue, ground, now).await?;
    store::insert(conn, &booking).await?;
    let occasion = code.as_deref().map(|code| Occasion::Held { code });
    if let Some(mail) = occasion.and_then(|occasion| mails::write(app, venue, &booking, &occasion)) {
        store::post(conn, id, app.ids.uuid(now), mail, now).await?;
    }
    if let Some(key) = key {
        let answer = serde_json::to_value(show::wire(app, venue, &booking)).map_err(Failure::internal)?;
        idempotency::store(conn, id, scope, key, 201, answer, now).await?;
    }
    let revision = store::record(conn, id, Some(booking.id), now).await?;
    Ok(Outcome::Made { booking: Box::new(booking), revision })
}
