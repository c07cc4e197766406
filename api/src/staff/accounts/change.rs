//! Another name or role, keeping somebody out, and taking an account away.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, patch};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::StaffId;
use shared::problem::ProblemKind;
use shared::staff::{Right, Role, StaffAccount, StaffChange};

use super::{Account, parse, store, unknown};
use crate::app::Shared;
use crate::audit::{self, Deed};
use crate::problem::Failure;
use crate::sessions::{Whose, store as sign_ins};
use crate::staff::{Staff, label};
use crate::wire::{Body, IfMatch, Params};

/// Changes name or role, or keeps somebody out. A new role and keeping out end every sign-in of theirs at once.
#[utoipa::path(tag = "staff", request_body = StaffChange, params(
    ("id" = StaffId, Path, description = "Id of the account"),
    ("If-Match" = Option<String>, Header, description = "ETag of the account as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffAccount, headers(("ETag" = String, description = "Revision of the account")))))]
#[patch("/accounts/{id}")]
pub(crate) async fn change_account(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<StaffChange>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageStaff)?;
    let (id, if_match, change) = (parse(&path)?, IfMatch::of(&request), body.value);
    if let Some(name) = &change.name {
        label(name).ok_or_else(|| Failure::invalid("/name", "should have 1 to 100 characters on one line"))?;
    }
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let changed = conn.transaction(async |conn| {
        let before = store::locked_among_all(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        if_match.require(&before.tag())?;
        let mut account = before.clone();
        if let Some(name) = change.name.as_deref().and_then(label) {
            name.clone_into(&mut account.name);
        }
        account.role = change.role.unwrap_or(account.role);
        account.suspended_at = match change.suspended {
            Some(true) => account.suspended_at.or(Some(now)),
            Some(false) => None,
            None => account.suspended_at,
        };
        if (account.role, account.suspended_at) != (before.role, before.suspended_at) {
            if account.role != Role::Admin || account.suspended_at.is_some() {
                keep_an_admin(conn, &before).await?;
            }
            sign_ins::end_all(conn, Whose::Staff(account.venue, account.id)).await?;
        }
        store::save(conn, &account).await?;
        account.revision += 1;
        audit::record(conn, &app, told(&staff, &before, &account)).await?;
        Ok::<_, Failure>(account)
    });
    let changed = changed.await?;
    drop(conn);
    Ok(HttpResponse::Ok()
        .insert_header((header::ETAG, changed.tag()))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(changed.wire(&app)))
}

/// What is written down about a change: only what has changed.
fn told<'a>(staff: &'a Staff, before: &Account, after: &Account) -> Deed<'a> {
    let mut deed = Deed::of(staff, Action::StaffChanged, after.id);
    if before.name != after.name {
        deed = deed.with("name", format!("{} → {}", before.name, after.name));
    }
    if before.role != after.role {
        deed = deed.with("role", format!("{} → {}", before.role.name(), after.role.name()));
    }
    if before.suspended_at.is_some() != after.suspended_at.is_some() {
        deed = deed.with("suspended", after.suspended_at.is_some());
    }
    deed
}

/// Takes an account away, with its sign-ins. What was done with it stays in the audit.
#[utoipa::path(tag = "staff", params(
    ("id" = StaffId, Path, description = "Id of the account"),
    ("If-Match" = Option<String>, Header, description = "ETag of the account as it was read; 428 without, 412 when it has changed since"),
), responses((status = 204, description = "It is gone")))]
#[delete("/accounts/{id}")]
pub(crate) async fn remove_account(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageStaff)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let mut conn = app.db.conn().await?;
    let removed = conn.transaction(async |conn| {
        let account = store::locked_among_all(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        if_match.require(&account.tag())?;
        keep_an_admin(conn, &account).await?;
        store::remove(conn, &account).await?;
        let deed = Deed::of(&staff, Action::StaffRemoved, id).with("name", &account.name);
        Ok::<_, Failure>(audit::record(conn, &app, deed).await?)
    });
    removed.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Refuses what would leave the venue without anybody who can let people in.
pub(super) async fn keep_an_admin(conn: &mut AsyncPgConnection, account: &Account) -> Result<(), Failure> {
    if account.role != Role::Admin || account.suspended_at.is_some() || store::other_admins(conn, account).await? > 0 {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::WrongState)
        .detail("This is the last administrator who can sign in. Let somebody else in as one first."))
}
