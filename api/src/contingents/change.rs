//! Keeping desks for a group, on other terms, or no longer.

use std::collections::BTreeSet;

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, post, put};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::contingents::{Contingent, ContingentTerms};
use shared::desks::Desk;
use shared::ids::{ContingentId, DeskId, VenueId};
use shared::staff::Right;

use super::list::{parse, tag, unknown};
use super::store;
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::check_email;
use crate::bookings::idempotency::{self, Claim, Key};
use crate::bookings::store::lock_house;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::{VenueFacts, after_change, record_change};
use crate::wire::{Body, IfMatch, Params};

/// Idempotency keys of contingents are not those of bookings.
const SCOPE: &str = "contingents";
/// Longest name of a group, letters.
const LONGEST_LABEL: usize = 120;
const MOST_DESKS: usize = 100;
pub(super) const MOST_MEMBERS: usize = 500;
/// Values of a claim that make somebody a member.
const MOST_CLAIMS: usize = 50;
/// A month: whoever keeps desks for longer has taken them out of the hall.
const LONGEST_RELEASE: u16 = 744;

/// Keeps desks for a group (rule 6). Bookings that stand are left alone.
#[utoipa::path(tag = "staff", request_body = ContingentTerms, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Contingent, headers(
    ("Location" = String, description = "Address of the contingent"),
    ("ETag" = String, description = "Revision of the contingent"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/contingents")]
pub(crate) async fn add_contingent(
    app: Shared,
    staff: Staff,
    body: Body<ContingentTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let (terms, desks) = checked(&app, staff.venue, body.value)?;
    let now = app.clock.now();
    let contingent = Contingent::of(ContingentId(app.ids.uuid(now)), terms, 1);
    let mut conn = app.db.conn().await?;
    let stored =
        conn.transaction(async |conn| add(&app, conn, &staff, (&contingent, &desks), key.as_ref()).await).await?;
    drop(conn);
    let mut answer = HttpResponse::Created();
    let contingent = if let Some(stored) = stored {
        answer.insert_header(("Idempotency-Replayed", "true"));
        stored
    } else {
        after_change(&app, staff.venue).await?;
        contingent
    };
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/staff/contingents/{}", app.public_url, contingent.id)))
        .insert_header((header::ETAG, tag(&contingent)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(contingent))
}

/// Stores a contingent, or finds what was answered before.
async fn add(
    app: &App,
    conn: &mut AsyncPgConnection,
    staff: &Staff,
    (contingent, desks): (&Contingent, &[DeskId]),
    key: Option<&Key>,
) -> Result<Option<Contingent>, Failure> {
    let (now, venue) = (app.clock.now(), staff.venue);
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, venue, SCOPE, key, now).await?
    {
        return serde_json::from_value(stored).map(Some).map_err(Failure::internal);
    }
    lock_house(conn, venue).await?;
    store::save(conn, venue, contingent, desks).await?;
    let deed = Deed::of(staff, Action::ContingentAdded, contingent.id).with("label", &contingent.label_de);
    audit::record(conn, app, deed).await?;
    if let Some(key) = key {
        let answer = serde_json::to_value(contingent).map_err(Failure::internal)?;
        idempotency::store(conn, venue, SCOPE, key, 201, answer, now).await?;
    }
    record_change(conn, venue, now).await?;
    Ok(None)
}

/// Keeps desks on other terms; all of them are given anew.
#[utoipa::path(tag = "staff", request_body = ContingentTerms, params(
    ("id" = ContingentId, Path, description = "Id of the contingent"),
    ("If-Match" = Option<String>, Header, description = "ETag of the contingent as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = Contingent, headers(("ETag" = String, description = "Revision of the contingent")))))]
#[put("/contingents/{id}")]
pub(crate) async fn change_contingent(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<ContingentTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let (terms, desks) = checked(&app, staff.venue, body.value)?;
    let mut conn = app.db.conn().await?;
    let changed = conn.transaction(async |conn| {
        let old = locked(conn, staff.venue, id, &if_match).await?;
        let new = Contingent::of(id, terms, old.revision + 1);
        store::save(conn, staff.venue, &new, &desks).await?;
        let deed = Deed::of(&staff, Action::ContingentChanged, id).with("label", &new.label_de);
        audit::record(conn, &app, deed).await?;
        record_change(conn, staff.venue, app.clock.now()).await?;
        Ok::<_, Failure>(new)
    });
    let changed = changed.await?;
    drop(conn);
    after_change(&app, staff.venue).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&changed))).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(changed))
}

