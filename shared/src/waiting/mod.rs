//! The waiting list: wishes that are served, strictly first come, first served, when room appears.
//! Wire types.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::bookings::Locale;
use crate::desks::DeskRef;
use crate::ids::{BookingId, WaitingId};

/// A wish that does not fit now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWaitingEntry {
    /// The venue's slug.
    pub venue: String,
    /// When it is to begin; any offset.
    pub from: DateTime<FixedOffset>,
    /// When it is to be over.
    pub to: DateTime<FixedOffset>,
    /// How many people want to sit together, default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// Features every desk must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// The zone to sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The kind of desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Where the offer goes, at most 254 characters. Required of who is not signed in; who is may leave
    /// it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A name, if the visitor wants to give one, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language of the mails: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// Where a wish stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitingState {
    /// It waits.
    Waiting,
    /// Desks are held for it, until `offer.hold_expires_at`.
    Offered,
    /// The offer was taken.
    Served,
    /// The offer was not taken in time, or called off; the next one had it.
    Lapsed,
    /// Its time came before any room did.
    Expired,
    /// It was withdrawn.
    Withdrawn,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

impl WaitingState {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Served => "served",
            Self::Lapsed => "lapsed",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Unknown => "unknown",
        }
    }
}

/// What a wish was offered: a hold like any other, to be confirmed with the code from the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingOffer {
    /// The booking.
    pub booking_id: BookingId,
    /// Its secret, to send as `Booking-Secret`.
    pub secret: String,
    /// Its desks.
    pub desks: Vec<DeskRef>,
    /// Until when it is held; `null` once it is not.
    pub hold_expires_at: Option<DateTime<FixedOffset>>,
}

/// A wish as whoever made it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaitingEntry {
    /// Its id.
    pub id: WaitingId,
    /// Where it stands.
    pub state: WaitingState,
    /// The venue's slug.
    pub venue: String,
    /// When it is to begin.
    pub from: DateTime<FixedOffset>,
    /// When it is to be over.
    pub to: DateTime<FixedOffset>,
    /// How many people.
    pub party_size: u16,
    /// Features every desk must have.
    pub features: Vec<String>,
    /// The zone to sit in.
    pub zone: Option<String>,
    /// The kind of desk.
    pub kind: Option<String>,
    /// While it waits: its place among the wishes for an overlapping time, from 1.
    pub position: Option<u32>,
    /// What it was offered.
    pub offer: Option<WaitingOffer>,
    /// Proof of ownership, 128 bit, only in the answer that makes the entry; send it as
    /// `Booking-Secret`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// Its page in the app.
    pub manage: String,
}
