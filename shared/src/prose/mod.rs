//! Prose: the little Markdown that offers and legal pages are written in.
//!
//! The app makes views of it and the api HTML, so both show the same. What always holds: markup in a text is text,
//! and a link leads only where nothing runs ([`is_safe`]).

mod inline;
mod parse;

pub use inline::is_safe;
pub use parse::{Block, Span, parse};
