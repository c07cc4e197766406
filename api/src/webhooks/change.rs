//! Making a webhook, changing it, replacing its secret, removing it.
//!
//! What always holds: the secret is in the answer to making it and to replacing it. It is derived anew for each
//! of them, so the same `Idempotency-Key` gives it again and nothing kept has it in it.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, delete, patch, post};
use diesel_async::AsyncConnection;
use shared::audit::Action;
use shared::ids::WebhookId;
use shared::problem::ProblemKind;
use shared::webhooks::{DisabledBecause, LONGEST_URL, MOST_WEBHOOKS, NewWebhook, Webhook, WebhookChange, WebhookEvent};

use super::list::{parse, tag, unknown, wire};
use super::store::{self, Stored};
use super::{own, sign};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::apps::{self, AppCaller};
use crate::audit::{self, Actor, Deed};
use crate::bookings::idempotency;
use crate::problem::Failure;
use crate::wire::{Body, IfMatch, Params};

/// Makes a webhook. The answer has the secret that its messages are signed with, this once.
#[utoipa::path(tag = "webhooks", request_body = NewWebhook, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Webhook, headers(
    ("Location" = String, description = "Address of the webhook"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/webhooks")]
pub(crate) async fn create_webhook(
    app: Shared,
    caller: Caller,
    body: Body<NewWebhook>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let by = own(&caller)?;
    let key = idempotency::key_of(&request, &body.hash, &caller)?;
    let now = app.clock.now();
    let new = Stored {
        id: WebhookId(app.ids.uuid(now)),
        app: by.id,
        url: checked_url(&app, body.value.url)?,
        events: body.value.events.as_deref().map_or_else(|| Ok(WebhookEvent::BOOKINGS.to_vec()), checked_events)?,
        generation: 1,
        rotated_at: None,
        created_at: now,
        disabled_because: None,
        failing_since: None,
    };
    let (venue, scope) = (app.first_venue()?, format!("webhooks {}", by.id));
    let mut conn = app.db.conn().await?;
    let made = conn.transaction(async |conn| {
        idempotency::once(conn, (venue, &scope), key.as_ref(), now, async |conn| {
            // Locked, so that two who make one at the same time count each other's.
            apps::hold(conn, by.id).await?;
            if store::of_app(conn, by.id).await?.len() >= usize::from(MOST_WEBHOOKS) {
                return Err(Failure::new(ProblemKind::LimitReached)
                    .detail(format!("An app has at most {MOST_WEBHOOKS} webhooks.")));
            }
            store::insert(conn, &new).await?;
            audit::record(conn, &app, deed(by, Action::WebhookMade, new.id)).await?;
            Ok(wire(&app, &new))
        })
        .await
    });
    let (made, replayed) = made.await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("{}/api/v1/webhooks/{}", app.public_url, made.id)));
    Ok(revealed(&app, answer, made, 1, replayed))
}

/// Changes where a webhook leads, of what it tells, and whether it does. Switched on again it begins anew.
#[utoipa::path(tag = "webhooks", request_body = WebhookChange, params(
    ("id" = WebhookId, Path, description = "Id of the webhook"),
    ("If-Match" = Option<String>, Header, description = "ETag of the webhook as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = Webhook, headers(("ETag" = String, description = "Of this state")))))]
#[patch("/webhooks/{id}")]
pub(crate) async fn change_webhook(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<WebhookChange>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let by = own(&caller)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let WebhookChange { url, events, enabled } = body.value;
    let url = url.map(|url| checked_url(&app, url)).transpose()?;
    let events = events.as_deref().map(checked_events).transpose()?;
    let mut conn = app.db.conn().await?;
    let changed = conn
        .transaction(async |conn| {
            let mut hook = store::lock(conn, by.id, id).await?.ok_or_else(unknown)?;
            if_match.require(&tag(&wire(&app, &hook))?)?;
            hook.url = url.unwrap_or(hook.url);
            hook.events = events.unwrap_or(hook.events);
            if enabled == Some(true) {
                (hook.disabled_because, hook.failing_since) = (None, None);
            } else if enabled == Some(false) {
                hook.disabled_because = hook.disabled_because.or(Some(DisabledBecause::Asked));
            }
            store::save(conn, &hook).await?;
            audit::record(conn, &app, deed(by, Action::WebhookChanged, id)).await?;
            Ok::<_, Failure>(wire(&app, &hook))
        })
        .await?;
    app.webhooks.notify_one();
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&changed)?)).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(changed))
}

