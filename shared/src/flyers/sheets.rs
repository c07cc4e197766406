//! Sheets the house prints for itself: codes that lie on its desks, and the day at the front desk.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::{Flyer, FlyerLanguage};
use crate::bookings::BookingState;

/// Most desks and most bookings on one print.
pub const MOST_ROWS: usize = 1000;

/// Whatever can be printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// Offers, for everybody.
    Flyer(Box<Flyer>),
    /// Codes for the desks of a layout.
    DeskCodes(DeskCodes),
    /// Who comes today.
    DaySheet(DaySheet),
}

/// Cards to be cut out and laid on desks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCodes {
    /// The language of the words.
    pub lang: FlyerLanguage,
    /// The day it is made, at the venue.
    pub printed_on: NaiveDate,
    /// The venue's name.
    pub venue: String,
    /// What the layout is called.
    pub layout: String,
    /// Its desks, in order.
    pub desks: Vec<DeskCode>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskCode {
    /// The code on it.
    pub code: String,
    /// Where it stands.
    pub zone: String,
    /// The page of who wants to sit down there, a whole address.
    pub url: String,
    /// Whether it is kept for people who walk in.
    pub walk_in: bool,
}

/// The bookings of a day. Names are on it: it belongs to the front desk, and into the shredder in the evening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySheet {
    /// The language of the words.
    pub lang: FlyerLanguage,
    /// When it is made, by the clock on the wall.
    pub printed_at: NaiveDateTime,
    /// The venue's name.
    pub venue: String,
    /// The day it is about.
    pub day: NaiveDate,
    /// The bookings that block a desk, in order of time.
    pub bookings: Vec<DayBooking>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBooking {
    /// When it begins.
    pub from: NaiveTime,
    /// When it is over.
    pub to: NaiveTime,
    /// Its desks.
    pub desks: Vec<String>,
    /// Its code for people.
    pub code: String,
    /// A name, if one was given.
    pub name: Option<String>,
    /// How far it is.
    pub state: BookingState,
}
