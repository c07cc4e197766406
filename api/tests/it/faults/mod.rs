//! What breaks around us: the database away, the process killed, a port in use.

mod database;
mod process;
pub(crate) mod program;
mod reset;
mod transactions;
