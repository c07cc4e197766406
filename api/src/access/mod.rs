//! Who asks, and what they may do.
//!
//! What always holds: how somebody becomes known is decided in `caller` and nowhere else, and every
//! operation of the document has a row in `table` that says who may call it.

mod apps;
mod caller;
mod methods;
mod proof;
pub mod table;

pub use caller::{Caller, Visitor, identify};
pub(crate) use caller::{Identity, admit_app, caller_of, not_for_apps, unknown};
pub(crate) use methods::methods;
pub(crate) use proof::{Mark, Proof};
