//! Setting up a screen, having it show something else, and taking it away.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, post, put};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::Value;
use shared::audit::Action;
use shared::boards::{Board, BoardTerms, Fault};
use shared::ids::BoardId;
use shared::staff::Right;

use super::list::{as_told, parse, tag, unknown};
use super::store::{self, SaveError};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::idempotency::{self, Claim, Key};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch, Params};

/// Idempotency keys of boards are not those of bookings.
const SCOPE: &str = "boards";

/// Sets up a board.
#[utoipa::path(tag = "staff", request_body = BoardTerms, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Board, headers(
    ("Location" = String, description = "Address of the board"),
    ("ETag" = String, description = "Revision of the board"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/boards")]
pub(crate) async fn add_board(
    app: Shared,
    staff: Staff,
    body: Body<BoardTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditBoards)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let terms = body.value;
    terms.check().map_err(refused)?;
    let now = app.local(app.clock.now());
    let board = Board {
        id: BoardId(app.ids.uuid(now.to_utc())),
        slug: terms.slug,
        name: terms.name,
        orientation: terms.orientation,
        playlist: terms.playlist,
        emergency: None,
        revision: 1,
        created_at: now,
        changed_at: now,
    };
    let mut conn = app.db.conn().await?;
    let stored = conn.transaction(async |conn| add(&app, conn, &staff, &board, key.as_ref()).await).await?;
    let mut answer = HttpResponse::Created();
    if stored.is_some() {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    let board: Board = match stored {
        Some(stored) => serde_json::from_value(stored).map_err(Failure::internal)?,
        None => board,
    };
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/staff/boards/{}", app.public_url, board.id)))
        .insert_header((header::ETAG, tag(&board)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(board))
}

/// Stores a board, or finds what was answered before.
async fn add(
    app: &App,
    conn: &mut AsyncPgConnection,
    staff: &Staff,
    board: &Board,
    key: Option<&Key>,
) -> Result<Option<Value>, Failure> {
    let (now, venue) = (app.clock.now(), staff.venue);
    if let Some(key) = key
        && let Claim::Replay(stored) = idempotency::claim(conn, venue, SCOPE, key, now).await?
    {
        return Ok(Some(stored));
    }
    store::insert(conn, venue, board).await.map_err(unstored)?;
    audit::record(conn, app, Deed::of(staff, Action::BoardAdded, board.id).with("board", &board.name)).await?;
    if let Some(key) = key {
        let answer = serde_json::to_value(board).map_err(Failure::internal)?;
        idempotency::store(conn, venue, SCOPE, key, 201, answer, now).await?;
    }
    Ok(None)
}

/// Has a board show something else; all of it is given anew. An emergency stays on it.
#[utoipa::path(tag = "staff", request_body = BoardTerms, params(
    ("id" = BoardId, Path, description = "Id of the board"),
    ("If-Match" = Option<String>, Header, description = "ETag of the board as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = Board, headers(("ETag" = String, description = "Revision of the board")))))]
#[put("/boards/{id}")]
pub(crate) async fn change_board(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<BoardTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditBoards)?;
    let (id, if_match, terms) = (parse(&path)?, IfMatch::of(&request), body.value);
    terms.check().map_err(refused)?;
    let mut conn = app.db.conn().await?;
    let changed = conn.transaction(async |conn| {
        let old = store::find(conn, staff.venue, id, true).await?.ok_or_else(unknown)?;
        if_match.require(&tag(&old))?;
        let new = Board {
            slug: terms.slug,
            name: terms.name,
            orientation: terms.orientation,
            playlist: terms.playlist,
            revision: old.revision + 1,
            changed_at: app.clock.now().fixed_offset(),
            ..old
        };
        store::update(conn, staff.venue, &new).await.map_err(unstored)?;
        audit::record(conn, &app, Deed::of(&staff, Action::BoardChanged, id).with("board", &new.name)).await?;
        Ok::<_, Failure>(new)
    });
    Ok(answered(&app, changed.await?))
}

/// Takes a board away. The screen says that it shows nothing any more.
#[utoipa::path(tag = "staff", params(
    ("id" = BoardId, Path, description = "Id of the board"),
    ("If-Match" = Option<String>, Header, description = "ETag of the board as it was read; 428 without, 412 when it has changed since"),
), responses((status = 204, description = "It is gone")))]
#[delete("/boards/{id}")]
pub(crate) async fn remove_board(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::EditBoards)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let mut conn = app.db.conn().await?;
    let removed = conn.transaction(async |conn| {
        let board = store::find(conn, staff.venue, id, true).await?.ok_or_else(unknown)?;
        if_match.require(&tag(&board))?;
        store::remove(conn, staff.venue, id).await?;
        audit::record(conn, &app, Deed::of(&staff, Action::BoardRemoved, id).with("board", &board.name)).await?;
        Ok::<_, Failure>(())
    });
    removed.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A board after a change.
pub(super) fn answered(app: &App, board: Board) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&board))).insert_header((header::CACHE_CONTROL, "no-store"));
    answer.json(as_told(app, board))
}

/// What is wrong with what was sent.
pub(super) fn refused(fault: Fault) -> Failure {
    Failure::invalid(fault.pointer, fault.wrong.said())
}

fn unstored(error: SaveError) -> Failure {
    match error {
        SaveError::SlugInUse => Failure::invalid("/slug", "another board has this name"),
        SaveError::Unwritable(error) => Failure::internal(error),
        SaveError::Database(error) => error.into(),
    }
}
