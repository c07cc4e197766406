//! Looks at a source: what would change, and what did.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::ids::{FeedRunId, OfferId};

/// Who had somebody look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedTrigger {
    /// It was due.
    Schedule,
    /// Somebody on the staff.
    Hand,
    /// Somebody has sent the table.
    Upload,
}

impl FeedTrigger {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Schedule, Self::Hand, Self::Upload];

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Hand => "hand",
            Self::Upload => "upload",
        }
    }

    /// The trigger with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trigger| trigger.name() == name)
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedOutcome {
    /// The source says that it is as it was.
    NotModified,
    /// It was read.
    Read,
    /// It could not be read, or not be believed; nothing was changed.
    Failed,
}

impl FeedOutcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::NotModified, Self::Read, Self::Failed];

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotModified => "not_modified",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }

    /// The outcome with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Something in a source that could not be understood, or not wholly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedProblem {
    /// What the source calls it, where it could be told.
    pub uid: Option<String>,
    /// What is wrong with it.
    pub detail: String,
}

/// One offer that comes, changes or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedChange {
    /// What the source calls it.
    pub uid: String,
    /// Its title, as the source has it now or had it last.
    pub title: String,
    /// The offer; `null` for one that is new.
    pub offer: Option<OfferId>,
    /// Which parts of it are different; empty for what comes or goes.
    pub fields: Vec<String>,
}

/// What a look would do. Nothing is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedPreview {
    /// Offers that would come.
    pub added: Vec<FeedChange>,
    /// Offers that would be different.
    pub changed: Vec<FeedChange>,
    /// Offers that would go out of view.
    pub removed: Vec<FeedChange>,
    /// Offers that somebody has changed by hand: they would stay as they are until they are released.
    pub held: Vec<FeedChange>,
    /// Offers that would stay as they are.
    pub unchanged: u32,
    /// What could not be understood.
    pub problems: Vec<FeedProblem>,
    /// Why none of this would be done without being told to: too much of what was there is missing.
    pub doubt: Option<String>,
}

/// How somebody is to look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedAsked {
    /// That much of what was there is missing is right: take it out of view.
    #[serde(default)]
    pub accept_removals: bool,
}

/// A look at a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedRun {
    /// Its id; later ones are greater.
    pub id: FeedRunId,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who had somebody look.
    pub trigger: FeedTrigger,
    /// What came of it.
    pub outcome: FeedOutcome,
    /// Offers that have come.
    pub added: u32,
    /// Offers that are different now.
    pub changed: u32,
    /// Offers that have gone out of view.
    pub removed: u32,
    /// Offers that were left as somebody has made them by hand.
    pub held: u32,
    /// Offers that stayed as they were.
    pub unchanged: u32,
    /// What could not be understood, the first of it.
    pub problems: Vec<FeedProblem>,
    /// Why it failed, in our words.
    pub error: Option<String>,
}

/// An offer that comes from a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedItem {
    /// What the source calls it.
    pub uid: String,
    /// The offer.
    pub offer: OfferId,
    /// Its title, as the source had it last.
    pub title: String,
    /// Whether somebody has changed it by hand while the source has changed as well: it stays as it is.
    pub held: bool,
    /// When the source last had it.
    pub seen_at: DateTime<FixedOffset>,
    /// Since when the source has it no more.
    pub gone_at: Option<DateTime<FixedOffset>>,
}

/// An offer that is to follow its source again, whatever somebody has changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedRelease {
    /// The offer.
    pub offer: OfferId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_what_they_name() {
        for trigger in FeedTrigger::ALL {
            assert_eq!(FeedTrigger::from_name(trigger.name()), Some(trigger));
            assert_eq!(serde_json::to_value(trigger).unwrap(), trigger.name());
        }
        for outcome in FeedOutcome::ALL {
            assert_eq!(FeedOutcome::from_name(outcome.name()), Some(outcome));
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.name());
        }
    }
}
