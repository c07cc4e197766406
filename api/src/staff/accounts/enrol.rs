//! Somebody takes up an invitation: chooses a password and ties an authenticator to the account.
//!
//! In two steps with one address. With the one-time password alone it tells what the authenticator has to
//! know; nothing changes by that. With password and code as well the account is opened, the one-time
//! password is used up, and the codes for a lost authenticator are shown, once.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::StaffId;
use shared::problem::ProblemKind;
use shared::staff::{RecoveryCodes, SecondFactor, StaffEnrolment};

use super::sign_in::deed;
use super::{Account, factor, password, store};
use crate::app::{App, Shared};
use crate::audit;
use crate::ids::Ids;
use crate::problem::Failure;
use crate::secrets::{Secrets, equal};
use crate::sessions::{self, Turn, Whose, own_pages};
use crate::staff::key::Key;
use crate::wire::Body;

/// Takes up an invitation. With `token` alone it tells the second factor (200). With `password` and `totp` as well it
/// opens the account, signs in and gives the recovery codes (201).
#[utoipa::path(tag = "signing in", request_body = StaffEnrolment, responses(
    (status = 200, description = "What the authenticator has to know", body = SecondFactor),
    (status = 201, description = "The account is open", body = RecoveryCodes, headers(
        ("Set-Cookie" = String, description = "One cookie: HttpOnly, Secure, SameSite=Strict"),
    )),
))]
#[post("/auth/staff/enrolments")]
pub(crate) async fn enrol_staff(
    app: Shared,
    body: Body<StaffEnrolment>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    own_pages::check(&app, &request)?;
    let before = sessions::cookie::sent(&app, &request);
    let StaffEnrolment { token, password, totp } = body.value;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let account = invited(&mut conn, &token, now).await?;
    drop(conn);
    let (password, totp) = match (password, totp) {
        (None, None) => return told(&app, &account),
        (Some(password), Some(totp)) => (password, totp),
        (None, _) => return Err(Failure::invalid("/password", "is needed together with `totp`")),
        (_, None) => return Err(Failure::invalid("/totp", "is needed together with `password`")),
    };
    password::check(&password, &[&account.login, &account.name, "rathaus", "co-working", "coworking"])?;
    let hash = password::hash(password, app.ids.key()).await?;
    let mut conn = app.db.conn().await?;
    let opened = conn.transaction(async |conn| {
        let opened = open(&app, conn, &token, hash, &totp, now).await?;
        sessions::replace(&app, conn, before.as_ref()).await?;
        Ok::<_, Failure>(opened)
    });
    let (turn, codes) = opened.await?;
    drop(conn);
    Ok(sessions::begun(&app, HttpResponse::Created(), &turn, now)?.json(RecoveryCodes { recovery_codes: codes }))
}

/// What the authenticator has to know.
fn told(app: &App, account: &Account) -> Result<HttpResponse, Failure> {
    let salt = account.salt.as_deref().ok_or_else(refused)?;
    let (secret, uri, qr_svg) = factor::told(app, account.id, salt, &account.login)?;
    let (login, name) = (account.login.clone(), account.name.clone());
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(SecondFactor {
        login,
        name,
        secret,
        uri,
        qr_svg,
    }))
}

/// The account this one-time password opens, locked if that is within a transaction.
async fn invited(conn: &mut AsyncPgConnection, token: &str, now: DateTime<Utc>) -> Result<Account, Failure> {
    let Some(key) = Key::parse(token) else { return Err(refused()) };
    let offered = Secrets::hash(&key.secret);
    let opens = |account: &Account| {
        let live = account.suspended_at.is_none();
        live && account.invitation.as_ref().is_some_and(|(kept, until)| equal(kept, &offered) && now < *until)
    };
    store::by_id(conn, StaffId(key.id)).await?.filter(opens).ok_or_else(refused)
}

async fn open(
    app: &App,
    conn: &mut AsyncPgConnection,
    token: &str,
    hash: String,
    totp: &str,
    now: DateTime<Utc>,
) -> Result<(Turn, Vec<String>), Failure> {
    let mut account = invited(conn, token, now).await?;
    let salt = account.salt.clone().ok_or_else(refused)?;
    let step = factor::step(app, (account.id, &account.login), &salt, account.step, totp, now)?;
    account.step = step.ok_or_else(|| {
        Failure::invalid("/totp", "is not what the authenticator shows now; is the clock of the device right?")
    })?;
    account.password = Some(hash);
    account.invitation = None;
    account.failures = (0, None);
    account.signed_in_at = Some(now);
    store::save(conn, &account).await?;
    let codes = new_codes(app, conn, &account).await?;
    let whose = Whose::Staff(account.venue, account.id);
    // Whoever was signed in before the invitation is not whom it was for.
    sessions::store::end_all(conn, whose).await?;
    let turn = sessions::begin(app, conn, whose, (false, None), now).await?;
    audit::record(conn, app, deed(&account, Action::StaffEnrolled)).await?;
    Ok((turn, codes))
}

/// Draws recovery codes and keeps their hashes.
pub(super) async fn new_codes(
    app: &App,
    conn: &mut AsyncPgConnection,
    account: &Account,
) -> Result<Vec<String>, Failure> {
    let codes = factor::recovery_codes(&app.ids);
    let hashes = codes.iter().map(|code| app.secrets.recovery_hash(account.id, code)).collect();
    store::replace_codes(conn, account, hashes).await?;
    Ok(codes)
}

/// A one-time password for an account: what is shown, and what is kept.
pub(super) fn draw(ids: &Ids, account: StaffId) -> (String, Vec<u8>) {
    let key = Key::draw(account.0, ids);
    (key.reveal(), Secrets::hash(&key.secret))
}

fn refused() -> Failure {
    Failure::new(ProblemKind::WrongCode).detail(
        "This invitation is not good: it was used, replaced, or is too old. Ask an administrator for a new one.",
    )
}
