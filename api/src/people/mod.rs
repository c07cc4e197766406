//! People: visitors who sign in. A person is an address that was proven with a code from a mail, and
//! is known as long as a sign-in of hers lasts (`sessions`, docs/adr/0017).
//!
//! What always holds:
//! - Who asks for a code learns nothing: every address is treated alike, known or not.
//! - A code is good once, for ten minutes, for five tries, for the address it was sent to, and only
//!   until a newer one is sent.
//! - Bookings and wishes are a person's by their address, without regard to case, as for quotas.

mod codes;
mod erase;
mod export;
mod mails;
mod me;
mod sessions;
mod sign_in;
mod store;

use crate::routes::Routes;

pub(crate) use store::known;
pub use store::tidy;

/// The routes of this noun.
pub fn routes(config: &mut Routes<'_, '_>) {
    config
        .service(codes::send_code)
        .service(sign_in::sign_in)
        .service(me::get_me)
        .service(me::list_my_bookings)
        .service(me::get_my_calendar)
        .service(export::export_me)
        .service(erase::erase_me)
        .service(sessions::list_sessions)
        .service(sessions::end_session);
}
