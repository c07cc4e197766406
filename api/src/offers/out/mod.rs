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
use crate::wire::{Paging, Params, conditional, tag_of};

/// Offers in one file at most.
pub(super) const MOST: usize = 1000;

/// What a file of many offers is asked for by.
struct Asked {
    filter: Filter,
    lang: String,
}

impl Asked {
    fn read(mut params: Params) -> Result<Self, Failure> {
        let lang = language(&mut params)?;
        let filter = Filter::read(&mut params)?;
        params.end()?;
        Ok(Self { filter, lang })
    }

    /// The offers, as the list has them.
    async fn offers(&self, app: &App, dates: i64) -> Result<Vec<FullOffer>, Failure> {
        let paging = Paging { limit: MOST, cursor: None };
        Ok(list::page(app, &self.filter, &paging, &self.lang, dates).await?.items)
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

/// Where people read an offer.
fn page(app: &App, offer: &FullOffer) -> String {
    let english = if offer.offer.lang.starts_with("de") { "" } else { "/en" };
    format!("{}{english}/offers/{}", app.public_url, offer.offer.slug)
}
