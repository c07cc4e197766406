//! Pages of lists.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use shared::venues::Page;

use super::{Params, cacheable};
use crate::problem::Failure;

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
    let page = paging.cut(items, key);
    let mut answer = cacheable(request, &page, cache_control)?;
    linked(request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

impl Paging {
    /// As many items as have to be read for [`Paging::cut`] to know whether there are more.
    pub fn wanted(&self) -> i64 {
        i64::try_from(self.limit).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// The page that begins with these items.
    pub fn cut<T>(&self, mut items: Vec<T>, key: impl Fn(&T) -> String) -> Page<T> {
        let more = items.len() > self.limit;
        items.truncate(self.limit);
        let next = items.last().filter(|_| more).map(|last| encoded(&key(last)));
        Page { items, next }
    }
}

/// Says in an answer where the next page is.
pub fn linked(request: &HttpRequest, next: Option<&str>, answer: &mut HttpResponse) {
    if let Some(link) = next.and_then(|cursor| next_link(request, cursor)) {
        answer.headers_mut().insert(header::LINK, link);
    }
}

/// The address of the next page as a link (RFC 8288).
fn next_link(request: &HttpRequest, cursor: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("<{}>; rel=\"next\"", next_path(request, cursor))).ok()
}

/// The address of the next page on this server: that of this one with the cursor.
pub fn next_path(request: &HttpRequest, cursor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != "cursor")
    {
        query.append_pair(&name, &value);
    }
    query.append_pair("cursor", cursor);
    format!("{}?{}", request.path(), query.finish())
}

/// A key as a cursor: opaque, so that nobody builds one by hand and depends on its make.
pub fn encoded(key: &str) -> String {
    hex(key.bytes())
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: impl Iterator<Item = u8>) -> String {
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
