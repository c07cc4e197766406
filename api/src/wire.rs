//! What comes in and goes out: bodies, query values, entity tags.
//!
//! Actix' own extractors answer text/plain and stop at the first doubt. These name the place of
//! an error as a JSON pointer, refuse unknown fields and never fail in any other way than with a
//! [`Failure`].

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use futures_util::StreamExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use shared::problem::ProblemKind;
use shared::venues::Page;

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
        let announced = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok())
            .and_then(|length| length.parse::<usize>().ok());
        let payload = payload.take();
        Box::pin(async move {
            if !kind.as_ref().is_some_and(is_json) {
                return Err(Failure::new(ProblemKind::UnsupportedMediaType).detail("Send application/json."));
            }
            let bytes = read(payload, announced).await?;
            Ok(Self { value: parse(&bytes)?, hash: Sha256::digest(&bytes).to_vec() })
        })
    }
}

fn is_json(kind: &HeaderValue) -> bool {
    let essence = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

async fn read(mut payload: Payload, announced: Option<usize>) -> Result<Vec<u8>, Failure> {
    let too_large =
        || Failure::new(ProblemKind::PayloadTooLarge).detail(format!("At most {MAX_BODY} bytes are accepted."));
    if announced.is_some_and(|length| length > MAX_BODY) {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(announced.unwrap_or(512));
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| Failure::new(ProblemKind::BadRequest).detail(error.to_string()))?;
        if bytes.len() + chunk.len() > MAX_BODY {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// JSON to a value; broken JSON is 400, a wrong value 422 with its place.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        let cause = error.into_inner();
        if cause.is_data() {
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

/// Query values, taken out one by one; what is left over at the end is refused.
#[derive(Debug)]
pub struct Params(Vec<(String, String)>);

impl FromRequest for Params {
    type Error = Failure;
    type Future = std::future::Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(Self::parse(request.query_string()))
    }
}

impl Params {
    fn parse(query: &str) -> Result<Self, Failure> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let broken =
            pairs.iter().find(|(name, value)| [name, value].iter().any(|text| text.contains(['\u{fffd}', '\0'])));
        if let Some((name, _)) = broken {
            return Err(Failure::invalid(name.replace('\0', ""), "not valid UTF-8 text"));
        }
        Ok(Self(pairs))
    }

    /// The value of a name, if given. Twice is once too often.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let mut found = None;
        while let Some(at) = self.0.iter().position(|(key, _)| key == name) {
            let (_, value) = self.0.swap_remove(at);
            if found.replace(value).is_some() {
                return Err(Failure::invalid(name, "given more than once"));
            }
        }
        Ok(found)
    }

    /// The values of a name, repeated or joined by commas.
    pub fn list(&mut self, name: &str) -> Vec<String> {
        let mut values = Vec::new();
        self.0.retain(|(key, value)| {
            if key != name {
                return true;
            }
            values.extend(value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
            false
        });
        values
    }

    /// A value that must be there.
    pub fn required(&mut self, name: &str) -> Result<String, Failure> {
        self.text(name)?.ok_or_else(|| Failure::invalid(name, "is required"))
    }

    /// A whole number within bounds.
    pub fn number(&mut self, name: &str, least: i64, most: i64) -> Result<Option<i64>, Failure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.parse::<i64>().ok().filter(|number| (least..=most).contains(number));
        number
            .map(Some)
            .ok_or_else(|| Failure::invalid(name, format!("should be a whole number from {least} to {most}")))
    }

    /// An instant.
    pub fn instant(&mut self, name: &str) -> Result<Option<DateTime<Utc>>, Failure> {
        self.text(name)?.map(|text| instant(name, &text)).transpose()
    }

    /// A local date.
    pub fn date(&mut self, name: &str) -> Result<Option<NaiveDate>, Failure> {
        self.text(name)?.map(|text| date(name, &text)).transpose()
    }

    /// `true` or `false`.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Failure> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse()
            .map(Some)
            .map_err(|_neither: std::str::ParseBoolError| Failure::invalid(name, "should be true or false"))
    }

    /// Refuses what nobody asked for: a typing error must not be ignored.
    pub fn end(self) -> Result<(), Failure> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(Failure::invalid(name, "is not known here")),
            None => Ok(()),
        }
    }
}

/// An RFC 3339 instant; a `+` that a form has turned into a space is forgiven.
pub fn instant(name: &str, text: &str) -> Result<DateTime<Utc>, Failure> {
    let sensible = |at: &DateTime<FixedOffset>| (1970..2200).contains(&chrono::Datelike::year(at));
    DateTime::parse_from_rfc3339(&text.replace(' ', "+"))
        .ok()
        .filter(sensible)
        .map(|at| at.to_utc())
        .ok_or_else(|| Failure::invalid(name, "should be an RFC 3339 instant such as 2026-11-24T09:00:00+01:00"))
}

