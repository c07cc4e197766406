//! Who somebody on the staff is, and what they may change about their own account.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::SessionId;
use shared::people::Session;
use shared::problem::ProblemKind;
use shared::staff::{NewPassword, RecoveryCodes, StaffMe, StaffProof};
use shared::venues::Page;

use super::sign_in::{closed, closed_until, count_failure, deed, second_factor};
use super::{Account, enrol, password, store, unknown};
use crate::app::{App, Shared};
use crate::audit;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::sessions::{Whose, store as sign_ins, wire};
use crate::staff::Staff;
use crate::wire::{Body, Params, paged};

/// Tells who asks: name, role, venue.
#[utoipa::path(tag = "staff", responses((status = 200, body = StaffMe)))]
#[get("/me")]
pub(crate) async fn get_staff_me(app: Shared, staff: Staff, params: Params) -> Result<HttpResponse, Failure> {
    params.end()?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let login = match staff.by.account() {
        Some(id) => {
            let mut conn = app.db.conn().await?;
            Some(store::find(&mut conn, staff.venue, id).await?.ok_or_else(unknown)?.login)
        }
        None => None,
    };
    let me = StaffMe { name: staff.name, role: staff.role, venue: venue.facts.venue.slug.clone(), login };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, PRIVATE)).json(me))
}

/// Takes another password, from whoever shows the one so far and what the authenticator shows. Every other sign-in ends.
#[utoipa::path(tag = "staff", request_body = NewPassword, responses((status = 204, description = "The new one is good from now on")))]
#[post("/me/password")]
pub(crate) async fn change_password(
    app: Shared,
    staff: Staff,
    body: Body<NewPassword>,
) -> Result<HttpResponse, Failure> {
    let (_, session) = staff.require_account()?;
    let NewPassword { current, totp, password } = body.value;
    let shown = shown(&app, &staff, StaffProof { current, totp }).await?;
    let seen = &shown.account;
    password::check(&password, &[&seen.login, &seen.name, "rathaus", "co-working", "coworking"])?;
    let hash = password::hash(password, app.ids.key()).await?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let done = conn.transaction(async |conn| {
        let Some(mut found) = proven(&app, conn, &staff, &shown, now).await? else { return Ok(false) };
        found.password = Some(hash);
        store::save(conn, &found).await?;
        audit::record(conn, &app, deed(&found, Action::StaffPasswordChanged)).await?;
        let whose = Whose::Staff(found.venue, found.id);
        for other in sign_ins::turns(conn, whose, now).await?.iter().filter(|turn| turn.session != session) {
            sign_ins::end_own(conn, whose, other.session).await?;
        }
        Ok::<_, Failure>(true)
    });
    // A wrong try was counted, so the transaction was committed.
    if done.await? {
        return Ok(HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, "no-store")).finish());
    }
    Err(unproven())
}

/// Draws new codes for a lost authenticator, for whoever shows both factors; the ones before open nothing any more.
#[utoipa::path(tag = "staff", request_body = StaffProof, responses((status = 200, body = RecoveryCodes)))]
#[post("/me/recovery-codes")]
pub(crate) async fn renew_recovery_codes(
    app: Shared,
    staff: Staff,
    body: Body<StaffProof>,
) -> Result<HttpResponse, Failure> {
    let shown = shown(&app, &staff, body.value).await?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let codes = conn.transaction(async |conn| {
        let Some(account) = proven(&app, conn, &staff, &shown, now).await? else { return Ok(None) };
        store::save(conn, &account).await?;
        let codes = enrol::new_codes(&app, conn, &account).await?;
        audit::record(conn, &app, deed(&account, Action::StaffRecoveryCodesMade)).await?;
        Ok::<_, Failure>(Some(codes))
    });
    // A wrong try was counted, so the transaction was committed.
    let recovery_codes = codes.await?.ok_or_else(unproven)?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(RecoveryCodes { recovery_codes }))
}

fn unproven() -> Failure {
    Failure::new(ProblemKind::WrongCode).detail("Password and code do not go together.")
}

/// What somebody shows of her own account, with the account as it was read before the password was hashed.
struct Shown {
    account: Account,
    right: bool,
    totp: String,
}

/// Looks at the password, without a connection in hand.
async fn shown(app: &App, staff: &Staff, proof: StaffProof) -> Result<Shown, Failure> {
    let (id, _) = staff.require_account()?;
    let mut conn = app.db.conn().await?;
    let account = store::find(&mut conn, staff.venue, id).await?.ok_or_else(unknown)?;
    drop(conn);
    if account.provider.is_some() {
        return Err(Failure::new(ProblemKind::WrongState)
            .detail("You sign in with the city's own sign-in and have neither password nor second factor here."));
    }
    let right = password::matches(proof.current, account.password.clone()).await?;
    Ok(Shown { account, right, totp: proof.totp })
}

/// One's own account, locked, if both factors are right. A wrong try is counted and written down.
async fn proven(
    app: &App,
    conn: &mut AsyncPgConnection,
    staff: &Staff,
    shown: &Shown,
    now: DateTime<Utc>,
) -> Result<Option<Account>, Failure> {
    let mut found = own(conn, staff).await?;
    if let Some(until) = closed_until(&found, now) {
        return Err(closed(app, until, now));
    }
    // The password counts only as long as it is still the account's.
    let first = shown.right && found.password == shown.account.password;
    if first && second_factor(app, conn, &mut found, &shown.totp, now).await? {
        found.failures = (0, None);
        return Ok(Some(found));
    }
    count_failure(&mut found, now);
    store::save(conn, &found).await?;
    audit::record(conn, app, deed(&found, Action::StaffRefused)).await?;
    Ok(None)
}

/// One's own account, locked.
async fn own(conn: &mut AsyncPgConnection, staff: &Staff) -> Result<Account, Failure> {
    let (id, _) = staff.require_account()?;
    store::locked(conn, staff.venue, id).await?.ok_or_else(unknown)
}

/// Lists where one is signed in, the newest first.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<Session>), (status = 304, description = "Not modified")))]
#[get("/me/sessions")]
pub(crate) async fn list_staff_sessions(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let (account, session) = staff.require_account()?;
    let mut conn = app.db.conn().await?;
    let turns = sign_ins::turns(&mut conn, Whose::Staff(staff.venue, account), app.clock.now()).await?;
    let items = turns.iter().map(|turn| wire(&app, turn, Some(session))).collect();
    paged(&request, items, &paging, |session: &Session| session.id.to_string(), PRIVATE)
}

/// Ends one of one's own sign-ins at once, also the one that asks.
#[utoipa::path(tag = "staff", params(("id" = SessionId, Path, description = "Id of the session")), responses((status = 204, description = "It has ended")))]
#[delete("/me/sessions/{id}")]
pub(crate) async fn end_staff_session(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (account, _) = staff.require_account()?;
    let nothing = || Failure::not_found().detail("You have no session with this id.");
    let id: SessionId = path.parse().map_err(|_malformed: uuid::Error| nothing())?;
    let mut conn = app.db.conn().await?;
    if sign_ins::end_own(&mut conn, Whose::Staff(staff.venue, account), id).await? {
        return Ok(HttpResponse::NoContent().finish());
    }
    Err(nothing())
}
