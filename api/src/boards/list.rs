//! What screens there are.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::boards::Board;
use shared::ids::BoardId;
use shared::staff::Right;
use shared::venues::Page;

use super::store;
use crate::app::{App, Shared};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, paged, single};

/// Lists the boards of the venue.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<Board>), (status = 304, description = "Not modified")))]
#[get("/boards")]
pub(crate) async fn list_boards(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::WarnOnBoards)?;
    let mut conn = app.db.conn().await?;
    let boards = store::all(&mut conn, staff.venue).await?.into_iter().map(|board| as_told(&app, board)).collect();
    paged(&request, boards, &paging, |board: &Board| board.id.to_string(), PRIVATE)
}

/// Shows a board.
#[utoipa::path(tag = "staff", params(("id" = BoardId, Path, description = "Id of the board")), responses((status = 200, body = Board, headers(("ETag" = String, description = "Revision of the board"))), (status = 304, description = "Not modified")))]
#[get("/boards/{id}")]
pub(crate) async fn get_board(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::WarnOnBoards)?;
    let mut conn = app.db.conn().await?;
    let found = store::find(&mut conn, staff.venue, parse(&path)?, false).await?.ok_or_else(unknown)?;
    Ok(single(&request, &tag(&found), PRIVATE, &as_told(&app, found)))
}

/// Instants as the venue's clocks show them.
pub(super) fn as_told(app: &App, mut board: Board) -> Board {
    for at in [&mut board.created_at, &mut board.changed_at] {
        *at = app.local(at.to_utc());
    }
    if let Some(emergency) = &mut board.emergency {
        emergency.since = app.local(emergency.since.to_utc());
    }
    board
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<BoardId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What a board that is not there, or another venue's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No board has this id.")
}

/// The entity tag of a board.
pub(super) fn tag(board: &Board) -> String {
    format!("\"{}\"", board.revision)
}
