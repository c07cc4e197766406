//! All dates of a series, or those that fit, in one transaction: one hold, one code, one mail.

use std::collections::BTreeSet;
use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::Value;
use shared::bookings::{NewSeries, Series, SeriesMode, check_holds, check_quota};
use shared::ids::{AppId, DeskId};
use shared::slots::Period;

use super::dates::{Occurrence, occurrences, refusal};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::bookings::book::check_name;
use crate::bookings::idempotency::{self, Claim, Key};
use crate::bookings::mails::{self, Occasion};
use crate::bookings::pick::{Plan, Refusal};
use crate::bookings::secure::{Obstacle, recheck};
use crate::bookings::show;
use crate::bookings::store::{self, Ground, Stored};
use crate::bookings::tell;
use crate::calendar::VenueCalendar;
use crate::jobs;
use crate::limits::Origin;
use crate::problem::Failure;
use crate::wire::Body;

/// Idempotency keys of this endpoint are its own.
const SCOPE: &str = "series";
/// How often it is tried when something else than a rule came in between.
const TRIES: u32 = 5;

/// What came of it.
enum Outcome {
    Made(Box<Series>),
    Replayed(Value),
}

/// Books a series. The code from the one mail confirms all its dates; each is a booking of its own. For who
/// is signed in, or an app that may vouch for its users, they stand at once.
#[utoipa::path(tag = "bookings", request_body = NewSeries, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Series, headers(
    ("Location" = String, description = "Address of the first booking"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/series")]
pub(crate) async fn create_series(
    app: Shared,
    caller: Caller,
    origin: Origin,
    body: Body<NewSeries>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let venue = app.venue_of(&body.value.venue)?;
    let (email, verified) = caller.whose(body.value.email.as_deref())?;
    let new = NewSeries { email: Some(email), ..body.value };
    check_name(new.name.as_deref())?;
    app.current(&venue).await?;
    let asked = Asked { new: &new, verified, by: caller.app(), origin: origin.share(&app, &caller, verified) };
    match make(&app, venue, &asked, key.as_ref()).await? {
        Outcome::Made(series) => Ok(created(&app, *series, false)),
        Outcome::Replayed(stored) => {
            let series: Series = serde_json::from_value(stored).map_err(Failure::internal)?;
            Ok(created(&app, series, true))
        }
    }
}

fn created(app: &App, mut series: Series, replayed: bool) -> HttpResponse {
    for booking in &mut series.bookings {
        booking.secret = Some(app.secrets.booking(booking.id));
    }
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(first) = series.bookings.first() {
        answer.insert_header((header::LOCATION, first.links.this.as_str()));
    }
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer.json(series)
}

async fn make(
    app: &App,
    mut venue: Arc<VenueCalendar>,
    asked: &Asked<'_>,
    key: Option<&Key>,
) -> Result<Outcome, Failure> {
    let now = app.clock.now();
    let mut tries = 0;
    loop {
        tries += 1;
        let mut conn = app.db.conn().await?;
        let work = Work { app, venue: &venue, asked, now };
        let result = conn.transaction(async |conn| work.attempt(conn, key).await).await;
        drop(conn);
        match result {
            Ok(outcome) => {
                app.feed.catch_up(&venue).await?;
                app.jobs.notify_one();
                app.mail.notify_one();
                app.webhooks.notify_one();
                return Ok(outcome);
            }
            Err(obstacle) if tries == TRIES => return Err(obstacle.failure(&venue.facts)),
            Err(Obstacle::CodeInUse) => {}
            Err(Obstacle::Outdated) => venue = app.renewed(&venue).await?,
            Err(Obstacle::Queue) => jobs::settle(app, &venue).await?,
            // A rival was faster than the calendar: with that known, the date is told or left out.
            Err(Obstacle::Refused(Refusal::Taken)) => app.feed.catch_up(&venue).await?,
            Err(obstacle) => return Err(obstacle.failure(&venue.facts)),
        }
    }
}

/// What somebody asks for.
struct Asked<'a> {
    new: &'a NewSeries,
    /// Whether the address is proven: then nothing has to be confirmed.
    verified: bool,
    /// The app that asks.
    by: Option<AppId>,
    /// Where it is asked for, if that counts.
    origin: Option<Vec<u8>>,
}

/// One try.
struct Work<'a> {
    app: &'a App,
    venue: &'a VenueCalendar,
    asked: &'a Asked<'a>,
    now: DateTime<Utc>,
}

