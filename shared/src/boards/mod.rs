//! Boards: screens in the hall that show what is free, what is on, and in an emergency one sentence.
//!
//! A board has a playlist of panels, each for so many seconds and at some times of the week. What always holds: which
//! panels are due is worked out here, by the clock on the wall, and whoever writes a board is told here what is wrong.

mod check;
mod due;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::ids::BoardId;

pub use check::{Fault, Wrong};
pub use due::due;

/// Panels of a board at most.
pub const MOST_PANELS: usize = 20;
/// How long a panel is shown, seconds.
pub const SECONDS: std::ops::RangeInclusive<u16> = 5..=600;
/// Letters of a text at most: more can't be read from 4 metres.
pub const MOST_LETTERS: usize = 500;
/// Lines of a text at most.
pub const MOST_LINES: usize = 8;
/// Letters of a name and of what stands in the address.
pub const LONGEST_NAME: usize = 80;
/// Every day of the week.
pub const EVERY_DAY: [u8; 7] = [1, 2, 3, 4, 5, 6, 7];

/// How the screen hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// Wider than high, 1920 × 1080.
    Landscape,
    /// Higher than wide, 1080 × 1920.
    Portrait,
}

impl Orientation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Landscape, Self::Portrait];

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Landscape => "landscape",
            Self::Portrait => "portrait",
        }
    }

    /// The orientation with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What a panel shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PanelKind {
    /// The plan of the hall with its free desks.
    Hall,
    /// What is on in the building today.
    Events,
    /// Who gives advice today.
    Advice,
    /// The exhibition in the hall.
    Exhibition,
    /// What the city offers.
    Offers,
    /// Work and training with the city.
    Jobs,
    /// A text of the house.
    Notice,
}

impl PanelKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Hall, Self::Events, Self::Advice, Self::Exhibition, Self::Offers, Self::Jobs, Self::Notice];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hall => "hall",
            Self::Events => "events",
            Self::Advice => "advice",
            Self::Exhibition => "exhibition",
            Self::Offers => "offers",
            Self::Jobs => "jobs",
            Self::Notice => "notice",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A panel of a playlist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// What it shows.
    pub kind: PanelKind,
    /// For how long, 5 to 600 seconds.
    pub seconds: u16,
    /// On which days of the week, 1 = Monday to 7 = Sunday (ISO 8601); on all of them where nothing is said.
    #[serde(default = "every_day")]
    pub weekdays: Vec<u8>,
    /// From when on, minutes after midnight by the clock on the wall.
    #[serde(default)]
    pub from: u16,
    /// Until before when, at most 1440.
    #[serde(default = "midnight")]
    pub to: u16,
    /// What a notice says, in German, at most 500 characters on 8 lines; notices alone have a text.
    #[serde(default)]
    pub text_de: String,
    /// The same in English.
    #[serde(default)]
    pub text_en: String,
}

fn every_day() -> Vec<u8> {
    EVERY_DAY.to_vec()
}

const fn midnight() -> u16 {
    crate::opening::MINUTES_PER_DAY
}

impl Panel {
    /// A panel that is shown on every day, all day long.
    pub fn always(kind: PanelKind, seconds: u16) -> Self {
        let (text_de, text_en) = (String::new(), String::new());
        Self { kind, seconds, weekdays: every_day(), from: 0, to: midnight(), text_de, text_en }
    }
}

/// What a board is to be, as staff send it: all of it each time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BoardTerms {
    /// Its name in addresses: small letters, digits and hyphens between them, at most 80.
    pub slug: String,
    /// What staff call it, at most 80 characters.
    pub name: String,
    /// How the screen hangs.
    pub orientation: Orientation,
    /// What it shows, in turn: 1 to 20 panels.
    pub playlist: Vec<Panel>,
}

/// What takes the whole screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmergencyText {
    /// What to do, in German, at most 500 characters on 8 lines. Nobody may be named in it.
    pub text_de: String,
    /// The same in English.
    pub text_en: String,
}

/// The same, as long as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Emergency {
    /// What to do, in German.
    pub text_de: String,
    /// The same in English.
    pub text_en: String,
    /// Since when it is shown. Who had it shown is in the audit.
    pub since: DateTime<FixedOffset>,
}

/// A board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// Its id.
    pub id: BoardId,
    /// Its name in addresses; the screen shows `/board/{slug}`.
    pub slug: String,
    /// What staff call it.
    pub name: String,
    /// How the screen hangs.
    pub orientation: Orientation,
    /// What it shows, in turn.
    pub playlist: Vec<Panel>,
    /// What it shows instead of all that.
    pub emergency: Option<Emergency>,
    /// Counts its changes, from 1.
    pub revision: i64,
    /// Since when it is there.
    pub created_at: DateTime<FixedOffset>,
    /// When it was last changed.
    pub changed_at: DateTime<FixedOffset>,
}

impl Board {
    /// What of it is set by staff.
    pub fn terms(&self) -> BoardTerms {
        BoardTerms {
            slug: self.slug.clone(),
            name: self.name.clone(),
            orientation: self.orientation,
            playlist: self.playlist.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_here_and_on_the_wire() {
        for kind in PanelKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("json"), kind.name());
            assert_eq!(PanelKind::from_name(kind.name()), Some(kind));
        }
        for orientation in Orientation::ALL {
            assert_eq!(serde_json::to_value(orientation).expect("json"), orientation.name());
            assert_eq!(Orientation::from_name(orientation.name()), Some(orientation));
        }
    }

    #[test]
    fn a_panel_without_a_word_about_it_is_shown_always() {
        let panel: Panel = serde_json::from_str(r#"{"kind":"hall","seconds":30}"#).expect("json");
        assert_eq!(panel, Panel::always(PanelKind::Hall, 30));
        assert!(serde_json::from_str::<Panel>(r#"{"kind":"hall","seconds":30,"colour":"red"}"#).is_err());
        // In the browser an absent field is seen only by who expects it to be.
        let told = serde_json::to_value(&panel).expect("json");
        assert_eq!(told.as_object().map(serde_json::Map::len), Some(7));
    }
}
