//! Somebody who signs in: with a code from a mail, to see her bookings, take away what is stored about
//! her, erase it, and see where she is signed in. A bundle of its own: nobody has to sign in to book.
//!
//! What always holds: the cookie is the browser's and good for nothing but a token, the token is in the
//! memory of the page. What the browser keeps beside it is the one word that somebody is signed in, so
//! that other pages know whether to ask.

mod devices;
mod mine;
mod my_appointments;
mod my_bookings;
mod my_data;
mod page;
mod sign_in;

pub(crate) use page::AccountPage;
pub(crate) use sign_in::SignInPage;