/// Gives the desks of a contingent back to everyone.
#[utoipa::path(tag = "staff", params(
    ("id" = ContingentId, Path, description = "Id of the contingent"),
    ("If-Match" = Option<String>, Header, description = "ETag of the contingent as it was read; 428 without, 412 when it has changed since"),
), responses((status = 204, description = "It is gone")))]
#[delete("/contingents/{id}")]
pub(crate) async fn remove_contingent(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageHall)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let mut conn = app.db.conn().await?;
    let removed = conn.transaction(async |conn| {
        locked(conn, staff.venue, id, &if_match).await?;
        store::remove(conn, staff.venue, id).await?;
        audit::record(conn, &app, Deed::of(&staff, Action::ContingentRemoved, id)).await?;
        Ok::<_, Failure>(record_change(conn, staff.venue, app.clock.now()).await?)
    });
    removed.await?;
    drop(conn);
    after_change(&app, staff.venue).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The contingent as it is, with the house to ourselves.
async fn locked(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: ContingentId,
    if_match: &IfMatch,
) -> Result<Contingent, Failure> {
    lock_house(conn, venue).await?;
    let found = store::find(conn, venue, id).await?.ok_or_else(unknown)?;
    if_match.require(&tag(&found))?;
    Ok(found)
}

/// The terms as they will be stored, and their desks.
fn checked(app: &App, venue: VenueId, mut terms: ContingentTerms) -> Result<(ContingentTerms, Vec<DeskId>), Failure> {
    let venue = app.calendars.by_id(venue).ok_or_else(Failure::not_found)?;
    for (pointer, label) in [("/label_de", &terms.label_de), ("/label_en", &terms.label_en)] {
        if label.trim().is_empty() || label.chars().count() > LONGEST_LABEL || label.chars().any(char::is_control) {
            return Err(Failure::invalid(pointer, format!("should have 1 to {LONGEST_LABEL} characters on one line")));
        }
    }
    if terms.from.zip(terms.to).is_some_and(|(from, to)| to <= from) {
        return Err(Failure::invalid("/to", "should be a date after `from`"));
    }
    let days: BTreeSet<u8> = terms.weekdays.iter().copied().collect();
    if days.is_empty() || days.iter().any(|day| !(1..=7).contains(day)) {
        return Err(Failure::invalid("/weekdays", "should be numbers from 1 (Monday) to 7 (Sunday)"));
    }
    terms.weekdays = days.into_iter().collect();
    if terms.release_hours.is_some_and(|hours| hours > LONGEST_RELEASE) {
        return Err(Failure::invalid("/release_hours", format!("should be at most {LONGEST_RELEASE}")));
    }
    check_members(&terms.members)?;
    let fits = |claim: &String| !claim.is_empty() && claim.len() <= 200 && !claim.chars().any(char::is_control);
    if terms.claims.len() > MOST_CLAIMS || !terms.claims.iter().all(fits) {
        return Err(Failure::invalid("/claims", format!("should be at most {MOST_CLAIMS} values of up to 200 bytes")));
    }
    let desks = desks(&venue.facts, &terms.desk_codes)?;
    terms.desk_codes = desks.iter().map(|desk| desk.code.clone()).collect();
    Ok((terms, desks.into_iter().map(|desk| desk.id).collect()))
}

/// The desks that are named, each once and in order.
fn desks<'a>(facts: &'a VenueFacts, codes: &[String]) -> Result<Vec<&'a Desk>, Failure> {
    if codes.is_empty() || codes.len() > MOST_DESKS {
        return Err(Failure::invalid("/desk_codes", format!("should name 1 to {MOST_DESKS} desks")));
    }
    let mut places = BTreeSet::new();
    for (number, code) in codes.iter().enumerate() {
        let place = facts.places.get(code);
        places.insert(place.ok_or_else(|| Failure::invalid(format!("/desk_codes/{number}"), "no desk has this code"))?);
    }
    Ok(places.into_iter().filter_map(|place| facts.desk(*place)).collect())
}

fn check_members(members: &[String]) -> Result<(), Failure> {
    if members.len() > MOST_MEMBERS {
        return Err(Failure::invalid("/members", format!("should be at most {MOST_MEMBERS}")));
    }
    for (number, member) in members.iter().enumerate() {
        // Everybody of a domain is somebody there.
        let somebody = if member.starts_with('@') { format!("somebody{member}") } else { member.clone() };
        if check_email(&somebody).is_err() {
            let pointer = format!("/members/{number}");
            return Err(Failure::invalid(pointer, "should be an e-mail address, or `@` and a domain"));
        }
    }
    Ok(())
}
