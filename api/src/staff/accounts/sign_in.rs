//! Somebody who works here signs in with password and second factor.
//!
//! Every refusal is the same sentence after the same work: whether there is no such account, the password
//! was wrong, the code was, or the account is suspended. Only an account that is closed for the moment is
//! told apart, because the right person must hear why she is not let in.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::problem::ProblemKind;
use shared::staff::{StaffSignIn, StaffSignedIn};

use super::{Account, factor, password, store};
use crate::app::{App, Shared};
use crate::audit::{self, Actor, Deed};
use crate::problem::Failure;
use crate::sessions::{self, Turn, Whose, own_pages};
use crate::wire::Body;

/// Wrong tries that are allowed …
const TRIES: i32 = 10;
/// … within so many minutes.
const WINDOW_MINUTES: i64 = 15;
/// More than any login or password has.
const LONGEST: usize = 300;

/// What came of it; what is written down either way is committed.
enum Outcome {
    In(Box<Account>, Turn, i64),
    Refused,
    Closed(DateTime<Utc>),
}

/// Signs in somebody who works here. The cookie is good for `POST /auth/token` alone.
#[utoipa::path(tag = "signing in", request_body = StaffSignIn, responses((status = 201, body = StaffSignedIn, headers(
    ("Set-Cookie" = String, description = "One cookie: HttpOnly, Secure, SameSite=Strict"),
))))]
#[post("/auth/staff/sessions")]
pub(crate) async fn sign_in_staff(
    app: Shared,
    body: Body<StaffSignIn>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    own_pages::check(&app, &request)?;
    let before = sessions::cookie::sent(&app, &request);
    let asked = body.value;
    for (pointer, text) in [("/login", &asked.login), ("/password", &asked.password), ("/totp", &asked.totp)] {
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(Failure::invalid(pointer, format!("should have 1 to {LONGEST} characters")));
        }
    }
    if asked.login.chars().any(char::is_control) {
        return Err(Failure::invalid("/login", "should be on one line"));
    }
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    // Read before and hashed without a connection in hand: a flood of guesses must not keep the others waiting.
    let kept = store::by_login(&mut conn, &asked.login).await?.and_then(|account| account.password);
    drop(conn);
    let right = password::matches(asked.password.clone(), kept.clone()).await?;
    let mut conn = app.db.conn().await?;
    let outcome = conn.transaction(async |conn| {
        let outcome = decide(&app, conn, &asked, right.then_some(kept).flatten(), now).await?;
        if matches!(outcome, Outcome::In(..)) {
            sessions::replace(&app, conn, before.as_ref()).await?;
        }
        Ok::<_, Failure>(outcome)
    });
    let outcome = outcome.await?;
    drop(conn);
    match outcome {
        Outcome::In(account, turn, codes) => Ok(sessions::begun(&app, HttpResponse::Created(), &turn, now)?
            .json(account.signed_in(&app, turn.expires_at, codes))),
        Outcome::Refused => Err(refused()),
        Outcome::Closed(until) => Err(closed(&app, until, now)),
    }
}

/// Lets in whoever has shown both factors. `proven` is the hash that the password belongs to: it counts only
/// as long as it is still the account's.
async fn decide(
    app: &App,
    conn: &mut AsyncPgConnection,
    asked: &StaffSignIn,
    proven: Option<String>,
    now: DateTime<Utc>,
) -> Result<Outcome, Failure> {
    let Some(mut account) = store::by_login(conn, &asked.login).await? else { return Ok(Outcome::Refused) };
    if let Some(until) = closed_until(&account, now) {
        return Ok(Outcome::Closed(until));
    }
    let first = proven.is_some() && proven == account.password;
    let second = first && second_factor(app, conn, &mut account, &asked.totp, now).await?;
    if !second || account.suspended_at.is_some() {
        count_failure(&mut account, now);
        store::save(conn, &account).await?;
        audit::record(conn, app, deed(&account, Action::StaffRefused)).await?;
        return Ok(Outcome::Refused);
    }
    account.failures = (0, None);
    account.signed_in_at = Some(now);
    store::save(conn, &account).await?;
    audit::record(conn, app, deed(&account, Action::StaffSignedIn)).await?;
    let turn = sessions::begin(app, conn, Whose::Staff(account.venue, account.id), (false, None), now).await?;
    let codes = store::codes_left(conn, &account).await?;
    Ok(Outcome::In(Box::new(account), turn, codes))
}

/// What an account does on its own behalf.
pub(in crate::staff) fn deed(account: &Account, action: Action) -> Deed<'_> {
    Deed::by(Actor::Account(account.id, &account.name), Some(account.venue), action, account.id)
}

/// Whether this is what the authenticator shows, or a recovery code; it is used up by that.
pub(super) async fn second_factor(
    app: &App,
    conn: &mut AsyncPgConnection,
    account: &mut Account,
    code: &str,
    now: DateTime<Utc>,
) -> Result<bool, Failure> {
    let Some(salt) = &account.salt else { return Ok(false) };
    if let Some(step) = factor::step(app, (account.id, &account.login), salt, account.step, code, now)? {
        account.step = step;
        return Ok(true);
    }
    match factor::recovery_code(code) {
        Some(code) => Ok(store::spend_code(conn, account, app.secrets.recovery_hash(account.id, &code)).await?),
        None => Ok(false),
    }
}

/// Counts a wrong try; what is longer ago than the window no longer counts.
pub(super) fn count_failure(account: &mut Account, now: DateTime<Utc>) {
    let recent = account.failures.1.is_some_and(|at| now < at + TimeDelta::minutes(WINDOW_MINUTES));
    account.failures = (if recent { account.failures.0 } else { 0 } + 1, Some(now));
}

/// Until when an account is closed that was tried too often.
pub(super) fn closed_until(account: &Account, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let until = account.failures.1? + TimeDelta::minutes(WINDOW_MINUTES);
    (account.failures.0 >= TRIES && now < until).then_some(until)
}

/// What whoever tries an account is told that is closed for the moment.
pub(super) fn closed(app: &App, until: DateTime<Utc>, now: DateTime<Utc>) -> Failure {
    let seconds = (until - now).num_seconds().max(1);
    Failure::new(ProblemKind::RateLimited)
        .allowed_from(app.local(until))
        .detail(format!("This account was tried too often. Try again in {seconds} s."))
        .policies(vec!["staff-sign-in".to_owned()])
        .header(header::RETRY_AFTER, HeaderValue::from(seconds))
}

fn refused() -> Failure {
    Failure::new(ProblemKind::WrongCode).detail("Name, password and code do not go together.")
}
