//! The plan of the hall as a drawing: 100 units are 1 metre.
//!
//! `geometry.rs` measures, `room.rs` and `desk.rs` draw, `picture.rs` and `book.rs` are the two
//! things pages use: a picture with one text alternative, and the plan one can choose a desk on.
//! A state is told four ways: fill, pattern, chair and letter. Shapes that do not change are made
//! once as text, because the room has hundreds of them and none needs a signal of its own.

mod book;
mod desk;
mod geometry;
mod labels;
mod legend;
mod picture;
mod room;
mod svg;

use crate::by_code::ByCode;

pub(crate) use book::BookPlan;
#[cfg(test)]
pub(crate) use geometry::tests::desk as tests_desk;
pub(crate) use geometry::{crop_around, sine};
pub(crate) use legend::Legend;
pub(crate) use picture::{Detail, PlanPicture};
pub(crate) use svg::{decimal, num};

/// What the drawing shows a desk as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// It can be booked.
    Free,
    /// Somebody has it.
    Taken,
    /// It is chosen.
    Selected,
    /// It is the visitor's own booking.
    Mine,
    /// It is free, for people who walk in.
    WalkIn,
    /// It is kept for a group.
    Kept,
    /// Nobody can have it.
    Blocked,
}

/// The marks of desks by their codes; a desk without one is drawn as free.
pub(crate) type Marks = ByCode<Mark>;

impl Mark {
    /// Its name in class names.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Taken => "taken",
            Self::Selected => "selected",
            Self::Mine => "mine",
            Self::WalkIn => "walkin",
            // Drawn as what is reserved; the letter and the words tell them apart.
            Self::Kept => "held",
            Self::Blocked => "blocked",
        }
    }

    /// The letter on the chair; the same in both languages, like the codes of the desks.
    pub(crate) const fn letter(self) -> &'static str {
        match self {
            Self::Free => "F",
            Self::Taken => "B",
            Self::Selected => "✓",
            Self::Mine => "M",
            Self::WalkIn => "S",
            Self::Kept => "G",
            Self::Blocked => "X",
        }
    }

    /// Whether a desk with this mark can be chosen.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Free | Self::Selected | Self::Mine | Self::WalkIn)
    }
}
