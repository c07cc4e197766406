//! What comes in and goes out: bodies, query values, entity tags, pages of lists.
//!
//! Actix' own extractors answer text/plain and stop at the first doubt. These name the place of
//! an error as a JSON pointer, refuse unknown fields and never fail in any other way than with a
//! [`Failure`](crate::problem::Failure).

mod answers;
mod body;
mod paging;
mod params;
mod upload;

pub use answers::{IfMatch, cacheable, conditional, matches_tag, single, tag_of, versioned, versioned_text};
pub use body::{Body, MAX_BODY};
pub use paging::{Paging, encoded, hex, linked, next_path, paged};
pub use params::{Params, date, instant};
pub use upload::{MAX_UPLOAD, Upload};
