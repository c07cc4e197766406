//! Contingents: desks kept for a group until a release time (rule 6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bookings::Locale;
use crate::ids::ContingentId;

/// A contingent as staff see it. The public only sees its desks as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contingent {
    /// Its id.
    pub id: ContingentId,
    /// The group's name in German.
    pub label_de: String,
    /// The same in English.
    pub label_en: String,
    /// Its desks.
    pub desk_codes: Vec<String>,
    /// First date; `null` since ever.
    pub from: Option<NaiveDate>,
    /// First date after it; `null` for ever.
    pub to: Option<NaiveDate>,
    /// ISO 8601 weekdays, 1 = Monday to 7 = Sunday.
    pub weekdays: Vec<u8>,
    /// Hours before the start at which its desks go to everyone; `null` takes the venue's rule.
    pub release_hours: Option<u16>,
    /// E-mail addresses, or `@domain` for everybody there.
    pub members: Vec<String>,
    /// Values of the claim of the city's own sign-in that make somebody a member.
    pub claims: Vec<String>,
    /// Counts its changes, from 1.
    pub revision: i64,
}

/// What is kept for whom, and until when. Bookings that stand already are not touched by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContingentTerms {
    /// The group's name in German, at most 120 characters.
    pub label_de: String,
    /// The same in English.
    pub label_en: String,
    /// Its desks, 1 to 100.
    pub desk_codes: Vec<String>,
    /// First date; `null` since ever.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// First date after it; `null` for ever.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// ISO 8601 weekdays, 1 = Monday to 7 = Sunday; all of them when left out.
    #[serde(default = "every_day")]
    pub weekdays: Vec<u8>,
    /// Hours before the start at which its desks go to everyone; `null` takes the venue's rule.
    #[serde(default)]
    pub release_hours: Option<u16>,
    /// Who may have them: e-mail addresses, or `@domain` for everybody there; at most 500.
    #[serde(default)]
    pub members: Vec<String>,
    /// Values of the claim of the city's own sign-in that make somebody a member; at most 50.
    #[serde(default)]
    pub claims: Vec<String>,
}

impl Contingent {
    /// Terms under an id.
    pub fn of(id: ContingentId, terms: ContingentTerms, revision: i64) -> Self {
        let ContingentTerms { label_de, label_en, desk_codes, from, to, weekdays, release_hours, members, claims } =
            terms;
        Self { id, label_de, label_en, desk_codes, from, to, weekdays, release_hours, members, claims, revision }
    }
}

/// Somebody who is to belong to a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    /// Their address.
    pub email: String,
    /// Language of the mail; German when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
}

fn every_day() -> Vec<u8> {
    (1..=7).collect()
}
