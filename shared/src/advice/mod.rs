//! Advice hours: when an office advises people at the info point, and which of its slots are free.
//!
//! Wire types here, what the hours mean on a day in `slots`.

mod slots;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::AdviceHourId;

pub use slots::{Seated, Span, check_slot, free_seat, places_left};

/// An interval of hours, by the clock on the wall: each week, or on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdviceTime {
    /// Each week on this day, 1 = Monday to 7 = Sunday (ISO 8601). Either this or `date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekday: Option<u8>,
    /// On this date alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Minutes after midnight at which they begin.
    pub opens: u16,
    /// Minutes after midnight at which they end, at most 1440.
    pub closes: u16,
}

/// What advice hours are to be, as staff send it: all of it each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdviceTerms {
    /// What is advised on, in German, at most 120 characters.
    pub title_de: String,
    /// The same in English.
    pub title_en: String,
    /// Who advises, in German, at most 120 characters.
    pub office_de: String,
    /// The same in English.
    pub office_en: String,
    /// What to know and to bring along, in German, at most 600 characters.
    #[serde(default)]
    pub about_de: String,
    /// The same in English; both languages or none.
    #[serde(default)]
    pub about_en: String,
    /// Where, in German, at most 120 characters.
    pub place_de: String,
    /// The same in English.
    pub place_en: String,
    /// How long an appointment lasts, 5 to 240 minutes.
    pub slot_minutes: u16,
    /// How many people are advised at the same time, 1 to 50.
    pub seats: u16,
    /// Languages that are spoken (BCP 47), 1 to 20.
    pub languages: Vec<String>,
    /// Whether the place can be reached without a step.
    pub accessible: bool,
    /// First date.
    pub valid_from: NaiveDate,
    /// First date after it; `null` for ever.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// When they are, 1 to 50 intervals.
    pub times: Vec<AdviceTime>,
    /// Slugs of the offers they are about, at most 50.
    #[serde(default)]
    pub offers: Vec<String>,
}

/// A date on which the hours are not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AdviceException {
    /// The local date.
    pub date: NaiveDate,
    /// Public reason in German, at most 300 characters. Nobody may be named in it.
    pub reason_de: String,
    /// The same in English.
    pub reason_en: String,
}

/// Advice hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdviceHour {
    /// Their id.
    pub id: AdviceHourId,
    /// What is advised on, in German.
    pub title_de: String,
    /// The same in English.
    pub title_en: String,
    /// Who advises, in German.
    pub office_de: String,
    /// The same in English.
    pub office_en: String,
    /// What to know and to bring along, in German; may be empty.
    pub about_de: String,
    /// The same in English.
    pub about_en: String,
    /// Where, in German.
    pub place_de: String,
    /// The same in English.
    pub place_en: String,
    /// How long an appointment lasts, minutes.
    pub slot_minutes: u16,
    /// How many people are advised at the same time.
    pub seats: u16,
    /// Languages that are spoken (BCP 47).
    pub languages: Vec<String>,
    /// Whether the place can be reached without a step.
    pub accessible: bool,
    /// First date.
    pub valid_from: NaiveDate,
    /// First date after it; `null` for ever.
    pub valid_to: Option<NaiveDate>,
    /// When they are.
    pub times: Vec<AdviceTime>,
    /// Dates on which they are not, today's and those to come. Holidays and closures of the venue hold beside these.
    #[serde(default, deserialize_with = "crate::absent::list")]
    pub exceptions: Vec<AdviceException>,
    /// Slugs of the offers they are about.
    pub offers: Vec<String>,
    /// Whether they are invented, to show how it works.
    pub example: bool,
    /// Counts their changes, from 1.
    pub revision: i64,
}

impl AdviceHour {
    /// Hours of these terms.
    pub fn of(id: AdviceHourId, terms: AdviceTerms, revision: i64) -> Self {
        Self {
            id,
            title_de: terms.title_de,
            title_en: terms.title_en,
            office_de: terms.office_de,
            office_en: terms.office_en,
            about_de: terms.about_de,
            about_en: terms.about_en,
            place_de: terms.place_de,
            place_en: terms.place_en,
            slot_minutes: terms.slot_minutes,
            seats: terms.seats,
            languages: terms.languages,
            accessible: terms.accessible,
            valid_from: terms.valid_from,
            valid_to: terms.valid_to,
            times: terms.times,
            exceptions: Vec::new(),
            offers: terms.offers,
            example: false,
            revision,
        }
    }
}

/// A slot that can be booked, or one that is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdviceSlot {
    /// Of which hours.
    pub advice_hour: AdviceHourId,
    /// When it begins.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// How many people can still book it; 0 only where those that are taken are asked for, too.
    pub places_left: u16,
}

/// Free slots of everything that is advised on an offer, on request the taken ones between them, in order of time,
/// page by page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdviceSlots {
    /// The offer's slug.
    pub offer: String,
    /// The slug of the venue it is advised in.
    pub venue: String,
    /// From when on slots are told.
    pub from: DateTime<FixedOffset>,
    /// Until before when.
    pub to: DateTime<FixedOffset>,
    /// The hours they are of, those without a free slot too.
    pub hours: Vec<AdviceHour>,
    /// The slots.
    pub items: Vec<AdviceSlot>,
    /// Where the next page begins; `null` on the last.
    pub next: Option<String>,
}

/// What became of a day that was called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdviceDayCancelled {
    /// The local date.
    pub date: NaiveDate,
    /// Public reason in German.
    pub reason_de: String,
    /// The same in English.
    pub reason_en: String,
    /// How many appointments were called off; everybody is told by mail.
    pub appointments: u32,
    /// Counts the changes of the hours.
    pub revision: i64,
}

/// How many people came without an appointment on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdviceWalkIns {
    /// Of which hours.
    pub advice_hour: AdviceHourId,
    /// The local date.
    pub date: NaiveDate,
    /// How many.
    pub count: i32,
}
