//! Desks: the smallest things that can be booked, and when they are free.

mod availability;
mod parties;
mod reseat;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::DeskId;
use crate::venues::Interval;

pub use availability::{DeskFacts, Situation, judge};
pub use parties::{Candidate, closest_group, natural};
pub use reseat::{Displaced, Seat, reseat};

/// A desk's id and code, where more is not needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskRef {
    /// The desk's id.
    pub id: DeskId,
    /// Its code, such as `A7`.
    pub code: String,
}

/// A desk as a thing of its own, wherever a layout puts it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Desk {
    /// The desk's id.
    pub id: DeskId,
    /// Its code, such as `A7`, unique within the venue.
    pub code: String,
    /// Its kind, a key of the venue's `desk_kinds`.
    pub kind: String,
    /// Its zone, a key of the venue's `zones`.
    pub zone: String,
    /// How many people it seats.
    pub seats: u16,
    /// Features, keys of the venue's `features`.
    pub features: Vec<String>,
    /// Whether it can be reached and used without a step.
    pub accessible: bool,
    /// Where the furniture comes from.
    pub furniture_origin: Option<String>,
    /// Why nobody can sit here at the moment, in German.
    pub out_of_service_de: Option<String>,
    /// The same in English.
    pub out_of_service_en: Option<String>,
}

/// What a desk is for a whole period and for whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeskState {
    /// It can be booked.
    Free,
    /// Somebody has it for some of the time.
    Taken,
    /// It is free, and kept for people who walk in.
    WalkIn,
    /// It is kept for a group the asker does not belong to.
    Contingent,
    /// Nobody can have it: the venue or its zone is closed, or it is out of order.
    Closed,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// A desk's answer in an availability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskAvailability {
    /// The desk's id.
    pub id: DeskId,
    /// Its code.
    pub code: String,
    /// What it is for the whole period.
    pub state: DeskState,
    /// Until when it stays free, at most until the venue closes; `null` unless free.
    #[serde(serialize_with = "crate::instants::optional")]
    pub free_until: Option<DateTime<FixedOffset>>,
    /// When it is next free for at least the asked length; `null` when free now or not in sight.
    #[serde(serialize_with = "crate::instants::optional")]
    pub next_free: Option<DateTime<FixedOffset>>,
}

/// How many desks are in which state; always sums to `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AvailabilityCounts {
    /// All desks listed.
    pub total: u32,
    /// Free.
    pub free: u32,
    /// Taken.
    pub taken: u32,
    /// Free, for walk-ins.
    pub walk_in: u32,
    /// Kept for a group.
    pub contingent: u32,
    /// Closed.
    pub closed: u32,
}

impl AvailabilityCounts {
    /// Counts one more desk.
    pub fn add(&mut self, state: DeskState) {
        self.total += 1;
        match state {
            DeskState::Free => self.free += 1,
            DeskState::Taken | DeskState::Unknown => self.taken += 1,
            DeskState::WalkIn => self.walk_in += 1,
            DeskState::Contingent => self.contingent += 1,
            DeskState::Closed => self.closed += 1,
        }
    }
}

/// Another time, or other desks, that would work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alternative {
    /// When it begins.
    #[serde(serialize_with = "crate::instants::known")]
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    #[serde(serialize_with = "crate::instants::known")]
    pub to: DateTime<FixedOffset>,
    /// Desks that are free for all of it; for a party, desks that go together; for an appointment none.
    pub desk_codes: Vec<String>,
}

/// What is free in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// The venue's slug.
    pub venue: String,
    /// When the period begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// The venue's revision this answer stands on.
    pub revision: i64,
    /// When the answer was made.
    pub as_of: DateTime<FixedOffset>,
    /// Whether the venue is open for the whole period.
    pub open: bool,
    /// How many desks are in which state.
    pub counts: AvailabilityCounts,
    /// The desks that pass the filters, in order of their codes.
    pub desks: Vec<DeskAvailability>,
    /// When nothing fits: up to 5 other ways, nearest in time first.
    pub alternatives: Vec<Alternative>,
}

/// One desk's busy intervals of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskDay {
    /// The desk's id.
    pub id: DeskId,
    /// Its code.
    pub code: String,
    /// When it is busy, in order, never touching. No persons, no bookings.
    pub busy: Vec<Interval>,
    /// Where it is kept for a group that day: hours before the start of a booking at which it goes
    /// to everyone.
    #[serde(default)]
    pub contingent_release_hours: Option<i64>,
    /// When nobody can have it, whatever its bookings: its zone is closed, or an exhibition stands there.
    #[serde(default, deserialize_with = "crate::absent::list")]
    pub closed: Vec<Interval>,
}

/// A local day of a venue in compact form; the browser builds its own calendar from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayView {
    /// The venue's slug.
    pub venue: String,
    /// The local date.
    pub date: NaiveDate,
    /// The venue's revision this answer stands on.
    pub revision: i64,
    /// When the answer was made.
    pub as_of: DateTime<FixedOffset>,
    /// When the venue is open that day.
    pub open: Vec<Interval>,
    /// Every desk of the layout valid that day.
    pub desks: Vec<DeskDay>,
}

/// The earliest time at which a wish fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// Desks that are free for all of it; for a party exactly the ones to take together.
    pub desks: Vec<DeskRef>,
}

/// Suggestions for a wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestions {
    /// The venue's slug.
    pub venue: String,
    /// The venue's revision this answer stands on.
    pub revision: i64,
    /// When the answer was made.
    pub as_of: DateTime<FixedOffset>,
    /// Earliest first, at most 5.
    pub items: Vec<Suggestion>,
    /// Always `null`: there is no second page.
    pub next: Option<String>,
}
