//! How offers are written and get to the public: drafts, review, publishing, versions, pictures.
//!
//! What always holds:
//! - What is edited is the working version. The public sees the version that was published last, until the next one
//!   is; only publishing, expiring and archiving change what it sees.
//! - A version is added and never changed. Whoever changes an offer makes the next one.
//! - Where the venue wants four eyes (`Rules::offers_four_eyes`), nobody publishes what they have written themselves.
//! - A change is made by whoever has seen the offer as it is (`If-Match`); of two editors one is told to look again.
//! - An app writes on what it has made itself, and asks for a look at it. It never publishes.
//! - What happens because time passes (`due`) happens once, and the audit has it too.

mod change;
mod create;
mod due;
mod editor;
mod hand;
pub(super) mod images;
mod list;
mod mails;
mod moves;
mod slug;
mod store;
mod versions;

use crate::routes::Routes;

pub(crate) use due::{next, run};

/// The routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_staff_offers)
        .service(create::add_offer)
        .service(list::get_staff_offer)
        .service(change::change_offer)
        .service(change::remove_offer)
        .service(moves::submit_offer)
        .service(moves::return_offer)
        .service(moves::publish_offer)
        .service(moves::archive_offer)
        .service(moves::restore_offer)
        .service(versions::list_versions)
        .service(versions::get_version)
        .service(versions::get_diff)
        .service(versions::restore_version)
        .service(images::add_image)
        .service(images::remove_image);
}
