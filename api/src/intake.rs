//! What is let in at all: bodies as they are and within a time, whoever reads them afterwards.
//!
//! Compressed bodies are refused: nobody needs them for 64 KiB, and a small one may unfold to a very large one. A
//! body that trickles in would hold a connection and a worker's memory for as long as its sender likes, so
//! there is one deadline for all of it. The head of a request has the same time, which the server itself
//! keeps (`server::listen`).

use std::cell::RefCell;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use futures_util::{Stream, StreamExt, stream};
use shared::problem::ProblemKind;
use tokio::time::sleep;

use crate::app::App;
use crate::problem::Failure;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>>;

/// The middleware before everything that reads a body.
pub async fn intake(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let mut codings = request.headers().get_all(header::CONTENT_ENCODING);
    if codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        // An answer and not an error: only answers pass the edge, which gives them their body.
        return Ok(request.error_response(compressed()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// The middleware around everything: a body has a deadline, and what nobody has read when the answer is
/// there ends the connection, however much of it is still to come.
pub async fn deadline(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let headers = request.headers();
    let has_body = headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING);
    let patience = request.app_data::<Data<App>>().map(|app| Duration::from_millis(app.config.request_timeout_ms));
    let Some(patience) = patience.filter(|_| has_body) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let body = Rc::new(RefCell::new(Some(request.parts_mut().1.take())));
    request.set_payload(Payload::Stream { payload: arriving(Rc::clone(&body), patience) });
    let response = next.call(request).await?.map_into_boxed_body();
    let unread = body.borrow_mut().take();
    Ok(match unread {
        Some(unread) => response.map_body(|_, body| BoxBody::new(Ending { body, _unread: unread })),
        None => response,
    })
}

/// The chunks of a body; when its time is over, an error instead of more of them.
fn arriving(body: Rc<RefCell<Option<Payload>>>, patience: Duration) -> Chunks {
    let mut over = Box::pin(sleep(patience));
    Box::pin(stream::poll_fn(move |context| {
        let mut body = body.borrow_mut();
        let Some(payload) = body.as_mut() else { return Poll::Ready(None) };
        match payload.poll_next_unpin(context) {
            Poll::Ready(None) => {
                *body = None;
                Poll::Ready(None)
            }
            Poll::Pending if over.as_mut().poll(context).is_ready() => {
                Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
            other => other,
        }
    }))
}

/// An answer that keeps hold of the body nobody has read. A server that sees it dropped would read and throw away
/// whatever comes, for as long as it comes; one that sees it kept hangs up.
struct Ending {
    body: BoxBody,
    _unread: Payload,
}

impl MessageBody for Ending {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

/// What a client is told that sends a compressed body (RFC 9110, section 15.5.16).
fn compressed() -> Failure {
    Failure::new(ProblemKind::UnsupportedMediaType)
        .header(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"))
        .detail("Send the body as it is, without Content-Encoding.")
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
