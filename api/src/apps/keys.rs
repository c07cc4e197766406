//! Keys of an app, as staff make and revoke them, and as the app may look at its own.
//!
//! What always holds: a key is shown in the answer to making it and never again. Here its secret is derived
//! from the server's key and its own id, as a booking's is: so the answer can be given once more for the same
//! `Idempotency-Key` although the database has nothing but the secret's SHA-256. Who has the server's key
//! could sign tokens of any app without that.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use diesel_async::AsyncConnection;
use shared::apps::{AppKey, KEY_DAYS, LONGEST_KEY_DAYS, NewAppKey};
use shared::audit::Action;
use shared::ids::{AppId, AppKeyId};
use shared::problem::ProblemKind;
use shared::venues::Page;

use super::issue::issue;
use super::list::{named, unknown};
use super::store::{self, Listed};
use super::{AppError, keeper, reader};
use crate::access::Caller;
use crate::app::{App, Shared};
use crate::audit::{self, Actor, Deed};
use crate::bookings::idempotency;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::staff::key::Key;
use crate::wire::{Body, Params, paged};

/// Lists every key an app ever had, the oldest first; an app may look at its own.
#[utoipa::path(tag = "apps", params(("id" = AppId, Path, description = "Id of the app"), crate::openapi::Paging), responses((status = 200, body = Page<AppKey>), (status = 304, description = "Not modified")))]
#[get("/apps/{id}/keys")]
pub(crate) async fn list_app_keys(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let id = named(&caller, &path)?;
    reader(&caller, id)?;
    let mut conn = app.db.conn().await?;
    store::find(&mut conn, id).await?.ok_or_else(unknown)?;
    let items = store::keys_of(&mut conn, id).await?.iter().map(|key| wire(&app, key)).collect();
    paged(&request, items, &paging, |item: &AppKey| item.id.to_string(), PRIVATE)
}

/// Makes a key. Two are good at a time, so that the next can be put in place before the last is revoked.
#[utoipa::path(tag = "apps", request_body = NewAppKey, params(
    ("id" = AppId, Path, description = "Id of the app"),
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = AppKey, headers(
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/apps/{id}/keys")]
pub(crate) async fn create_app_key(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<NewAppKey>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let staff = keeper(&caller)?;
    let id = named(&caller, &path)?;
    let key = idempotency::key_of_staff(&request, &body.hash, staff)?;
    let days = body.value.days.unwrap_or(KEY_DAYS);
    if !(1..=LONGEST_KEY_DAYS).contains(&days) {
        return Err(Failure::invalid("/days", format!("should be a whole number from 1 to {LONGEST_KEY_DAYS}")));
    }
    let now = app.clock.now();
    let scope = format!("app-keys {id}");
    let new = derived(&app, AppKeyId(app.ids.uuid(now)));
    let mut conn = app.db.conn().await?;
    let (mut made, replayed) = conn
        .transaction(async |conn| {
            idempotency::once(conn, (staff.venue, &scope), key.as_ref(), now, async |conn| {
                let ends = issue(conn, id, &new, days, now).await.map_err(refused)?;
                let deed = deed(staff, Action::AppKeyMade, AppKeyId(new.id), id);
                audit::record(conn, &app, deed).await?;
                let stored =
                    Listed { id: new.id, created_at: now, expires_at: ends, revoked_at: None, last_used_at: None };
                Ok(wire(&app, &stored))
            })
            .await
        })
        .await?;
    made.secret = Some(derived(&app, made.id).reveal());
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::CACHE_CONTROL, "no-store"));
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(made))
}

/// Revokes a key: it buys no token any more. Tokens it has bought end within ten minutes.
#[utoipa::path(tag = "apps", params(
    ("id" = AppId, Path, description = "Id of the app"),
    ("key" = AppKeyId, Path, description = "Id of the key"),
), responses((status = 204, description = "It opens nothing")))]
#[delete("/apps/{id}/keys/{key}")]
pub(crate) async fn revoke_app_key(
    app: Shared,
    caller: Caller,
    path: Path<(String, String)>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let staff = keeper(&caller)?;
    let (id, key) = path.into_inner();
    let id = named(&caller, &id)?;
    let key: AppKeyId = key.parse().map_err(|_malformed: uuid::Error| unknown_key())?;
    let mut conn = app.db.conn().await?;
    let known = store::keys_of(&mut conn, id).await?.into_iter().any(|own| own.id == key.0);
    if !known {
        return Err(unknown_key());
    }
    conn.transaction(async |conn| {
        // One that was revoked before stays as it is: whoever asks again wants nothing else.
        if store::revoke_key(conn, key, app.clock.now()).await?.is_some() {
            audit::record(conn, &app, deed(staff, Action::AppKeyRevoked, key, id)).await?;
        }
        Ok::<_, Failure>(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn deed(staff: &Staff, action: Action, key: AppKeyId, app: AppId) -> Deed<'_> {
    Deed::by(Actor::Staff(staff), None, action, key).with("app", app)
}

fn derived(app: &App, id: AppKeyId) -> Key {
    Key { id: id.0, secret: app.secrets.app_key(id) }
}

fn wire(app: &App, key: &Listed) -> AppKey {
    AppKey {
        id: AppKeyId(key.id),
        created_at: app.local(key.created_at),
        expires_at: app.local(key.expires_at),
        revoked_at: key.revoked_at.map(|at| app.local(at)),
        last_used_at: key.last_used_at.map(|at| app.local(at)),
        secret: None,
    }
}

fn unknown_key() -> Failure {
    Failure::not_found().detail("The app has no key with this id.")
}

fn refused(error: AppError) -> Failure {
    match error {
        AppError::Unknown(_) => unknown(),
        AppError::Keys => Failure::new(ProblemKind::LimitReached).detail("The app has two keys that are good."),
        AppError::Database(error) => error.into(),
        other => Failure::internal(other),
    }
}
