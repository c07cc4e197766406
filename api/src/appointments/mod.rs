//! Appointments: one person and a slot of advice hours, with a state.
//!
//! A visitor books (`make`), proves the address with a code (`moves`), comes, or calls it off; the office says whether
//! she came, or calls it off and says why (`by_staff`, `call_off`). Proof of ownership is the `Booking-Secret`, as for
//! bookings of desks.
//!
//! What always holds:
//! - No two that block share an adviser in overlapping time: `appointments_no_overlap` in the database refuses it;
//!   locks and looks before it only make refusing cheap.
//! - An appointment moves along the table in `shared::appointments::AppointmentState` and no other way.
//! - A hold that has run out is nobody's, whether or not a job has marked it: the clock decides.
//! - Staff never see the address, and are never asked for it.

mod by_staff;
mod call_off;
mod mails;
mod make;
mod moves;
mod own;
mod show;
mod store;

use crate::routes::Routes;

pub(crate) use call_off::{call_off_closed, call_off_day, check_reasons, to_come};
pub(crate) use own::export;
pub(crate) use store::{count_of_person, count_open, erase, erase_person, expire, next, seated};

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(make::create_appointment)
        .service(show::get_appointment_file)
        .service(show::get_appointment)
        .service(moves::confirm_appointment)
        .service(moves::extend_appointment_hold)
        .service(moves::cancel_appointment)
        .service(own::list_my_appointments);
}

/// What staff do with appointments, below `/staff`.
pub fn staff_routes(config: &mut Routes<'_, '_>) {
    config
        .service(by_staff::list_appointments)
        .service(by_staff::mark_attended)
        .service(by_staff::mark_no_show)
        .service(call_off::cancel_appointment_for_visitor);
}
