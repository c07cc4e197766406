//! Series (rule 8): the same wall-clock time on many dates, previewed and booked together.
//!
//! What always holds: every date is a booking of its own with the same rules as any other; the
//! dates share a hold, its one code and one mail. To rule 5 a series is one open booking, and its
//! hours count like anybody's.

mod book;
mod cancel;
mod dates;
mod preview;

pub(super) use book::create_series;
pub(super) use cancel::cancel_series;
pub(super) use preview::preview_series;
