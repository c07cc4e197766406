//! Everything of an offer that can be edited, in all its languages: what editors send, what feeds make, what a
//! version keeps.
//!
//! One type for all three, so that whatever was once written can be written again. Its parts are types of their
//! own and not those of answers: a request refuses fields that nobody knows, an answer may gain some.
//! [`OfferContent::check`] says whether it makes sense; `api/src/offers/store/write.rs` stores it.

mod check;
mod parts;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{EventState, OfferKind, Phase};

pub use check::is_tag as is_language_tag;
pub use parts::{
    AccessContent, ContactContent, ExceptionContent, ExceptionOutcome, GeoContent, ImageContent, LinkContent,
    PassRuleContent, PassTextContent, PlaceContent, PriceContent, RhythmContent, ScheduleContent, TextContent,
};

/// Most images of an offer.
pub const MOST_IMAGES: usize = 12;

/// Everything of an offer that can be edited. Whatever may be left out is then unknown or empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfferContent {
    /// What it is.
    pub kind: OfferKind,
    /// A topic within the kind: small letters, digits and `_`, at most 40.
    pub category: String,
    /// Whom it is for: `all`, `families`, `seniors` …; written like a topic, at most 20.
    #[serde(default)]
    pub audience: Vec<String>,
    /// Youngest age in years.
    #[serde(default)]
    pub min_age: Option<i16>,
    /// Oldest age in years.
    #[serde(default)]
    pub max_age: Option<i16>,
    /// Whether it is free of charge for everyone.
    #[serde(default)]
    pub free: bool,
    /// The full price in euro cents, where there is one.
    #[serde(default)]
    pub amount_cents: Option<i32>,
    /// What it costs whom, for programs.
    #[serde(default)]
    pub prices: Vec<PriceContent>,
    /// What passes mean for it, for programs; their words stand in the texts.
    #[serde(default)]
    pub pass_rules: Vec<PassRuleContent>,
    /// The pass one gets here.
    #[serde(default)]
    pub gives_pass: Option<String>,
    /// Whoever gets one of these benefits has a claim to it.
    #[serde(default)]
    pub benefits: Vec<String>,
    /// Where it is; what is to be said about access in words stands in the texts.
    #[serde(default)]
    pub place: Option<PlaceContent>,
    /// What is known of access, for programs.
    #[serde(default)]
    pub access: AccessContent,
    /// Who answers questions. `office` is the responsible office.
    #[serde(default)]
    pub contact: Option<ContactContent>,
    /// Functional mailbox that is reminded when the offer has to be looked at again. Never shown to the public.
    #[serde(default)]
    pub reviewer_email: Option<String>,
    /// Languages spoken there, BCP 47.
    #[serde(default)]
    pub languages: Vec<String>,
    /// When a single event begins, or from when on a place or an exhibition is open.
    #[serde(default)]
    pub starts_at: Option<DateTime<FixedOffset>>,
    /// When that is over.
    #[serde(default)]
    pub ends_at: Option<DateTime<FixedOffset>>,
    /// A weekly rhythm. It and `starts_at` are enough for dates; where `schedules` has entries, those alone count.
    #[serde(default)]
    pub recurring: Option<RhythmContent>,
    /// When an event takes place; at most 50.
    #[serde(default)]
    pub schedules: Vec<ScheduleContent>,
    /// Whether the event takes place at all.
    #[serde(default)]
    pub event_state: EventState,
    /// For jobs: `full_time`, `part_time`, `permanent`, `temporary`, `apprenticeship`.
    #[serde(default)]
    pub employment: Vec<String>,
    /// How far a participation has got.
    #[serde(default)]
    pub phase: Option<Phase>,
    /// Until when one can apply or take part.
    #[serde(default)]
    pub closes_at: Option<DateTime<FixedOffset>>,
    /// Key of the service in the federal catalogue (`LeiKa`), 14 digits.
    #[serde(default)]
    pub leika_key: Option<String>,
    /// Official key of the municipality (AGS), 8 digits.
    #[serde(default)]
    pub ags: Option<String>,
    /// Where the facts come from. A fact has a source and a date, or it is an example.
    #[serde(default)]
    pub source_url: Option<String>,
    /// When they were true: `2025`, `2025-03`, `2025-03-14`, or `unknown`.
    #[serde(default)]
    pub source_as_of: Option<String>,
    /// Whether somebody responsible has checked them.
    #[serde(default)]
    pub verified: bool,
    /// Whether it is invented for the demonstration.
    #[serde(default)]
    pub example: bool,
    /// When somebody has to look at it again.
    #[serde(default)]
    pub review_on: Option<NaiveDate>,
    /// Not to be seen before.
    #[serde(default)]
    pub valid_from: Option<DateTime<FixedOffset>>,
    /// Not to be seen any more from then on.
    #[serde(default)]
    pub valid_to: Option<DateTime<FixedOffset>>,
    /// Its pictures in their order; each was sent before and has its id from there.
    #[serde(default)]
    pub images: Vec<ImageContent>,
    /// Its words by language (BCP 47, lower case). `de` is required; `en`, `de-simple` (Leichte Sprache) and others
    /// may be there.
    pub texts: BTreeMap<String, TextContent>,
}

impl OfferContent {
    /// Words and nothing else: a notice without a topic. Whoever makes offers by program begins with it.
    pub fn empty(texts: BTreeMap<String, TextContent>) -> Self {
        Self {
            kind: OfferKind::Notice,
            category: String::new(),
            audience: Vec::new(),
            min_age: None,
            max_age: None,
            free: false,
            amount_cents: None,
            prices: Vec::new(),
            pass_rules: Vec::new(),
            gives_pass: None,
            benefits: Vec::new(),
            place: None,
            access: AccessContent::default(),
            contact: None,
            reviewer_email: None,
            languages: Vec::new(),
            starts_at: None,
            ends_at: None,
            recurring: None,
            schedules: Vec::new(),
            event_state: EventState::default(),
            employment: Vec::new(),
            phase: None,
            closes_at: None,
            leika_key: None,
            ags: None,
            source_url: None,
            source_as_of: None,
            verified: false,
            example: false,
            review_on: None,
            valid_from: None,
            valid_to: None,
            images: Vec::new(),
            texts,
        }
    }

    /// Every pass that matters: what the list is filtered by.
    pub fn pass_keys(&self) -> Vec<&str> {
        let told = self.texts.values().flat_map(|text| text.passes.iter().map(|pass| pass.pass.as_str()));
        let mut keys = Vec::new();
        for key in told.chain(self.pass_rules.iter().map(|rule| rule.pass.as_str())) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}
