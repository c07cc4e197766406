//! A wish on the waiting list, on its page `/waiting/{id}#s=…`: where it stands, what it was offered,
//! the way off the list. It can be reloaded at any time: all it needs is in its address.

mod page;

pub(crate) use page::WaitingPage;
