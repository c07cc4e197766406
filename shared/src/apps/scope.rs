//! What an app may do.

use serde::{Deserialize, Serialize};

/// What an app may do, as tokens say it (RFC 6749, section 3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Read what is free. Anybody may; an app says with it that it does.
    #[serde(rename = "availability:read")]
    AvailabilityRead,
    /// Read the bookings it has made.
    #[serde(rename = "bookings:read")]
    BookingsRead,
    /// Book, and move the bookings it has made.
    #[serde(rename = "bookings:write")]
    BookingsWrite,
    /// Book at once for its own users, whose addresses it has proven itself.
    #[serde(rename = "bookings:vouch")]
    BookingsVouch,
    /// Read offers. Anybody may.
    #[serde(rename = "offers:read")]
    OffersRead,
    /// Write drafts of offers, and have them looked at. Publishing is for people.
    #[serde(rename = "offers:write")]
    OffersWrite,
    /// Keep its webhooks.
    #[serde(rename = "webhooks:manage")]
    WebhooksManage,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::AvailabilityRead,
        Self::BookingsRead,
        Self::BookingsWrite,
        Self::BookingsVouch,
        Self::OffersRead,
        Self::OffersWrite,
        Self::WebhooksManage,
    ];

    /// Its name in tokens, in the database and at the terminal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AvailabilityRead => "availability:read",
            Self::BookingsRead => "bookings:read",
            Self::BookingsWrite => "bookings:write",
            Self::BookingsVouch => "bookings:vouch",
            Self::OffersRead => "offers:read",
            Self::OffersWrite => "offers:write",
            Self::WebhooksManage => "webhooks:manage",
        }
    }

    /// The scope with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_scope() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_name(scope.name()), Some(scope));
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.name());
        }
        assert_eq!(Scope::from_name("bookings"), None);
    }
}
