//! Answers under entity tags.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use sha2::{Digest, Sha256};
use shared::problem::ProblemKind;

use super::paging::hex;
use crate::problem::Failure;

/// Most answers about a hall are no longer than this, bytes.
const USUAL_SIZE: usize = 8192;

/// A JSON answer with an entity tag of its own content: 304 when the caller has it already.
pub fn cacheable<T: Serialize>(
    request: &HttpRequest,
    value: &T,
    cache_control: &'static str,
) -> Result<HttpResponse, Failure> {
    let body = written(value)?;
    let tag = tag_of(&body);
    Ok(conditional(request, &tag, cache_control, "application/json", body))
}

/// A JSON answer that is the same for the same address and the same `version` of what it is made
/// of. Weak, because `as_of` in it moves on; and cheap, because a 304 needs no body.
pub fn versioned<T: Serialize>(
    request: &HttpRequest,
    version: &str,
    cache_control: &'static str,
    value: impl FnOnce() -> T,
) -> Result<HttpResponse, Failure> {
    versioned_text(request, version, cache_control, || written(&value()))
}

/// The same where the JSON is written already.
pub fn versioned_text(
    request: &HttpRequest,
    version: &str,
    cache_control: &'static str,
    text: impl FnOnce() -> Result<Vec<u8>, Failure>,
) -> Result<HttpResponse, Failure> {
    let digest = tag_of(format!("{version} {}", request.uri()).as_bytes());
    let tag = format!("W/{digest}");
    let body = if matches_tag(request, &tag) { Vec::new() } else { text()? };
    Ok(conditional(request, &tag, cache_control, "application/json", body))
}

/// As JSON, in one piece of memory for most answers.
fn written<T: Serialize>(value: &T) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::with_capacity(USUAL_SIZE);
    serde_json::to_writer(&mut body, value).map_err(Failure::internal)?;
    Ok(body)
}

/// One thing under its strong entity tag: 304 when the caller has it already.
pub fn single<T: Serialize>(request: &HttpRequest, tag: &str, cache_control: &'static str, value: &T) -> HttpResponse {
    let known = matches_tag(request, tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, cache_control));
    if known { answer.finish() } else { answer.json(value) }
}

/// A public answer under an entity tag: 304 when the caller has it already.
pub fn conditional(
    request: &HttpRequest,
    tag: &str,
    cache_control: &'static str,
    content_type: &'static str,
    body: Vec<u8>,
) -> HttpResponse {
    let mut answer = if matches_tag(request, tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, cache_control));
    answer.insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    if matches_tag(request, tag) {
        return answer.finish();
    }
    answer.content_type(content_type).body(body)
}

/// Whether `If-None-Match` names this tag.
pub fn matches_tag(request: &HttpRequest, tag: &str) -> bool {
    let header = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    header.is_some_and(|list| list.split(',').map(opaque).any(|one| one == "*" || one == opaque(tag)))
}

/// The `If-Match` of a request (RFC 9110): what the caller believes it is changing.
#[derive(Debug, Clone)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// Reads it.
    pub fn of(request: &HttpRequest) -> Self {
        Self(request.headers().get(header::IF_MATCH).map(|value| value.to_str().unwrap_or_default().to_owned()))
    }

    /// Refuses a change of something that is no longer as the caller has seen it. Without the header
    /// nothing is refused.
    pub fn check(&self, tag: &str) -> Result<(), Failure> {
        let Some(list) = &self.0 else { return Ok(()) };
        // Strong comparison: a weak tag never matches.
        if list.split(',').map(str::trim).any(|one| one == "*" || one == tag) {
            return Ok(());
        }
        Err(Failure::new(ProblemKind::PreconditionFailed).detail("Read it again, then repeat what you want to change."))
    }

    /// The same where a change without having looked is not accepted (RFC 6585, 428).
    pub fn require(&self, tag: &str) -> Result<(), Failure> {
        if self.0.is_some() {
            return self.check(tag);
        }
        Err(Failure::new(ProblemKind::PreconditionRequired).detail("Send the ETag you have read as If-Match."))
    }
}

/// A strong entity tag of these bytes.
pub fn tag_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex = hex(digest.iter().take(12).copied());
    format!("\"{hex}\"")
}
