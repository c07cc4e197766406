//! Where somebody is signed in, and how to end that from elsewhere.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, get};
use shared::ids::SessionId;
use shared::people::Session;
use shared::venues::Page;

use crate::access::Visitor;
use crate::app::Shared;
use crate::problem::Failure;
use crate::sessions::{Whose, store, wire};
use crate::wire::{Params, paged};

/// Lists one's own sign-ins, the newest first.
#[utoipa::path(tag = "me", params(crate::openapi::Paging), responses((status = 200, body = Page<Session>), (status = 304, description = "Not modified")))]
#[get("/me/sessions")]
pub(crate) async fn list_sessions(
    app: Shared,
    visitor: Visitor,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let mut conn = app.db.conn().await?;
    let turns = store::turns(&mut conn, Whose::Person(visitor.person), app.clock.now()).await?;
    let items = turns.iter().map(|turn| wire(&app, turn, Some(visitor.session))).collect();
    paged(&request, items, &paging, |session: &Session| session.id.to_string(), "private, no-store")
}

/// Ends one of one's own sign-ins at once, also the one that asks.
#[utoipa::path(tag = "me", params(("id" = SessionId, Path, description = "Id of the session")), responses((status = 204, description = "It has ended")))]
#[delete("/me/sessions/{id}")]
pub(crate) async fn end_session(
    app: Shared,
    visitor: Visitor,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let id: SessionId = path.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let mut conn = app.db.conn().await?;
    if store::end_own(&mut conn, Whose::Person(visitor.person), id).await? {
        return Ok(HttpResponse::NoContent().finish());
    }
    Err(unknown())
}

fn unknown() -> Failure {
    Failure::not_found().detail("You have no session with this id.")
}
