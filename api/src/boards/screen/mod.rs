//! What a screen loads: one page, one style sheet, one script, one worker that keeps them, and the data.
//!
//! What always holds:
//!
//! - The page is complete without script: it shows the first panel that is due, and asks for itself again.
//! - What panels say is written here, as HTML, and escaped here; the script puts it in place and turns the pages.
//! - No cookie, no other host. The browser of a screen keeps the board's own files and its last data, and nothing about
//!   anybody.
//! - Whoever asks with an entity tag is told whether anything has changed; the time stands in a header, so that the
//!   clock of the device is no matter.
//! - A screen that is turned on while we are away asks again until we are there.

mod code;
mod files;
mod gathered;
mod kept;
mod panels;
mod plan;
mod rows;
mod words;

use actix_web::http::header;
use actix_web::web::{Data, Path, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use chrono::SecondsFormat;
use shared::boards::{Orientation, due};
use shared::problem::ProblemKind;

use crate::app::App;
use crate::dates::{day_month, hhmm, weekday};
use crate::lang::Lang;
use crate::problem::Failure;
use crate::wire::{Params, matches_tag};
pub use kept::Kept;
use panels::Markup;
use words::{Words, words};

/// Where all of it lies.
const BASE: &str = "/board";

/// By the venue's clock, when the answer was given.
const TIME: &str = "Board-Time";

/// What the page may load, and that nothing else may.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The routes, beside the api and the app's pages.
pub(crate) fn configure(config: &mut ServiceConfig) {
    let at = |path: &str| resource(format!("{BASE}{path}"));
    config
        .service(at("/sw.js").route(get().to(files::worker)))
        // No board can be called so.
        .service(at("/-/{name}").route(get().to(files::serve)))
        .service(at("/{slug}/data.json").route(get().to(data)))
        .service(at("/{slug}").route(get().to(page)));
}

/// A board as a page.
#[derive(Template)]
#[template(path = "board.html")]
struct Page<'a> {
    lang: Lang,
    w: &'static Words,
    board: &'a str,
    slug: &'a str,
    portrait: bool,
    style: String,
    script: String,
    program: &'a str,
    zone: &'a str,
    day: &'static str,
    date: String,
    time: String,
    /// The same with its date, as scripts read it.
    now: &'a str,
    house: &'a str,
    demo: bool,
    sections: Vec<Section<'a>>,
    nothing_due: bool,
    emergency: Option<(&'a str, &'a str)>,
}

/// A panel on the page.
struct Section<'a> {
    id: usize,
    /// Whether it is shown before the script has read the clock.
    first: bool,
    html: &'a Markup,
}

/// The same where there is none to show.
#[derive(Template)]
#[template(path = "board_away.html")]
struct Away {
    lang: Lang,
    said: &'static str,
    style: String,
}

/// Answers the page.
async fn page(app: Data<App>, kept: Data<Kept>, path: Path<String>, params: Params) -> Result<HttpResponse, Failure> {
    let lang = lang(params)?;
    let told = match kept.told(&app, &path, lang).await {
        Ok(told) => told,
        Err(failure) => return away(lang, &failure),
    };
    let local = told.zone.local(app.clock.now());
    let now = local.to_rfc3339_opts(SecondsFormat::Millis, false);
    let first = due(&told.board.playlist, local.naive_local()).first().copied();
    let sections = told.panels.iter().enumerate().map(|(id, html)| Section { id, first: first == Some(id), html });
    let page = Page {
        lang,
        w: words(lang),
        board: &told.board.name,
        slug: &told.board.slug,
        portrait: told.board.orientation == Orientation::Portrait,
        style: files::style(),
        script: files::script(),
        program: files::program(),
        zone: &told.time_zone,
        day: weekday(lang, local.date_naive()),
        date: day_month(lang, local.date_naive()),
        time: hhmm(local.time()),
        now: &now,
        house: &told.house,
        demo: told.demo,
        sections: sections.collect(),
        nothing_due: first.is_none(),
        emergency: told.board.emergency.as_ref().map(|shown| (shown.text_de.as_str(), shown.text_en.as_str())),
    };
    let page = page.render().map_err(Failure::internal)?;
    Ok(html(HttpResponse::Ok().insert_header((TIME, now)), page))
}

/// Says that there is nothing to show, and has the browser ask again.
fn away(lang: Lang, failure: &Failure) -> Result<HttpResponse, Failure> {
    let (w, gone) = (words(lang), failure.kind() == ProblemKind::NotFound);
    if !gone {
        tracing::error!(error = %crate::edge::chain(failure), "a board has nothing to show");
    }
    let page = Away { lang, said: if gone { w.gone } else { w.coming }, style: files::style() };
    let mut answer = if gone { HttpResponse::NotFound() } else { HttpResponse::ServiceUnavailable() };
    answer.insert_header((header::RETRY_AFTER, "10"));
    Ok(html(&mut answer, page.render().map_err(Failure::internal)?))
}

fn html(answer: &mut HttpResponseBuilder, body: String) -> HttpResponse {
    answer
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/html; charset=utf-8")
        .body(body)
}

/// Answers what the page shows, whenever it asks.
async fn data(
    app: Data<App>,
    kept: Data<Kept>,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let told = kept.told(&app, &path, lang(params)?).await?;
    let known = matches_tag(&request, &told.tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    let time = told.zone.local(app.clock.now()).to_rfc3339_opts(SecondsFormat::Millis, false);
    answer
        .insert_header((header::ETAG, told.tag.as_str()))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((TIME, time));
    Ok(if known { answer.finish() } else { answer.content_type("application/json").body(told.body.clone()) })
}

/// The language asked for, German where nothing is said.
fn lang(mut params: Params) -> Result<Lang, Failure> {
    let lang = params.lang()?;
    params.end()?;
    Ok(lang)
}
