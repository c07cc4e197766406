//! Bookings: desks × a period, with a state. Wire types, the state machine and the rules.

mod by_staff;
mod holds;
mod quota;
mod rules;
mod series;
mod state;
mod walk_in;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::desks::DeskRef;
use crate::ids::BookingId;

pub use by_staff::{NewStaffBooking, Override, can_be_set_aside};
pub use holds::{Held, check_held_slots, check_holds};
pub use quota::{Owned, check_quota, quota_reach};
pub use rules::{
    CheckIn, Rule, Violation, broken_rules, check_in_window, check_period, contingent_release, on_grid, outside,
    walk_in_reach,
};
pub use series::{
    NewSeries, Recurrence, Series, SeriesCancelled, SeriesDate, SeriesMode, SeriesOutcome, SeriesPreview,
};
pub use state::{BookingState, Move};
pub use walk_in::walk_in_period;

/// A wish for desks and a time, as a visitor sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewBooking {
    /// The venue's slug.
    pub venue: String,
    /// When it begins; any offset.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// The desks, by code. Either these or `party_size`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_codes: Option<Vec<String>>,
    /// How many people want to sit together; the server chooses the desks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// With `party_size`: features every desk must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// With `party_size`: the zone to sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Where the confirmation goes, at most 254 characters. Required of who is not signed in; who is may
    /// leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A name, if the visitor wants to give one, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language of the mails: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// Somebody sits down now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWalkIn {
    /// The venue's slug.
    pub venue: String,
    /// The code on the desk.
    pub desk_code: String,
    /// How long at most, minutes; by default as long as a walk-in may last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// Language of the booking's page: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// When to be reminded of a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reminder {
    /// How long before the start a mail is sent, 5 minutes to 7 days; `null` for none.
    pub minutes: Option<i64>,
}

/// A new end for a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// When it is to be over, later than now agreed; any offset.
    pub to: DateTime<FixedOffset>,
}

/// What is to be different about a booking; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BookingChange {
    /// When it is to begin; any offset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DateTime<FixedOffset>>,
    /// When it is to be over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<DateTime<FixedOffset>>,
    /// Other desks, by code. Either these or `party_size`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_codes: Option<Vec<String>>,
    /// Another number of people; the server chooses the desks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// With `party_size`: features every desk must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// With `party_size`: the zone to sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// German.
    #[default]
    De,
    /// English.
    En,
}

impl Locale {
    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }
}

/// Where to go on from a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingLinks {
    /// The booking in the api.
    #[serde(rename = "self")]
    pub this: String,
    /// Its calendar file.
    pub ics: String,
    /// Its code for check-in as a picture.
    pub qr: String,
    /// Its page in the app.
    pub manage: String,
}

/// A booking as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// Its code for people: 6 characters without 0, O, 1 and I.
    pub code: String,
    /// Its state.
    pub state: BookingState,
    /// The venue's slug.
    pub venue: String,
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// Its desks.
    pub desks: Vec<DeskRef>,
    /// While held: when the hold runs out.
    pub hold_expires_at: Option<DateTime<FixedOffset>>,
    /// While held: how often it may still be extended.
    pub hold_extensions_left: i16,
    /// From when it may be checked in.
    pub check_in_from: DateTime<FixedOffset>,
    /// Until when; then it becomes a no-show.
    pub check_in_until: DateTime<FixedOffset>,
    /// When its personal data will be erased.
    pub erased_at: DateTime<FixedOffset>,
    /// Proof of ownership, 128 bit, only in the answer that makes the booking and in the list of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Somebody sat down without booking ahead.
    #[serde(default)]
    pub walk_in: bool,
    /// The series it is part of.
    #[serde(default)]
    pub series_id: Option<Uuid>,
    /// Why the house called it off, in German; `null` when the visitor did.
    #[serde(default)]
    pub cancel_reason_de: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub cancel_reason_en: Option<String>,
    /// When a reminder will be mailed, if one was asked for.
    #[serde(default)]
    pub remind_at: Option<DateTime<FixedOffset>>,
    /// Counts the changes of this booking, from 1.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// Where to go on.
    pub links: BookingLinks,
}

/// The code from the confirmation mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// 6 digits. Who is signed in with the address of the booking may leave them out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}
