//! Who works here: signing in with two factors, taking up an invitation, one's own account, the accounts of
//! the others, screens in the hall, and what was done. A bundle of its own.
//!
//! What always holds: the token is in the memory of the page, as a visitor's is; the cookie is the browser's.
//! What is shown once (an invitation, recovery codes) is in no storage and in no address. Which pages somebody
//! may see is told by the api; what is hidden here would be refused there.

mod accounts;
mod audit;
mod boards;
mod copy;
mod doing;
mod enrol;
mod field;
mod home;
mod keep_codes;
mod known;
mod menu;
mod place;
mod refused;
mod sign_in;
mod ways;
mod who;

pub(crate) use accounts::AccountsPage;
pub(crate) use audit::AuditPage;
pub(crate) use boards::BoardsPage;
pub(crate) use enrol::EnrolPage;
pub(crate) use home::HomePage;
pub(crate) use menu::menu;
pub(crate) use sign_in::SignInPage;
pub(crate) use who::provide;
