//! Apps: other people's programs, what they may do, and their keys. Wire types.

mod scope;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::ids::{AppId, AppKeyId};

pub use scope::Scope;

/// How many keys of an app open something at a time: the one in use, and the next.
pub const MOST_KEYS: u16 = 2;
/// How long a key lives unless somebody says otherwise, days.
pub const KEY_DAYS: u16 = 365;
/// The longest life of a key, days.
pub const LONGEST_KEY_DAYS: u16 = 3650;

/// An app to be registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApp {
    /// What it is called, 1 to 100 characters on one line.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
}

/// What is to be different about an app; what is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AppChange {
    /// What it is called, 1 to 100 characters on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it may do; all of it is given anew. Tokens that are about lose what is taken away at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<Scope>>,
    /// `true` makes it nobody at once, with all its keys and tokens; `false` lets it in again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
}

/// A registered app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisteredApp {
    /// Its id, also its `client_id`.
    pub id: AppId,
    /// What it is called.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was registered.
    pub created_at: DateTime<FixedOffset>,
    /// Since when it is nobody; null as long as it is let in.
    pub suspended_at: Option<DateTime<FixedOffset>>,
}

/// A key to be made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAppKey {
    /// For how many days it is good, 1 to 3650; default 365.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 3650))]
    pub days: Option<u16>,
}

/// A key of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppKey {
    /// Its id: what stands between the first two underscores of the key.
    pub id: AppKeyId,
    /// When it was made.
    pub created_at: DateTime<FixedOffset>,
    /// When it ends.
    pub expires_at: DateTime<FixedOffset>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<FixedOffset>>,
    /// When it last bought a token, to the minute.
    pub last_used_at: Option<DateTime<FixedOffset>>,
    /// The key itself, in the answer to making it and never again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}
