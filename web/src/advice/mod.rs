//! Advice hours on the page of an offer, and an appointment on its page `/appointment/{id}#s=…`.
//!
//! What always holds: an offer nobody advises on shows nothing of this; what was typed stays, whatever the network
//! does; the page of an appointment can be reloaded at any time, because all it needs is in its address.

mod held;
mod page;
mod reserve;
mod slots;

pub(crate) use page::AppointmentPage;
pub(crate) use slots::Slots;
