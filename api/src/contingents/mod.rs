//! Contingents: desks kept for a group until a release time (rule 6), as staff keep them. What they
//! mean for a booking is read from the venue's facts.
//!
//! What always holds: a change has the house to itself, so no booking is decided by terms that are
//! no longer true. Bookings that stand are left alone.

mod change;
mod list;
mod members;
mod store;

use crate::routes::Routes;
pub(crate) use members::vouch;
pub(crate) use store::{forget_members, groups_of, leave};

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_contingents)
        .service(list::get_contingent)
        .service(change::add_contingent)
        .service(change::change_contingent)
        .service(change::remove_contingent)
        .service(members::invite_member);
}
