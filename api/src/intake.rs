//! What is let in at all: bodies as they are and within a time, whoever reads them afterwards.
//!
//! Compressed bodies are refused: nobody needs them for 64 KiB, and a small one may unfold to a very large one. A
//! body that trickles in would hold a connection and a worker's memory for as long as its sender likes, so
//! there is one deadline for all of it. The head of a request has the same time, which the server itself
//! keeps (`server::listen`).

use std::io;
use std::pin::Pin;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use futures_util::{Stream, StreamExt, stream};
use shared::problem::ProblemKind;
use tokio::time::{Instant, timeout_at};

use crate::app::App;
use crate::problem::Failure;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>>;

/// The middleware.
pub async fn intake(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let headers = request.headers();
    if headers.get_all(header::CONTENT_ENCODING).any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        // An answer and not an error: only answers pass the edge, which gives them their body.
        return Ok(request.error_response(compressed()));
    }
    let has_body = headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING);
    let patience = request.app_data::<Data<App>>().map(|app| Duration::from_millis(app.config.request_timeout_ms));
    if let Some(patience) = patience.filter(|_| has_body) {
        let chunks = until(request.parts_mut().1.take(), Instant::now() + patience);
        request.set_payload(Payload::Stream { payload: chunks });
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// What a client is told that sends a compressed body (RFC 9110, section 15.5.16).
fn compressed() -> Failure {
    Failure::new(ProblemKind::UnsupportedMediaType)
        .header(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"))
        .detail("Send the body as it is, without Content-Encoding.")
}

/// The same chunks; at the deadline an error instead of more of them.
fn until(payload: Payload, deadline: Instant) -> Chunks {
    Box::pin(stream::unfold(Some(payload), move |payload| async move {
        let mut payload = payload?;
        match timeout_at(deadline, payload.next()).await {
            Ok(Some(chunk)) => Some((chunk, Some(payload))),
            Ok(None) => None,
            Err(_elapsed) => Some((Err(PayloadError::Io(io::ErrorKind::TimedOut.into())), None)),
        }
    }))
}

/// Why a body could not be read.
pub(crate) fn unreadable(error: &PayloadError) -> Failure {
    match error {
        PayloadError::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            Failure::new(ProblemKind::RequestTimeout).detail("The body came too slowly.")
        }
        PayloadError::Overflow => Failure::new(ProblemKind::PayloadTooLarge),
        other => Failure::new(ProblemKind::BadRequest).detail(other.to_string()),
    }
}
