//! Pages with schema.org in JSON-LD: the scripts of a page that no browser runs, or a file that is nothing else.
//!
//! Nothing of it is looked up elsewhere, not even a context. What lies deeper than a reader of JSON goes is not read.

use serde_json::{Map, Value};
use shared::offers::{EventState, OfferKind};

use super::instant::{moment, once};
use super::text::{address, line, opening, paragraphs};
use super::{Broken, Frame, Incoming, Parsed, Spot};

/// What stands on pages beside what they are about.
const ABOUT_THE_PAGE: [&str; 14] = [
    "AggregateRating",
    "BreadcrumbList",
    "ContactPoint",
    "ImageObject",
    "ItemList",
    "ListItem",
    "Offer",
    "Organization",
    "Person",
    "PostalAddress",
    "SearchAction",
    "WebPage",
    "WebSite",
    "GeoCoordinates",
];

/// Reads a page or a file.
pub(super) fn read(text: &str, frame: &Frame<'_>) -> Result<Parsed, Broken> {
    let mut parsed = Parsed::default();
    let alone = text.trim_start().starts_with(['{', '[']);
    let scripts = if alone { vec![text] } else { scripts(text) };
    if scripts.is_empty() {
        return Err(Broken::because("there is no JSON-LD on the page"));
    }
    let mut read = 0;
    for script in scripts {
        match serde_json::from_str::<Value>(script.trim()) {
            Ok(value) => {
                read += 1;
                walk(&value, frame, &mut parsed);
            }
            Err(error) => parsed.problem(None, format!("a part of the page is no JSON: {error}")),
        }
    }
    if read == 0 {
        return Err(Broken::because("nothing on the page that says it is JSON-LD can be read"));
    }
    Ok(parsed)
}

/// What stands between `<script type="application/ld+json">` and its end.
fn scripts(page: &str) -> Vec<&str> {
    // Letters of ASCII alone change, so that every place is the same place in both.
    let lower = page.to_ascii_lowercase();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(begin) = lower.get(at..).and_then(|rest| rest.find("<script")).map(|begin| begin + at) {
        let Some(open) = lower.get(begin..).and_then(|rest| rest.find('>')).map(|end| end + begin + 1) else { break };
        let Some(close) = lower.get(open..).and_then(|rest| rest.find("</script")).map(|end| end + open) else { break };
        if lower.get(begin..open).is_some_and(|tag| tag.contains("application/ld+json")) {
            found.extend(page.get(open..close));
        }
        at = close;
    }
    found
}

fn walk(value: &Value, frame: &Frame<'_>, parsed: &mut Parsed) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, frame, parsed)),
        Value::Object(node) => {
            if wanted(node, frame.kind) {
                node_read(node, frame, parsed);
                return;
            }
            for inner in ["@graph", "itemListElement", "item", "mainEntity", "event", "events", "subEvent"] {
                if let Some(inner) = node.get(inner) {
                    walk(inner, frame, parsed);
                }
            }
        }
        _ => {}
    }
}

fn wanted(node: &Map<String, Value>, kind: OfferKind) -> bool {
    let types = types(node);
    let is_event = types.iter().any(|name| name.ends_with("Event") || *name == "Festival");
    match kind {
        OfferKind::Event => is_event,
        OfferKind::Job => types.contains(&"JobPosting"),
        _ => {
            let named = node.contains_key("name") || node.contains_key("headline") || node.contains_key("title");
            named && !types.is_empty() && !types.iter().any(|name| ABOUT_THE_PAGE.contains(name))
        }
    }
}

fn types(node: &Map<String, Value>) -> Vec<&str> {
    let bare = |name: &'_ str| -> usize { name.rfind(['/', '#', ':']).map_or(0, |at| at + 1) };
    let all: Vec<&str> = match node.get("@type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    all.into_iter().filter_map(|name| name.get(bare(name)..)).collect()
}

fn node_read(node: &Map<String, Value>, frame: &Frame<'_>, parsed: &mut Parsed) {
    let words = |names: &[&str]| names.iter().find_map(|name| string(node.get(*name)?)).unwrap_or_default();
    let url = address(&words(&["url"]), frame.base);
    let id = words(&["@id", "identifier"]);
    let title = line(&words(&["name", "title", "headline"]), 200);
    let uid = if id.is_empty() { url.clone().unwrap_or_default() } else { id };
    let mut item = Incoming::new(uid, title);
    item.body = paragraphs(&words(&["description", "articleBody"]), 8000);
    item.summary = opening(&item.body, 160);
    item.url = url;
    item.place = place(node);
    item.position = position(node);
    item.event_state = match words(&["eventStatus"]).as_str() {
        status if status.ends_with("EventCancelled") => EventState::Cancelled,
        status if status.ends_with("EventPostponed") => EventState::Postponed,
        _ => EventState::Scheduled,
    };
    item.closes_at = moment(&words(&["validThrough"]), frame.zone).map(|last| last.end(frame.zone));
    let (from, to) = (words(&["startDate"]), words(&["endDate"]));
    if !from.is_empty() {
        let Some(starts) = moment(&from, frame.zone) else {
            return parsed
                .problem(Some(&item.uid), format!("`{}` begins at `{from}`, which can't be read", item.title));
        };
        match once(starts, moment(&to, frame.zone)) {
            Ok(timing) => item.timings.push(timing),
            Err(why) => return parsed.problem(Some(&item.uid), format!("`{}` {why}", item.title)),
        }
    } else if frame.kind == OfferKind::Event {
        return parsed.problem(Some(&item.uid), format!("`{}` has no date", item.title));
    }
    parsed.take(item);
}

/// A text, also where it is wrapped into an object or a list.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => string(all.first()?),
        Value::Object(inner) => ["@value", "value", "@id", "name"].iter().find_map(|name| string(inner.get(*name)?)),
        _ => None,
    }
}

fn location(node: &Map<String, Value>) -> Option<&Map<String, Value>> {
    match node.get("location").or_else(|| node.get("jobLocation"))? {
        Value::Object(place) => Some(place),
        Value::Array(places) => places.iter().find_map(Value::as_object),
        _ => None,
    }
}

fn place(node: &Map<String, Value>) -> Option<Spot> {
    // What is a place itself says its address itself.
    let place = location(node).or_else(|| node.contains_key("address").then_some(node));
    let Some(place) = place else {
        let name = line(&string(node.get("location")?)?, 200);
        return (!name.is_empty()).then(|| Spot { name, ..Spot::default() });
    };
    let field = |of: &Map<String, Value>, name: &str| {
        of.get(name).and_then(string).map(|text| line(&text, 200)).filter(|text| !text.is_empty())
    };
    let (street, postcode, city) = match place.get("address") {
        Some(Value::Object(address)) => {
            (field(address, "streetAddress"), field(address, "postalCode"), field(address, "addressLocality"))
        }
        Some(Value::String(address)) => (Some(line(address, 200)), None, None),
        _ => (None, None, None),
    };
    let name = field(place, "name").or_else(|| street.clone()).or_else(|| city.clone())?;
    Some(Spot { name, street, postcode, city })
}

fn position(node: &Map<String, Value>) -> Option<(f64, f64)> {
    let geo = location(node).and_then(|place| place.get("geo")).or_else(|| node.get("geo"))?.as_object()?;
    let number = |name: &str| geo.get(name).and_then(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()));
    number("latitude").zip(number("longitude"))
}
