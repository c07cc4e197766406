//! Somebody signs in with the code from the mail.
//!
//! Every refusal is the same, in the same words: whether the code was wrong, used, too old, tried too
//! often, or never sent to this address.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::ids::PersonId;
use shared::people::{Session, SignIn};
use shared::problem::ProblemKind;

use super::store;
use crate::app::{App, Shared};
use crate::bookings::check_email;
use crate::holds::digits;
use crate::problem::Failure;
use crate::secrets::equal;
use crate::sessions::{self, Turn, Whose, own_pages, wire};
use crate::wire::Body;

/// Wrong tries a code allows.
const TRIES: i16 = 5;
/// How long a session lasts that goes with the browser's window, hours.
const HOURS: i64 = 12;
/// How long one lasts that is to be remembered, days.
const REMEMBERED_DAYS: i64 = 30;

/// Signs in. The cookie is good for `POST /auth/token` alone, whose answer is good for everything else.
#[utoipa::path(tag = "signing in", request_body = SignIn, responses((status = 201, body = Session, headers(
    ("Location" = String, description = "Address of the session"),
    ("Set-Cookie" = String, description = "One cookie: HttpOnly, Secure, SameSite=Strict"),
))))]
#[post("/auth/sessions")]
pub(crate) async fn sign_in(app: Shared, body: Body<SignIn>, request: HttpRequest) -> Result<HttpResponse, Failure> {
    own_pages::check(&app, &request)?;
    let before = sessions::cookie::sent(&app, &request);
    let asked = body.value;
    check_email(&asked.email)?;
    let code = digits(&asked.code)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let turn = conn.transaction(async |conn| {
        let turn = attempt(&app, conn, &asked, &code, now).await?;
        if turn.is_some() {
            sessions::replace(&app, conn, before.as_ref()).await?;
        }
        Ok::<_, Failure>(turn)
    });
    // A wrong try was counted, so the transaction was committed.
    let turn = turn.await?.ok_or_else(refused)?;
    drop(conn);
    Ok(sessions::begun(&app, HttpResponse::Created(), &turn, now)?
        .insert_header((header::LOCATION, format!("{}/api/v1/me/sessions/{}", app.public_url, turn.session)))
        .json(wire(&app, &turn, Some(turn.session))))
}

/// A new session, if the code is right. The row of the code is locked, so of two who send it at the same
/// moment one finds it used.
async fn attempt(
    app: &App,
    conn: &mut AsyncPgConnection,
    asked: &SignIn,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Turn>, Failure> {
    let found = store::live_code(conn, &app.secrets.address_hash(&asked.email)).await?;
    // Without a row the same work is done for nothing.
    let id = found.as_ref().map(|row| row.id).unwrap_or_default();
    let offered = app.secrets.sign_in_hash(id, &asked.email, code);
    let Some(row) = found else { return Ok(None) };
    let live = row.expires_at > now && row.tries < TRIES;
    let Some(kept) = row.hash.as_ref().filter(|_| live) else { return Ok(None) };
    if !equal(kept, &offered) {
        store::count_try(conn, row.id).await?;
        return Ok(None);
    }
    store::spend(conn, row.id).await?;
    let person = store::known(conn, PersonId(app.ids.uuid(now)), &asked.email, now).await?;
    let lasts = if asked.remember { TimeDelta::days(REMEMBERED_DAYS) } else { TimeDelta::hours(HOURS) };
    sessions::begin(app, conn, Whose::Person(person), (asked.remember, Some(now + lasts)), now).await.map(Some)
}

fn refused() -> Failure {
    Failure::new(ProblemKind::WrongCode)
        .detail("The code is wrong, used or older than 10 minutes, or was tried too often. Ask for a new one.")
}
