//! People: visitors who sign in. A person is an address that was proven with a code from a mail, and
//! is known as long as a sign-in of hers lasts (docs/adr/0017).
//!
//! What always holds:
//! - Who asks for a code learns nothing: every address is treated alike, known or not.
//! - A code is good once, for ten minutes, for five tries, for the address it was sent to, and only
//!   until a newer one is sent.
//! - The cookie is good for `POST /auth/token` and `/auth/logout` alone, and only from our own pages.
//!   Everything else takes the token it is exchanged for.
//! - A session ends at once: its row is gone, and every request with one of its tokens asks for it.
//! - A value of the cookie that was replaced ends its session, apart from the last one for some seconds.
//! - Bookings and wishes are a person's by their address, without regard to case, as for quotas.

mod codes;
mod cookie;
mod erase;
mod export;
mod mails;
mod me;
mod own_pages;
mod sessions;
mod sign_in;
mod sign_out;
mod store;
mod token;

use utoipa_actix_web::service_config::ServiceConfig;

pub use store::{admit, tidy};

/// What a visitor's token is good for.
pub const SCOPE: &str = "me bookings:read bookings:write";

/// The routes of this noun.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(codes::send_code)
        .service(sign_in::sign_in)
        .service(token::refresh_token)
        .service(sign_out::sign_out)
        .service(me::get_me)
        .service(me::list_my_bookings)
        .service(export::export_me)
        .service(erase::erase_me)
        .service(sessions::list_sessions)
        .service(sessions::end_session);
}
