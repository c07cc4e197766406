//! Somebody comes back from the provider.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::bookings::Locale;
use shared::ids::{PersonId, StaffId, VenueId};

use super::attempt::Attempt;
use super::provider::{ProviderError, Vouched};
use super::{Oidc, roles};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::check_email;
use crate::problem::Failure;
use crate::sessions::{self, Turn, Whose, store as sign_ins};
use crate::staff::accounts::{Account, deed, store};
use crate::staff::label;
use crate::venues::after_change;
use crate::wire::Params;
use crate::{contingents, people};

/// As long as a login is kept.
const LONGEST_LOGIN: usize = 254;
/// How long a member stays signed in, hours: as a visitor whose sign-in goes with the window.
const MEMBER_HOURS: i64 = 12;

/// Why nobody is signed in; what the page is told.
enum Refused {
    /// No attempt of this browser, or too long ago.
    Expired,
    /// What came back is not believed, or the provider said no.
    Answer,
    /// The provider does not answer.
    Unavailable,
    /// Known there, and neither on the staff nor in a group here.
    NoRole,
}

impl Refused {
    const fn name(&self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Answer => "refused",
            Self::Unavailable => "unavailable",
            Self::NoRole => "no_role",
        }
    }
}

/// Where the provider sends a browser back to; on to the staff's pages, signed in, or to the sign-in page with `problem`.
#[utoipa::path(tag = "signing in", params(
    ("code" = Option<String>, Query, description = "What the provider gives"),
    ("state" = Option<String>, Query, description = "What it was given"),
    ("iss" = Option<String>, Query, description = "Who it is (RFC 9207)"),
    ("error" = Option<String>, Query, description = "Why it gives nothing"),
), responses((status = 303, description = "Signed in, or back to the sign-in page with `problem`", headers(
    ("Location" = String, description = "Where to go"),
    ("Set-Cookie" = String, description = "The session, and the end of the attempt"),
))))]
#[get("/auth/staff/oidc/callback")]
pub(crate) async fn finish_sign_in(
    app: Shared,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (code, state, issuer) = (params.text("code")?, params.text("state")?, params.text("iss")?);
    // Whatever else the provider adds is its own business: nothing is refused for that.
    let oidc = app.oidc.as_ref().ok_or_else(|| Failure::not_found().detail("There is no such way to sign in here."))?;
    let now = app.clock.now();
    let Some(attempt) = Attempt::sent(&app, &request, now) else {
        return back(&app, Locale::De, Refused::Expired.name());
    };
    let ours = state.is_some_and(|state| attempt.is_state(&app, &state));
    let right_issuer = issuer.is_none_or(|issuer| issuer == oidc.issuer);
    let outcome = match code {
        Some(code) if ours && right_issuer => sign_in(&app, oidc, &attempt, &code, now).await?,
        _ => Err(Refused::Answer),
    };
    match outcome {
        Ok(turn) => {
            let page = if matches!(turn.whose, Whose::Person(_)) { "/me" } else { "/staff" };
            let mut answer = on(&app, attempt.locale, page)?;
            let cookie = sessions::cookie::kept(&app, &sessions::cookie::Refresh::of(&app, &turn), None, now)?;
            answer.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(answer)
        }
        Err(why) => back(&app, attempt.locale, why.name()),
    }
}

