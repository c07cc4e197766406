//! Which apps there are.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::apps::RegisteredApp;
use shared::ids::AppId;
use shared::venues::Page;

use super::store::{self, Stored};
use super::{reader, sees_all};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::wire::{Params, paged, single, tag_of};

/// Lists the apps, the oldest first.
#[utoipa::path(tag = "apps", params(crate::openapi::Paging), responses((status = 200, body = Page<RegisteredApp>), (status = 304, description = "Not modified")))]
#[get("/apps")]
pub(crate) async fn list_apps(
    app: Shared,
    caller: Caller,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    sees_all(&caller)?;
    let mut conn = app.db.conn().await?;
    let items = store::all(&mut conn).await?.iter().map(|found| wire(&app, found)).collect();
    paged(&request, items, &paging, |item: &RegisteredApp| item.id.to_string(), PRIVATE)
}

/// Shows an app; an app may look at its own entry, whatever its scopes.
#[utoipa::path(tag = "apps", params(("id" = AppId, Path, description = "Id of the app")), responses((status = 200, body = RegisteredApp, headers(("ETag" = String, description = "Of this state"))), (status = 304, description = "Not modified")))]
#[get("/apps/{id}")]
pub(crate) async fn get_app(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let id = named(&caller, &path)?;
    reader(&caller, id)?;
    let mut conn = app.db.conn().await?;
    let found = wire(&app, &store::find(&mut conn, id).await?.ok_or_else(unknown)?);
    Ok(single(&request, &tag(&found)?, PRIVATE, &found))
}

/// The id in a path. Who has no business here is told that, and not that the id is none.
pub(super) fn named(caller: &Caller, path: &str) -> Result<AppId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| match caller {
        Caller::App(_) => unknown(),
        _ => sees_all(caller).err().unwrap_or_else(unknown),
    })
}

/// What an app that is not there, or not the one that asks, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No app has this id.")
}

/// An app on the wire.
pub(super) fn wire(app: &App, stored: &Stored) -> RegisteredApp {
    RegisteredApp {
        id: stored.id,
        name: stored.name.clone(),
        scopes: stored.scopes.clone(),
        created_at: app.local(stored.created_at),
        suspended_at: stored.suspended_at.map(|at| app.local(at)),
    }
}

/// Its entity tag: of all that can be changed about it.
pub(super) fn tag(app: &RegisteredApp) -> Result<String, Failure> {
    Ok(tag_of(&serde_json::to_vec(app).map_err(Failure::internal)?))
}
