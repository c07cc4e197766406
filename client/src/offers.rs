//! Offers: search and read. Everything here is public.

use chrono::{DateTime, FixedOffset};
use shared::bookings::Locale;
use shared::offers::{FullOffer, FullOfferPage, Offer, OfferKind, OfferPage, Programme};

use crate::venues::instant;
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
    /// Only where this language is spoken; `de-simple` for what can be read in Leichte Sprache.
    pub language: Option<String>,
    /// Only what takes place after this.
    pub from: Option<DateTime<FixedOffset>>,
    /// Only what takes place before this.
    pub to: Option<DateTime<FixedOffset>>,
    /// Only what can be reached without a step.
    pub accessible: Option<bool>,
    /// Only what costs nothing.
    pub free_of_charge: Option<bool>,
    /// The language of the texts.
    pub lang: Locale,
    /// The same as a tag, where it is none of those: `de-simple`.
    pub texts: Option<&'static str>,
    /// How many on a page; absent leaves it to the api.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl Client {
    /// A page of offers.
    pub fn offers(&self, asked: &OfferQuery) -> Reply<OfferPage> {
        self.get(asked.path())
    }

    /// A page of whole offers, with what the list could be narrowed by.
    pub fn whole_offers(&self, asked: &OfferQuery) -> Reply<FullOfferPage> {
        self.get(asked.path())
    }

    /// What a page of offers says of what takes place when.
    pub fn programme(&self, asked: &OfferQuery) -> Reply<Programme> {
        self.get(asked.path())
    }

    /// One offer.
    pub fn offer(&self, slug: &str, lang: Locale) -> Reply<Offer> {
        self.get(of_offer(slug, lang.tag()))
    }

    /// One whole offer; `lang` is a tag such as `de-simple`.
    pub fn whole_offer(&self, slug: &str, lang: &str) -> Reply<FullOffer> {
        self.get(of_offer(slug, lang))
    }
}

/// Where an offer is.
fn of_offer(slug: &str, lang: &str) -> String {
    format!("/api/v1/offers/{}?lang={}", encoded(slug), encoded(lang))
}

impl OfferQuery {
    /// Where the answer to this is.
    fn path(&self) -> String {
        let query = QueryString::default()
            .with("q", self.q.as_deref().filter(|words| !words.is_empty()))
            .with("kind", self.kind.map(OfferKind::name))
            .with("category", self.category.as_deref())
            .with("audience", self.audience.as_deref())
            .with("pass", self.pass.as_deref())
            .with("language", self.language.as_deref())
            .with("from", self.from.map(instant))
            .with("to", self.to.map(instant))
            .with("accessible", self.accessible)
            .with("free_of_charge", self.free_of_charge)
            .with("lang", Some(self.texts.unwrap_or(self.lang.tag())))
            .with("limit", self.limit)
            .with("cursor", self.cursor.as_deref());
        format!("/api/v1/offers{query}")
    }
}