/// A session for whoever the provider vouches for and who has a role.
async fn sign_in(
    app: &App,
    oidc: &Oidc,
    attempt: &Attempt,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Result<Turn, Refused>, Failure> {
    let vouched = match oidc.exchange(app, attempt, code).await {
        Ok(vouched) => vouched,
        Err(error) => {
            tracing::warn!(%error, "somebody could not be signed in with the provider");
            let why =
                if matches!(error, ProviderError::Unavailable(_)) { Refused::Unavailable } else { Refused::Answer };
            return Ok(Err(why));
        }
    };
    let values = roles::values(&vouched.claims, &oidc.role_claim);
    let Some(setting) = roles::role(&oidc.roles, &values) else {
        return member(app, oidc, &vouched, now).await;
    };
    let venue = match &setting.venue {
        Some(slug) => app.calendars.by_slug(slug),
        None => app.calendars.all().into_iter().next(),
    };
    let Some(venue) = venue.map(|venue| venue.facts.venue.id) else { return Ok(Err(Refused::NoRole)) };
    let mut conn = app.db.conn().await?;
    let fresh = (&vouched, setting.role);
    conn.transaction(async |conn| admit(app, conn, (oidc, venue), fresh, now).await).await
}

/// A visitor's session for whoever belongs to a group that desks are kept for.
async fn member(
    app: &App,
    oidc: &Oidc,
    vouched: &Vouched,
    now: DateTime<Utc>,
) -> Result<Result<Turn, Refused>, Failure> {
    let Some(email) = vouched.email.as_deref().filter(|email| check_email(email).is_ok()) else {
        tracing::info!("somebody the provider knows has neither a role here nor a proven address");
        return Ok(Err(Refused::NoRole));
    };
    let values = roles::values(&vouched.claims, &oidc.group_claim);
    let mut conn = app.db.conn().await?;
    let outcome = conn.transaction(async |conn| {
        let venues = contingents::vouch(app, conn, email, &values, now).await?;
        if venues.is_empty() {
            return Ok((venues, None));
        }
        let person = people::known(conn, PersonId(app.ids.uuid(now)), email, now).await?;
        let until = Some(now + TimeDelta::hours(MEMBER_HOURS));
        let turn = sessions::begin(app, conn, Whose::Person(person), (false, until), now).await?;
        Ok::<_, Failure>((venues, Some(turn)))
    });
    let (venues, turn) = outcome.await?;
    drop(conn);
    for venue in venues {
        after_change(app, venue).await?;
    }
    Ok(turn.ok_or(Refused::NoRole))
}

/// The account of whoever was vouched for, made at the first time, with the role they have now.
async fn admit(
    app: &App,
    conn: &mut AsyncPgConnection,
    (oidc, venue): (&Oidc, VenueId),
    (vouched, role): (&Vouched, shared::staff::Role),
    now: DateTime<Utc>,
) -> Result<Result<Turn, Refused>, Failure> {
    let name: String = vouched.name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    let name = label(&name).unwrap_or("–").to_owned();
    let login: String = vouched.login.chars().take(LONGEST_LOGIN).collect();
    let account = match store::by_subject(conn, venue, &oidc.issuer, &vouched.subject).await? {
        Some(account) if account.suspended_at.is_some() => {
            audit::record(conn, app, deed(&account, Action::StaffRefused)).await?;
            return Ok(Err(Refused::NoRole));
        }
        Some(before) => {
            let account = Account { name, login, role, signed_in_at: Some(now), ..before.clone() };
            if before.role != role {
                // What was begun with another role ends with it.
                sign_ins::end_all(conn, Whose::Staff(venue, account.id)).await?;
                let told = format!("{} → {}", before.role.name(), role.name());
                audit::record(conn, app, deed(&account, Action::StaffChanged).with("role", told)).await?;
            }
            store::save(conn, &account).await?;
            account
        }
        None => {
            let account = Account {
                provider: Some((oidc.issuer.clone(), vouched.subject.clone())),
                signed_in_at: Some(now),
                ..Account::new(venue, StaffId(app.ids.uuid(now)), (login, name, role), now)
            };
            store::insert(conn, &account).await?;
            account
        }
    };
    let turn = sessions::begin(app, conn, Whose::Staff(venue, account.id), (false, None), now).await?;
    let entry: Deed<'_> = deed(&account, Action::StaffSignedIn).with("provider", &oidc.issuer);
    audit::record(conn, app, entry).await?;
    Ok(Ok(turn))
}

/// Back to where it began, with one word about why.
pub(super) fn back(app: &App, locale: Locale, problem: &str) -> Result<HttpResponse, Failure> {
    on(app, locale, &format!("/staff/sign-in?problem={problem}"))
}

/// On to a page of the app. The attempt is over.
fn on(app: &App, locale: Locale, page: &str) -> Result<HttpResponse, Failure> {
    let language = if locale == Locale::En { "/en" } else { "" };
    let page = format!("{}{language}{page}", app.public_url);
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, HeaderValue::from_str(&page).map_err(Failure::internal)?))
        .insert_header((header::SET_COOKIE, Attempt::removed(app)?))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish())
}
