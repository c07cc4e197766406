//! Bookings: desks × a period, with a state.
//!
//! A visitor books (`book`), proves the address with a code (`confirm`), arrives (`check_in`) and
//! leaves (`check_out`), or calls it off (`cancel`). Proof of ownership is the `Booking-Secret`;
//! without it a booking does not exist.
//!
//! What always holds:
//! - No two blocking bookings share a desk in overlapping time: `booking_desks_no_overlap` in the
//!   database refuses it; the locks and checks in `store` only make refusing cheap.
//! - A booking moves along the table in `shared::bookings::BookingState` and no other way.
//! - Every change is told as its last write (`tell`): the venue's revision, the bell, the app that has made it.
//! - What falls due is decided by the clock, not by when the job came round: a hold that has run
//!   out can't be confirmed even if nobody has marked it yet.

mod book;
mod by_staff;
mod change;
mod code;
mod create;
mod files;
mod forget;
mod house;
pub mod idempotency;
mod mails;
mod moves;
mod overrides;
mod pick;
mod remind;
mod secure;
mod series;
mod show;
pub mod store;
mod tell;
mod walk_in;

use crate::routes::Routes;

pub(crate) use book::{check_email, check_name};
pub(crate) use forget::forget;
pub use house::{Fate, Reason, meet};
pub use mails::Occasion;
pub(crate) use mails::{own_calendar, span, write as write_mail};
pub use pick::Plan;
pub use secure::{Grip, Obstacle};
pub(crate) use show::{described, overtake};
pub use show::{desks, due, due_move, wire};
pub(crate) use tell::tell;

/// Header with the proof of ownership.
pub const BOOKING_SECRET: &str = "Booking-Secret";

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(book::create_booking)
        .service(walk_in::create_walk_in)
        .service(series::preview_series)
        .service(series::create_series)
        .service(files::get_calendar_file)
        .service(files::get_qr)
        .service(show::get_booking)
        .service(change::change_booking)
        .service(change::extend_booking)
        .service(moves::confirm_booking)
        .service(moves::extend_hold)
        .service(remind::set_reminder)
        .service(moves::cancel_booking)
        .service(series::cancel_series)
        .service(moves::check_in)
        .service(moves::check_out);
}

/// What staff do with bookings, below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config.service(by_staff::create_booking_for_visitor).service(overrides::list_overrides);
}