impl Work<'_> {
    async fn attempt(&self, conn: &mut AsyncPgConnection, key: Option<&Key>) -> Result<Outcome, Obstacle> {
        let Self { app, venue, asked: &Asked { new, .. }, now } = *self;
        let id = venue.facts.venue.id;
        if let Some(key) = key
            && let Claim::Replay(stored) = idempotency::claim(conn, id, SCOPE, key, now).await?
        {
            return Ok(Outcome::Replayed(stored));
        }
        let dates: Vec<Occurrence> =
            occurrences(venue, new, now)?.into_iter().map(|date| date.against(venue)).collect();
        let fitting = dates.iter().filter(|date| date.plan.is_ok()).count();
        let whole = new.mode.unwrap_or_default() == SeriesMode::All;
        if fitting == 0 || (whole && fitting < dates.len()) {
            return Err(refusal(app, venue, dates).into());
        }
        let plans: Vec<&Plan> = dates.iter().filter_map(|date| date.plan.as_ref().ok()).collect();
        self.secure(conn, &plans).await?;
        let (bookings, code) = self.draft(&plans);
        let occasion = code.as_deref().map_or(Occasion::Confirmed, |code| Occasion::Held { code });
        for booking in &bookings {
            store::insert(conn, booking).await?;
        }
        if let Some(mail) = mails::write_all(app, venue, &bookings, &occasion) {
            store::post(conn, id, app.ids.uuid(now), mail, now).await?;
        }
        let series = Series {
            id: bookings.first().and_then(|booking| booking.series).unwrap_or_default(),
            rrule: new.rrule.clone(),
            items: dates.iter().map(|date| date.wire(app, venue)).collect(),
            bookings: bookings.iter().map(|booking| show::wire(app, venue, booking)).collect(),
        };
        if let Some(key) = key {
            let answer = serde_json::to_value(&series).map_err(Failure::internal)?;
            idempotency::store(conn, id, SCOPE, key, 201, answer, now).await?;
        }
        for booking in &bookings {
            tell(app, conn, &venue.facts, (None, booking), now).await?;
        }
        Ok(Outcome::Made(Box::new(series)))
    }

    /// All locks at once and in order, then each date as if it were alone, then the person's quota.
    async fn secure(&self, conn: &mut AsyncPgConnection, plans: &[&Plan]) -> Result<(), Obstacle> {
        let venue = self.venue.facts.venue.id;
        let (person, origin) = (self.asked.new.email.as_deref(), self.asked.origin.as_deref());
        let all: BTreeSet<DeskId> = plans.iter().flat_map(|plan| plan.desks.iter().copied()).collect();
        let all: Vec<DeskId> = all.into_iter().collect();
        store::lock(conn, venue, &all, person, origin).await?;
        let ground = |plan: &'_ Plan| Ground { venue, desks: &[], period: plan.period, person, except: None, origin };
        for plan in plans {
            let alone = Ground { desks: &plan.desks, person: None, origin: None, ..ground(plan) };
            recheck(self.app, conn, self.venue, alone, self.now).await?;
        }
        if let Some(first) = plans.first() {
            let rules = self.venue.facts.rules();
            let room = store::look(conn, ground(first), rules, self.now).await?;
            let periods: Vec<Period> = plans.iter().map(|plan| plan.period).collect();
            check_quota(rules, &room.owned, &periods).map_err(Refusal::Rule)?;
            if origin.is_some() {
                check_holds(rules, &room.held, first.desks.len()).map_err(Refusal::Rule)?;
            }
        }
        Ok(())
    }

    /// The bookings as they will be stored, and the code they share, if they wait for one.
    fn draft(&self, plans: &[&Plan]) -> (Vec<Stored>, Option<String>) {
        let Self { app, venue, asked: &Asked { new, verified, by, ref origin }, now } = *self;
        let (code, series) = ((!verified).then(|| app.ids.digits()), app.ids.uuid(now));
        let until = now + TimeDelta::minutes(venue.facts.rules().hold_minutes);
        let one = |plan: &&Plan| {
            let mut booking = Stored::new(app, venue, (*plan).clone(), now);
            booking.email.clone_from(&new.email);
            booking.name.clone_from(&new.name);
            booking.locale = new.locale.unwrap_or_default();
            booking.series = Some(series);
            booking.app = by;
            if let Some(code) = &code {
                booking.hold(app, code, until);
                booking.hold_origin.clone_from(origin);
            }
            booking
        };
        (plans.iter().map(one).collect(), code)
    }
}
