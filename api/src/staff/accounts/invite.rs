//! An administrator lets somebody in, or lets them begin anew: with a password that is good once.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::{StaffId, VenueId};
use shared::problem::ProblemKind;
use shared::staff::{NewStaff, Right, Role, StaffAccount, StaffInvitation};

use super::{Account, enrol, parse, store, unknown};
use crate::app::{App, Shared};
use crate::audit::{self, Actor, Deed};
use crate::bookings::check_email;
use crate::bookings::store::post as post_mail;
use crate::ids::Ids;
use crate::problem::Failure;
use crate::sessions::{Whose, store as sign_ins};
use crate::staff::{Staff, StaffError, label};
use crate::wire::{Body, Params};

/// How long an invitation is good, days.
const DAYS: i64 = 3;
/// Most letters of what somebody signs in with.
const LONGEST_LOGIN: usize = 254;

/// An account that was just made, with what opens it.
pub(in crate::staff) struct Invited {
    /// The account.
    pub(in crate::staff) account: Account,
    /// The one-time password.
    pub(in crate::staff) token: String,
    /// Until when it is good.
    pub(in crate::staff) until: DateTime<Utc>,
}

/// Lets somebody in. The one-time password in the answer is shown here alone; a login that is an address is sent it too.
#[utoipa::path(tag = "staff", request_body = NewStaff, responses((status = 201, body = StaffInvitation, headers(
    ("Location" = String, description = "Address of the account"),
))))]
#[post("/accounts")]
pub(crate) async fn add_account(app: Shared, staff: Staff, body: Body<NewStaff>) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageStaff)?;
    let NewStaff { login, name, role } = body.value;
    let login = check_login(&login).ok_or_else(|| {
        Failure::invalid("/login", format!("should be an address, or a name of up to {LONGEST_LOGIN} characters"))
    })?;
    let name = label(&name).ok_or_else(|| Failure::invalid("/name", "should have 1 to 100 characters on one line"))?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let invited = conn.transaction(async |conn| {
        if store::by_login(conn, login).await?.is_some() {
            return Err(Failure::invalid("/login", "somebody signs in with this already"));
        }
        let invited = invite_at(conn, &app.ids, staff.venue, (login, name, role), now).await?;
        let deed = Deed::of(&staff, Action::StaffInvited, invited.account.id).with("role", role.name());
        audit::record(conn, &app, deed).await?;
        mail(&app, conn, &invited, now).await?;
        Ok::<_, Failure>(invited)
    });
    let invited = invited.await?;
    drop(conn);
    app.mail.notify_one();
    let location = format!("{}/api/v1/staff/accounts/{}", app.public_url, invited.account.id);
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, location))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(wire(&app, &invited)))
}

/// Lets somebody begin anew who has lost password and authenticator: the account has neither from now on, every
/// sign-in ends, and a new one-time password opens it.
#[utoipa::path(tag = "staff", params(("id" = StaffId, Path, description = "Id of the account")), responses((status = 200, body = StaffInvitation)))]
#[post("/accounts/{id}/invitation")]
pub(crate) async fn invite_again(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageStaff)?;
    let (id, now) = (parse(&path)?, app.clock.now());
    let mut conn = app.db.conn().await?;
    let invited = conn.transaction(async |conn| {
        let account = store::locked_among_all(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        if account.provider.is_some() {
            return Err(Failure::new(ProblemKind::WrongState)
                .detail("This account signs in with the city's own sign-in and has no password here."));
        }
        super::change::keep_an_admin(conn, &account).await?;
        let invited = renew(conn, &app.ids, account, now).await?;
        audit::record(conn, &app, Deed::of(&staff, Action::StaffInvited, id).with("again", true)).await?;
        mail(&app, conn, &invited, now).await?;
        Ok::<_, Failure>(invited)
    });
    let invited = invited.await?;
    drop(conn);
    app.mail.notify_one();
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(wire(&app, &invited)))
}

