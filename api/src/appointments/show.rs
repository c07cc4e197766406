//! An appointment as its owner sees it.

use std::collections::HashMap;

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use shared::advice::AdviceHour;
use shared::appointments::{Appointment, AppointmentLinks, AppointmentMove, AppointmentState};
use shared::bookings::Locale;
use shared::ids::{AdviceHourId, AppointmentId};
use uuid::Uuid;

use super::mails;
use super::store::{self, Stored};
use crate::access::{Caller, Mark, Proof};
use crate::advice::store as hours;
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::venues::VenueFacts;
use crate::wire::{Params, single};

/// What is one person's is in no cache.
const PRIVATE: &str = "private, no-store";

/// Shows an appointment to whoever has its secret, or has signed in with its address, and to the app that has made it.
#[utoipa::path(tag = "advice", params(crate::openapi::OwnAppointment), responses((status = 200, body = Appointment, headers(("ETag" = String, description = "Revision of the appointment"))), (status = 304, description = "Not modified")))]
#[get("/appointments/{id}")]
pub(crate) async fn get_appointment(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let mut conn = app.db.conn().await?;
    let one = owned(&app, &mut conn, &path, &Proof::of(&request, &caller)).await?;
    answer(&app, &mut conn, &one, &request).await
}

/// The appointment as a calendar file (RFC 5545).
#[utoipa::path(tag = "advice", params(crate::openapi::OwnAppointment), responses((status = 200, body = String, content_type = "text/calendar")))]
#[get("/appointments/{id}.ics")]
pub(crate) async fn get_appointment_file(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let mut conn = app.db.conn().await?;
    let one = owned(&app, &mut conn, &path, &Proof::of(&request, &caller)).await?;
    let venue = app.calendars.by_id(one.venue).ok_or_else(unknown)?;
    let around = Around::of(&app, &mut conn, &venue.facts, std::slice::from_ref(&one)).await?;
    let ics = mails::calendar(&app, &venue.facts, around.hour(&one)?, &one, None);
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, PRIVATE))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.ics\"", one.code)))
        .content_type("text/calendar; charset=utf-8")
        .body(ics))
}

/// 200 with the appointment, or 304.
pub(super) async fn answer(
    app: &App,
    conn: &mut AsyncPgConnection,
    one: &Stored,
    request: &HttpRequest,
) -> Result<HttpResponse, Failure> {
    let venue = app.calendars.by_id(one.venue).ok_or_else(unknown)?;
    let around = Around::of(app, conn, &venue.facts, std::slice::from_ref(one)).await?;
    let shown = around.wire(app, &venue.facts, one)?;
    Ok(single(request, &tag(one), PRIVATE, &shown))
}

/// The appointment of a path as it is now, if the request proves that it may see it. 404 in every other case, in the
/// same words, so that nobody learns which there are.
async fn owned(app: &App, conn: &mut AsyncPgConnection, id: &str, proof: &Proof) -> Result<Stored, Failure> {
    let id: AppointmentId = id.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let mut one = admit(store::find(conn, id, false).await?, proof)?;
    overtake(&mut one, app.clock.now());
    Ok(one)
}

/// What an appointment that is not yours, or not there, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No appointment has this id and secret.")
}

/// Lets the owner through.
pub(super) fn admit(found: Option<Stored>, proof: &Proof) -> Result<Stored, Failure> {
    proof.admit(found, mark).ok_or_else(unknown)
}

/// Whose it is.
fn mark(one: &Stored) -> Mark<'_> {
    Mark { secret_hash: &one.secret_hash, email: one.email.as_deref(), app: one.app }
}

/// Shows what is due as if it were done: the clock decides, not the worker's round.
pub(super) fn overtake(one: &mut Stored, now: DateTime<Utc>) {
    if one.hold_expires_at.is_some_and(|at| at <= now)
        && let Some(state) = one.state.after(AppointmentMove::Expire)
    {
        one.state = state;
        one.ended_at = one.hold_expires_at.take();
    }
}

