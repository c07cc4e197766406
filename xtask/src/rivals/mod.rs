//! Rivals: visitors who all want the same few desks at once, and the check of everything they were told.
//!
//! Used by the figure B2 and by `cargo xtask torture`. A visitor is a thread with connections of its own; what it was
//! told is a [`history`], what is stored is read by [`ledger`], and [`check`] holds the one against the other. When all
//! is quiet, [`quiet`] asks once more for whatever was refused.

pub(crate) mod chance;
pub(crate) mod check;
pub(crate) mod hall;
pub(crate) mod history;
pub(crate) mod house;
pub(crate) mod ledger;
pub(crate) mod mail;
pub(crate) mod quiet;
pub(crate) mod visitor;
