//! Plans: layouts, exhibitions and closures that change the hall for a while (rule 11).
//!
//! Staff look at what a plan would do (`preview`), apply it (`apply`), and may undo it until it takes
//! effect (`undo`). What a plan does is worked out in one place (`weigh`) for all three.
//!
//! What always holds:
//! - Facts, bookings, mails and the plan's record are written in one transaction that has the house to
//!   itself. Bookings that race with it are checked against the new facts or come before it.
//! - Afterwards no blocking booking sits on a desk that is gone. Every touched booking was moved or
//!   ended, and whoever has an address was told.
//! - A preview writes nothing: its transaction can't.

mod apply;
mod check;
mod decide;
mod pieces;
mod preview;
mod show;
mod store;
mod undo;
mod weigh;

use crate::routes::Routes;

/// How staff's own reads are kept: by whoever asked, and asked about each time.
pub const PRIVATE: &str = "private, no-store";

/// The routes of this noun, below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(preview::preview_plan)
        .service(apply::apply_plan)
        .service(show::list_plans)
        .service(show::get_hall_plan)
        .service(undo::undo_plan);
}
