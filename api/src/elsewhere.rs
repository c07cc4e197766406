//! What no route has taken: OPTIONS, a wrong method, a file of the app, or nothing at all.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use shared::problem::ProblemKind;

use crate::access::methods;
use crate::app::App;
use crate::problem::Failure;
use crate::site;

/// Answers it.
pub(crate) async fn elsewhere(
    request: HttpRequest,
    app: Data<App>,
    site: Data<site::Site>,
) -> Result<HttpResponse, Failure> {
    let path = request.path();
    if let Some(methods) = methods(path, app.config.sandbox) {
        let allow = HeaderValue::from_str(&methods.join(", ")).map_err(Failure::internal)?;
        if request.method() == actix_web::http::Method::OPTIONS {
            return Ok(HttpResponse::NoContent()
                .insert_header((header::ALLOW, allow.clone()))
                .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
                .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, allow))
                .insert_header((
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Booking-Secret",
                ))
                .insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"))
                .finish());
        }
        return Err(Failure::new(ProblemKind::MethodNotAllowed).header(header::ALLOW, allow));
    }
    if path.starts_with("/api/") {
        return Err(Failure::not_found().detail("No such path. /api/docs lists them all."));
    }
    site::serve(request, site).await
}
