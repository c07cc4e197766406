//! Offers as other programs read them: calendar files, a feed, a table, linked data, and the catalogue that says where
//! all of these are; and on paper.
//!
//! What always holds: the same filters as the list, an entity tag on each, and nothing in them that the list does
//! not tell.

mod calendar;
mod catalog;
mod feed;
mod flyer;
mod linked;
mod table;
mod zone;

use actix_web::{HttpRequest, HttpResponse};
use shared::offers::FullOffer;

pub(super) use calendar::{get_calendar, get_offer_calendar};
pub(super) use catalog::{get_catalog, get_catalog_turtle};
pub(super) use feed::get_feed;
pub(super) use flyer::{get_flyer, get_offer_flyer};
pub(crate) use linked::linked;
pub(super) use linked::{jsonld_list, jsonld_one, wants_jsonld};
pub(super) use table::get_table;

use super::ask::{Filter, language};
use super::list;
use crate::app::App;
use crate::problem::Failure;
use crate::venues::PUBLIC;
use crate::wire::{self, Paging, Params, conditional, tag_of};

/// Offers in one file at most; the answer says where the rest is.
pub(super) const MOST: usize = 1000;

/// What a file of many offers is asked for by.
struct Asked {
    filter: Filter,
    lang: String,
    paging: Paging,
}

/// What is in it.
struct Part {
    offers: Vec<FullOffer>,
    /// Cursor of the next file, where one was not enough.
    next: Option<String>,
}

impl Asked {
    fn read(mut params: Params) -> Result<Self, Failure> {
        let lang = language(&mut params)?;
        let filter = Filter::read(&mut params)?;
        if params.has("limit") {
            return Err(Failure::invalid("limit", "a file has up to 1000 offers; its Link says where the rest is"));
        }
        let paging = Paging { limit: MOST, ..params.paging()? };
        params.end()?;
        Ok(Self { filter, lang, paging })
    }

    /// The offers, as the list has them.
    async fn part(&self, app: &App, dates: i64) -> Result<Part, Failure> {
        let page = list::page(app, &self.filter, &self.paging, &self.lang, dates).await?;
        Ok(Part { offers: page.items, next: page.next })
    }
}

/// What all of it together is called, in the language asked for.
fn title(lang: &str) -> &'static str {
    if lang.split('-').next() == Some("de") { "Angebote am Infopunkt" } else { "Offers at the info point" }
}

/// A file under an entity tag of its content.
fn file(request: &HttpRequest, content_type: &'static str, text: String) -> HttpResponse {
    let body = text.into_bytes();
    conditional(request, &tag_of(&body), PUBLIC, content_type, body)
}

/// The same for one of several files, with the way to the next.
fn part(request: &HttpRequest, content_type: &'static str, text: String, next: Option<&str>) -> HttpResponse {
    let mut answer = file(request, content_type, text);
    wire::linked(request, next, &mut answer);
    answer
}

/// Where people read an offer.
fn page(app: &App, offer: &FullOffer) -> String {
    let english = if offer.offer.lang.starts_with("de") { "" } else { "/en" };
    format!("{}{english}/offers/{}", app.public_url, offer.offer.slug)
}
