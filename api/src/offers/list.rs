//! Offers that match a search.

use actix_web::{HttpRequest, HttpResponse, get};
use shared::offers::{FullOffer, FullOfferPage};

use super::ask::{Filter, language};
use super::out;
use super::search::{self, Outcome, highlights};
use super::{known, store, tell};
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::venues::PUBLIC;
use crate::wire::{Paging, Params, cacheable, encoded, linked};

/// Dates of each event in a list.
const DATES: i64 = 5;

/// Searches the offers.
#[utoipa::path(tag = "offers", params(
    ("q" = Option<String>, Query, description = "Words to search for, at most 200 characters: in any of the languages, with typing errors, joined or apart. Where only what is over has them, that is found, with `over_since`", max_length = 200),
    super::Filters,
    ("lang" = Option<String>, Query, description = "Language of the texts (BCP 47), default `de`; `de-simple` is Leichte Sprache. Where there are none the answer has others and says so", max_length = 20, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    ("format" = Option<String>, Query, description = "`jsonld` answers schema.org instead", pattern = "^jsonld$"),
    ("all" = Option<bool>, Query, description = "`true` answers the list in one piece instead of a page, for who wants to take all of it away: up to 1000 offers, and then `next`. Goes without `limit`"),
    crate::openapi::Paging,
), responses(
    (status = 200, content((FullOfferPage = "application/json"), (serde_json::Value = "application/ld+json"))),
    (status = 304, description = "Not modified"),
))]
#[get("/offers")]
pub(crate) async fn list_offers(
    app: Shared,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let lang = language(&mut params)?;
    let limited = params.has("limit");
    let mut paging = params.paging()?;
    if params.flag("all")? == Some(true) {
        if limited {
            return Err(Failure::invalid("all", "goes without limit"));
        }
        paging.limit = out::MOST;
    }
    let mut filter = Filter::read(&mut params)?;
    let linked_data = out::wants_jsonld(&mut params)?;
    // The words of schema.org are a file like the others.
    filter.past = !linked_data;
    params.end()?;
    let page = page(&app, &filter, &paging, &lang, DATES).await?;
    let next = page.next.clone();
    let mut answer =
        if linked_data { out::jsonld_list(&app, &request, &page.items) } else { cacheable(&request, &page, PUBLIC)? };
    linked(&request, next.as_deref(), &mut answer);
    Ok(answer)
}

/// A page of offers, each with so many dates.
pub(crate) async fn page(
    app: &App,
    filter: &Filter,
    paging: &Paging,
    lang: &str,
    dates: i64,
) -> Result<FullOfferPage, Failure> {
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    known::check(&mut conn, &app.offers, filter).await?;
    let Outcome { page, counts, meanings, loose, suggestions, .. } =
        search::search(&app.offers, &mut conn, filter, paging, (lang, now)).await?;
    let mut ids = page.ok_or_else(|| Failure::invalid("cursor", "is not a cursor of this list"))?;
    let more = ids.len() > paging.limit;
    ids.truncate(paging.limit);
    let next = ids.last().filter(|_| more).map(|(_, slug)| encoded(slug));
    let ids: Vec<_> = ids.into_iter().map(|(id, _)| id).collect();
    // Who asks for a time wants to see the dates of that time.
    let found = store::load(&mut conn, &ids, lang, dates, filter.from.unwrap_or(now)).await?;
    let told = |found| {
        let mut one: FullOffer = tell::told(app, found);
        let (offer, details) = (&one.offer, &mut one.details);
        if !meanings.is_empty() {
            details.highlights = Some(highlights(&meanings, &offer.title, &offer.summary, &offer.body));
        }
        one
    };
    let items = found.into_iter().map(told).collect();
    let (total, kinds, facets) = (counts.total, counts.kinds, counts.facets);
    Ok(FullOfferPage { items, next, total, kinds, facets, loose, suggestions })
}
