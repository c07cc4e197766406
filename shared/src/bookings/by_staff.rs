//! Wire types of what the front desk books for somebody, and of the rules that are set aside for it.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Locale, Rule};
use crate::ids::BookingId;

/// A booking that staff make for a visitor. It is confirmed at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStaffBooking {
    /// When it begins; any offset.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// The desks, by code. Either these or `party_size`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_codes: Option<Vec<String>>,
    /// How many people; the server chooses the desks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// With `party_size`: features every desk must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// With `party_size`: the zone to sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Where mails go; without it the visitor has the printed code alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What the visitor is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language of mails and page: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Why rules may be set aside for it. Without a reason every rule holds. It is kept for good, also when
    /// the visitor has everything erased: say what the matter is, and never who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// Rules that were set aside for a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Override {
    /// Its id.
    pub id: Uuid,
    /// The booking.
    pub booking_id: BookingId,
    /// When, in the venue's offset.
    pub at: DateTime<FixedOffset>,
    /// What colleagues call who did it.
    pub by: String,
    /// Which rules.
    pub rules: Vec<Rule>,
    /// Why.
    pub reason: String,
}
