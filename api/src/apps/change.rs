//! Registering an app, changing it, suspending it and letting it in again.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, patch, post};
use diesel_async::AsyncConnection;
use shared::apps::{AppChange, NewApp, RegisteredApp, Scope};
use shared::audit::Action;
use shared::ids::AppId;

use super::list::{named, tag, unknown, wire};
use super::store::{self, Stored};
use super::terminal::told;
use super::{address, keeper};
use crate::access::Caller;
use crate::app::Shared;
use crate::audit::{self, Actor, Deed};
use crate::bookings::idempotency;
use crate::problem::Failure;
use crate::staff::{Staff, label};
use crate::wire::{Body, IfMatch};

/// Idempotency keys of apps are not those of bookings.
const SCOPE: &str = "apps";

/// Registers an app. It can do nothing until it has a key.
#[utoipa::path(tag = "apps", request_body = NewApp, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = RegisteredApp, headers(
    ("Location" = String, description = "Address of the app"),
    ("ETag" = String, description = "Of this state"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/apps")]
pub(crate) async fn register_app(
    app: Shared,
    caller: Caller,
    body: Body<NewApp>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let staff = keeper(&caller)?;
    let key = idempotency::key_of_staff(&request, &body.hash, staff)?;
    let now = app.clock.now();
    let new = Stored {
        id: AppId(app.ids.uuid(now)),
        name: checked_name(&body.value.name)?,
        scopes: checked_scopes(&body.value.scopes)?,
        created_at: now,
        suspended_at: None,
    };
    let mut conn = app.db.conn().await?;
    let (made, replayed) = conn
        .transaction(async |conn| {
            idempotency::once(conn, (staff.venue, SCOPE), key.as_ref(), now, async |conn| {
                store::insert(conn, &new).await?;
                audit::record(conn, &app, deed(staff, Action::AppRegistered, &new)).await?;
                Ok(wire(&app, &new))
            })
            .await
        })
        .await?;
    let mut answer = HttpResponse::Created();
    answer
        .insert_header((header::LOCATION, address(&app, &format!("/api/v1/apps/{}", made.id))))
        .insert_header((header::ETAG, tag(&made)?))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(made))
}

/// Changes an app. Suspended it is nobody from the next request on, with all its keys and tokens; let in again
/// it has the keys it had.
#[utoipa::path(tag = "apps", request_body = AppChange, params(
    ("id" = AppId, Path, description = "Id of the app"),
    ("If-Match" = Option<String>, Header, description = "ETag of the app as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = RegisteredApp, headers(("ETag" = String, description = "Of this state")))))]
#[patch("/apps/{id}")]
pub(crate) async fn change_app(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<AppChange>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let staff = keeper(&caller)?;
    let (id, if_match) = (named(&caller, &path)?, IfMatch::of(&request));
    let AppChange { name, scopes, suspended } = body.value;
    let name = name.as_deref().map(checked_name).transpose()?;
    let scopes = scopes.as_deref().map(checked_scopes).transpose()?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let changed = conn
        .transaction(async |conn| {
            let mut stored = store::lock(conn, id).await?.ok_or_else(unknown)?;
            if_match.require(&tag(&wire(&app, &stored))?)?;
            let before = stored.clone();
            stored.name = name.unwrap_or(stored.name);
            stored.scopes = scopes.unwrap_or(stored.scopes);
            stored.suspended_at = match suspended {
                // Since when is not said anew.
                Some(true) => stored.suspended_at.or(Some(now)),
                Some(false) => None,
                None => stored.suspended_at,
            };
            store::save(conn, &stored).await?;
            for action in done(&before, &stored) {
                audit::record(conn, &app, deed(staff, action, &stored)).await?;
            }
            Ok::<_, Failure>(wire(&app, &stored))
        })
        .await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&changed)?)).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(changed))
}

/// What a change comes down to: nothing, if it says what is so already.
fn done(before: &Stored, after: &Stored) -> Vec<Action> {
    let mut done = Vec::new();
    if (&before.name, &before.scopes) != (&after.name, &after.scopes) {
        done.push(Action::AppChanged);
    }
    match (before.suspended_at, after.suspended_at) {
        (None, Some(_)) => done.push(Action::AppSuspended),
        (Some(_), None) => done.push(Action::AppResumed),
        _ => {}
    }
    done
}

/// An app belongs to the house as a whole, whichever venue who keeps it works for.
fn deed<'a>(staff: &'a Staff, action: Action, app: &Stored) -> Deed<'a> {
    told(Deed::by(Actor::Staff(staff), None, action, app.id), app)
}

fn checked_name(name: &str) -> Result<String, Failure> {
    let wrong = || Failure::invalid("/name", "should have 1 to 100 characters on one line");
    label(name).map(str::to_owned).ok_or_else(wrong)
}

/// Each once, in the order in which they are always told.
fn checked_scopes(scopes: &[Scope]) -> Result<Vec<Scope>, Failure> {
    if scopes.is_empty() {
        return Err(Failure::invalid("/scopes", "should name at least one"));
    }
    Ok(Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).collect())
}
