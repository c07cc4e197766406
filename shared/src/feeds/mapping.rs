//! What is said of the things of a source that it does not say itself.

use serde::{Deserialize, Serialize};

use crate::offers::OfferKind;

/// Where things take place of which the source does not say where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedPlace {
    /// Name of the place.
    pub name: String,
    /// Street and number.
    #[serde(default)]
    pub street: Option<String>,
    /// Postal code.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Town.
    #[serde(default)]
    pub city: Option<String>,
}

/// Who answers questions about what comes from here, besides the office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct FeedContact {
    /// Telephone.
    pub phone: Option<String>,
    /// A functional mailbox, never a person's.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
}

/// Which column of a table means what: names as its first line has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedColumns {
    /// What names a row for good; without it title and beginning together do.
    #[serde(default)]
    pub uid: Option<String>,
    /// The title.
    pub title: String,
    /// One or two sentences.
    #[serde(default)]
    pub summary: Option<String>,
    /// All of it.
    #[serde(default)]
    pub body: Option<String>,
    /// When it begins: `2026-12-24`, `24.12.2026`, either with `18:00` behind it.
    #[serde(default)]
    pub starts: Option<String>,
    /// When it is over.
    #[serde(default)]
    pub ends: Option<String>,
    /// Name of the place.
    #[serde(default)]
    pub place: Option<String>,
    /// Street and number.
    #[serde(default)]
    pub street: Option<String>,
    /// Postal code.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Town.
    #[serde(default)]
    pub city: Option<String>,
    /// Address of a page with more.
    #[serde(default)]
    pub url: Option<String>,
}

/// What is said of everything that comes from a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FeedMapping {
    /// What it is.
    pub kind: OfferKind,
    /// Its topic.
    pub category: String,
    /// Whom it is for.
    #[serde(default)]
    pub audience: Vec<String>,
    /// Language of its texts, BCP 47 in lower case; German when left out.
    #[serde(default = "german")]
    pub language: String,
    /// Where it is, if the source does not say so.
    #[serde(default)]
    pub place: Option<FeedPlace>,
    /// Who answers questions.
    #[serde(default)]
    pub contact: Option<FeedContact>,
    /// For tables: which column means what.
    #[serde(default)]
    pub columns: Option<FeedColumns>,
}

fn german() -> String {
    "de".to_owned()
}
