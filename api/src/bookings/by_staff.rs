//! The front desk books for somebody: confirmed at once, and with a reason against every rule that
//! is about fairness (rule 5, docs/adr/0016).
//!
//! What always holds: no reason moves a booking off the grid, into the past, onto a desk that is not
//! there, or onto one that somebody has (rule 3). What was set aside is written down with the booking,
//! in the same transaction.

use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use shared::bookings::{
    Booking, NewBooking, NewStaffBooking, Rule, Violation, broken_rules, can_be_set_aside, on_grid, outside,
};
use shared::staff::Right;

use super::book::{check_email, check_name, refuse};
use super::create::{Draft, Request, create};
use super::idempotency;
use super::pick::{self, Plan, Refusal};
use super::store::Stored;
use crate::app::{App, Shared};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::Asker;
use crate::wire::Body;

/// As many characters as a reason may have.
const LONGEST_REASON: usize = 500;

/// Who books for whom, and why rules may be set aside.
#[derive(Debug, Clone, Copy)]
pub(super) struct ByStaff<'a> {
    /// What is wished for.
    pub new: &'a NewBooking,
    /// Who books.
    pub staff: &'a Staff,
    /// Why rules may be set aside.
    pub reason: Option<&'a str>,
}

/// Books for a visitor who stands at the desk or calls. With `override_reason` the rules about length, distance,
/// opening hours, contingents, walk-in desks, group size and quota are set aside, and the reason is kept.
#[utoipa::path(tag = "staff", request_body = NewStaffBooking, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Booking, headers(
    ("Location" = String, description = "Address of the booking"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/bookings")]
pub(crate) async fn create_booking_for_visitor(
    app: Shared,
    staff: Staff,
    body: Body<NewStaffBooking>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::BookForVisitors)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let NewStaffBooking { from, to, desk_codes, party_size, features, zone, email, name, locale, override_reason } =
        body.value;
    email.as_deref().map_or(Ok(()), check_email)?;
    check_name(name.as_deref())?;
    let reason = override_reason.as_deref().map(check_reason).transpose()?;
    let slug = venue.facts.venue.slug.clone();
    let new = NewBooking { venue: slug, from, to, desk_codes, party_size, features, zone, email, name, locale };
    let wanted = ByStaff { new: &new, staff: &staff, reason };
    match create(&app, venue, Request::ByStaff(wanted), key.as_ref()).await {
        Ok(answer) => Ok(answer),
        Err((venue, obstacle)) => Err(refuse(&app, &venue, &new, obstacle).await),
    }
}

fn check_reason(reason: &str) -> Result<&str, Failure> {
    let trimmed = reason.trim();
    if trimmed.is_empty() || reason.chars().count() > LONGEST_REASON || reason.chars().any(char::is_control) {
        let detail = format!("should say why, on one line of at most {LONGEST_REASON} characters");
        return Err(Failure::invalid("/override_reason", detail));
    }
    Ok(trimmed)
}

/// The booking as it will be stored, with the rules that are set aside for it.
pub(super) fn draft(
    app: &App,
    venue: &VenueCalendar,
    wanted: ByStaff<'_>,
    now: DateTime<Utc>,
) -> Result<Draft, Refusal> {
    let (plan, overridden) = plan(venue, wanted, now)?;
    let mut booking = Stored::new(app, venue, plan, now);
    booking.email.clone_from(&wanted.new.email);
    booking.name.clone_from(&wanted.new.name);
    booking.locale = wanted.new.locale.unwrap_or_default();
    Ok(Draft { booking, code: None, overridden })
}

fn plan(venue: &VenueCalendar, wanted: ByStaff<'_>, now: DateTime<Utc>) -> Result<(Plan, Vec<Rule>), Refusal> {
    let ByStaff { new, reason, .. } = wanted;
    let facts = &venue.facts;
    let period = on_grid(facts.rules(), new.from.to_utc(), new.to.to_utc()).map_err(Refusal::Rule)?;
    let shut = facts.schedule.interval_around(period).is_none().then(|| outside(&facts.schedule, period));
    let mut broken: Vec<Violation> = broken_rules(facts.rules(), now, period).chain(shut).collect();
    let asker = Asker { now, person: new.email.as_deref() };
    let plan = match (&new.desk_codes, new.party_size) {
        (Some(codes), None) => {
            let codes = pick::named(codes, new.features.is_some() || new.zone.is_some())?;
            let mut plan = Plan { period, places: Vec::new(), desks: Vec::new() };
            broken.extend(pick::party_size(codes.len(), facts).err());
            broken.extend(pick::examine(&mut plan, &codes, facts, asker)?);
            plan
        }
        // Whoever lets the server choose wants a desk that anybody could have.
        _ => pick::plan_for(new, venue, period, None, asker)?,
    };
    let bends = |violation: &Violation| reason.is_some() && can_be_set_aside(violation.rule, period, now);
    if let Some(violation) = broken.iter().find(|violation| !bends(violation)) {
        return Err(Refusal::Rule(*violation));
    }
    Ok((plan, distinct(broken)))
}

/// Each rule once, in the order in which they were found.
fn distinct(broken: Vec<Violation>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for violation in broken {
        if !rules.contains(&violation.rule) {
            rules.push(violation.rule);
        }
    }
    rules
}
