//! The half of an offer that only the info point and other programs need, and a page of whole offers.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{KindCount, Offer, OfferImage, OfferState, PassRule, PriceRow};
use crate::venues::Geo;

/// Whether an event takes place at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventState {
    /// As planned.
    #[default]
    Scheduled,
    /// Called off.
    Cancelled,
    /// Put off; the new date is not known.
    Postponed,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl EventState {
    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
            Self::Unknown => "unknown",
        }
    }
}

/// How far a participation has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It will come.
    Announced,
    /// Everybody can have a say now.
    Open,
    /// What was said is being looked at.
    Evaluation,
    /// It is decided.
    Decided,
    /// It is over.
    Closed,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl Phase {
    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Open => "open",
            Self::Evaluation => "evaluation",
            Self::Decided => "decided",
            Self::Closed => "closed",
            Self::Unknown => "unknown",
        }
    }
}

/// What is known of access to the place. `null` is not known, which is not the same as no.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Access {
    /// A lift leads to every floor.
    pub lift: Option<bool>,
    /// There are places for wheelchairs.
    pub wheelchair_places: Option<bool>,
    /// There is a toilet for wheelchairs.
    pub accessible_toilet: Option<bool>,
    /// A hearing loop is there.
    pub hearing_loop: Option<bool>,
    /// German Sign Language is spoken or interpreted.
    pub sign_language: Option<bool>,
}

/// What became of one date of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DateState {
    /// As planned.
    Scheduled,
    /// At another time than planned; this is the new one.
    Moved,
    /// Called off.
    Cancelled,
    /// Put off; the new date is not known.
    Postponed,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl DateState {
    /// The state with this name in the database.
    pub fn from_name(name: &str) -> Self {
        match name {
            "scheduled" => Self::Scheduled,
            "moved" => Self::Moved,
            "cancelled" => Self::Cancelled,
            "postponed" => Self::Postponed,
            _ => Self::Unknown,
        }
    }
}

/// One date of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = OfferDate))]
pub struct EventDate {
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// Whether it means whole days.
    pub all_day: bool,
    /// What became of it.
    pub state: DateState,
    /// Where in the building.
    pub room: Option<String>,
}

/// Where the words of a search were found. Text with `&`, `<` and `>` escaped and nothing in it but `<mark>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Highlights {
    /// The title.
    pub title: String,
    /// The summary, or the part of the body where the words stand.
    pub text: String,
}

/// The other half of an offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferDetails {
    /// The language that was asked for.
    pub lang_asked: String,
    /// Whether the texts are in another language, because there are none in that one.
    pub fallback: bool,
    /// Every language there are texts in; `de-simple` is Leichte Sprache.
    pub langs: Vec<String>,
    /// Where it is on its way to the public.
    pub state: OfferState,
    /// What it costs whom.
    pub prices: Vec<PriceRow>,
    /// What passes mean for it.
    pub pass_rules: Vec<PassRule>,
    /// The pass one gets here.
    pub gives_pass: Option<String>,
    /// Whoever gets one of these has a claim to it; empty where that plays no part.
    pub benefits: Vec<String>,
    /// Where it is.
    pub geo: Option<Geo>,
    /// What is known of access.
    pub access: Access,
    /// For jobs: `full_time`, `part_time`, `permanent`, `temporary`, `apprenticeship`.
    pub employment: Vec<String>,
    /// Whether the event takes place.
    pub event_state: EventState,
    /// The dates to come, in order: up to 5 in a list, up to 50 in one offer.
    pub dates: Vec<EventDate>,
    /// How far a participation has got.
    pub phase: Option<Phase>,
    /// Until when one can apply or take part.
    pub closes_at: Option<DateTime<FixedOffset>>,
    /// Since when it is over, `null` while it is not: after its last date, or after the time to apply or take part.
    /// Lists leave it out then, unless they are asked for a time.
    #[serde(default)]
    pub over_since: Option<DateTime<FixedOffset>>,
    /// Key of the service in the federal catalogue (`LeiKa`), 14 digits.
    pub leika_key: Option<String>,
    /// Official key of the municipality (AGS), 8 digits.
    pub ags: Option<String>,
    /// When somebody has to look at it again.
    pub review_on: Option<NaiveDate>,
    /// Since when it is to be seen.
    pub published_at: Option<DateTime<FixedOffset>>,
    /// Not before.
    pub valid_from: Option<DateTime<FixedOffset>>,
    /// Not any more from then on.
    pub valid_to: Option<DateTime<FixedOffset>>,
    /// Its pictures, in their order.
    #[serde(default)]
    pub images: Vec<OfferImage>,
    /// In an answer to a search: where its words were found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Highlights>,
}

/// An offer, both halves of it, as one object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(Deserialize))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FullOffer {
    /// What pages show.
    #[serde(flatten)]
    pub offer: Offer,
    /// And the rest.
    #[serde(flatten)]
    pub details: OfferDetails,
}

/// How many offers have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = OfferFacet))]
pub struct Facet {
    /// The value, as the filter of the same name takes it.
    pub value: String,
    /// Offers that have it and match every other filter.
    pub count: u32,
}

/// What the list could be narrowed by; each leaves its own filter out, and the most frequent comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = OfferFacets))]
pub struct Facets {
    /// Topics.
    pub category: Vec<Facet>,
    /// Whom it is for.
    pub audience: Vec<Facet>,
    /// Passes that matter.
    pub pass: Vec<Facet>,
    /// Languages spoken there.
    pub language: Vec<Facet>,
    /// How many can be reached without a step.
    pub accessible: u32,
    /// How many cost nothing.
    pub free_of_charge: u32,
}

/// What to try where nothing was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = OfferSuggestions))]
pub struct Suggestions {
    /// Words of offers that look like those typed, nearest first, in the language asked for.
    pub words: Vec<String>,
    /// Topics that offers with such words, or else most offers, belong to.
    pub categories: Vec<Facet>,
    /// How many would be found without the filters.
    pub without_filters: u32,
}

/// A page of whole offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FullOfferPage {
    /// The offers.
    pub items: Vec<FullOffer>,
    /// Cursor of the next page; `null` on the last.
    pub next: Option<String>,
    /// All offers that match.
    pub total: u32,
    /// Per kind, without the filter on kind.
    pub kinds: Vec<KindCount>,
    /// What the list could be narrowed by.
    pub facets: Facets,
    /// Whether no offer has all the words as they were typed: some word counts for nothing, or was taken for one that
    /// looks like it or for the parts it may be made of.
    pub loose: bool,
    /// What to try where nothing was found, `null` otherwise.
    pub suggestions: Option<Suggestions>,
}
