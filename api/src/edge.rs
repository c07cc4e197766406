//! The outermost layer: what every answer has in common.
//!
//! Gives each request an id, writes problem details for every answer of 400 and above, answers
//! HEAD as GET without a body, sets the headers all answers share and logs one line a request.
//! What always holds: no failure leaves in any other form than problem+json, and an unexpected
//! one is logged once, here, with its whole chain.

use std::error::Error as StdError;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpResponse};
use shared::problem::ProblemKind;

use crate::app::App;
use crate::embeds;
use crate::problem::{Failure, PROBLEM_JSON};
use crate::site::html::PERMISSIONS_POLICY;

/// Header with the request's id.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers that scripts of other origins may read.
const EXPOSED: &str =
    "ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";

/// Data is never a page.
const JSON_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";
/// Swagger UI draws with inline styles; scripts and data come from here alone.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/// A request's id.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// The middleware.
pub async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let began = Instant::now();
    let app = request.app_data::<Data<App>>().cloned();
    let id = app.as_ref().map_or_else(String::new, |app| app.ids.uuid(app.clock.now()).to_string());
    request.extensions_mut().insert(RequestId(id.clone()));
    let (method, path) = (request.method().clone(), request.path().to_owned());
    // As the router reads it: what is reached under a name must have the headers of that name.
    let place = request.match_info().as_str().to_owned();

    let mut request = request;
    if method == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    // Extractors answer by themselves, and so do the middlewares inside; an error here would be theirs.
    let response = next.call(request).await?.map_into_boxed_body();
    let response = if is_read_alone(&response) { of_what_is_read(response, &method) } else { response };
    // The server itself leaves out the body of an answer to HEAD, and tells its length (RFC 9110, 9.3.2).
    let mut response = with_problem(response, app.as_ref().map(|app| app.as_ref()), &id, &path);
    let secure = app.as_ref().is_some_and(|app| app.public_url.starts_with("https://"));
    common_headers(response.headers_mut(), &id, &place, secure);
    let status = response.status();
    let took = began.elapsed();
    if let Some(app) = &app {
        app.metrics.answered(status.as_u16(), took.as_secs_f64());
    }
    let micros = took.as_micros();
    tracing::debug!(%method, path = %without_secrets(&path), status = status.as_u16(), micros, request_id = %id, "answered");
    Ok(response)
}

/// Whether somebody wanted something else than reading from what can only be read.
fn is_read_alone(response: &ServiceResponse<BoxBody>) -> bool {
    let allowed = response.headers().get(header::ALLOW).and_then(|allowed| allowed.to_str().ok());
    response.status() == StatusCode::METHOD_NOT_ALLOWED
        && allowed.is_some_and(|allowed| allowed.split(", ").all(|one| ["GET", "OPTIONS"].contains(&one)))
}

/// Routes know of GET alone: HEAD is made of it here, and OPTIONS is answered here.
fn of_what_is_read(mut response: ServiceResponse<BoxBody>, method: &Method) -> ServiceResponse<BoxBody> {
    let allow = HeaderValue::from_static("GET, HEAD, OPTIONS");
    if *method == Method::OPTIONS {
        let answer = HttpResponse::NoContent().insert_header((header::ALLOW, allow)).finish();
        return response.into_response(answer);
    }
    response.headers_mut().insert(header::ALLOW, allow);
    response
}

/// Gives every answer of 400 and above a body of problem details.
fn with_problem(
    response: ServiceResponse<BoxBody>,
    app: Option<&App>,
    id: &str,
    path: &str,
) -> ServiceResponse<BoxBody> {
    let status = response.status();
    let page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !(status.is_client_error() || status.is_server_error()) || page {
        return response;
    }
    let unknown;
    let failure = if let Some(failure) = response.response().error().and_then(|error| error.as_error::<Failure>()) {
        failure
    } else {
        unknown = foreign(status, response.response().error());
        &unknown
    };
    if failure.kind() == ProblemKind::Internal || failure.kind() == ProblemKind::Unavailable {
        tracing::error!(request_id = %id, path = %without_secrets(path), error = %chain(failure), "request failed");
    }
    let public_url = app.map_or("", |app| app.public_url.as_str());
    let problem = failure.problem(public_url, id.to_owned());
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let (request, mut response) = response.into_parts();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    ServiceResponse::new(request, response.set_body(body).map_into_boxed_body())
}

/// A failure for an error that is not ours, such as a body that broke off.
fn foreign(status: StatusCode, error: Option<&actix_web::Error>) -> Failure {
    let kind = match status.as_u16() {
        404 => ProblemKind::NotFound,
        405 => ProblemKind::MethodNotAllowed,
        406 => ProblemKind::NotAcceptable,
        408 => ProblemKind::RequestTimeout,
        413 => ProblemKind::PayloadTooLarge,
        415 => ProblemKind::UnsupportedMediaType,
        429 => ProblemKind::RateLimited,
        501 => ProblemKind::NotImplemented,
        503 => ProblemKind::Unavailable,
        code if code < 500 => ProblemKind::BadRequest,
        _ => {
            return Failure::internal(
                error.map_or_else(|| "an answer without a cause".to_owned(), ToString::to_string),
            );
        }
    };
    Failure::new(kind)
}

/// An error with everything behind it.
pub fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn common_headers(headers: &mut HeaderMap, id: &str, path: &str, secure: bool) {
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(X_REQUEST_ID, id);
    }
    let api = path.starts_with("/api/");
    let policy = if path.starts_with("/api/docs") { DOCS_POLICY } else { JSON_POLICY };
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, Some("nosniff")),
        (header::REFERRER_POLICY, Some("no-referrer")),
        // Over plain HTTP it means nothing and must not be sent (RFC 6797, section 7.2).
        (header::STRICT_TRANSPORT_SECURITY, secure.then_some("max-age=31536000")),
        (header::CONTENT_SECURITY_POLICY, (api || !is_part_of_a_page(headers)).then_some(policy)),
        (header::PERMISSIONS_POLICY, Some(PERMISSIONS_POLICY)),
        (header::CROSS_ORIGIN_OPENER_POLICY, Some("same-origin")),
        // Other origins' programs may read the data of the API, and nothing else.
        (header::CROSS_ORIGIN_RESOURCE_POLICY, Some(if api { "cross-origin" } else { "same-origin" })),
        // What nobody has said may be kept is not kept.
        (header::CACHE_CONTROL, api.then_some("no-store")),
    ];
    for (name, value) in fixed {
        if let Some(value) = value.filter(|_| !headers.contains_key(&name)) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if !api && embeds::holds(path) {
        // Refusals, too: whoever has pasted a snippet should see why it shows nothing.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    if api {
        // Never with credentials: there are none but the headers a program sends on purpose.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

/// Scripts, styles, fonts and pictures: a policy of their own would bind a worker, and says nothing otherwise.
fn is_part_of_a_page(headers: &HeaderMap) -> bool {
    const PARTS: [&[u8]; 6] =
        [b"text/javascript", b"text/css", b"application/wasm", b"application/manifest", b"font/", b"image/"];
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_some_and(|kind| PARTS.iter().any(|part| kind.starts_with(part)))
}

/// A path as the log may see it: what follows a booking's id could identify a person.
fn without_secrets(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}
