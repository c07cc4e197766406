//! The webhooks of an app.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::ids::WebhookId;
use shared::venues::Page;
use shared::webhooks::Webhook;

use super::own;
use super::store::{self, Stored};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::wire::{Params, paged, single, tag_of};

/// Lists the app's webhooks, the oldest first.
#[utoipa::path(tag = "webhooks", params(crate::openapi::Paging), responses((status = 200, body = Page<Webhook>), (status = 304, description = "Not modified")))]
#[get("/webhooks")]
pub(crate) async fn list_webhooks(
    app: Shared,
    caller: Caller,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let by = own(&caller)?;
    let mut conn = app.db.conn().await?;
    let items = store::of_app(&mut conn, by.id).await?.iter().map(|hook| wire(&app, hook)).collect();
    paged(&request, items, &paging, |item: &Webhook| item.id.to_string(), PRIVATE)
}

/// Shows a webhook.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookId, Path, description = "Id of the webhook")), responses((status = 200, body = Webhook, headers(("ETag" = String, description = "Of this state"))), (status = 304, description = "Not modified")))]
#[get("/webhooks/{id}")]
pub(crate) async fn get_webhook(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let by = own(&caller)?;
    let mut conn = app.db.conn().await?;
    let found = store::find(&mut conn, by.id, parse(&path)?).await?.ok_or_else(unknown)?;
    let found = wire(&app, &found);
    Ok(single(&request, &tag(&found)?, PRIVATE, &found))
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<WebhookId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What a webhook that is not there, or another app's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No webhook of yours has this id.")
}

/// A webhook on the wire, without its secret.
pub(super) fn wire(app: &App, hook: &Stored) -> Webhook {
    Webhook {
        id: hook.id,
        url: hook.url.clone(),
        events: hook.events.clone(),
        enabled: hook.disabled_because.is_none(),
        disabled_because: hook.disabled_because,
        failing_since: hook.failing_since.map(|at| app.local(at)),
        created_at: app.local(hook.created_at),
        rotated_at: hook.rotated_at.map(|at| app.local(at)),
        secret: None,
    }
}

/// Its entity tag.
pub(super) fn tag(hook: &Webhook) -> Result<String, Failure> {
    Ok(tag_of(&serde_json::to_vec(hook).map_err(Failure::internal)?))
}
