//! oEmbed (oembed.com, version 1.0): a page of ours that is pasted into an editor becomes a frame.
//!
//! What always holds: only addresses of this server are answered, and what is answered shows only what these
//! addresses show to everybody.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use shared::problem::ProblemKind;

use super::BASE;
use super::answer::{HOUR, Sent, of_content};
use super::words::texts;
use crate::app::App;
use crate::lang::{Lang, split};
use crate::problem::Failure;
use crate::site::html::escape;
use crate::wire::Params;

/// Where it is; `site/pages/head.html` names it, too.
pub(super) const PATH: &str = "/oembed";

/// What somebody may wish for, pixels.
const LEAST: i64 = 1;
const MOST: i64 = 10_000;

/// A frame: its address, its name, as wide and high as it is at most.
struct Frame {
    src: String,
    title: &'static str,
    width: i64,
    height: i64,
}

/// Answers it.
pub(super) async fn serve(app: Data<App>, mut params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let url = params.required("url")?;
    let format = params.text("format")?.unwrap_or_else(|| "json".to_owned());
    let wide = params.number("maxwidth", LEAST, MOST)?;
    let high = params.number("maxheight", LEAST, MOST)?;
    params.end()?;
    if !["json", "xml"].contains(&format.as_str()) {
        return Err(Failure::new(ProblemKind::NotImplemented).detail("format should be json or xml."));
    }
    let mut frame = frame(&app, &url)
        .ok_or_else(|| Failure::not_found().detail("No page of this server can be embedded under that address."))?;
    frame.width = wide.map_or(frame.width, |wide| wide.min(frame.width));
    frame.height = high.map_or(frame.height, |high| high.min(frame.height));
    let fields = fields(&app, &frame);
    let (kind, body) = if format == "json" {
        let told: serde_json::Map<String, Value> =
            fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        ("application/json", serde_json::to_vec(&told).map_err(Failure::internal)?)
    } else {
        ("text/xml; charset=utf-8", xml(&fields).into_bytes())
    };
    Ok(of_content(&request, Sent { kind, cache: HOUR, policy: None, body }))
}

fn fields(app: &App, frame: &Frame) -> Vec<(&'static str, Value)> {
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\" style=\"border:0;max-width:100%\"></iframe>",
        escape(&frame.src),
        escape(frame.title),
        frame.width,
        frame.height
    );
    vec![
        ("type", json!("rich")),
        ("version", json!("1.0")),
        ("title", json!(frame.title)),
        ("provider_name", json!("Rathaus Co-Working")),
        ("provider_url", json!(app.public_url)),
        ("cache_age", json!(3600)),
        ("html", json!(html)),
        ("width", json!(frame.width)),
        ("height", json!(frame.height)),
    ]
}

fn xml(fields: &[(&'static str, Value)]) -> String {
    let field = |(name, value): &(&str, Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("<{name}>{}</{name}>", escape(&text))
    };
    let inner: String = fields.iter().map(field).collect();
    format!("<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>{inner}</oembed>\n")
}

/// The frame that shows what an address shows.
fn frame(app: &App, url: &str) -> Option<Frame> {
    let rest = url.strip_prefix(app.public_url.as_str())?.split('#').next()?;
    if !(rest.is_empty() || rest.starts_with(['/', '?'])) {
        return None;
    }
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if let Some(own) = path.strip_prefix(BASE) {
        return existing(app, own, rest, query);
    }
    let (lang, path) = split(path.trim_end_matches('/'));
    let name = lang.tag();
    let at = |src: String, title, (width, height)| {
        Some(Frame { src: format!("{}{BASE}{src}", app.public_url), title, width, height })
    };
    match path {
        "" | "/" | "/book" => {
            let venue = app.calendars.all().into_iter().next()?;
            let slug = &venue.facts.venue.slug;
            at(format!("/{slug}/availability?lang={name}&size=compact"), texts(lang).label, COMPACT)
        }
        "/offers" => {
            let narrowed = kept(query, &["kind", "category"]);
            at(format!("/offers?lang={name}{narrowed}"), texts(lang).offers, OFFERS)
        }
        _ => None,
    }
}

/// How large frames are, in pixels.
const COMPACT: (i64, i64) = (360, 430);
const FULL: (i64, i64) = (900, 900);
const BADGE: (i64, i64) = (420, 64);
const OFFERS: (i64, i64) = (480, 620);

/// An address that is a frame already.
fn existing(app: &App, own: &str, rest: &str, query: &str) -> Option<Frame> {
    let value = |name: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(one, _)| one == name).map(|(_, value)| value.into_owned())
    };
    let lang = if value("lang").as_deref() == Some("en") { Lang::En } else { Lang::De };
    let src = format!("{}{rest}", app.public_url);
    if own == "/offers" {
        return Some(Frame { src, title: texts(lang).offers, width: OFFERS.0, height: OFFERS.1 });
    }
    let slug = own.strip_prefix('/')?.strip_suffix("/availability")?;
    app.calendars.by_slug(slug)?;
    let (width, height) = match value("size").as_deref() {
        Some("badge") => BADGE,
        Some("full") => FULL,
        _ => COMPACT,
    };
    Some(Frame { src, title: texts(lang).label, width, height })
}

/// These values of a query, to be put behind others.
fn kept(query: &str, names: &[&str]) -> String {
    let known = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| names.contains(&name.as_ref()));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(known).finish();
    if query.is_empty() { query } else { format!("&{query}") }
}
