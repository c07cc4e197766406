//! JSON bodies.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde::de::{DeserializeOwned, IgnoredAny};
use sha2::{Digest, Sha256};
use shared::problem::ProblemKind;

use super::Params;
use crate::intake::unreadable;
use crate::problem::Failure;

/// Largest body of an ordinary request, bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// A JSON body, with the bytes it came from.
#[derive(Debug)]
pub struct Body<T> {
    /// The value.
    pub value: T,
    /// SHA-256 of the bytes, for idempotency.
    pub hash: Vec<u8>,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(header::CONTENT_TYPE).cloned();
        let announced = announced(request);
        let payload = payload.take();
        // What takes a body takes no query values: one that is there was meant for something else.
        let query = Params::of(request).and_then(Params::end);
        Box::pin(async move {
            query?;
            if !kind.as_ref().is_some_and(is_json) {
                return Err(Failure::new(ProblemKind::UnsupportedMediaType).detail("Send application/json."));
            }
            let bytes = read(payload, announced, MAX_BODY).await?;
            Ok(Self { value: parse(&bytes)?, hash: Sha256::digest(&bytes).to_vec() })
        })
    }
}

/// How long a body says it is.
pub(super) fn announced(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn is_json(kind: &HeaderValue) -> bool {
    let essence = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// All of a body that has at most so many bytes.
pub(super) async fn read(mut payload: Payload, announced: Option<usize>, most: usize) -> Result<Vec<u8>, Failure> {
    let too_large = || Failure::new(ProblemKind::PayloadTooLarge).detail(format!("At most {most} bytes are accepted."));
    if announced.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or(512));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        if bytes.len() + chunk.len() > most {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// JSON to a value; broken JSON is 400, a wrong value 422 with its place.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let top = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    // Serde would read a list as the fields in their order.
    if top != Some(&b'{') && serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
        return Err(Failure::invalid("", "should be an object"));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        let cause = error.into_inner();
        // Where a name is expected, serde_json calls any other value a syntax error.
        if cause.is_data() || serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
            let text = cause.to_string();
            return Failure::invalid(missing(&pointer, &text), plain(&text));
        }
        Failure::new(ProblemKind::BadRequest).detail(format!("Not JSON: {cause}"))
    })?;
    json.end().map_err(|error| Failure::new(ProblemKind::BadRequest).detail(format!("Not JSON: {error}")))?;
    Ok(value)
}

/// A path as JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::new(), |mut pointer, segment| {
        pointer.push('/');
        match segment {
            Segment::Seq { index } => pointer.push_str(&index.to_string()),
            Segment::Map { key } => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => pointer.push_str(variant),
            Segment::Unknown => pointer.push('?'),
        }
        pointer
    })
}

/// Serde names a missing field in its sentence only; put it into the pointer.
fn missing(pointer: &str, text: &str) -> String {
    let field = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    field.map_or_else(|| pointer.to_owned(), |field| format!("{pointer}/{field}"))
}

/// A sentence without the position, which means nothing to whoever built the body with a program.
fn plain(text: &str) -> String {
    text.split(" at line ").next().unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::bookings::NewBooking;

    fn refusal(json: &str) -> (ProblemKind, String) {
        let failure = parse::<NewBooking>(json.as_bytes()).expect_err("a refusal");
        let problem = failure.problem("", String::new());
        (failure.kind(), problem.errors.first().map(|error| error.pointer.clone()).unwrap_or_default())
    }

    #[test]
    fn wrong_values_are_named_by_their_place() {
        let whole = r#"{"venue":"v","from":"2026-11-24T09:00:00Z","to":"2026-11-24T10:00:00Z","email":"a@b","#;
        assert_eq!(refusal("{"), (ProblemKind::BadRequest, String::new()));
        assert_eq!(refusal("{} x").0, ProblemKind::InvalidRequest);
        assert_eq!(refusal(r#"{"venue": 7}"#), (ProblemKind::InvalidRequest, "/venue".into()));
        assert_eq!(refusal(&format!(r#"{whole}"desk_codes":["A1",2]}}"#)).1, "/desk_codes/1");
        assert_eq!(refusal(&format!(r#"{whole}"desks":[]}}"#)).1, "/desks");
        assert_eq!(refusal(r#"{"venue":"v"}"#).1, "/from");
    }
}
