//! Advice hours: when an office advises people at the info point, on offers or on a topic of its own.
//!
//! What always holds:
//! - A slot is free as long as one of the advisers is; `appointments` keeps who has which.
//! - Whoever takes a slot, and whoever calls a day off, has the hours to themselves for that moment
//!   (`lock_things`), so no appointment is made on a day that is just being called off.
//! - Changing hours leaves alone what was booked; calling off a day does not, and tells everybody.
//! - People who come without an appointment are a number a day, and nobody.

mod change;
mod days;
mod list;
mod slots;
pub(crate) mod store;
mod terms;
mod walk_ins;

use crate::routes::Routes;

pub(crate) use slots::{about, alternatives, today};

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config.service(slots::list_advice_slots).service(list::list_advice_hours);
}

/// Its routes below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(list::list_advice_hours_for_staff)
        .service(list::get_advice_hour)
        .service(change::add_advice_hour)
        .service(change::change_advice_hour)
        .service(change::remove_advice_hour)
        .service(days::cancel_advice_day)
        .service(days::restore_advice_day)
        .service(walk_ins::count_walk_in)
        .service(walk_ins::list_walk_ins);
}
