//! Who asks. The one place that reads `Authorization`.
//!
//! What always holds: a token or key that is sent and not believed is refused with 401, also where nobody
//! has to sign in (signing out alone goes on without). Whoever believes to be signed in must hear that she
//! is not, and not book as a stranger.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use shared::apps::Scope;
use shared::ids::{AppId, PersonId, SessionId};
use shared::problem::ProblemKind;

use super::apps::{Need, for_apps};
use crate::app::App;
use crate::apps::{self, AppCaller};
use crate::bookings;
use crate::problem::Failure;
use crate::sessions::{self, Admitted};
use crate::staff::{self, Staff};
use crate::tokens::{self, Holder, TokenError};

/// Who asks.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Somebody who did not say.
    Anonymous,
    /// Somebody who has signed in.
    Visitor(Visitor),
    /// Somebody who works here.
    Staff(Staff),
    /// Somebody else's program.
    App(AppCaller),
}

/// Somebody who has signed in: the address is proven, the sign-in lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Her id.
    pub person: PersonId,
    /// The sign-in she came by.
    pub session: SessionId,
    /// Her address.
    pub email: String,
}

impl Caller {
    /// The proven address, if there is one.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Visitor(visitor) => Some(&visitor.email),
            Self::Anonymous | Self::Staff(_) | Self::App(_) => None,
        }
    }

    /// The app, if it is one.
    pub fn app(&self) -> Option<AppId> {
        match self {
            Self::App(app) => Some(app.id),
            _ => None,
        }
    }

    /// Whose wish a body is, and whether that is proven. Without a sign-in the body has to name an
    /// address; with one it may only name the same. An app that may vouch has proven its users' itself.
    pub fn whose(&self, named: Option<&str>) -> Result<(String, bool), Failure> {
        let Some(proven) = self.address() else {
            let named = named.ok_or_else(|| Failure::invalid("/email", "is required of who is not signed in"))?;
            bookings::check_email(named)?;
            let vouched = matches!(self, Self::App(app) if app.may(Scope::BookingsVouch));
            return Ok((named.to_owned(), vouched));
        };
        if named.is_some_and(|named| named.to_lowercase() != proven.to_lowercase()) {
            return Err(Failure::invalid("/email", "is not the address you are signed in with; leave it out"));
        }
        Ok((proven.to_owned(), true))
    }
}

/// Who has sent these headers.
pub async fn identify(app: &App, headers: &HeaderMap) -> Result<Caller, Failure> {
    let Some(token) = bearer(headers) else { return Ok(Caller::Anonymous) };
    if staff::looks_like_key(&token) {
        return staff::recognise(app, &token).await?.map(Caller::Staff).ok_or_else(|| unknown().forged());
    }
    let holder = tokens::read(app, &token).await.map_err(|error| match error {
        TokenError::Keys(failure) => failure,
        // One of ours that has ended is no guess: pages wake up with one.
        TokenError::Untimely => unknown(),
        _ => unknown().forged(),
    })?;
    let mut conn = app.db.conn().await?;
    let bearer = match holder {
        Holder::Session(bearer) => bearer,
        Holder::App { id, scope } => {
            return apps::admit(&mut conn, id, &scope).await?.map(Caller::App).ok_or_else(unknown);
        }
    };
    Ok(match sessions::admit(&mut conn, bearer, app.clock.now()).await?.ok_or_else(unknown)? {
        Admitted::Person(person, email) => Caller::Visitor(Visitor { person, session: bearer.session, email }),
        Admitted::Staff(staff) => Caller::Staff(staff),
    })
}

/// What was found out about who asks before the handler was reached, so that nobody has to ask twice.
#[derive(Debug)]
pub(crate) struct Identity(pub(crate) Result<Caller, Failure>);

/// Who sends a request: as the limits have found out already, or found out now.
pub(crate) async fn caller_of(request: &HttpRequest) -> Result<Caller, Failure> {
    let known = request.extensions_mut().remove::<Identity>();
    if let Some(Identity(known)) = known {
        let caller = known?;
        request.extensions_mut().insert(Identity(Ok(caller.clone())));
        return Ok(caller);
    }
    let app = request.app_data::<Data<App>>().ok_or_else(|| Failure::internal("no app behind the door"))?;
    let caller = identify(app, request.headers()).await?;
    request.extensions_mut().insert(Identity(Ok(caller.clone())));
    Ok(caller)
}

/// The token of `Bearer <token>` (RFC 6750); the scheme is read in any case (RFC 9110). Another scheme is
/// somebody else's, such as a proxy's.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let header = String::from_utf8_lossy(headers.get(AUTHORIZATION)?.as_bytes()).into_owned();
    let (scheme, token) = header.split_once(' ').unwrap_or((&header, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// Lets an app on to the operation it asks for, if the table of access does.
pub(crate) fn admit_app(request: &HttpRequest, app: &AppCaller) -> Result<(), Failure> {
    let pattern = request.match_pattern().unwrap_or_default();
    match for_apps(request.method().as_str(), &pattern).ok_or_else(not_for_apps)? {
        Need::Token => Ok(()),
        Need::Scope(scope) => app.require(scope),
    }
}

/// What whoever has to be known is told, and is not.
pub(crate) fn unknown() -> Failure {
    Failure::new(ProblemKind::Unauthorized)
        .header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        .detail("Send a valid token or key as `Authorization: Bearer`.")
}

/// What an app is told where it has no business, whatever its scopes.
pub(crate) fn not_for_apps() -> Failure {
    Failure::new(ProblemKind::Forbidden).detail("This is not for apps.")
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Failure>>>>;

impl FromRequest for Caller {
    type Error = Failure;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let caller = caller_of(&request).await?;
            if let Caller::App(app) = &caller {
                admit_app(&request, app)?;
            }
            Ok(caller)
        })
    }
}

impl FromRequest for Visitor {
    type Error = Failure;
    type Future = Extracted<Self>;

    /// Only who has signed in; staff are known and have nothing here.
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        Box::pin(async move {
            match caller.await? {
                Caller::Visitor(visitor) => Ok(visitor),
                Caller::Anonymous => Err(unknown()),
                Caller::Staff(_) | Caller::App(_) => {
                    Err(Failure::new(ProblemKind::Forbidden).detail("This is for visitors who have signed in."))
                }
            }
        })
    }
}
