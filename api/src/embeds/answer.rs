//! How everything in here is answered: for every origin, under an entity tag, for a short while.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};

use crate::wire::{matches_tag, tag_of};

/// Fresh for a moment; a shared cache may go on showing it for a day when nobody answers.
pub(super) const SHORT: &str = "public, max-age=15, stale-if-error=86400";
/// What changes with the program alone, under a name that stays.
pub(crate) const HOUR: &str = "public, max-age=3600, stale-if-error=86400";
/// What is named by its own content.
pub(crate) const FOREVER: &str = "public, max-age=31536000, immutable";

/// How long we wait for a calendar that has lost its feed; usually it has not and there is nothing to wait for.
pub(super) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// A picture runs nothing and loads nothing, wherever it is opened.
pub(super) const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";

/// What is sent.
pub(super) struct Sent<'a> {
    pub(super) kind: &'static str,
    pub(super) cache: &'static str,
    /// A content-security policy of its own.
    pub(super) policy: Option<&'a str>,
    pub(super) body: Vec<u8>,
}

/// Under an entity tag of its content. A weak one: it is the same however it is compressed.
pub(super) fn of_content(request: &HttpRequest, sent: Sent<'_>) -> HttpResponse {
    let tag = weak(&tag_of(&sent.body));
    tagged(request, &tag, sent)
}

/// Under this entity tag: 304 when the caller has it already.
pub(super) fn tagged(request: &HttpRequest, tag: &str, sent: Sent<'_>) -> HttpResponse {
    let known = matches_tag(request, tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    open(&mut answer).insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, sent.cache));
    if let Some(policy) = sent.policy {
        answer.insert_header((header::CONTENT_SECURITY_POLICY, policy));
    }
    if known { answer.finish() } else { answer.content_type(sent.kind).body(sent.body) }
}

/// The weak form of a tag.
pub(super) fn weak(tag: &str) -> String {
    format!("W/{tag}")
}

/// For every origin's pages and programs.
pub(super) fn open(answer: &mut HttpResponseBuilder) -> &mut HttpResponseBuilder {
    answer
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag"))
        .insert_header((header::CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin"))
}

/// What a browser asks before a script may send `If-None-Match` from another origin.
pub(super) async fn preflight() -> HttpResponse {
    let mut answer = HttpResponse::NoContent();
    open(&mut answer)
        .insert_header((header::ALLOW, "GET, HEAD, OPTIONS"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match"))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .finish()
}
