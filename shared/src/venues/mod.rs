//! A venue: a building with a hall, its clocks, rules, hours and plan.

mod plan;
mod rules;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::VenueId;
use crate::opening::OpeningReason;
use crate::zones::Zone;

pub use plan::{
    Area, Door, Exhibition, ExhibitionItem, FixedItem, Pillar, Plan, PlanDesk, PlanExhibition, Point, Room, Table,
};
pub use rules::Rules;

/// A list answer: the items of one page and where the next begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Cursor of the next page; `null` on the last.
    pub next: Option<String>,
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2 code.
    pub country: String,
}

/// A place on Earth, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Geo {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// A key with its name in both languages of the interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Label {
    /// The key used everywhere else in the api.
    pub key: String,
    /// Name in German.
    pub label_de: String,
    /// Name in English.
    pub label_en: String,
    /// A sentence more in German, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_de: Option<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
}

/// A fact about getting in and around.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessibilityFact {
    /// What it is about, for programs.
    pub key: String,
    /// The fact in German.
    pub text_de: String,
    /// The fact in English.
    pub text_en: String,
}

/// A building with a hall, a time zone, opening hours and rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Venue {
    /// Its id.
    pub id: VenueId,
    /// Its name in addresses, such as `neues-rathaus`.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The name of its hall.
    pub hall: String,
    /// Where it is.
    pub address: Address,
    /// Its position, where known.
    pub geo: Option<Geo>,
    /// Telephone for people who book by voice.
    pub phone: Option<String>,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// The offsets of that zone, one row per clock change, so that clients need no tz database.
    pub utc_offsets: Zone,
    /// Every number of the booking rules.
    pub rules: Rules,
    /// Zones of the hall.
    pub zones: Vec<Label>,
    /// Kinds of desks.
    pub desk_kinds: Vec<Label>,
    /// Features of desks.
    pub features: Vec<Label>,
    /// Facts about getting in and around.
    pub accessibility: Vec<AccessibilityFact>,
    /// Whether plan, bookings and dates here are a demonstration.
    pub demo: bool,
}

/// A stretch of time, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interval {
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
}

/// What an event of a venue says: what to read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvailabilityChange {
    /// The venue's slug.
    pub venue: String,
    /// The venue's revision after the change.
    pub revision: i64,
    /// When it was told.
    pub as_of: DateTime<FixedOffset>,
    /// Local dates on which something is different; `null` when anything may be.
    pub dates: Option<Vec<NaiveDate>>,
}

/// The opening hours of one local date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningDay {
    /// The local date.
    pub date: NaiveDate,
    /// When the venue is open; empty when it is closed all day.
    pub intervals: Vec<Interval>,
    /// Why.
    pub reason: OpeningReason,
    /// Public text in German, where there is something to say.
    pub text_de: Option<String>,
    /// The same in English.
    pub text_en: Option<String>,
}

/// A closure as the public sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClosureNotice {
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// The zone it is about; `null` for the whole venue.
    pub zone: Option<String>,
    /// Public reason in German.
    pub reason_de: String,
    /// The same in English.
    pub reason_en: String,
}
