//! A visitor puts a wish on the list. Where it fits after all, it is offered at once.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::Value;
use shared::bookings::{Rule, Violation, check_period};
use shared::ids::{AppId, WaitingId};
use shared::slots::Period;
use shared::waiting::{NewWaitingEntry, WaitingEntry};

use super::mails::{self, News};
use super::serve::serve;
use super::show;
use super::store::{self, Entry};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::bookings::idempotency::{self, Claim, Key};
use crate::bookings::store::{facts_revision, lock_house, post};
use crate::bookings::{Obstacle, check_name};
use crate::calendar::VenueCalendar;
use crate::desks::Wish;
use crate::limits::Origin;
use crate::problem::Failure;
use crate::secrets::Secrets;
use crate::wire::Body;

/// Idempotency keys of this endpoint are its own.
const SCOPE: &str = "waiting-list";
/// How often it is tried again when the venue's facts change meanwhile.
const TRIES: u32 = 5;

/// What somebody asks for.
struct Asked<'a> {
    new: &'a NewWaitingEntry,
    /// The app that asks.
    app: Option<AppId>,
    /// Where it is asked for, if nothing is proven and that counts.
    origin: Option<Vec<u8>>,
}

/// What came of it.
enum Outcome {
    Joined(Box<WaitingEntry>),
    Replayed(Value),
}

/// Puts a wish on the waiting list.
#[utoipa::path(tag = "waiting list", request_body = NewWaitingEntry, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = WaitingEntry, headers(
    ("Location" = String, description = "Address of the entry"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/waiting-list")]
pub(crate) async fn join_waiting_list(
    app: Shared,
    caller: Caller,
    origin: Origin,
    body: Body<NewWaitingEntry>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let mut venue = app.venue_of(&body.value.venue)?;
    let (email, verified) = caller.whose(body.value.email.as_deref())?;
    let new = NewWaitingEntry { email: Some(email), ..body.value };
    check_name(new.name.as_deref())?;
    let asked = Asked { new: &new, app: caller.app(), origin: origin.share(&app, &caller, verified) };
    let now = app.clock.now();
    let mut tries = 0;
    loop {
        tries += 1;
        let mut conn = app.db.conn().await?;
        let result = conn.transaction(async |conn| attempt(&app, conn, &venue, &asked, key.as_ref(), now).await).await;
        drop(conn);
        match result {
            Ok(Outcome::Joined(entry)) => {
                app.feed.catch_up(&venue).await?;
                app.mail.notify_one();
                app.webhooks.notify_one();
                app.jobs.notify_one();
                return Ok(created(&app, *entry, false));
            }
            Ok(Outcome::Replayed(stored)) => {
                let entry: WaitingEntry = serde_json::from_value(stored).map_err(Failure::internal)?;
                return Ok(created(&app, entry, true));
            }
            Err(Obstacle::Outdated) if tries < TRIES => venue = app.renewed(&venue).await?,
            Err(obstacle) => return Err(obstacle.failure(&venue.facts)),
        }
    }
}

fn created(app: &App, mut entry: WaitingEntry, replayed: bool) -> HttpResponse {
    entry.secret = Some(app.secrets.waiting(entry.id));
    if let Some(offer) = &mut entry.offer {
        offer.secret = app.secrets.booking(offer.booking_id);
    }
    let mut answer = HttpResponse::Created();
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/waiting-list/{}", app.public_url, entry.id)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer.json(entry)
}

async fn attempt(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    asked: &Asked<'_>,
    key: Option<&Key>,
    now: DateTime<Utc>,
) -> Result<Outcome, Obstacle> {
    let Asked { new, origin, .. } = asked;
    let facts = &venue.facts;
    let id = facts.venue.id;
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, id, SCOPE, key, now).await?
    {
        return Ok(Outcome::Replayed(stored));
    }
    let entry = Entry { origin: origin.clone(), ..draft(app, venue, asked, now)? };
    lock_house(conn, id).await?;
    if facts_revision(conn, id).await? != facts.revision {
        return Err(Obstacle::Outdated);
    }
    let most = facts.rules().max_open_bookings;
    if store::count_of(conn, id, new.email.as_deref().unwrap_or_default()).await? >= most {
        return Err(Failure::rule(Violation::beyond(Rule::QuotaBookings, most), &facts.schedule.zone).into());
    }
    store::insert(conn, &entry).await?;
    serve(app, conn, venue, Some(entry.period), now).await?;
    let stored = store::find(conn, entry.id).await?.ok_or_else(Failure::not_found)?;
    // What is offered at once has a mail of its own.
    if let Some(mail) = mails::write(app, venue, &stored, News::Joined).filter(|_| stored.booking.is_none()) {
        post(conn, id, app.ids.uuid(now), mail, now).await?;
    }
    let mut answer = show::wire(app, conn, venue, &stored).await?;
    if let Some(key) = key {
        // Like everywhere, secrets are made again and never stored.
        if let Some(offer) = &mut answer.offer {
            offer.secret.clear();
        }
        let answer = serde_json::to_value(&answer).map_err(Failure::internal)?;
        idempotency::store(conn, id, SCOPE, key, 201, answer, now).await?;
    }
    Ok(Outcome::Joined(Box::new(answer)))
}

/// The wish as it will be stored. It is held to the rules of any booking, except that nothing has to
/// be free.
fn draft(app: &App, venue: &VenueCalendar, asked: &Asked<'_>, now: DateTime<Utc>) -> Result<Entry, Failure> {
    let (facts, new) = (&venue.facts, asked.new);
    let (from, to) = (new.from.to_utc(), new.to.to_utc());
    let (period, _): (Period, _) = check_period(facts.rules(), &facts.schedule, now, from, to)
        .map_err(|no| Failure::rule(no, &facts.schedule.zone))?;
    if period.start() <= now {
        let late = Violation { allowed_from: Some(now), ..Violation::of(Rule::InThePast) };
        return Err(Failure::rule(late, &facts.schedule.zone).detail("Nobody can wait for a time that has begun."));
    }
    let party_size = new.party_size.unwrap_or(1);
    let most = facts.rules().max_party_size;
    if party_size == 0 {
        return Err(Failure::invalid("/party_size", "should be at least 1"));
    }
    if party_size > most {
        return Err(Failure::rule(Violation::beyond(Rule::PartyTooLarge, i64::from(most)), &facts.schedule.zone));
    }
    let features = new.features.clone().unwrap_or_default();
    let wish = Wish { features: features.clone(), zone: new.zone.clone(), kind: new.kind.clone(), party_size };
    wish.check(facts).map_err(Failure::in_body)?;
    let id = WaitingId(app.ids.uuid(now));
    Ok(Entry {
        venue: facts.venue.id,
        id,
        place: 0,
        state: "waiting".to_owned(),
        period,
        party_size,
        features,
        zone: new.zone.clone(),
        kind: new.kind.clone(),
        email: new.email.clone(),
        name: new.name.clone(),
        locale: new.locale.unwrap_or_default(),
        secret_hash: Secrets::hash(&app.secrets.waiting(id)),
        booking: None,
        created_at: now,
        app: asked.app,
        origin: None,
    })
}
