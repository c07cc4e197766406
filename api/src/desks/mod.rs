//! Desks: what they are and when they are free.
//!
//! All of it is answered from the calendar in memory; `current` makes sure it may be trusted.

mod availability;
mod days;
mod list;
mod now;
mod suggestions;
mod told;
mod wish;

use crate::routes::Routes;

pub(crate) use now::{HallNow, hall_now};
pub use wish::{Wish, alternatives};

/// How long shared caches may keep what changes with every booking.
pub const LIVE: &str = "public, max-age=5, stale-while-revalidate=30";

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(availability::get_availability)
        .service(days::get_day)
        .service(suggestions::get_suggestions)
        .service(list::list_desks)
        .service(list::get_desk);
}