/// Replaces the secret. For a day messages are signed with both, so that receivers can be changed without a gap.
#[utoipa::path(tag = "webhooks", params(
    ("id" = WebhookId, Path, description = "Id of the webhook"),
    ("Idempotency-Key" = Option<String>, Header, description = "Same key gives the same answer for 24 h"),
), responses((status = 200, body = Webhook, headers(
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/webhooks/{id}/rotate-secret")]
pub(crate) async fn rotate_webhook_secret(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let by = own(&caller)?;
    let id = parse(&path)?;
    let key = idempotency::key_of(&request, id.0.as_bytes(), &caller)?;
    let (now, venue, scope) = (app.clock.now(), app.first_venue()?, format!("webhook-secrets {}", by.id));
    let mut conn = app.db.conn().await?;
    let rotated = conn.transaction(async |conn| {
        idempotency::once(conn, (venue, &scope), key.as_ref(), now, async |conn| {
            let mut hook = store::lock(conn, by.id, id).await?.ok_or_else(unknown)?;
            hook.generation += 1;
            hook.rotated_at = Some(now);
            store::save(conn, &hook).await?;
            audit::record(conn, &app, deed(by, Action::WebhookChanged, id).with("secret", "replaced")).await?;
            Ok((wire(&app, &hook), hook.generation))
        })
        .await
    });
    let ((hook, generation), replayed) = rotated.await?;
    Ok(revealed(&app, HttpResponse::Ok(), hook, generation, replayed))
}

/// Removes a webhook with everything it was sent.
#[utoipa::path(tag = "webhooks", params(("id" = WebhookId, Path, description = "Id of the webhook")), responses((status = 204, description = "It is gone")))]
#[delete("/webhooks/{id}")]
pub(crate) async fn remove_webhook(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let by = own(&caller)?;
    let id = parse(&path)?;
    let mut conn = app.db.conn().await?;
    conn.transaction(async |conn| {
        if !store::remove(conn, by.id, id).await? {
            return Err(unknown());
        }
        Ok::<_, Failure>(audit::record(conn, &app, deed(by, Action::WebhookRemoved, id)).await?)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Its address is not written down: it may have a secret of the receiver in it.
fn deed(by: &AppCaller, action: Action, hook: WebhookId) -> Deed<'_> {
    Deed::by(Actor::App(by), None, action, hook)
}

/// An answer with the secret in it.
fn revealed(
    app: &App,
    mut answer: HttpResponseBuilder,
    mut hook: Webhook,
    generation: i32,
    replayed: bool,
) -> HttpResponse {
    hook.secret = Some(sign::reveal(&app.secrets, hook.id, generation));
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer.json(hook)
}

/// Where messages may go, as far as that can be told before the name is looked up.
fn checked_url(app: &App, url: String) -> Result<String, Failure> {
    if url.chars().count() > LONGEST_URL || url.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(Failure::invalid("/url", format!("should have at most {LONGEST_URL} characters and no spaces")));
    }
    app.outgoing.check(&url).map_err(|refused| Failure::invalid("/url", refused.to_string()))?;
    Ok(url)
}

/// Each once, in the order in which they are always told.
fn checked_events(events: &[WebhookEvent]) -> Result<Vec<WebhookEvent>, Failure> {
    if let Some(place) = events.iter().position(|event| *event == WebhookEvent::Ping) {
        return Err(Failure::invalid(format!("/events/{place}"), "is sent on request only, whatever is subscribed to"));
    }
    if events.is_empty() {
        return Err(Failure::invalid("/events", "should name at least one; leave it out for all of them"));
    }
    Ok(WebhookEvent::BOOKINGS.into_iter().filter(|event| events.contains(event)).collect())
}
