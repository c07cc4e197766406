//! Adding to the inventory, and noting what has become of a piece.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, patch, post};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::Value;
use shared::audit::Action;
use shared::furniture::{FurnitureChange, FurnitureItem, NewFurniture};
use shared::ids::FurnitureId;
use shared::staff::Right;

use super::list::{parse, tag, unknown};
use super::store::{self, InsertError};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::idempotency::{self, Claim, Key};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch};

/// Idempotency keys of furniture are not those of bookings.
const SCOPE: &str = "furniture";

/// Adds a piece to the inventory.
#[utoipa::path(tag = "staff", request_body = NewFurniture, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = FurnitureItem, headers(
    ("Location" = String, description = "Address of the piece"),
    ("ETag" = String, description = "Revision of the piece"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/furniture")]
pub(crate) async fn add_furniture_item(
    app: Shared,
    staff: Staff,
    body: Body<NewFurniture>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let item = drafted(&app, &staff, body.value)?;
    let mut conn = app.db.conn().await?;
    let stored = conn.transaction(async |conn| add(&app, conn, &staff, &item, key.as_ref()).await).await?;
    let mut answer = HttpResponse::Created();
    if stored.is_some() {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    let item: FurnitureItem = match stored {
        Some(stored) => serde_json::from_value(stored).map_err(Failure::internal)?,
        None => item,
    };
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/staff/furniture/{}", app.public_url, item.id)))
        .insert_header((header::ETAG, tag(&item)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(item))
}

/// The piece as it will be stored.
fn drafted(app: &App, staff: &Staff, new: NewFurniture) -> Result<FurnitureItem, Failure> {
    let item = FurnitureItem {
        id: FurnitureId(app.ids.uuid(app.clock.now())),
        code: new.code,
        kind: new.kind,
        origin: new.origin,
        condition: new.condition,
        note_de: new.note_de,
        note_en: new.note_en,
        desk_code: new.desk_code,
        revision: 1,
    };
    let edge = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit();
    let well_made = (1..=20).contains(&item.code.len())
        && item.code.chars().all(|letter| edge(letter) || letter == '-')
        && item.code.starts_with(edge)
        && item.code.ends_with(edge);
    if !well_made {
        return Err(Failure::invalid("/code", "should have 1 to 20 capital letters, digits and hyphens between them"));
    }
    check(app, staff, &item)?;
    Ok(item)
}

/// Stores a piece, or finds what was answered before.
async fn add(
    app: &App,
    conn: &mut AsyncPgConnection,
    staff: &Staff,
    item: &FurnitureItem,
    key: Option<&Key>,
) -> Result<Option<Value>, Failure> {
    let (now, venue) = (app.clock.now(), staff.venue);
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, venue, SCOPE, key, now).await?
    {
        return Ok(Some(stored));
    }
    store::insert(conn, venue, item).await.map_err(|error| match error {
        InsertError::CodeInUse => Failure::invalid("/code", "another piece has this code"),
        InsertError::Database(error) => error.into(),
    })?;
    audit::record(conn, app, Deed::of(staff, Action::FurnitureAdded, item.id).with("code", &item.code)).await?;
    if let Some(key) = key {
        let answer = serde_json::to_value(item).map_err(Failure::internal)?;
        idempotency::store(conn, venue, SCOPE, key, 201, answer, now).await?;
    }
    Ok(None)
}

/// Notes what is different about a piece.
#[utoipa::path(tag = "staff", request_body = FurnitureChange, params(
    ("id" = FurnitureId, Path, description = "Id of the piece"),
    ("If-Match" = Option<String>, Header, description = "ETag of the piece as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = FurnitureItem, headers(("ETag" = String, description = "Revision of the piece")))))]
#[patch("/furniture/{id}")]
pub(crate) async fn change_furniture_item(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<FurnitureChange>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let mut conn = app.db.conn().await?;
    let item = conn.transaction(async |conn| {
        let item = store::find(conn, staff.venue, id, true).await?.ok_or_else(unknown)?;
        if_match.require(&tag(&item))?;
        let item = changed(item, body.value);
        check(&app, &staff, &item)?;
        store::update(conn, staff.venue, &item).await?;
        audit::record(conn, &app, Deed::of(&staff, Action::FurnitureChanged, id).with("code", &item.code)).await?;
        Ok::<_, Failure>(item)
    });
    let item = item.await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&item))).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(item))
}

fn changed(item: FurnitureItem, change: FurnitureChange) -> FurnitureItem {
    FurnitureItem {
        kind: change.kind.unwrap_or(item.kind),
        origin: change.origin.unwrap_or(item.origin),
        condition: change.condition.unwrap_or(item.condition),
        note_de: change.note_de.unwrap_or(item.note_de),
        note_en: change.note_en.unwrap_or(item.note_en),
        desk_code: change.desk_code.unwrap_or(item.desk_code),
        revision: item.revision + 1,
        ..item
    }
}

/// Texts for people, and a desk there is.
fn check(app: &App, staff: &Staff, item: &FurnitureItem) -> Result<(), Failure> {
    let texts = [
        ("/origin", Some(&item.origin), 120),
        ("/note_de", item.note_de.as_ref(), 300),
        ("/note_en", item.note_en.as_ref(), 300),
    ];
    for (pointer, text, most) in texts {
        let Some(text) = text else { continue };
        if text.trim().is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
            return Err(Failure::invalid(pointer, format!("should have 1 to {most} characters on one line")));
        }
    }
    if item.note_de.is_some() != item.note_en.is_some() {
        let missing = if item.note_de.is_none() { "/note_de" } else { "/note_en" };
        return Err(Failure::invalid(missing, "should be there when the other language is"));
    }
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let desk = item.desk_code.as_ref().filter(|code| !venue.facts.places.contains_key(*code));
    desk.map_or(Ok(()), |_| Err(Failure::invalid("/desk_code", "no desk has this code")))
}
