//! Frames: whole pages for an `<iframe>`, complete without script. A form asks for another day; the script only brings
//! numbers up to date and tells the page around it how high it is.
//!
//! What always holds: the policy allows one style sheet, one script, pictures and data of this server, and nothing
//! else; links leave the frame; where there are no numbers, a page says so and where to look.

mod availability;
mod offers;

pub(super) use availability::availability;
pub(super) use offers::offers;

use std::fmt;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use askama::filters::HtmlSafe;

use super::answer::{SHORT, Sent, of_content, open};
use super::files;
use super::hosts::ancestors;
use super::theme::Theme;
use crate::app::App;
use crate::lang::Lang;
use crate::problem::Failure;

/// What every frame has around it.
struct Around {
    lang: Lang,
    theme: Theme,
    title: &'static str,
    style: String,
    script: String,
    /// Where the app is, and its name for people.
    app: String,
    host: String,
}

impl Around {
    fn new(app: &App, lang: Lang, theme: Theme, title: &'static str) -> Self {
        let url = &app.public_url;
        Self {
            lang,
            theme,
            title,
            style: files::style(),
            script: files::script(),
            app: format!("{url}{}", crate::lang::href(lang, "/")),
            host: url.split_once("://").map_or(url.as_str(), |(_, host)| host).to_owned(),
        }
    }
}

/// A drawing of ours: shapes and numbers, and no text of anybody's.
#[derive(Debug, Clone, Default)]
struct Drawing(String);

impl fmt::Display for Drawing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Drawing {}

/// What a frame may load, and who may show it.
fn policy(app: &App) -> String {
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors {}",
        ancestors(&app.config.embed_hosts)
    )
}

fn page(app: &App, request: &HttpRequest, page: &impl Template) -> Result<HttpResponse, Failure> {
    let body = page.render().map_err(Failure::internal)?.into_bytes();
    let policy = policy(app);
    Ok(of_content(request, Sent { kind: "text/html; charset=utf-8", cache: SHORT, policy: Some(&policy), body }))
}

/// Instead of numbers that nobody knows.
#[derive(Template)]
#[template(path = "away.html")]
struct Away {
    around: Around,
    said: &'static str,
    look: &'static str,
    book: String,
}

/// Says that there are no numbers, and where to look.
fn away(app: &App, around: Around, failure: &Failure) -> Result<HttpResponse, Failure> {
    tracing::error!(error = %crate::edge::chain(failure), "a frame has no numbers to show");
    let t = super::words::texts(around.lang);
    let book = format!("{}{}", app.public_url, crate::lang::href(around.lang, "/book"));
    let body = Away { around, said: t.away, look: t.look, book }.render().map_err(Failure::internal)?;
    let mut answer = HttpResponse::build(StatusCode::SERVICE_UNAVAILABLE);
    open(&mut answer)
        .insert_header((header::CONTENT_SECURITY_POLICY, policy(app)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::RETRY_AFTER, "30"));
    Ok(answer.content_type("text/html; charset=utf-8").body(body))
}
