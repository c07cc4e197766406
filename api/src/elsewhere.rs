//! What no route has taken: OPTIONS, a wrong method, a file of the app, or nothing at all.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use shared::problem::ProblemKind;

use crate::openapi::RouteTable;
use crate::problem::Failure;
use crate::site;

/// Answers it.
pub(crate) async fn elsewhere(
    request: HttpRequest,
    routes: Data<RouteTable>,
    site: Data<site::Site>,
) -> Result<HttpResponse, Failure> {
    let path = request.path();
    if let Some(methods) = routes.methods(path) {
        let names: Vec<&str> = methods.iter().map(actix_web::http::Method::as_str).collect();
        let allow = HeaderValue::from_str(&names.join(", ")).map_err(Failure::internal)?;
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
