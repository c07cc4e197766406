//! The waiting list (rule 9): wishes that did not fit, served strictly first come, first served
//! among those that fit, when room appears. An offer is a hold of 30 minutes, never past the start.
//!
//! What always holds:
//! - Room that appears goes to the list before anybody else can take it: whoever frees a desk for
//!   which somebody waits holds the whole venue (`store::lock_house`) and serves the list in the
//!   same transaction. A new wish is put on the list, and served if it fits, under the same lock.
//! - The list is served in the order of `waiting_list.place`, which is the order in which wishes
//!   were written.
//! - Whether an offer was taken is what its booking says; the entry has no state of its own for it.

mod export;
mod join;
mod mails;
mod serve;
mod show;
mod store;

use crate::routes::Routes;

pub(crate) use export::export;
pub use serve::{expire, serve};
pub use store::{anybody, anybody_waits, count_of_person, erase, forget};

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(join::join_waiting_list).service(show::get_waiting_entry).service(show::leave_waiting_list);
}