/// The entity tag of an appointment. The state is part of it, since time may change that unwritten.
pub(super) fn tag(one: &Stored) -> String {
    format!("\"{}-{}\"", one.revision, one.state.name())
}

/// The appointment's page in the app.
pub(super) fn page(public_url: &str, id: AppointmentId, locale: Locale) -> String {
    match locale {
        Locale::De => format!("{public_url}/appointment/{id}"),
        Locale::En => format!("{public_url}/en/appointment/{id}"),
    }
}

/// What appointments have to do with: their hours, and the offers they are about.
pub(super) struct Around {
    hours: HashMap<AdviceHourId, AdviceHour>,
    offers: HashMap<Uuid, String>,
}

impl Around {
    /// Of appointments of one venue.
    pub(super) async fn of(
        app: &App,
        conn: &mut AsyncPgConnection,
        facts: &VenueFacts,
        all: &[Stored],
    ) -> Result<Self, Failure> {
        let (venue, today) = (facts.venue.id, facts.schedule.zone.date(app.clock.now()));
        let ids: Vec<AdviceHourId> = all.iter().map(|one| one.advice_hour).collect();
        let offers: Vec<Uuid> = all.iter().filter_map(|one| one.offer).collect();
        Ok(Self {
            hours: hours::of_appointments(conn, venue, &ids, today).await?,
            offers: hours::names_of_offers(conn, venue, &offers).await?,
        })
    }

    /// Its hours; a foreign key sees to it that there are some.
    pub(super) fn hour(&self, one: &Stored) -> Result<&AdviceHour, Failure> {
        self.hours.get(&one.advice_hour).ok_or_else(|| Failure::internal("an appointment without advice hours"))
    }

    /// The slug of its offer.
    pub(super) fn offer(&self, one: &Stored) -> Option<String> {
        self.offers.get(&one.offer?).cloned()
    }

    /// An appointment on the wire, without its secret.
    pub(super) fn wire(&self, app: &App, facts: &VenueFacts, one: &Stored) -> Result<Appointment, Failure> {
        Ok(wire(app, facts, self.hour(one)?, self.offer(one), one))
    }
}

/// The same where what it has to do with is at hand.
pub(super) fn wire(
    app: &App,
    facts: &VenueFacts,
    hour: &AdviceHour,
    offer: Option<String>,
    one: &Stored,
) -> Appointment {
    let (zone, rules) = (&facts.schedule.zone, facts.rules());
    let held = one.state == AppointmentState::Held;
    let ended = one.ended_at.unwrap_or(one.span.to);
    let this = format!("{}/api/v1/appointments/{}", app.public_url, one.id);
    Appointment {
        id: one.id,
        code: one.code.clone(),
        state: one.state,
        venue: facts.venue.slug.clone(),
        advice_hour: one.advice_hour,
        title_de: hour.title_de.clone(),
        title_en: hour.title_en.clone(),
        office_de: hour.office_de.clone(),
        office_en: hour.office_en.clone(),
        about_de: hour.about_de.clone(),
        about_en: hour.about_en.clone(),
        place_de: hour.place_de.clone(),
        place_en: hour.place_en.clone(),
        offer,
        language: one.language.clone(),
        from: zone.local(one.span.from),
        to: zone.local(one.span.to),
        hold_expires_at: one.hold_expires_at.filter(|_| held).map(|at| zone.local(at)),
        hold_extensions_left: if held { rules.hold_extensions.saturating_sub(one.hold_extensions).max(0) } else { 0 },
        erased_at: zone.local(ended + TimeDelta::days(rules.retention_days)),
        secret: None,
        cancel_reason_de: one.cancel_reason.as_ref().map(|(de, _)| de.clone()),
        cancel_reason_en: one.cancel_reason.as_ref().map(|(_, en)| en.clone()),
        revision: one.revision,
        created_at: zone.local(one.created_at),
        as_of: zone.local(app.clock.now()),
        links: AppointmentLinks { ics: format!("{this}.ics"), this, manage: page(&app.public_url, one.id, one.locale) },
    }
}
