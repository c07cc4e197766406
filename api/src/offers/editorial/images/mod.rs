//! Pictures of offers: sent once, kept as WebP in a few widths, shown where a published version names them.
//!
//! What always holds:
//! - What is stored was decoded by us and written anew. Nothing of the file that was sent is kept, so neither where a
//!   camera stood nor what somebody hid in it gets to the public.
//! - A picture has words for who can't see it, in every language of its offer, and says who made it.
//! - The public gets a picture only where the version it sees has it. A stored copy never changes.

mod copies;
mod send;
mod serve;
mod store;

pub(super) use send::{add_image, remove_image};
pub(in crate::offers) use serve::get_image;
pub(super) use store::{all_there, keep_there, stored};
