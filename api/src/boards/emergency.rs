//! What takes the whole screen: on one board, or on every board of the venue.
//!
//! What always holds: nobody has to have read a board before, because nobody has the time; and what is asked for twice
//! is shown once, since when it was first asked for.

use actix_web::web::Path;
use actix_web::{HttpResponse, delete, put};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::boards::{Board, Emergency, EmergencyText};
use shared::ids::BoardId;
use shared::staff::Right;
use shared::venues::Page;

use super::change::{answered, refused};
use super::list::{as_told, parse, unknown};
use super::store;
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, Params};

/// Has a board show what to do, and nothing else.
#[utoipa::path(tag = "staff", request_body = EmergencyText, params(("id" = BoardId, Path, description = "Id of the board")), responses((status = 200, body = Board, headers(("ETag" = String, description = "Revision of the board")))))]
#[put("/boards/{id}/emergency")]
pub(crate) async fn raise_emergency(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<EmergencyText>,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::WarnOnBoards)?;
    one(&app, &staff, parse(&path)?, Some(checked(body)?)).await
}

/// Has a board show its playlist again. Where there is no emergency nothing changes.
#[utoipa::path(tag = "staff", params(("id" = BoardId, Path, description = "Id of the board")), responses((status = 200, body = Board, headers(("ETag" = String, description = "Revision of the board")))))]
#[delete("/boards/{id}/emergency")]
pub(crate) async fn lift_emergency(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::WarnOnBoards)?;
    one(&app, &staff, parse(&path)?, None).await
}

/// Has every board of the venue show what to do, and nothing else.
#[utoipa::path(tag = "staff", request_body = EmergencyText, responses((status = 200, body = Page<Board>)))]
#[put("/emergency")]
pub(crate) async fn raise_emergency_everywhere(
    app: Shared,
    staff: Staff,
    body: Body<EmergencyText>,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::WarnOnBoards)?;
    all(&app, &staff, Some(checked(body)?)).await
}

/// Has every board of the venue show its playlist again.
#[utoipa::path(tag = "staff", responses((status = 200, body = Page<Board>)))]
#[delete("/emergency")]
pub(crate) async fn lift_emergency_everywhere(
    app: Shared,
    staff: Staff,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::WarnOnBoards)?;
    all(&app, &staff, None).await
}

fn checked(body: Body<EmergencyText>) -> Result<EmergencyText, Failure> {
    body.value.check().map_err(refused)?;
    Ok(body.value)
}

async fn one(app: &App, staff: &Staff, id: BoardId, text: Option<EmergencyText>) -> Result<HttpResponse, Failure> {
    let mut conn = app.db.conn().await?;
    let board = conn.transaction(async |conn| {
        let board = store::find(conn, staff.venue, id, true).await?.ok_or_else(unknown)?;
        told(app, conn, staff, board, text.as_ref()).await
    });
    Ok(answered(app, board.await?))
}

async fn all(app: &App, staff: &Staff, text: Option<EmergencyText>) -> Result<HttpResponse, Failure> {
    let mut conn = app.db.conn().await?;
    let boards = conn.transaction(async |conn| {
        let mut boards = Vec::new();
        for board in store::locked(conn, staff.venue).await? {
            let board = told(app, conn, staff, board, text.as_ref()).await?;
            boards.push(as_told(app, board));
        }
        Ok::<_, Failure>(boards)
    });
    Ok(HttpResponse::Ok().json(Page { items: boards.await?, next: None }))
}

/// A board with this text on it, or with none; stored where that is not so already.
async fn told(
    app: &App,
    conn: &mut AsyncPgConnection,
    staff: &Staff,
    board: Board,
    text: Option<&EmergencyText>,
) -> Result<Board, Failure> {
    let now = app.clock.now().fixed_offset();
    let same = match (&board.emergency, text) {
        (Some(shown), Some(text)) => shown.text_de == text.text_de && shown.text_en == text.text_en,
        (shown, text) => shown.is_none() && text.is_none(),
    };
    if same {
        return Ok(board);
    }
    let since = board.emergency.as_ref().map_or(now, |shown| shown.since);
    let shown =
        |text: &EmergencyText| Emergency { text_de: text.text_de.clone(), text_en: text.text_en.clone(), since };
    let new = Board { emergency: text.map(shown), revision: board.revision + 1, changed_at: now, ..board };
    store::warn(conn, staff.venue, &new).await?;
    let action = if text.is_some() { Action::BoardEmergencyRaised } else { Action::BoardEmergencyLifted };
    let deed = Deed::of(staff, action, new.id).with("board", &new.name);
    audit::record(conn, app, deed.because(text.map(|text| text.text_de.as_str()))).await?;
    Ok(new)
}
