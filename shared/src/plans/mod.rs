//! Plans: a layout, an exhibition or a closure that changes the hall for a while, and what it does to
//! bookings (rule 11). Wire types; the rule itself is `desks::reseat`.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::bookings::BookingState;
use crate::desks::Alternative;
use crate::ids::PlanId;

/// What is to be different about the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanContent {
    /// Another layout.
    Layout(LayoutPlan),
    /// An exhibition.
    Exhibition(ExhibitionPlan),
    /// A closure.
    Closure(ClosurePlan),
}

impl PlanContent {
    /// What kind of plan it is, as it is written.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Layout(_) => "layout",
            Self::Exhibition(_) => "exhibition",
            Self::Closure(_) => "closure",
        }
    }
}

/// Another layout for some local dates, `[from, to)`, whatever was valid on them before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LayoutPlan {
    /// The layout's key.
    pub layout: String,
    /// First local date, today or later.
    pub from: NaiveDate,
    /// First local date after it; absent for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// An exhibition, and the area it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExhibitionPlan {
    /// Its title in German, at most 120 characters.
    pub title_de: String,
    /// Its title in English.
    pub title_en: String,
    /// A sentence about it in German, at most 300 characters.
    pub summary_de: String,
    /// The same in English.
    pub summary_en: String,
    /// When it opens; any offset.
    pub from: DateTime<FixedOffset>,
    /// When it is over, at most two years later.
    pub to: DateTime<FixedOffset>,
    /// Desks it takes, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub desk_codes: Vec<String>,
    /// A whole zone it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// A time in which the venue, or a zone of it, is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClosurePlan {
    /// When it begins; any offset.
    pub from: DateTime<FixedOffset>,
    /// When it is over, at most two years later.
    pub to: DateTime<FixedOffset>,
    /// The zone it is about; absent for the whole venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Public reason in German, at most 300 characters.
    pub reason_de: String,
    /// The same in English.
    pub reason_en: String,
}

/// A question: what would this plan do?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanDraft {
    /// The plan.
    pub plan: PlanContent,
}

/// A plan to be applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewHallPlan {
    /// The plan.
    pub plan: PlanContent,
    /// The `fingerprint` of the preview that was looked at: if bookings have changed since, the answer
    /// is 412 with the preview as it is now, and nothing is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<String>,
}

/// What becomes of a touched booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanOutcome {
    /// It gets other desks.
    Reseated,
    /// There is nothing that fits: it is called off, with a reason.
    Cancelled,
    /// The visitor is there already and nothing fits: the visit ends when the desk goes.
    Ended,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// A touched booking. No name, no address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TouchedBooking {
    /// Its code for people.
    pub code: String,
    /// Its state before.
    pub state: BookingState,
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// The desks it had.
    pub old_desk_codes: Vec<String>,
    /// What becomes of it.
    pub outcome: PlanOutcome,
    /// When re-seated: the desks it gets.
    pub desk_codes: Vec<String>,
    /// When ended: the end the visit gets.
    pub ends_at: Option<DateTime<FixedOffset>>,
    /// When cancelled or ended: what the visitor is told, in German.
    pub reason_de: Option<String>,
    /// The same in English.
    pub reason_en: Option<String>,
    /// When cancelled or ended: up to 5 other ways, nearest in time first.
    pub alternatives: Vec<Alternative>,
    /// Whether there is an address to tell it to; whoever has none is told at the desk.
    pub told_by_mail: bool,
}

/// What a plan would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanPreview {
    /// Names this list: send it as `expect` when applying.
    pub fingerprint: String,
    /// When the plan takes effect.
    pub begins_at: DateTime<FixedOffset>,
    /// When that is over; `null` for good.
    pub ends_at: Option<DateTime<FixedOffset>>,
    /// Every booking that is touched, in the order in which they were made.
    pub touched: Vec<TouchedBooking>,
    /// How many appointments for advice are called off, because the whole venue is closed then.
    #[serde(default)]
    pub appointments: u32,
}

/// Where a plan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// Applied; it takes effect later, and can be undone until then.
    Coming,
    /// In force.
    InForce,
    /// Its time is over.
    Over,
    /// Undone before it took effect.
    Undone,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl PlanState {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::InForce => "in_force",
            Self::Over => "over",
            Self::Undone => "undone",
            Self::Unknown => "unknown",
        }
    }
}

/// A plan that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HallPlan {
    /// Its id.
    pub id: PlanId,
    /// Where it stands.
    pub state: PlanState,
    /// What it says.
    pub plan: PlanContent,
    /// When it takes effect.
    pub begins_at: DateTime<FixedOffset>,
    /// When that is over; `null` for good.
    pub ends_at: Option<DateTime<FixedOffset>>,
    /// What it did to bookings.
    pub touched: Vec<TouchedBooking>,
    /// What undoing it did to bookings that were made in between.
    pub touched_by_undo: Vec<TouchedBooking>,
    /// Who applied it.
    pub applied_by: String,
    /// When.
    pub applied_at: DateTime<FixedOffset>,
    /// When it was undone.
    pub undone_at: Option<DateTime<FixedOffset>>,
    /// Counts its changes, from 1.
    pub revision: i64,
}
