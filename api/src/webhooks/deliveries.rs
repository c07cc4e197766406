//! What a webhook was sent, sending it again, and trying whether anything arrives.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use diesel_async::AsyncPgConnection;
use shared::ids::{BookingId, DeliveryId, WebhookId};
use shared::problem::ProblemKind;
use shared::venues::Page;
use shared::webhooks::{Delivery, DeliveryStatus, WebhookEvent, WebhookMessage};

use super::list::{parse, unknown};
use super::own;
use super::store::{self, Sent};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::wire::{Params, cacheable, linked};

/// Lists what a webhook was sent in the last week, the newest first.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookId, Path, description = "Id of the webhook"), crate::openapi::Paging), responses((status = 200, body = Page<Delivery>), (status = 304, description = "Not modified")))]
#[get("/webhooks/{id}/deliveries")]
pub(crate) async fn list_deliveries(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let by = own(&caller)?;
    let before = paging.cursor.as_deref().map(str::parse::<DeliveryId>).transpose();
    let before = before.map_err(|_malformed| Failure::invalid("cursor", "is not a cursor of this list"))?;
    let mut conn = app.db.conn().await?;
    let hook = store::find(&mut conn, by.id, parse(&path)?).await?.ok_or_else(unknown)?;
    let sent = store::of_webhook(&mut conn, hook.id, before, paging.wanted()).await?;
    let items = sent.iter().filter_map(|sent| wire(&app, sent)).collect();
    let page = paging.cut(items, |item: &Delivery| item.id.to_string());
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// Sends a message once more, under its old id. One that waits for its next try goes out by itself and is left
/// alone.
#[utoipa::path(tag = "webhooks", params(
    ("id" = WebhookId, Path, description = "Id of the webhook"),
    ("delivery" = DeliveryId, Path, description = "Id of the message"),
), responses((status = 202, body = Delivery, description = "It will be sent")))]
#[post("/webhooks/{id}/deliveries/{delivery}/redeliver")]
pub(crate) async fn redeliver(
    app: Shared,
    caller: Caller,
    path: Path<(String, String)>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let by = own(&caller)?;
    let (hook, id) = path.into_inner();
    let gone = || Failure::not_found().detail("The webhook was sent nothing under this id, or more than a week ago.");
    let id: DeliveryId = id.parse().map_err(|_malformed: uuid::Error| gone())?;
    let mut conn = app.db.conn().await?;
    let hook = telling(&mut conn, by.id, &hook).await?;
    store::one_of(&mut conn, hook.id, id).await?.ok_or_else(gone)?;
    store::again(&mut conn, id, app.clock.now()).await?;
    let sent = store::one_of(&mut conn, hook.id, id).await?.ok_or_else(gone)?;
    accepted(&app, &sent)
}

/// Sends a `ping`, to see whether messages arrive.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookId, Path, description = "Id of the webhook")), responses((status = 202, body = Delivery, description = "It will be sent")))]
#[post("/webhooks/{id}/test")]
pub(crate) async fn test_webhook(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let by = own(&caller)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let hook = telling(&mut conn, by.id, &path).await?;
    let message = WebhookMessage { event: WebhookEvent::Ping, timestamp: app.local(now), data: None };
    let body = serde_json::to_string(&message).map_err(Failure::internal)?;
    let id = DeliveryId(app.ids.uuid(now));
    store::ping(&mut conn, hook.id, id, body, now).await?;
    let sent = store::one_of(&mut conn, hook.id, id).await?.ok_or_else(unknown)?;
    accepted(&app, &sent)
}

/// The webhook of a path, unless it is switched off.
async fn telling(conn: &mut AsyncPgConnection, by: shared::ids::AppId, path: &str) -> Result<store::Stored, Failure> {
    let hook = store::find(conn, by, parse(path)?).await?.ok_or_else(unknown)?;
    if hook.disabled_because.is_some() {
        return Err(Failure::new(ProblemKind::WrongState).detail("The webhook is switched off."));
    }
    Ok(hook)
}

fn accepted(app: &App, sent: &Sent) -> Result<HttpResponse, Failure> {
    app.webhooks.notify_one();
    let sent = wire(app, sent).ok_or_else(|| Failure::internal("a message nobody knows"))?;
    Ok(HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(sent))
}

/// A message on the wire; `None` for one whose kind a newer server knows.
fn wire(app: &App, sent: &Sent) -> Option<Delivery> {
    let status = DeliveryStatus::from_name(&sent.status)?;
    Some(Delivery {
        id: DeliveryId(sent.id),
        event: WebhookEvent::from_name(&sent.event)?,
        booking_id: sent.booking_id.map(BookingId),
        created_at: app.local(sent.created_at),
        status,
        attempts: u16::try_from(sent.attempts).unwrap_or_default(),
        last_attempt_at: sent.tried_at.map(|at| app.local(at)),
        last_status_code: sent.status_code.and_then(|code| u16::try_from(code).ok()),
        last_error: sent.error.clone(),
        next_attempt_at: (status == DeliveryStatus::Waiting).then(|| app.local(sent.due_at)),
    })
}
