//! The door: reads the bearer token, lets in whom it knows, and says nothing to anybody else.

use std::future::{Ready, ready};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use shared::problem::ProblemKind;

use super::key::Key;
use super::{Staff, store};
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
            Ok(staff) => drop(request.extensions_mut().insert(staff)),
            // An answer and not an error: only answers pass the edge, which gives them their body.
            Err(failure) => return Ok(request.error_response(failure)),
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

async fn admit(request: &ServiceRequest) -> Result<Staff, Failure> {
    let app = request.app_data::<Data<App>>().ok_or_else(|| Failure::internal("no app behind the door"))?;
    let token = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    let key = token.and_then(Key::parse).ok_or_else(unknown)?;
    let mut conn = app.db.conn().await?;
    let known = prove(store::find(&mut conn, key.id).await?, |known| &known.secret_hash, Some(&key.secret));
    let known = known.filter(|known| known.revoked_at.is_none()).ok_or_else(unknown)?;
    store::touch(&mut conn, &known, app.clock.now()).await?;
    Ok(known.staff)
}

/// The token of `Bearer <token>` (RFC 6750); the scheme is read in any case (RFC 9110).
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn unknown() -> Failure {
    Failure::new(ProblemKind::Unauthorized)
        .header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
        .detail("Send a valid key as `Authorization: Bearer`.")
}

impl FromRequest for Staff {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    /// Whom the guard has let in; outside of it that is nobody.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or_else(unknown))
    }
}
