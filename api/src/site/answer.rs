//! One file as an HTTP answer (RFC 9110): the best encoding, and nothing at all when it is known.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, Header as _, HttpDate, IfModifiedSince, IfNoneMatch, LastModified};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

use crate::problem::Failure;
use crate::site::files::{Content, File};
use crate::site::html;

/// The file, or 304 when the asker has it already.
pub(super) async fn file(request: &HttpRequest, file: &File, status: StatusCode) -> Result<HttpResponse, Failure> {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let (content, encoding) = choose(file, accepted);
    let tag = EntityTag::new_strong(match encoding {
        Some(encoding) => format!("{}-{encoding}", file.hash),
        None => file.hash.clone(),
    });
    let modified = HttpDate::from(file.modified);
    let known = status == StatusCode::OK && is_known(request, &tag, modified);
    let mut answer = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { status });
    answer
        .insert_header((header::ETAG, tag.to_string()))
        .insert_header(LastModified(modified))
        .insert_header((header::CACHE_CONTROL, file.cache))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    if file.br.is_some() || file.gzip.is_some() {
        answer.insert_header((header::VARY, "Accept-Encoding"));
    }
    if file.is_page {
        for pair in html::PAGE_HEADERS {
            answer.insert_header(pair);
        }
    }
    if known {
        return Ok(answer.finish());
    }
    answer.insert_header((header::CONTENT_TYPE, file.mime.as_str()));
    if let Some(encoding) = encoding {
        answer.insert_header((header::CONTENT_ENCODING, encoding));
    }
    Ok(answer.body(read(content).await?))
}

async fn read(content: &Content) -> Result<Bytes, Failure> {
    match content {
        Content::Held(bytes) => Ok(bytes.clone()),
        Content::OnDisk(path) => tokio::fs::read(path).await.map(Bytes::from).map_err(|error| match error.kind() {
            // Another build has taken its place meanwhile.
            std::io::ErrorKind::NotFound => Failure::not_found(),
            _ => Failure::internal(error),
        }),
    }
}

fn choose<'a>(file: &'a File, accepted: &str) -> (&'a Content, Option<&'static str>) {
    for (twin, name) in [(&file.br, "br"), (&file.gzip, "gzip")] {
        if let Some(content) = twin
            && accepts(accepted, name)
        {
            return (content, Some(name));
        }
    }
    (&file.plain, None)
}

/// Whether this encoding is welcome; a weight of zero says no. We have the smallest first, so the
/// asker's own order does not matter.
pub(crate) fn accepts(accepted: &str, encoding: &str) -> bool {
    let mut any = false;
    for entry in accepted.split(',') {
        let (name, parameters) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = parameters.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok());
        let welcome = weight.is_none_or(|weight| weight > 0.0);
        match name.trim() {
            name if name.eq_ignore_ascii_case(encoding) => return welcome,
            "*" => any = welcome,
            _ => {}
        }
    }
    any
}

/// `If-None-Match` alone counts when it is there.
fn is_known(request: &HttpRequest, tag: &EntityTag, modified: HttpDate) -> bool {
    if request.headers().contains_key(header::IF_NONE_MATCH) {
        return match IfNoneMatch::parse(request) {
            Ok(IfNoneMatch::Any) => true,
            Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(tag)),
            Err(_) => false,
        };
    }
    IfModifiedSince::parse(request).is_ok_and(|since| modified <= since.0)
}
