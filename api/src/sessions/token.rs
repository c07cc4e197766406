//! The cookie is exchanged for an access token, and replaced.
//!
//! Each use makes the session's next turn. Whoever brings a value that was replaced before either has
//! stolen it or was stolen from, and nobody can tell which: the session ends. The one just replaced is
//! good for some seconds more, because two tabs may ask at the same moment and an answer may get lost; it
//! makes no new turn, so both get the same cookie and no second line of them begins.

use actix_web::http::header::{self, HeaderName};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::people::AccessToken;
use shared::problem::ProblemKind;

use super::cookie::{self, Refresh};
use super::{Turn, own_pages, store};
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::tokens::{Bearer, LIFE_SECONDS};
use crate::wire::Params;

/// What follows from a secret is in no cache.
pub(crate) const NO_STORE: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");
/// For how long the value that was just replaced is good, seconds: longer than the app waits for an answer.
const GRACE_SECONDS: i64 = 30;

/// What came of it; committed either way.
enum Outcome {
    /// The session as it stands now.
    Stands(Turn),
    /// There is no such session (any more).
    Unknown,
    /// A value was used again that was replaced long ago; the session has been ended.
    Reused,
}

/// Gives an access token for the cookie, and the cookie's next value.
#[utoipa::path(tag = "signing in", responses((status = 200, body = AccessToken, headers(
    ("Set-Cookie" = String, description = "The next value of the cookie"),
))))]
#[post("/auth/token")]
pub(crate) async fn refresh_token(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    params.end()?;
    own_pages::check(&app, &request)?;
    let Some(sent) = cookie::sent(&app, &request) else { return Err(unknown()) };
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let outcome = conn.transaction(async |conn| next(&app, conn, &sent, now).await).await?;
    drop(conn);
    match outcome {
        Outcome::Stands(turn) => {
            let (bearer, scope) = (Bearer { subject: turn.whose.subject(), session: turn.session }, turn.whose.scope());
            let token = app.tokens.sign(bearer, scope, app.ids.uuid(now), now).map_err(Failure::internal)?;
            let until = turn.remembered.then_some(turn.expires_at);
            let cookie = cookie::kept(&app, &Refresh::of(&app, &turn), until, now)?;
            Ok(answer(HttpResponse::Ok(), cookie).json(AccessToken {
                access_token: token,
                token_type: "Bearer".to_owned(),
                expires_in: LIFE_SECONDS,
                scope: scope.to_owned(),
            }))
        }
        Outcome::Unknown => Err(unknown().header(header::SET_COOKIE, cookie::removed(&app)?)),
        Outcome::Reused => {
            tracing::warn!(session = %sent.session, "a value of a session was used again that had been replaced; it is ended");
            Err(unknown().header(header::SET_COOKIE, cookie::removed(&app)?))
        }
    }
}

async fn next(app: &App, conn: &mut AsyncPgConnection, sent: &Refresh, now: DateTime<Utc>) -> Result<Outcome, Failure> {
    let turn = store::turn(conn, sent.session).await?.filter(|turn| turn.expires_at > now);
    let Some(mut turn) = turn.filter(|turn| sent.is_ours(app, turn)) else { return Ok(Outcome::Unknown) };
    if sent.generation == turn.generation {
        turn.generation = turn.generation.saturating_add(1);
        turn.refreshed_at = now;
        turn.expires_at = turn.whose.extended(&turn, now);
        store::advance(conn, &turn).await?;
        return Ok(Outcome::Stands(turn));
    }
    let just_replaced = sent.generation.saturating_add(1) == turn.generation;
    if just_replaced && now < turn.refreshed_at + TimeDelta::seconds(GRACE_SECONDS) {
        return Ok(Outcome::Stands(turn));
    }
    store::end(conn, turn.session).await?;
    Ok(Outcome::Reused)
}

/// An answer that sets the cookie.
pub(crate) fn answer(mut answer: HttpResponseBuilder, cookie: header::HeaderValue) -> HttpResponseBuilder {
    answer.insert_header((header::SET_COOKIE, cookie)).insert_header(NO_STORE);
    answer
}

fn unknown() -> Failure {
    Failure::new(ProblemKind::Unauthorized).detail("No session goes with this cookie. Sign in again.")
}
