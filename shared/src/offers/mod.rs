//! Offers: anything the city offers, from a museum to a form of support.
//!
//! An answer has two halves: [`Offer`], which is what it is in short, and [`OfferDetails`], which the info point,
//! calendars, finder and other people's programs need besides. A visitor's bundle reads the first, or of events
//! no more than a [`Programme`], so the rest costs it nothing (`docs/adr/0018`).

mod content;
mod details;
mod diff;
mod editorial;
mod finder;
mod price;
mod programme;
mod schedule;
#[cfg(target_arch = "wasm32")]
mod whole;
mod workflow;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::ids::OfferId;

pub use content::{
    AccessContent, ContactContent, ExceptionContent, ExceptionOutcome, GeoContent, ImageContent, LinkContent,
    MOST_IMAGES, OfferContent, PassRuleContent, PassTextContent, PlaceContent, PriceContent, RhythmContent,
    ScheduleContent, TextContent, is_language_tag,
};
pub use details::{
    Access, DateState, EventDate, EventState, Facet, Facets, FullOffer, FullOfferPage, Highlights, OfferDetails, Phase,
    Suggestions,
};
pub use diff::differences;
pub use editorial::{
    FieldChange, MoveOffer, NewOffer, OfferDiff, OfferImage, OfferVersion, OfferVersionContent, PublishOffer,
    StaffOffer, StaffOfferLine, StoredImage,
};
pub use finder::{Found, Need, Reason, Topic, Wishes, find};
pub use price::{PassEffect, PassRule, PriceFor, PricePer, PriceRow};
pub use programme::{Event, Happening, Programme};
pub use schedule::{Exception, Occurrence, Outcome, Repetition, Schedule};
pub use workflow::{OfferMove, OfferState, may_publish};

/// What an offer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// Museums, cinema, libraries …
    Culture,
    /// A place to go to.
    Place,
    /// Something that happens at a time.
    Event,
    /// Help, passes, money.
    Support,
    /// Having a say.
    Participation,
    /// Work and training with the city.
    Job,
    /// A service of the administration.
    Service,
    /// Something to know.
    Notice,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl OfferKind {
    /// Every kind this version knows.
    pub const ALL: [Self; 8] = [
        Self::Support,
        Self::Culture,
        Self::Place,
        Self::Event,
        Self::Participation,
        Self::Job,
        Self::Service,
        Self::Notice,
    ];

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Culture => "culture",
            Self::Place => "place",
            Self::Event => "event",
            Self::Support => "support",
            Self::Participation => "participation",
            Self::Job => "job",
            Self::Service => "service",
            Self::Notice => "notice",
            Self::Unknown => "unknown",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Unknown)
    }
}

/// What an offer costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Price {
    /// For people, such as `7 €, ermäßigt 4 €`.
    pub text: String,
    /// The full price in euro cents, where there is one.
    pub amount_cents: Option<i32>,
    /// Whether it is free of charge for everyone.
    pub free: bool,
}

/// What a pass changes about the price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PassPrice {
    /// The pass, such as `hannover_aktiv_pass`.
    pub pass: String,
    /// Its name for people.
    pub label: String,
    /// The price with it.
    pub price_text: String,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferPlace {
    /// Name of the place.
    pub name: String,
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Whether it can be reached without a step; `null` when unknown.
    pub step_free: Option<bool>,
    /// More about access.
    pub access_notes: Option<String>,
}

/// Who answers questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// The responsible office.
    pub office: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// A functional mailbox, never a person's.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
}

/// A link to more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferLink {
    /// What is there.
    pub label: String,
    /// Its address.
    pub url: String,
}

/// A weekly rhythm in the venue's wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recurring {
    /// ISO 8601 weekdays, 1 = Monday.
    pub weekdays: Vec<u8>,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`; `null` when the end is open.
    pub to: Option<String>,
    /// Where in the town hall.
    pub room: Option<String>,
}

/// Anything the city offers, in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// Its name in addresses.
    pub slug: String,
    /// What it is.
    pub kind: OfferKind,
    /// A topic within the kind.
    pub category: String,
    /// The language of the texts below, BCP 47; it may be another than was asked for.
    pub lang: String,
    /// Its title.
    pub title: String,
    /// One or two sentences, at most 160 characters.
    pub summary: String,
    /// All of it, Markdown.
    pub body: String,
    /// Whom it is for: `all`, `families`, `seniors` …
    pub audience: Vec<String>,
    /// Youngest age in years.
    pub min_age: Option<i16>,
    /// Oldest age in years.
    pub max_age: Option<i16>,
    /// What it costs.
    pub price: Price,
    /// What passes change about that.
    pub passes: Vec<PassPrice>,
    /// Where it is.
    pub place: Option<OfferPlace>,
    /// Who answers questions.
    pub contact: Option<Contact>,
    /// Links to more.
    pub links: Vec<OfferLink>,
    /// Languages spoken there, BCP 47.
    pub languages: Vec<String>,
    /// When it begins, for a single event.
    pub starts_at: Option<DateTime<FixedOffset>>,
    /// When it is over.
    pub ends_at: Option<DateTime<FixedOffset>>,
    /// When it happens every week.
    pub recurring: Option<Recurring>,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// When they were true: a year, a month or a day.
    pub source_as_of: Option<String>,
    /// Whether somebody responsible has checked them.
    pub verified: bool,
    /// Whether it is invented for the demonstration.
    pub example: bool,
    /// When it was last changed.
    pub updated_at: DateTime<FixedOffset>,
}

/// How many offers there are of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KindCount {
    /// The kind.
    pub kind: OfferKind,
    /// Offers of it that match the other filters.
    pub count: u32,
}

/// A page of offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferPage {
    /// The offers.
    pub items: Vec<Offer>,
    /// Cursor of the next page; `null` on the last.
    pub next: Option<String>,
    /// All offers that match.
    pub total: u32,
    /// Per kind, without the filter on kind.
    pub kinds: Vec<KindCount>,
}
