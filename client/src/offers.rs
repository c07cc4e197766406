//! Offers: search and read. Everything here is public.

use shared::bookings::Locale;
use shared::offers::{Offer, OfferKind, OfferPage};

use crate::{Client, QueryString, Reply, encoded};

/// A search for offers. The default finds all, in German.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfferQuery {
    /// Words.
    pub q: Option<String>,
    /// Only this kind.
    pub kind: Option<OfferKind>,
    /// Only this topic.
    pub category: Option<String>,
    /// Only for this audience.
    pub audience: Option<String>,
    /// Only where this pass changes the price.
    pub pass: Option<String>,
    /// Only what costs nothing.
    pub free_of_charge: Option<bool>,
    /// The language of the texts.
    pub lang: Locale,
    /// How many on a page; absent leaves it to the api.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl Client {
    /// A page of offers.
    pub fn offers(&self, asked: &OfferQuery) -> Reply<OfferPage> {
        let query = QueryString::default()
            .with("q", asked.q.as_deref().filter(|words| !words.is_empty()))
            .with("kind", asked.kind.map(OfferKind::name))
            .with("category", asked.category.as_deref())
            .with("audience", asked.audience.as_deref())
            .with("pass", asked.pass.as_deref())
            .with("free_of_charge", asked.free_of_charge)
            .with("lang", Some(asked.lang.tag()))
            .with("limit", asked.limit)
            .with("cursor", asked.cursor.as_deref());
        self.get(format!("/api/v1/offers{query}"))
    }

    /// One offer.
    pub fn offer(&self, slug: &str, lang: Locale) -> Reply<Offer> {
        self.get(format!("/api/v1/offers/{}?lang={}", encoded(slug), lang.tag()))
    }
}
