//! The plan of a hall: its room and one layout of furniture in it.
//!
//! Lengths are metres, the origin is the top left corner, x points right and y down. Rotations
//! are degrees clockwise; at 0 a person sits south of the table and looks north.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::desks::Desk;
use crate::ids::{DeskId, LayoutId};
use crate::slots::{Period, Slot};

/// A point `[x, y]` in metres.
pub type Point = [f64; 2];

/// The room itself: everything that stays when the furniture moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Room {
    /// Corners of the outline, clockwise.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<f64>>))]
    pub outline: Vec<Point>,
    /// Thickness of the walls in metres.
    pub walls: f64,
    /// Windows as lines `[x1, y1, x2, y2]`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<f64>>))]
    pub windows: Vec<[f64; 4]>,
    /// Doors.
    pub doors: Vec<Door>,
    /// Pillars.
    pub pillars: Vec<Pillar>,
    /// Furniture that can't be booked: info point, lockers, plants …
    pub fixed: Vec<FixedItem>,
    /// Zones as areas of the floor.
    pub areas: Vec<Area>,
}

/// A door in the wall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Door {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// One end of the opening.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<f64>))]
    pub from: Point,
    /// The other end.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<f64>))]
    pub to: Point,
    /// Leaves, 1 or 2.
    pub leaves: u8,
    /// Whether there is no step.
    pub step_free: bool,
}

/// A square pillar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pillar {
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
    /// Length of a side.
    pub size: f64,
}

/// A piece of furniture that can't be booked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixedItem {
    /// Its key.
    pub id: String,
    /// What it is: `info_point`, `plant`, `phone_booth` …
    pub kind: String,
    /// Its name, where it has one.
    #[serde(default)]
    pub label: Option<String>,
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
    /// Width before rotation.
    pub width: f64,
    /// Depth before rotation.
    pub depth: f64,
    /// Degrees clockwise.
    pub rotation: f64,
}

/// A zone as an area of the floor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Area {
    /// The zone's key.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Corners.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<f64>>))]
    pub polygon: Vec<Point>,
}

/// A table that carries several desks, such as the long table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Table {
    /// Its key.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
    /// Width before rotation.
    pub width: f64,
    /// Depth before rotation.
    pub depth: f64,
    /// Degrees clockwise.
    pub rotation: f64,
}

/// The area an exhibition takes in a layout, and what stands there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanExhibition {
    /// Its name on the plan.
    pub label: String,
    /// `[x, y, width, height]`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<f64>))]
    pub rect: [f64; 4],
    /// Panels and plinths.
    pub items: Vec<ExhibitionItem>,
}

/// A panel or plinth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExhibitionItem {
    /// `panel` or `plinth`.
    pub kind: String,
    /// Its centre.
    pub x: f64,
    /// Its centre.
    pub y: f64,
    /// Width before rotation.
    pub width: f64,
    /// Depth before rotation.
    pub depth: f64,
    /// Degrees clockwise.
    pub rotation: f64,
}

/// A desk where it stands in a layout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanDesk {
    /// The desk's id.
    pub id: DeskId,
    /// Its code, such as `A7`.
    pub code: String,
    /// Its kind, a key of the venue's `desk_kinds`.
    pub kind: String,
    /// Its zone, a key of the venue's `zones`.
    pub zone: String,
    /// How many people it seats.
    pub seats: u16,
    /// Features, keys of the venue's `features`.
    pub features: Vec<String>,
    /// Where the furniture comes from.
    pub furniture_origin: Option<String>,
    /// The table it is part of, if any.
    pub table: Option<String>,
    /// Whether it is kept for walk-ins in this layout.
    pub walk_in: bool,
    /// Why nobody can sit here at the moment, in German.
    pub out_of_service_de: Option<String>,
    /// The same in English.
    pub out_of_service_en: Option<String>,
    /// Centre of the table top.
    pub x: f64,
    /// Centre of the table top.
    pub y: f64,
    /// Width of the top before rotation.
    pub width: f64,
    /// Depth of the top before rotation.
    pub depth: f64,
    /// Degrees clockwise.
    pub rotation: f64,
}

/// The plan of the hall in the layout that is valid at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plan {
    /// The venue's slug.
    pub venue: String,
    /// The hall's name.
    pub hall: String,
    /// The layout's id.
    pub layout_id: LayoutId,
    /// The layout's key.
    pub layout: String,
    /// The layout's name.
    pub label: String,
    /// First local date of its validity; `null` when since ever.
    pub valid_from: Option<NaiveDate>,
    /// First local date after it; `null` when open-ended.
    pub valid_to: Option<NaiveDate>,
    /// The unit of every length, always `m`.
    pub unit: String,
    /// An honest remark, such as that the plan is invented.
    pub notice_de: Option<String>,
    /// The same in English.
    pub notice_en: Option<String>,
    /// The room.
    pub room: Room,
    /// Tables that carry several desks.
    pub tables: Vec<Table>,
    /// Areas taken by an exhibition.
    pub exhibition_areas: Vec<PlanExhibition>,
    /// Exhibitions that are running at that instant, with the desks they take.
    #[serde(default)]
    pub exhibitions: Vec<Exhibition>,
    /// The desks.
    pub desks: Vec<PlanDesk>,
}

/// An exhibition in the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exhibition {
    /// Its title in German.
    pub title_de: String,
    /// Its title in English.
    pub title_en: String,
    /// A sentence about it in German.
    pub summary_de: String,
    /// The same in English.
    pub summary_en: String,
    /// When it opens.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// Whether it is invented for the demonstration.
    pub example: bool,
    /// The zone it takes, if it takes a whole one.
    #[serde(default)]
    pub zone: Option<String>,
    /// The desks it takes for its time; empty when everybody can stay where they sit.
    #[serde(default)]
    pub desk_codes: Vec<String>,
}

impl Exhibition {
    /// The slots it touches, even in part: nobody is sent away in the middle of a slot.
    pub fn period(&self) -> Option<Period> {
        Period::new(Slot::containing(self.from.to_utc()), Slot::at_or_after(self.to.to_utc()))
    }

    /// Whether it stands where this desk does.
    pub fn takes(&self, desk: &Desk) -> bool {
        self.zone.as_ref() == Some(&desk.zone) || self.desk_codes.contains(&desk.code)
    }
}
