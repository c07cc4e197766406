//! News: RSS in any version, and Atom (RFC 4287).
//!
//! An entry says nothing of dates on which something takes place, so none are made up: when it was published is
//! not when it happens.

use feed_rs::model::{Entry, Text};
use feed_rs::parser::Builder;

use super::text::{address, line, opening, paragraphs};
use super::{Broken, Frame, Incoming, Parsed};

/// Reads a feed.
pub(super) fn read(bytes: &[u8], frame: &Frame<'_>) -> Result<Parsed, Broken> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
    if first != Some(&b'<') {
        return Err(Broken::because("it is neither RSS nor Atom"));
    }
    // Names that are drawn anew each time would make everything new each time.
    let parser = Builder::new().base_uri(frame.base).id_generator(|_, _, _| String::new()).build();
    let feed = parser
        .parse(bytes)
        .map_err(|error| Broken(format!("it is neither RSS nor Atom: {}", line(&error.to_string(), 200))))?;
    let mut parsed = Parsed::default();
    for entry in feed.entries {
        parsed.take(item(&entry, frame));
    }
    Ok(parsed)
}

fn item(entry: &Entry, frame: &Frame<'_>) -> Incoming {
    let words = |text: Option<&Text>| text.map(|text| text.content.clone()).unwrap_or_default();
    let page = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = page.and_then(|link| address(&link.href, frame.base));
    let id = entry.id.trim();
    let uid = if id.is_empty() { url.clone().unwrap_or_default() } else { id.to_owned() };
    let mut item = Incoming::new(uid, line(&words(entry.title.as_ref()), 200));
    let summary = paragraphs(&words(entry.summary.as_ref()), 4000);
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
    item.body = paragraphs(content, 8000);
    if item.body.is_empty() {
        item.body.clone_from(&summary);
    }
    item.summary = opening(if summary.is_empty() { &item.body } else { &summary }, 160);
    item.url = url;
    item
}
