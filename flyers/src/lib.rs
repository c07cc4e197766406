//! Flyers: a record about offers becomes a tagged PDF; so do the sheets the house prints for itself.
//!
//! What always holds: the sheet fits its paper, whatever the texts say (they become smaller down to where they can
//! still be read, then shorter); it conforms to PDF/UA-1 or there is none; nothing is printed that the record does not
//! say; the same record is the same bytes. No clock, no network, no file is asked: sheets, pictures and fonts are part
//! of the program.

mod house;
mod letters;
mod press;
mod view;
mod words;

pub use press::{PrintError, print, print_any};
