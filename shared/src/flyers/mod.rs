//! Flyers: what a sheet of paper about offers is made from, and the sheets the house prints for itself. The api writes
//! such a record, the program `rathaus-flyers` reads it and answers with a PDF; the record itself is sent to nobody.
//!
//! What always holds: a record has everything that is printed. Whoever draws it asks no clock and no database, so the
//! same record is the same sheet, byte for byte.

mod sheets;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::advice::AdviceHour;
use crate::offers::{FullOffer, OfferKind};

pub use sheets::{DayBooking, DaySheet, DeskCode, DeskCodes, MOST_ROWS, Record};

/// Most offers on one sheet.
pub const MOST_OFFERS: usize = 16;

/// What it is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlyerFormat {
    /// One side of A5.
    #[default]
    A5,
    /// A4 across, both sides, folded once to A5.
    A4Folded,
}

impl FlyerFormat {
    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A5 => "a5",
            Self::A4Folded => "a4_folded",
        }
    }

    /// The format with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::A5, Self::A4Folded].into_iter().find(|format| format.name() == name)
    }
}

/// The language of the words around the offers' own texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlyerLanguage {
    /// German.
    De,
    /// German in Leichte Sprache.
    DeSimple,
    /// English.
    En,
}

/// Where people can ask in person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InfoPoint {
    /// The venue's name.
    pub venue: String,
    /// The hall it stands in.
    pub hall: String,
    /// Street and number.
    pub street: String,
    /// Postal code and town.
    pub town: String,
    /// Telephone, where there is one.
    pub phone: Option<String>,
    /// How one gets in without steps, a sentence each.
    pub access: Vec<String>,
}

/// An offer, and the page people read it on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlyerOffer {
    /// Its page, a whole address.
    pub url: String,
    /// The offer as the api tells it.
    pub offer: FullOffer,
    /// The hours in which somebody advises on it at the info point; among many offers there is no room for them.
    pub advice: Vec<AdviceHour>,
}

/// What many offers were chosen by: each filter of the list. All of them are told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Words somebody searched for.
    pub words: Option<String>,
    /// Kinds; empty means all.
    pub kinds: Vec<OfferKind>,
    /// Whom they are for, such as `families`.
    pub audience: Option<String>,
    /// The name of a topic.
    pub topic: Option<String>,
    /// The name of a pass.
    pub pass: Option<String>,
    /// The name of a language spoken there.
    pub language: Option<String>,
    /// The first day of what takes place.
    pub from: Option<NaiveDate>,
    /// The last day of it.
    pub to: Option<NaiveDate>,
    /// Only what can be reached without a step.
    pub accessible: bool,
    /// Only what is free for everyone.
    pub free_of_charge: bool,
}

/// What it is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// One offer.
    Offer(Box<FlyerOffer>),
    /// Some of them, at most [`MOST_OFFERS`].
    Collection {
        /// What they were chosen by.
        choice: Box<Choice>,
        /// The list people read them in, a whole address.
        url: String,
        /// The offers, in the order of the list.
        offers: Vec<FlyerOffer>,
        /// How many there are in the list.
        total: u32,
    },
}

/// Everything of a flyer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flyer {
    /// What it is printed on.
    pub format: FlyerFormat,
    /// The language of the words around.
    pub lang: FlyerLanguage,
    /// The day it is made, at the venue.
    pub printed_on: NaiveDate,
    /// Where people can ask.
    pub info_point: InfoPoint,
    /// What it is about.
    pub subject: Subject,
}
