//! A visitor asks for a slot and gets a hold, with a code by mail to confirm it.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::advice::{AdviceHour, Span, check_slot, free_seat};
use shared::appointments::{Appointment, AppointmentState, NewAppointment, check_open};
use shared::bookings::check_held_slots;
use shared::ids::{AppId, AppointmentId};
use shared::problem::ProblemKind;

use super::mails::{self, Occasion};
use super::show;
use super::store::{self, Stored};
use crate::access::Caller;
use crate::advice::{self, store as hours};
use crate::app::{App, Shared};
use crate::bookings::store::{lock_things, post as mail};
use crate::bookings::{check_name, idempotency};
use crate::calendar::VenueCalendar;
use crate::jobs::REACH;
use crate::limits::Origin;
use crate::problem::Failure;
use crate::secrets::Secrets;
use crate::wire::Body;

/// Idempotency keys of appointments are not those of bookings.
const SCOPE: &str = "appointments";
/// How often another code for people is drawn when one is in use.
const TRIES: u32 = 5;

/// What somebody asks for.
struct Asked<'a> {
    new: &'a NewAppointment,
    email: &'a str,
    /// Whether the address is proven.
    verified: bool,
    /// The app that asks.
    app: Option<AppId>,
    /// Where it is asked for, if nothing is proven and that counts.
    origin: Option<Vec<u8>>,
}

/// Books a slot of advice hours. The answer is a hold until the code from the mail confirms it; for who is signed in,
/// or an app that may vouch for its users, it stands at once.
#[utoipa::path(tag = "advice", request_body = NewAppointment, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Appointment, headers(
    ("Location" = String, description = "Address of the appointment"),
    ("ETag" = String, description = "Revision of the appointment"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/appointments")]
pub(crate) async fn create_appointment(
    app: Shared,
    caller: Caller,
    origin: Origin,
    body: Body<NewAppointment>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let new = body.value;
    let (email, verified) = caller.whose(new.email.as_deref())?;
    check_name(new.name.as_deref())?;
    let mut conn = app.db.conn().await?;
    let venue = hours::venue_of(&mut conn, new.advice_hour).await?.and_then(|id| app.calendars.by_id(id));
    let venue = venue.ok_or_else(no_such_hours)?;
    let origin = origin.share(&app, &caller, verified);
    let asked = Asked { new: &new, email: &email, verified, app: caller.app(), origin };
    let (id, now) = (venue.facts.venue.id, app.clock.now());
    let made = conn.transaction(async |conn| {
        let work = async |conn: &mut AsyncPgConnection| attempt(&app, conn, &venue, &asked, now).await;
        idempotency::once(conn, (id, SCOPE), key.as_ref(), now, work).await
    });
    let (mut made, replayed) = made.await?;
    drop(conn);
    app.mail.notify_one();
    if made.hold_expires_at.is_some_and(|at| at <= now + REACH) {
        app.jobs.notify_one();
    }
    made.secret = Some(app.secrets.appointment(made.id));
    let mut answer = HttpResponse::Created();
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer
        .insert_header((header::LOCATION, made.links.this.as_str()))
        .insert_header((header::ETAG, format!("\"{}-{}\"", made.revision, made.state.name())))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(made))
}

fn no_such_hours() -> Failure {
    Failure::invalid("/advice_hour", "no advice hours have this id")
}

