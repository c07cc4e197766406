//! What other web sites show of us ([ADR 32](../../../docs/adr/0032-embeds.md)): pictures, frames, and the data that
//! elements of a page poll. Read by people who have never been here, on pages that are not ours.
//!
//! What always holds:
//!
//! - No cookie, nothing kept in the browser, no other host. Of who asks nothing is kept;
//!   counted is the host of the page around it ([`views`]).
//! - Everything is complete without script; where there is script it only brings numbers up to date.
//! - Numbers come from the calendar in memory, or there are none: never an old one that looks like a new one.
//! - Every answer has an entity tag that changes only when what it says does, and may be read by every origin.
//! - A text that comes from the database is escaped wherever it stands.
//! - Who may show frames is a setting ([`hosts`]), and stands in the frame's own policy.

pub(crate) mod answer;
mod asked;
mod book;
pub(crate) mod files;
mod frames;
pub(crate) mod hall;
mod hosts;
pub(crate) mod kept;
mod letters;
mod now;
mod oembed;
mod offers;
mod pictures;
pub(crate) mod plan;
mod programme;
mod theme;
mod views;
pub(crate) mod words;

use actix_web::web::{ServiceConfig, get, method, resource};
use actix_web::{Resource, http::Method};

use crate::app::App;

pub(crate) use files::{WIDGET_PATH, editors_script, pinned};
pub use hosts::EmbedHost;
pub(crate) use hosts::shown_here;
pub use kept::Kept;
pub use views::{Views, staff_routes};

/// Writes what was counted before the node ends; without the database it is lost.
pub(crate) async fn write_views(app: &App) {
    let written = match app.db.conn().await {
        Ok(mut conn) => app.views.write(app, &mut conn).await,
        Err(failure) => Err(failure),
    };
    if let Err(failure) = written {
        tracing::warn!(error = %crate::edge::chain(&failure), "the last views of embeds are lost");
    }
}

/// Where all of it lies; a new form of an answer gets a new number.
const BASE: &str = "/embed/v1";

/// Whether a path is one of these.
pub(crate) fn holds(path: &str) -> bool {
    path == oembed::PATH || path.strip_prefix(BASE).is_some_and(|rest| rest.starts_with('/'))
}

/// The routes, beside the api and the app's pages.
pub fn configure(config: &mut ServiceConfig) {
    let at = |path: &str| -> Resource {
        resource(format!("{BASE}{path}")).route(method(Method::OPTIONS).to(answer::preflight))
    };
    config
        .service(at("/{venue}/now.json").route(get().to(now::serve)))
        .service(at("/{venue}/badge.svg").route(get().to(pictures::badge)))
        .service(at("/{venue}/day.svg").route(get().to(pictures::day)))
        .service(at("/{venue}/plan.svg").route(get().to(pictures::plan)))
        .service(at("/{venue}/book").route(get().to(book::serve)))
        .service(at("/{venue}/availability").route(get().to(frames::availability)))
        .service(at("/offers.json").route(get().to(offers::serve)))
        .service(at("/offers").route(get().to(frames::offers)))
        .service(at("/{file}").route(get().to(files::serve)))
        .service(
            resource(oembed::PATH).route(method(Method::OPTIONS).to(answer::preflight)).route(get().to(oembed::serve)),
        );
}
