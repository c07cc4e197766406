//! What an offer costs, and what passes change about it, for programs. The words for people stand in the texts.

use serde::{Deserialize, Serialize};

/// Who pays a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PriceFor {
    /// Whoever has no claim to another price.
    Adult,
    /// Whoever has a claim to the reduced price.
    Reduced,
    /// People under 18.
    Under18,
    /// People under 25.
    Under25,
    /// A family, in addition to what an adult pays.
    FamilyExtra,
    /// Somebody this version does not know.
    #[serde(other)]
    Unknown,
}

/// What a price is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PricePer {
    /// Once: a visit, a trip, a card.
    Once,
    /// A year.
    Year,
    /// A half-year of courses.
    Semester,
    /// A lesson of 45 minutes.
    Lesson,
    /// A minute.
    Minute,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceRow {
    /// Who pays it.
    pub who: PriceFor,
    /// Euro cents.
    pub amount_cents: i32,
    /// What for.
    pub per: PricePer,
}

/// What a pass does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PassEffect {
    /// It changes the price.
    Price,
    /// It is accepted as the ticket.
    Valid,
    /// Nobody gets it without.
    Required,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// What a pass means for an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PassRule {
    /// The pass, such as `hannover_aktiv_pass`.
    pub pass: String,
    /// What it does.
    pub effect: PassEffect,
    /// The price with it, euro cents; `null` where it is not known.
    pub amount_cents: Option<i32>,
}
