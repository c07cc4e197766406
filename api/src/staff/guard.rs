//! The door: lets in who works here, and apps to what is open to them, and says nothing to anybody else. What a key is worth is known here;
//! how a caller becomes known at all is the business of `access`.

use std::future::{Ready, ready};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use shared::ids::StaffKeyId;
use shared::problem::ProblemKind;

use super::key::{Key, PREFIX};
use super::{Staff, store};
use crate::access::{Caller, admit_app, caller_of, unknown};
use crate::app::App;
use crate::problem::Failure;
use crate::secrets::prove;

/// The middleware around everything staff do. OPTIONS is what browsers ask before they send a key.
pub(super) async fn guard(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if request.method() != Method::OPTIONS {
        match admit(&request).await {
            Ok(Some(staff)) => drop(request.extensions_mut().insert(staff)),
            // To what takes a `Staff` it stays nobody.
            Ok(None) => {}
            // An answer and not an error: only answers pass the edge, which gives them their body.
            Err(failure) => return Ok(request.error_response(failure)),
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Who it is; an app, which is nobody on the staff, gets to what the table of access lets it.
async fn admit(request: &ServiceRequest) -> Result<Option<Staff>, Failure> {
    match caller_of(request.request()).await? {
        Caller::Staff(staff) => Ok(Some(staff)),
        Caller::App(app) => admit_app(request.request(), &app).map(|()| None),
        Caller::Anonymous => Err(unknown()),
        Caller::Visitor(_) => Err(Failure::new(ProblemKind::Forbidden).detail("This is for people who work here.")),
    }
}

/// Whether a token is written as a key, and not as what visitors have.
pub fn looks_like_key(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// Whose key this is, if it opens anything.
pub async fn recognise(app: &App, token: &str) -> Result<Option<Staff>, Failure> {
    let Some(key) = Key::parse(token) else { return Ok(None) };
    let mut conn = app.db.conn().await?;
    let known = prove(store::find(&mut conn, StaffKeyId(key.id)).await?, |known| &known.secret_hash, Some(&key.secret));
    let now = app.clock.now();
    let Some(known) = known.filter(|known| known.revoked_at.is_none() && now < known.expires_at) else {
        return Ok(None);
    };
    store::touch(&mut conn, &known, now).await?;
    Ok(Some(known.staff))
}

impl FromRequest for Staff {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    /// Whom the guard has let in; outside of it that is nobody.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or_else(unknown))
    }
}