/// An RFC 3339 local date.
pub fn date(name: &str, text: &str) -> Result<NaiveDate, Failure> {
    let wrong = || Failure::invalid(name, "should be a date such as 2026-11-24");
    if text.len() != 10 {
        return Err(wrong());
    }
    let sensible = |date: &NaiveDate| (1970..2200).contains(&chrono::Datelike::year(date));
    text.parse().ok().filter(sensible).ok_or_else(wrong)
}

/// A JSON answer with an entity tag of its own content: 304 when the caller has it already.
pub fn cacheable<T: Serialize>(
    request: &HttpRequest,
    value: &T,
    cache_control: &'static str,
) -> Result<HttpResponse, Failure> {
    let body = serde_json::to_vec(value).map_err(Failure::internal)?;
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
    let digest = tag_of(format!("{version} {}", request.uri()).as_bytes());
    let tag = format!("W/{digest}");
    let body = if matches_tag(request, &tag) {
        Vec::new()
    } else {
        serde_json::to_vec(&value()).map_err(Failure::internal)?
    };
    Ok(conditional(request, &tag, cache_control, "application/json", body))
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

/// A strong entity tag of these bytes.
pub fn tag_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex = hex(digest.iter().take(12).copied());
    format!("\"{hex}\"")
}

/// Which page of a list is wanted.
#[derive(Debug, Clone)]
pub struct Paging {
    /// Items a page.
    pub limit: usize,
    /// The key of the last item of the page before.
    pub cursor: Option<String>,
}

impl Params {
    /// `limit` (default 50, at most 200) and `cursor`.
    pub fn paging(&mut self) -> Result<Paging, Failure> {
        let limit = self.number("limit", 1, 200)?.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(50);
        let cursor = self.text("cursor")?.map(|cursor| decoded(&cursor)).transpose()?;
        Ok(Paging { limit, cursor })
    }
}

/// A page of a list that is in memory. Its key must be unique; the cursor is the key of the last
/// item that was answered, so items that come or go never shift a page.
pub fn paged<T: Serialize>(
    request: &HttpRequest,
    items: Vec<T>,
    paging: &Paging,
    key: impl Fn(&T) -> String,
    cache_control: &'static str,
) -> Result<HttpResponse, Failure> {
    let mut items = items;
    if let Some(cursor) = &paging.cursor {
        let at = items.iter().position(|item| key(item) == *cursor);
        let at = at.ok_or_else(|| Failure::invalid("cursor", "is not a cursor of this list"))?;
        items.drain(..=at);
    }
    let more = items.len() > paging.limit;
    items.truncate(paging.limit);
    let next = items.last().filter(|_| more).map(|last| encoded(&key(last)));
    let mut answer = cacheable(request, &Page { items, next: next.clone() }, cache_control)?;
    if let Some(link) = next.as_deref().and_then(|cursor| next_link(request, cursor)) {
        answer.headers_mut().insert(header::LINK, link);
    }
    Ok(answer)
}

/// The address of the next page as a link (RFC 8288).
pub fn next_link(request: &HttpRequest, cursor: &str) -> Option<HeaderValue> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != "cursor")
    {
        query.append_pair(&name, &value);
    }
    query.append_pair("cursor", cursor);
    HeaderValue::from_str(&format!("<{}?{}>; rel=\"next\"", request.path(), query.finish())).ok()
}

/// A key as a cursor: opaque, so that nobody builds one by hand and depends on its make.
pub fn encoded(key: &str) -> String {
    hex(key.bytes())
}

/// Bytes as lower-case hexadecimal digits.
fn hex(bytes: impl Iterator<Item = u8>) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn decoded(cursor: &str) -> Result<String, Failure> {
    let wrong = || Failure::invalid("cursor", "is not a cursor of this list");
    let bytes: Option<Vec<u8>> = cursor
        .as_bytes()
        .chunks(2)
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(wrong)
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

    #[test]
    fn query_values_are_refused_when_unknown_twice_or_wrong() {
        let mut params =
            Params::parse("from=2026-11-24T09:00:00+01:00&features=power,monitor&features=quiet&x=1").expect("a query");
        assert_eq!(
            params.instant("from").expect("an instant").map(|at| at.to_rfc3339()),
            Some("2026-11-24T08:00:00+00:00".into())
        );
        assert_eq!(params.list("features"), ["power", "monitor", "quiet"]);
        assert!(params.end().is_err());
        assert!(Params::parse("a=1&a=2").expect("a query").text("a").is_err());
        assert!(Params::parse("a=%ff").is_err());
        assert!(date("d", "2026-02-30").is_err());
        assert!(date("d", "2026-2-3").is_err());
    }
}