/// Makes an account that waits for somebody.
pub(in crate::staff) async fn invite_at(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    (login, name, role): (&str, &str, Role),
    now: DateTime<Utc>,
) -> Result<Invited, diesel::result::Error> {
    let id = StaffId(ids.uuid(now));
    let (token, hash) = enrol::draw(ids, id);
    let until = now + TimeDelta::days(DAYS);
    let account = Account {
        salt: Some(ids.key().to_vec()),
        invitation: Some((hash, until)),
        ..Account::new(venue, id, (login.to_owned(), name.to_owned(), role), now)
    };
    store::insert(conn, &account).await?;
    Ok(Invited { account, token, until })
}

/// Takes password and second factor from an account and gives it a new one-time password.
pub(in crate::staff) async fn renew(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    mut account: Account,
    now: DateTime<Utc>,
) -> Result<Invited, diesel::result::Error> {
    let (token, hash) = enrol::draw(ids, account.id);
    let until = now + TimeDelta::days(DAYS);
    account.password = None;
    account.salt = Some(ids.key().to_vec());
    account.invitation = Some((hash, until));
    account.failures = (0, None);
    store::save(conn, &account).await?;
    account.revision += 1;
    store::replace_codes(conn, &account, Vec::new()).await?;
    sign_ins::end_all(conn, Whose::Staff(account.venue, account.id)).await?;
    Ok(Invited { account, token, until })
}

/// The same for whoever may run the program on the server; gives the link.
pub(in crate::staff) async fn invite_at_terminal(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    public_url: &str,
    (login, name, role, venue): (&str, Option<&str>, Role, Option<&str>),
    now: DateTime<Utc>,
) -> Result<String, StaffError> {
    let login = check_login(login).ok_or(StaffError::Login)?;
    let invited = match store::by_login(conn, login).await? {
        Some(account) if account.provider.is_some() => return Err(StaffError::Provider(account.name)),
        Some(account) => renew(conn, ids, account, now).await?,
        None => {
            let name = name.and_then(label).ok_or(StaffError::Name)?;
            let venue = crate::staff::store::venue(conn, venue).await?.ok_or(StaffError::Venue)?;
            invite_at(conn, ids, venue, (login, name, role), now).await?
        }
    };
    let account = &invited.account;
    let deed = Deed::by(Actor::Terminal, Some(account.venue), Action::StaffInvited, account.id);
    audit::record_at(conn, ids.uuid(now), now, deed.with("role", account.role.name())).await?;
    Ok(link(public_url, &invited.token))
}

/// What somebody may sign in with: an address, or a name on one line without blanks.
pub(in crate::staff) fn check_login(login: &str) -> Option<&str> {
    let login = login.trim();
    let plain = |letter: char| letter.is_alphanumeric() || "._-+@".contains(letter);
    let well_made = !login.is_empty() && login.chars().count() <= LONGEST_LOGIN && login.chars().all(plain);
    (well_made && (!login.contains('@') || check_email(login).is_ok())).then_some(login)
}

/// The page where a one-time password is used. It stands behind `#`, so no server is sent it.
pub(super) fn link(public_url: &str, token: &str) -> String {
    format!("{public_url}/staff/enrol#t={token}")
}

fn wire(app: &App, invited: &Invited) -> StaffInvitation {
    let account: StaffAccount = invited.account.wire(app);
    StaffInvitation {
        account,
        token: invited.token.clone(),
        link: link(&app.public_url, &invited.token),
        expires_at: app.local(invited.until),
    }
}

/// Tells whoever signs in with an address; others are told by who has invited them.
async fn mail(app: &App, conn: &mut AsyncPgConnection, invited: &Invited, now: DateTime<Utc>) -> Result<(), Failure> {
    let account = &invited.account;
    let Some(venue) = app.calendars.by_id(account.venue).filter(|_| account.login.contains('@')) else {
        return Ok(());
    };
    let mail = super::mails::write(&app.public_url, &venue.facts.venue.name, account, &invited.token, DAYS);
    post_mail(conn, account.venue, app.ids.uuid(now), mail, now).await?;
    Ok(())
}
