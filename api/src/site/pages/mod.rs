//! Pages that need no script ([ADR 31](../../../../docs/adr/0031-pages-that-need-no-script.md)): the start page, the
//! list of offers, an offer, the legal texts, written by the server into the page that loads the app. The app takes
//! their place when it has something to show.
//!
//! What always holds:
//!
//! - Whatever goes wrong, the page that loads the app goes out as it is, with 200: the app says what it can say. A
//!   list that is narrowed by what nothing is leads to the same list without that.
//! - The number of free desks comes from the calendar in memory, or is not there; it is never an old one.
//! - Everything is escaped that is not of [`markup::Html`], and only `markup` makes that. No page has a script of its
//!   own; linked data is a block that nothing runs.
//! - Words and rules of wording the app has too are the app's: the same files ([`crate::texts`], [`facts`], [`known`],
//!   [`days`], [`when`]).

mod advice;
mod asked;
mod card;
#[path = "../../../../web/src/offers/days.rs"]
mod days;
mod editors;
#[path = "../../../../web/src/offers/facts.rs"]
mod facts;
mod finder;
mod frame;
mod head;
#[path = "../../../../web/src/offers/known.rs"]
mod known;
mod languages;
mod legal;
mod list;
mod markup;
mod narrow;
mod offer;
mod plain;
mod row;
#[cfg(test)]
#[path = "../../../../web/src/offers/sample.rs"]
mod sample;
mod shell;
mod start;
mod today;
#[path = "../../../../web/src/offers/when.rs"]
mod when;
mod words;

use std::time::Duration;

use actix_web::http::{Method, StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use chrono::{DateTime, Utc};

use super::files::{Content, File, Files};
use super::html::{self, PAGE_HEADERS};
use crate::app::App;
use crate::embeds;
use crate::lang::{Lang, split};
use crate::limits::Limits;
use crate::wire::{matches_tag, tag_of};
use frame::Frame;
use head::Head;

/// How long a page waits for the database before it goes out without what is there.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is asked for, and by what it is answered.
struct Asking<'a> {
    request: &'a HttpRequest,
    app: &'a App,
    files: &'a Files,
    lang: Lang,
    /// Without the language, as it was asked: what is written into links.
    path: &'a str,
    /// The same as the router reads it.
    place: &'a str,
    now: DateTime<Utc>,
}

impl Asking<'_> {
    fn frame(&self) -> Frame {
        Frame::new(self.app, self.lang, self.path, self.request.query_string())
    }

    /// The head of this page.
    fn head(&self, title: &str, description: &str) -> Head {
        Head::new(&self.app.public_url, self.lang, self.path, title, description)
    }
}

/// A page that was written.
struct Page {
    status: StatusCode,
    head: Head,
    body: String,
    /// Whether there is something to read, or only what to do without script.
    whole: bool,
    /// The script of a page that the app has no part in.
    own: Option<String>,
}

impl Page {
    fn of(head: Head, body: &impl Template) -> Option<Self> {
        let body = body.render().inspect_err(|error| tracing::error!(%error, "a page can't be written")).ok()?;
        Some(Self { status: StatusCode::OK, head, body, whole: true, own: None })
    }

    /// The same as a page of its own, with this script instead of the app.
    fn alone(self, script: String) -> Self {
        Self { own: Some(script), whole: false, ..self }
    }

    fn missing(self) -> Self {
        Self { status: StatusCode::NOT_FOUND, head: self.head.hidden(), ..self }
    }
}

/// The page that loads the app with what people read in it; `None` where there is nothing of ours to put in.
pub(super) async fn filled(
    request: &HttpRequest,
    files: &Files,
    shell: &File,
    status: StatusCode,
) -> Option<HttpResponse> {
    let app = request.app_data::<Data<App>>().filter(|_| [Method::GET, Method::HEAD].contains(request.method()))?;
    let Content::Held(text) = &shell.plain else { return None };
    let (lang, path) = told(request.path());
    let (_, place) = told(request.match_info().as_str());
    let asking = Asking { request, app, files, lang, path, place, now: app.clock.now() };
    if let Some(there) = list::elsewhere(&asking).await {
        return Some(HttpResponse::SeeOther().insert_header((header::LOCATION, there)).finish());
    }
    let page = if status == StatusCode::OK { written(&asking).await? } else { plain::nothing_here(&asking)? };
    let head = page.head.render().ok()?;
    let html = shell::fill(std::str::from_utf8(text).ok()?, lang.tag(), head.trim_end(), &page.body, page.whole)?;
    let html = match &page.own {
        Some(script) => shell::alone(&html, &[embeds::WIDGET_PATH, script]),
        None => html,
    };
    let policy = if page.own.is_some() { html::FRAMING_POLICY } else { html::CONTENT_SECURITY_POLICY };
    Some(answer(request, page.status, html, policy))
}

/// Language and path; a slash at the end means nothing.
fn told(path: &str) -> (Lang, &str) {
    let (lang, path) = split(path.trim_end_matches('/'));
    (lang, if path.is_empty() { "/" } else { path })
}

async fn written(asking: &Asking<'_>) -> Option<Page> {
    match asking.place {
        "/" => start::page(asking).await,
        "/offers" if may_ask(asking) => list::page(asking).await,
        "/embed" => editors::page(asking),
        "/embed/check" => editors::check(asking),
        "/imprint" | "/privacy" | "/accessibility" | "/house-rules" | "/easy-language" => legal::page(asking),
        path => match path.strip_prefix("/offers/") {
            Some(slug) if may_ask(asking) => offer::page(asking, slug).await,
            Some(_) => None,
            // Whoever signs in, or works here, cannot do without.
            None if ["/offers", "/me", "/sign-in", "/staff"].iter().any(|page| path.starts_with(page)) => None,
            None => plain::needs_script(asking),
        },
    }
}

/// Whoever asks for more than is provided for gets the app's page, whose own questions are counted.
fn may_ask(asking: &Asking<'_>) -> bool {
    asking.request.app_data::<Data<Limits>>().is_none_or(|limits| limits.count_page(asking.request).is_ok())
}

/// A page under an entity tag of its content. A weak one: it is the same page however it is compressed.
fn answer(request: &HttpRequest, status: StatusCode, html: String, policy: &'static str) -> HttpResponse {
    let tag = format!("W/{}", tag_of(html.as_bytes()));
    let known = status == StatusCode::OK && matches_tag(request, &tag);
    let mut answer = HttpResponse::build(if known { StatusCode::NOT_MODIFIED } else { status });
    for pair in PAGE_HEADERS {
        answer.insert_header(pair);
    }
    answer
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::ETAG, tag))
        .insert_header((header::VARY, "Accept-Encoding"))
        // It names assets of this build, and a number of this moment.
        .insert_header((header::CACHE_CONTROL, "no-cache"));
    if known { answer.finish() } else { answer.content_type("text/html; charset=utf-8").body(html) }
}
