//! Webhooks: what an app is told of its bookings without asking. Wire types, and which change is which event.
//!
//! Messages are those of the Standard Webhooks (standardwebhooks.com): signed, repeated until they arrive, and
//! in no order that anybody promises. `data.revision` says which is the newer one.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::bookings::{Booking, BookingState};
use crate::ids::{BookingId, DeliveryId, WebhookId};

/// How many webhooks an app may have.
pub const MOST_WEBHOOKS: u16 = 10;
/// The longest address of a webhook, characters.
pub const LONGEST_URL: usize = 2000;

/// What happens to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WebhookEvent {
    /// It is held until its code is entered.
    #[serde(rename = "booking.held")]
    Held,
    /// It stands.
    #[serde(rename = "booking.confirmed")]
    Confirmed,
    /// Its time, its desks or its hold are other ones.
    #[serde(rename = "booking.changed")]
    Changed,
    /// The visitor is there.
    #[serde(rename = "booking.checked_in")]
    CheckedIn,
    /// The visit is over.
    #[serde(rename = "booking.completed")]
    Completed,
    /// Nobody came.
    #[serde(rename = "booking.no_show")]
    NoShow,
    /// It was called off.
    #[serde(rename = "booking.cancelled")]
    Cancelled,
    /// Its hold has run out.
    #[serde(rename = "booking.expired")]
    Expired,
    /// Nothing has happened: somebody wants to see whether messages arrive. Sent whatever is subscribed to.
    #[serde(rename = "ping")]
    Ping,
}

impl WebhookEvent {
    /// Everything that can be subscribed to.
    pub const BOOKINGS: [Self; 8] = [
        Self::Held,
        Self::Confirmed,
        Self::Changed,
        Self::CheckedIn,
        Self::Completed,
        Self::NoShow,
        Self::Cancelled,
        Self::Expired,
    ];

    /// Its name in messages and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "booking.held",
            Self::Confirmed => "booking.confirmed",
            Self::Changed => "booking.changed",
            Self::CheckedIn => "booking.checked_in",
            Self::Completed => "booking.completed",
            Self::NoShow => "booking.no_show",
            Self::Cancelled => "booking.cancelled",
            Self::Expired => "booking.expired",
            Self::Ping => "ping",
        }
    }

    /// The event with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::BOOKINGS.into_iter().chain([Self::Ping]).find(|event| event.name() == name)
    }

    /// What has happened to a booking that was in one state (none, if it is new) and is in another.
    pub fn between(before: Option<BookingState>, after: BookingState) -> Self {
        match after {
            _ if before == Some(after) => Self::Changed,
            BookingState::Held => Self::Held,
            BookingState::Confirmed => Self::Confirmed,
            BookingState::CheckedIn => Self::CheckedIn,
            BookingState::Completed => Self::Completed,
            BookingState::NoShow => Self::NoShow,
            BookingState::Cancelled => Self::Cancelled,
            BookingState::Expired => Self::Expired,
        }
    }
}

/// A webhook to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where messages go: `https`, on the public internet, at most 2000 characters.
    pub url: String,
    /// Of what it tells; everything about bookings if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<WebhookEvent>>,
}

/// What is to be different about a webhook; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WebhookChange {
    /// Where messages go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Of what it tells; all of it is given anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<WebhookEvent>>,
    /// Whether it tells at all. What happens while it does not is never told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// Why a webhook tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DisabledBecause {
    /// The app has switched it off.
    Asked,
    /// The receiver has answered 410: it is not there any more.
    Gone,
    /// For three days nothing has arrived.
    Failing,
}

impl DisabledBecause {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// The reason with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Asked, Self::Gone, Self::Failing].into_iter().find(|why| why.name() == name)
    }
}

/// A webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Where messages go.
    pub url: String,
    /// Of what it tells.
    pub events: Vec<WebhookEvent>,
    /// Whether it tells at all.
    pub enabled: bool,
    /// If not: why.
    pub disabled_because: Option<DisabledBecause>,
    /// Since when nothing has arrived; null as long as the last message has.
    pub failing_since: Option<DateTime<FixedOffset>>,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// When its secret was last replaced. For a day messages carry a signature with the one before as well.
    pub rotated_at: Option<DateTime<FixedOffset>>,
    /// The secret that messages are signed with, `whsec_` and base64: in the answer to making it and to replacing
    /// it, and never again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// It will be tried (again).
    Waiting,
    /// The receiver has answered with 2xx.
    Delivered,
    /// It was given up.
    Failed,
}

impl DeliveryStatus {
    /// Its name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// The status with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Delivered, Self::Failed].into_iter().find(|status| status.name() == name)
    }
}

/// A message to a webhook, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Its id: the `webhook-id` of every try.
    pub id: DeliveryId,
    /// What it tells.
    pub event: WebhookEvent,
    /// Of which booking; null for a ping.
    pub booking_id: Option<BookingId>,
    /// When it happened.
    pub created_at: DateTime<FixedOffset>,
    /// What became of it.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: u16,
    /// When it was last tried.
    pub last_attempt_at: Option<DateTime<FixedOffset>>,
    /// What the receiver answered then; null if there was no answer.
    pub last_status_code: Option<u16>,
    /// Why there was no answer.
    pub last_error: Option<String>,
    /// When it will be tried next, if it waits.
    pub next_attempt_at: Option<DateTime<FixedOffset>>,
}

/// The body of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WebhookMessage {
    /// What has happened.
    #[serde(rename = "type")]
    pub event: WebhookEvent,
    /// When.
    pub timestamp: DateTime<FixedOffset>,
    /// The booking as it was then; null for a ping.
    pub data: Option<Booking>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_those_of_the_wire() {
        for event in WebhookEvent::BOOKINGS.into_iter().chain([WebhookEvent::Ping]) {
            assert_eq!(WebhookEvent::from_name(event.name()), Some(event));
            assert_eq!(serde_json::to_value(event).unwrap(), event.name());
        }
        for status in [DeliveryStatus::Waiting, DeliveryStatus::Delivered, DeliveryStatus::Failed] {
            assert_eq!(DeliveryStatus::from_name(status.name()), Some(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.name());
        }
        for why in [DisabledBecause::Asked, DisabledBecause::Gone, DisabledBecause::Failing] {
            assert_eq!(DisabledBecause::from_name(why.name()), Some(why));
        }
    }

    #[test]
    fn a_new_state_has_an_event_and_the_same_state_is_a_change() {
        let held = Some(BookingState::Held);
        assert_eq!(WebhookEvent::between(None, BookingState::Held), WebhookEvent::Held);
        assert_eq!(WebhookEvent::between(None, BookingState::Confirmed), WebhookEvent::Confirmed);
        assert_eq!(WebhookEvent::between(held, BookingState::Held), WebhookEvent::Changed);
        assert_eq!(WebhookEvent::between(held, BookingState::Expired), WebhookEvent::Expired);
    }
}
