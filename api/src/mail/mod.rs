//! Mail: from a row of the outbox to a message on its way.
//!
//! A verb writes its mail into the table `outbox` in the transaction that causes it; [`worker`] sends
//! it through [`Mailer`]: by SMTP, or into files that [`outbox_page`] shows to people who develop. What
//! always holds:
//!
//! - A mail is sent at least once, and its `Message-ID` is that of its row, so a second copy can be told.
//! - Recipient, subject and bodies are wiped from the row in the statement that marks it as sent.
//! - No address, no code and no link to a booking is in a log or an error: [`SendError`] has words of
//!   its own, because mail servers quote addresses in theirs.

pub(crate) mod files;
pub(crate) mod invitation;
pub(crate) mod letter;
mod message;
pub mod outbox_page;
pub(crate) mod store;
mod transport;
pub mod worker;

pub use message::{CalendarPart, Message};
pub use transport::{Mailer, SendError, SetupError, Transport};
