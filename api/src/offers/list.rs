//! Offers that match a search.

use actix_web::{HttpRequest, HttpResponse, get};
use shared::bookings::Locale;
use shared::offers::{OfferKind, OfferPage};

use super::show::language;
use super::store::{self, Filter};
use crate::app::Shared;
use crate::problem::Failure;
use crate::venues::PUBLIC;
use crate::wire::{Params, cacheable, encoded, linked};

/// Longest search text, characters.
const MAX_QUERY: usize = 200;

/// Searches the offers.
#[utoipa::path(tag = "offers", params(
    ("q" = Option<String>, Query, description = "Words to search for, at most 200 characters", max_length = 200),
    ("kind" = Option<Vec<OfferKind>>, Query, description = "Kinds, repeated or joined by commas"),
    ("category" = Option<String>, Query, description = "A topic"),
    ("audience" = Option<String>, Query, description = "Whom it is for"),
    ("pass" = Option<String>, Query, description = "A pass that changes the price"),
    ("language" = Option<String>, Query, description = "A language spoken there"),
    ("accessible" = Option<bool>, Query, description = "Only what can be reached without a step"),
    ("free_of_charge" = Option<bool>, Query, description = "Only what is free for everyone"),
    ("lang" = Option<Locale>, Query, description = "Language of the texts, default `de`"),
    crate::openapi::Paging,
), responses((status = 200, body = OfferPage), (status = 304, description = "Not modified")))]
#[get("/offers")]
pub(crate) async fn list_offers(
    app: Shared,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let lang = language(&mut params)?;
    let paging = params.paging()?;
    let filter = filter(&mut params)?;
    params.end()?;
    let mut conn = app.db.conn().await?;
    let found = store::search(&mut conn, &filter, lang).await?;
    let kinds = store::counts(&found);
    let mut items: Vec<_> =
        found.into_iter().filter(|offer| filter.kinds.is_empty() || filter.kinds.contains(&offer.kind())).collect();
    let total = u32::try_from(items.len()).unwrap_or(u32::MAX);
    if let Some(cursor) = &paging.cursor {
        let at = items.iter().position(|offer| offer.slug() == cursor);
        let at = at.ok_or_else(|| Failure::invalid("cursor", "is not a cursor of this list"))?;
        items.drain(..=at);
    }
    let more = items.len() > paging.limit;
    items.truncate(paging.limit);
    let next = items.last().filter(|_| more).map(|offer| encoded(offer.slug()));
    let page = OfferPage {
        items: items.into_iter().map(|offer| store::told(&app, offer)).collect(),
        next: next.clone(),
        total,
        kinds,
    };
    let mut answer = cacheable(&request, &page, PUBLIC)?;
    linked(&request, next.as_deref(), &mut answer);
    Ok(answer)
}

fn filter(params: &mut Params) -> Result<Filter, Failure> {
    let words = params.text("q")?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if words.as_ref().is_some_and(|text| text.chars().count() > MAX_QUERY) {
        return Err(Failure::invalid("q", format!("should have at most {MAX_QUERY} characters")));
    }
    let mut kinds = Vec::new();
    for name in params.list("kind") {
        let kind = OfferKind::from_name(&name);
        if kind == OfferKind::Unknown {
            return Err(Failure::invalid("kind", format!("`{name}` is not a kind of offer")));
        }
        kinds.push(kind);
    }
    Ok(Filter {
        words,
        kinds,
        category: params.text("category")?,
        audience: params.text("audience")?,
        pass: params.text("pass")?,
        language: params.text("language")?,
        accessible: params.flag("accessible")?.unwrap_or(false),
        free_of_charge: params.flag("free_of_charge")?.unwrap_or(false),
    })
}
