//! A booking on its page `/booking/{id}#s=…`: from the hold through the visit to its end.
//!
//! `page.rs` finds out which booking it is about and in which state; `held.rs`, `ticket.rs` and
//! `ended.rs` are what a visitor sees in each; `moves.rs` is the only place that changes anything.
//! What always holds:
//!
//! * The page can be reloaded at any time: all it needs is in its address.
//! * What was typed stays, whatever the network does.
//! * The newest answer wins, by the booking's own revision, no matter in which order answers arrive.
//! * What cannot be undone asks first.

mod again;
mod calendar_file;
mod code;
mod countdown;
mod dialog;
mod ended;
mod facts;
mod hall;
mod held;
mod longer;
mod missing;
mod moves;
mod nearby;
mod page;
mod refused;
mod steps;
mod ticket;

pub(crate) use dialog::{Ask, Question};
pub(crate) use facts::{day, desks, times, today};
pub(crate) use page::BookingPage;
