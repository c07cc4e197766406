//! The start page: how it is in the hall right now, how it works, and what goes on in the town hall.
//!
//! Everything on it comes from the api; a section without data is left out or says so, and none
//! waits for another.

mod art;
mod exhibition;
mod hero;
mod how;
mod live;
mod page;
mod quiet;
mod sections;
mod today;

pub(crate) use page::StartPage;
