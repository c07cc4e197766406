//! The parts of an offer's content.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::OfferImageId;
use crate::offers::{Contact, PassEffect, PriceFor, PricePer, Recurring};

/// The words of an offer in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TextContent {
    /// Its title, at most 200 characters.
    pub title: String,
    /// One or two sentences, at most 160 characters.
    pub summary: String,
    /// All of it, Markdown, at most 20,000 characters.
    pub body: String,
    /// What it costs, for people, such as `7 €, ermäßigt 4 €`.
    #[serde(default)]
    pub price_text: String,
    /// What passes change about that.
    #[serde(default)]
    pub passes: Vec<PassTextContent>,
    /// What is to be said about getting in.
    #[serde(default)]
    pub access_notes: Option<String>,
    /// Links to more.
    #[serde(default)]
    pub links: Vec<LinkContent>,
    /// Words it is to be found by that stand in no other text.
    #[serde(default)]
    pub keywords: String,
}

/// What a pass changes about the price, for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PassTextContent {
    /// The pass, such as `hannover_aktiv_pass`.
    pub pass: String,
    /// Its name for people.
    pub label: String,
    /// The price with it.
    pub price_text: String,
}

/// A link to more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LinkContent {
    /// What is there.
    pub label: String,
    /// Its address, `https` or `http`.
    pub url: String,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PriceContent {
    /// Who pays it.
    pub who: PriceFor,
    /// Euro cents.
    pub amount_cents: i32,
    /// What for.
    pub per: PricePer,
}

/// What a pass means for an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PassRuleContent {
    /// The pass.
    pub pass: String,
    /// What it does.
    pub effect: PassEffect,
    /// The price with it, euro cents, where it is known.
    #[serde(default)]
    pub amount_cents: Option<i32>,
}

/// Where an offer is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaceContent {
    /// Name of the place.
    pub name: String,
    /// Street and number.
    #[serde(default)]
    pub street: Option<String>,
    /// Postal code.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Town.
    #[serde(default)]
    pub city: Option<String>,
    /// Whether it can be reached without a step; `null` when unknown.
    #[serde(default)]
    pub step_free: Option<bool>,
    /// Where on Earth.
    #[serde(default)]
    pub geo: Option<GeoContent>,
}

/// A place on Earth, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GeoContent {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// What is known of access. `null` is not known, which is not the same as no.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct AccessContent {
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

/// Who answers questions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ContactContent {
    /// The responsible office.
    pub office: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// A functional mailbox, never a person's.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
}

/// A weekly rhythm in the venue's wall-clock time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RhythmContent {
    /// ISO 8601 weekdays, 1 = Monday.
    pub weekdays: Vec<u8>,
    /// `HH:MM`.
    pub from: String,
    /// `HH:MM`; `null` when the end is open.
    #[serde(default)]
    pub to: Option<String>,
    /// Where in the building.
    #[serde(default)]
    pub room: Option<String>,
}

/// When an event takes place, by the venue's clock on the wall: once, or by a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScheduleContent {
    /// Names the event for good, in calendars too: keep it when changing an entry, leave it out for a new one.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// When it first begins, local time: `2026-12-12T11:00:00`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub starts: NaiveDateTime,
    /// How long it takes, minutes, at most 366 days.
    pub minutes: i32,
    /// Whether it means whole days: from midnight, a multiple of 1440 minutes.
    #[serde(default)]
    pub all_day: bool,
    /// How it repeats (RFC 5545): FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL.
    #[serde(default)]
    pub rrule: Option<String>,
    /// Where in the building.
    #[serde(default)]
    pub room: Option<String>,
    /// What is different on some dates of the rule; at most 400.
    #[serde(default)]
    pub exceptions: Vec<ExceptionContent>,
}

/// What is different on one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExceptionContent {
    /// When it would have begun, local time.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub starts: NaiveDateTime,
    /// What became of it.
    pub outcome: ExceptionOutcome,
    /// When it begins instead, local time; with `moved` alone.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub moved_to: Option<NaiveDateTime>,
}

/// What became of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExceptionOutcome {
    /// There is none on that day, and there never was.
    LeftOut,
    /// Called off, and people are told so.
    Cancelled,
    /// Put off; the new date is not known.
    Postponed,
    /// At another time.
    Moved,
}

/// A picture of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImageContent {
    /// Its id, from when it was sent.
    pub id: OfferImageId,
    /// What is to be seen on it, by language; one for every language the offer has texts in.
    pub alt: BTreeMap<String, String>,
    /// Who made it, as it has to be told.
    pub credit: String,
    /// Under which licence it may be shown, such as `CC BY 4.0`.
    pub licence: String,
}

impl ExceptionOutcome {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeftOut => "left_out",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
            Self::Moved => "moved",
        }
    }
}

impl From<Recurring> for RhythmContent {
    fn from(told: Recurring) -> Self {
        let Recurring { weekdays, from, to, room } = told;
        Self { weekdays, from, to, room }
    }
}

impl From<Contact> for ContactContent {
    fn from(told: Contact) -> Self {
        let Contact { office, phone, email, website } = told;
        Self { office, phone, email, website }
    }
}