/// Locks, rules, a free adviser, what the person has, the row, the mail: in this order, in one transaction.
async fn attempt(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    asked: &Asked<'_>,
    now: DateTime<Utc>,
) -> Result<Appointment, Failure> {
    let (facts, new) = (&venue.facts, asked.new);
    let (id, zone, rules) = (facts.venue.id, &facts.schedule.zone, facts.rules());
    lock_things(conn, id, &[new.advice_hour.0], Some(asked.email), asked.origin.as_deref()).await?;
    let hour = hours::find(conn, id, new.advice_hour, false, zone.date(now)).await?.ok_or_else(no_such_hours)?;
    let offer = match &new.offer {
        Some(slug) if hour.offers.contains(slug) => {
            hours::offers_called(conn, id, std::slice::from_ref(slug)).await?.remove(slug)
        }
        Some(_) => return Err(Failure::invalid("/offer", "is none of those the advice hours are for")),
        None => None,
    };
    if new.language.as_ref().is_some_and(|language| !hour.languages.contains(language)) {
        return Err(Failure::invalid("/language", format!("should be one of {}", hour.languages.join(", "))));
    }
    let slot = check_slot(&hour, &facts.schedule, rules, now, new.from.to_utc());
    let slot = slot.map_err(|no| Failure::rule(no, zone))?;
    store::expire(conn, id, Some(hour.id), now).await?;
    let taken = store::seated(conn, id, &[hour.id], slot, now).await?;
    let taken: Vec<_> = taken.into_iter().map(|(_, seated)| seated).collect();
    let Some(seat) = free_seat(hour.seats, &taken, slot) else {
        return Err(slot_taken(conn, venue, &hour, slot, now).await?);
    };
    let open = store::open_of_person(conn, id, asked.email, now).await?;
    check_open(rules, open).map_err(|no| Failure::rule(no, zone))?;
    if let Some(origin) = &asked.origin {
        let held = store::held(conn, id, asked.email, origin, now).await?;
        check_held_slots(rules, &held).map_err(|no| Failure::rule(no, zone))?;
    }
    let code = (!asked.verified).then(|| app.ids.digits());
    let mut one = drafted(app, venue, asked, &hour, (slot, seat), code.as_deref(), now);
    one.offer = offer;
    let mut tries = 0;
    while !store::insert(conn, &one).await? {
        tries += 1;
        if tries == TRIES {
            // Not the code, then: somebody has come to that adviser past the locks.
            return Err(slot_taken(conn, venue, &hour, slot, now).await?);
        }
        one.code = app.ids.booking_code();
    }
    let occasion = code.as_deref().map_or(Occasion::Confirmed, |code| Occasion::Held { code });
    if let Some(letter) = mails::write(app, facts, &hour, &one, &occasion) {
        mail(conn, id, app.ids.uuid(now), letter, now).await?;
    }
    Ok(show::wire(app, facts, &hour, new.offer.clone(), &one))
}

/// What somebody is told who comes too late, with other slots.
async fn slot_taken(
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    hour: &AdviceHour,
    slot: Span,
    now: DateTime<Utc>,
) -> Result<Failure, Failure> {
    let others = advice::alternatives(conn, &venue.facts, hour, slot.from, now).await?;
    Ok(Failure::new(ProblemKind::SlotTaken).detail("Everybody who gives advice then is taken.").alternatives(others))
}

/// The appointment as it will be stored: a hold with its code, unless the address is proven.
fn drafted(
    app: &App,
    venue: &VenueCalendar,
    asked: &Asked<'_>,
    hour: &AdviceHour,
    (span, seat): (Span, i16),
    code: Option<&str>,
    now: DateTime<Utc>,
) -> Stored {
    let id = AppointmentId(app.ids.uuid(now));
    let until = now + TimeDelta::minutes(venue.facts.rules().hold_minutes);
    Stored {
        venue: venue.facts.venue.id,
        id,
        advice_hour: hour.id,
        seat,
        span,
        state: if code.is_some() { AppointmentState::Held } else { AppointmentState::Confirmed },
        code: app.ids.booking_code(),
        offer: None,
        email: Some(asked.email.to_owned()),
        name: asked.new.name.clone(),
        locale: asked.new.locale.unwrap_or_default(),
        language: asked.new.language.clone(),
        secret_hash: Secrets::hash(&app.secrets.appointment(id)),
        hold_expires_at: code.map(|_| until),
        hold_extensions: 0,
        hold_origin: asked.origin.clone(),
        code_hash: code.map(|code| app.secrets.appointment_code_hash(id, code)),
        code_tries: 0,
        cancel_reason: None,
        app: asked.app,
        revision: 1,
        created_at: now,
        confirmed_at: code.is_none().then_some(now),
        ended_at: None,
    }
}
