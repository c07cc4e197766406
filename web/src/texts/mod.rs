//! Every word the app itself says, in both languages.
//!
//! One struct per page and one constant per language: a text that is missing does not compile, and
//! nothing is parsed or loaded at run time. A text with something to fill in is a function. Words:
//! Sie, short main clauses, the verb first; what happened, what stays, what to do.

pub(crate) mod account;
pub(crate) mod advice;
pub(crate) mod book;
pub(crate) mod bookings;
pub(crate) mod change;
pub(crate) mod finder;
pub(crate) mod frame;
pub(crate) mod offers;
pub(crate) mod pages;
pub(crate) mod programme;
pub(crate) mod series;
pub(crate) mod staff;
pub(crate) mod start;
pub(crate) mod waiting;
pub(crate) mod walk_in;
