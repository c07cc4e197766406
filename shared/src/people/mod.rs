//! People who sign in: an address that was proven, and the sign-ins that last. Wire types.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::appointments::Appointment;
use crate::bookings::{Booking, Locale};
use crate::ids::{PersonId, SessionId};
use crate::waiting::WaitingEntry;

/// Where a code to sign in is to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    /// The address, at most 254 characters.
    pub email: String,
    /// Language of the mail: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

/// What everybody is answered who asks for a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// For how long a code is good, seconds.
    pub expires_in: i64,
}

/// Somebody signs in with the code from the mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The address the code was sent to.
    pub email: String,
    /// 6 digits.
    pub code: String,
    /// Whether the sign-in outlives the browser's window: 30 days instead of 12 hours at most.
    #[serde(default)]
    pub remember: bool,
}

/// Somebody's sign-in, on one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// When it began.
    pub created_at: DateTime<FixedOffset>,
    /// When it was last used to fetch a token.
    pub last_used_at: DateTime<FixedOffset>,
    /// When it ends by itself.
    pub expires_at: DateTime<FixedOffset>,
    /// Whether it outlives the browser's window.
    pub remembered: bool,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A token for everything else (RFC 6749, section 5.1): send it as `Authorization: Bearer`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessToken {
    /// The token.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: String,
    /// For how long it is good, seconds.
    pub expires_in: i64,
    /// What it is good for.
    pub scope: String,
}

/// What is stored about whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Her id.
    pub id: PersonId,
    /// The address that was proven.
    pub email: String,
    /// When she first signed in, as far as is still known.
    pub created_at: DateTime<FixedOffset>,
    /// When she last signed in.
    pub signed_in_at: DateTime<FixedOffset>,
    /// How many bookings carry the address.
    pub bookings: i64,
    /// How many wishes on the waiting list do.
    pub waiting: i64,
    /// How many appointments do.
    #[serde(default)]
    pub appointments: i64,
    /// How many sign-ins last.
    pub sessions: i64,
}

/// A booking with what is stored about its person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedBooking {
    /// The address, as it was written.
    pub email: Option<String>,
    /// The name, if one was given.
    pub name: Option<String>,
    /// Language of the mails.
    pub locale: Locale,
    /// The booking.
    pub booking: Booking,
}

/// A wish with what is stored about its person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedWish {
    /// The address, as it was written.
    pub email: Option<String>,
    /// The name, if one was given.
    pub name: Option<String>,
    /// Language of the mails.
    pub locale: Locale,
    /// The wish.
    pub wish: WaitingEntry,
}

/// An appointment with what is stored about its person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedAppointment {
    /// The address, as it was written.
    pub email: Option<String>,
    /// The name, if one was given.
    pub name: Option<String>,
    /// Language of the mails.
    pub locale: Locale,
    /// The appointment.
    pub appointment: Appointment,
}

/// A mail that has not been sent yet, or could not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedMail {
    /// When it was written.
    pub created_at: DateTime<FixedOffset>,
    /// Its subject.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// A code that was sent to sign in with. Nobody can read the code itself any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedCode {
    /// When it was sent.
    pub created_at: DateTime<FixedOffset>,
    /// When it ends.
    pub expires_at: DateTime<FixedOffset>,
    /// How many wrong codes were tried.
    pub tries: i16,
}

/// A group for which desks are kept and which names the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportedGroup {
    /// Its name in German.
    pub label_de: String,
    /// Its name in English.
    pub label_en: String,
}

/// Everything that is held about a person, to take away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Export {
    /// When this was put together.
    pub as_of: DateTime<FixedOffset>,
    /// The person.
    pub person: Person,
    /// Her sign-ins.
    pub sessions: Vec<Session>,
    /// Codes that were sent within the last day.
    pub codes: Vec<ExportedCode>,
    /// Her bookings; dates of a series share their `series_id`.
    pub bookings: Vec<ExportedBooking>,
    /// Her wishes on the waiting list.
    pub waiting: Vec<ExportedWish>,
    /// Her appointments.
    pub appointments: Vec<ExportedAppointment>,
    /// Mails to her that still wait.
    pub mails: Vec<ExportedMail>,
    /// Groups that count her among their members.
    pub groups: Vec<ExportedGroup>,
}
