//! The moves a visitor makes with an appointment: confirm, extend the hold, cancel.
//!
//! All of them follow one path: lock the row, let only the owner through, look what the clock has made of it, make the
//! move, write the mail.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::appointments::{Appointment, AppointmentMove, AppointmentState};
use shared::bookings::Confirmation;
use shared::ids::AppointmentId;
use shared::problem::ProblemKind;

use super::mails::{self, Occasion};
use super::show::{self, Around, admit, overtake, unknown};
use super::store::{self, Stored};
use crate::access::{Caller, Proof};
use crate::app::{App, Shared};
use crate::bookings::store::{lock_shared, post as mail};
use crate::holds::{Kept, compare, digits};
use crate::problem::Failure;
use crate::venues::VenueFacts;
use crate::wire::{Body, IfMatch, Params};

/// What is to happen.
#[derive(Debug, Clone)]
enum Step {
    /// With the code, unless who asks is signed in with the address.
    Confirm(Option<String>),
    Extend,
    Cancel,
}

/// Confirms a hold with the code from the mail; who is signed in with its address needs none.
#[utoipa::path(tag = "advice", request_body = Confirmation, params(crate::openapi::OwnAppointment), responses((status = 200, body = Appointment)))]
#[post("/appointments/{id}/confirm")]
pub(crate) async fn confirm_appointment(
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
    perform(&app, &caller, &path, &request, Step::Confirm(code)).await
}

/// Extends a hold, once by default.
#[utoipa::path(tag = "advice", params(crate::openapi::OwnAppointment), responses((status = 200, body = Appointment)))]
#[post("/appointments/{id}/extend-hold")]
pub(crate) async fn extend_appointment_hold(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    perform(&app, &caller, &path, &request, Step::Extend).await
}

/// Calls an appointment off; its slot is free at once.
#[utoipa::path(tag = "advice", params(crate::openapi::OwnAppointment), responses((status = 200, body = Appointment)))]
#[post("/appointments/{id}/cancel")]
pub(crate) async fn cancel_appointment(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    perform(&app, &caller, &path, &request, Step::Cancel).await
}

async fn perform(
    app: &App,
    caller: &Caller,
    path: &str,
    request: &HttpRequest,
    step: Step,
) -> Result<HttpResponse, Failure> {
    let id: AppointmentId = path.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let (now, proof, if_match) = (app.clock.now(), Proof::of(request, caller), IfMatch::of(request));
    let mut conn = app.db.conn().await?;
    let seen = admit(store::find(&mut conn, id, false).await?, &proof)?;
    let venue = app.calendars.by_id(seen.venue).ok_or_else(unknown)?;
    let moved = conn.transaction(async |conn| {
        // Whoever is just erased has the house alone.
        lock_shared(conn, seen.venue).await?;
        let mut one = admit(store::find(conn, id, true).await?, &proof)?;
        overtake(&mut one, now);
        if_match.check(&show::tag(&one))?;
        let occasion = match &step {
            Step::Confirm(code) => {
                if let Some(wrong) = prove(app, conn, &venue.facts, &one, &proof, code.as_deref(), now).await? {
                    // Counted, so what was written has to stay.
                    return Ok(Err(wrong));
                }
                advance(&mut one, AppointmentMove::Confirm, now)?;
                one.confirmed_at = Some(now);
                Some(Occasion::Confirmed)
            }
            Step::Extend => {
                extend(&venue.facts, &mut one)?;
                None
            }
            Step::Cancel => {
                if one.state.is_open() && one.span.to <= now {
                    return Err(Failure::new(ProblemKind::WrongState).detail("The appointment is over."));
                }
                let told = one.state == AppointmentState::Confirmed;
                advance(&mut one, AppointmentMove::Cancel, now)?;
                told.then_some(Occasion::Cancelled)
            }
        };
        one.revision += 1;
        store::save(conn, &one).await?;
        let around = Around::of(app, conn, &venue.facts, std::slice::from_ref(&one)).await?;
        let hour = around.hour(&one)?;
        let letter = occasion.and_then(|occasion| mails::write(app, &venue.facts, hour, &one, &occasion));
        if let Some(letter) = letter {
            mail(conn, one.venue, app.ids.uuid(now), letter, now).await?;
        }
        Ok::<_, Failure>(Ok(one))
    });
    let one = moved.await??;
    app.mail.notify_one();
    show::answer(app, &mut conn, &one, request).await
}

/// Makes a move. What is no hold any more has no code, and what is over has ended.
pub(super) fn advance(one: &mut Stored, step: AppointmentMove, now: DateTime<Utc>) -> Result<(), Failure> {
    one.state = one.state.after(step).ok_or_else(|| wrong_state(one.state))?;
    one.hold_expires_at = None;
    one.code_hash = None;
    one.ended_at = (!one.state.is_open()).then_some(now);
    Ok(())
}

fn wrong_state(state: AppointmentState) -> Failure {
    Failure::new(ProblemKind::WrongState).detail(format!("The appointment is {}.", state.name()))
}

fn extend(facts: &VenueFacts, one: &mut Stored) -> Result<(), Failure> {
    let rules = facts.rules();
    let Some(expires) = one.hold_expires_at.filter(|_| one.state == AppointmentState::Held) else {
        return Err(wrong_state(one.state));
    };
    if one.hold_extensions >= rules.hold_extensions {
        return Err(Failure::new(ProblemKind::WrongState).detail("The hold can't be extended again."));
    }
    one.hold_extensions += 1;
    one.hold_expires_at = Some(expires + TimeDelta::minutes(rules.hold_minutes));
    Ok(())
}

/// Whoever has signed in with the address has proven it already; everybody else needs the code. A wrong one is counted.
async fn prove(
    app: &App,
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    one: &Stored,
    proof: &Proof,
    code: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<Failure>, Failure> {
    if one.state != AppointmentState::Held {
        return Err(wrong_state(one.state));
    }
    if proof.names(one.email.as_deref()) {
        return Ok(None);
    }
    let missing = || Failure::invalid("/code", "is required: the appointment has another address than you");
    let offered = app.secrets.appointment_code_hash(one.id, code.ok_or_else(missing)?);
    let kept = Kept { hash: one.code_hash.as_deref(), expires_at: one.hold_expires_at, tries: one.code_tries };
    let wrong = compare(kept, &offered, facts.rules().code_tries, now)?;
    if wrong.is_some() {
        store::count_try(conn, one).await?;
    }
    Ok(wrong)
}
