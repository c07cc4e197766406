//! Feeds: calendars, news and tables that the city has already, read on a schedule and turned into offers.

mod mapping;
mod runs;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::ids::FeedId;

pub use mapping::{FeedColumns, FeedContact, FeedMapping, FeedPlace};
pub use runs::{
    FeedAsked, FeedChange, FeedItem, FeedOutcome, FeedPreview, FeedProblem, FeedRelease, FeedRun, FeedTrigger,
};

/// Shortest and longest pause between two looks at a source, minutes: five of them, and a week.
pub const PAUSES: std::ops::RangeInclusive<u32> = 5..=7 * 24 * 60;
/// Most bytes that are read of a source.
pub const LARGEST_FEED: usize = 5 * 1024 * 1024;
/// Most things one source may have.
pub const MOST_ITEMS: usize = 2000;

/// As what a source is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedFormat {
    /// A calendar file (RFC 5545).
    Icalendar,
    /// RSS in any version, or Atom (RFC 4287).
    Rss,
    /// A page, or a file, with schema.org in JSON-LD.
    Jsonld,
    /// A table: a first line with names, fields parted by `,`, `;` or tabulators.
    Csv,
}

impl FeedFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Icalendar, Self::Rss, Self::Jsonld, Self::Csv];

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Icalendar => "icalendar",
            Self::Rss => "rss",
            Self::Jsonld => "jsonld",
            Self::Csv => "csv",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// How a source is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeedState {
    /// Nobody has looked yet.
    New,
    /// The last look went well.
    Ok,
    /// The last look did not; what was there before is still there.
    Failing,
}

impl FeedState {
    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Ok => "ok",
            Self::Failing => "failing",
        }
    }

    /// The state with this name; what is not known counts as new.
    pub fn from_name(name: &str) -> Self {
        [Self::Ok, Self::Failing].into_iter().find(|state| state.name() == name).unwrap_or(Self::New)
    }
}

/// A source, and what becomes of what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedTerms {
    /// What colleagues call it, at most 120 characters.
    pub name: String,
    /// Where it is; only a table may do without and is then sent by hand.
    #[serde(default)]
    pub url: Option<String>,
    /// As what it is read.
    pub format: FeedFormat,
    /// How often somebody looks, minutes: 5 to 10080.
    pub every_minutes: u32,
    /// What is said of everything in it.
    pub mapping: FeedMapping,
    /// The office that answers for it.
    pub office: String,
    /// Where it is told that the source is broken: a functional mailbox.
    pub email: String,
    /// Whether what comes in is to be seen at once; otherwise it waits for somebody to look at it.
    #[serde(default)]
    pub publish: bool,
    /// Whether anybody looks at all.
    #[serde(default = "yes")]
    pub enabled: bool,
}

const fn yes() -> bool {
    true
}

/// A source as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Feed {
    /// Its id.
    pub id: FeedId,
    /// What it is, and what becomes of what is in it.
    #[serde(flatten)]
    pub terms: FeedTermsShown,
    /// How it is doing.
    pub state: FeedState,
    /// Since when it has been broken.
    pub failing_since: Option<DateTime<FixedOffset>>,
    /// What is wrong with it, in our words.
    pub last_error: Option<String>,
    /// When somebody last looked.
    pub fetched_at: Option<DateTime<FixedOffset>>,
    /// When somebody will look next; `null` where nobody will.
    pub next_fetch_at: Option<DateTime<FixedOffset>>,
    /// Offers that come from it and are kept up to date.
    pub items: u32,
    /// Those among them that somebody has changed by hand while the source has changed as well.
    pub held: u32,
    /// Counts the changes of its terms, from 1.
    pub revision: i64,
}

/// The terms of a source in an answer: the same fields, none of them refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FeedTermsShown {
    /// What colleagues call it.
    pub name: String,
    /// Where it is.
    pub url: Option<String>,
    /// As what it is read.
    pub format: FeedFormat,
    /// How often somebody looks, minutes.
    pub every_minutes: u32,
    /// What is said of everything in it.
    pub mapping: FeedMapping,
    /// The office that answers for it.
    pub office: String,
    /// Where it is told that the source is broken.
    pub email: String,
    /// Whether what comes in is to be seen at once.
    pub publish: bool,
    /// Whether anybody looks at all.
    pub enabled: bool,
}

impl From<FeedTerms> for FeedTermsShown {
    fn from(terms: FeedTerms) -> Self {
        let FeedTerms { name, url, format, every_minutes, mapping, office, email, publish, enabled } = terms;
        Self { name, url, format, every_minutes, mapping, office, email, publish, enabled }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_format_and_state() {
        for format in FeedFormat::ALL {
            assert_eq!(FeedFormat::from_name(format.name()), Some(format));
            assert_eq!(serde_json::to_value(format).unwrap(), format.name(), "one name everywhere");
        }
        for state in [FeedState::New, FeedState::Ok, FeedState::Failing] {
            assert_eq!(FeedState::from_name(state.name()), state);
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
    }

    #[test]
    fn a_typing_error_in_the_terms_is_refused() {
        let terms = serde_json::json!({ "name": "Liga", "url": "https://example.org/liga.ics", "format": "icalendar",
            "every_minutes": 60, "mapping": { "kind": "event", "category": "sports" }, "office": "Sport",
            "email": "sport@example.org" });
        let read: FeedTerms = serde_json::from_value(terms.clone()).unwrap();
        assert_eq!((read.publish, read.enabled, read.mapping.language.as_str()), (false, true, "de"));
        let mut wrong = terms;
        wrong["mapping"]["catgory"] = "x".into();
        assert!(serde_json::from_value::<FeedTerms>(wrong).is_err());
    }
}
