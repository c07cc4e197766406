//! What the tests stand on: a real Postgres, a database each, and the app as it is served.
//!
//! What always holds: a test shares no state with another, time moves only when the test moves it, and nothing waits
//! for a clock on the wall. What a test leaves behind goes with it.

mod cluster;
mod database;
mod employee;
mod house;
mod ledger;
mod person;
mod python;
mod raw;
mod staff;
mod times;
mod visit;

pub(crate) use cluster::maintenance;
pub(crate) use database::{Database, connect};
pub(crate) use employee::{Employee, PASSWORD};
pub(crate) use house::{House, Plan, flyers_program};
pub(crate) use person::{Guest, cookie};
pub(crate) use python::told_by_python;
pub(crate) use raw::{header, json, problem, refused};
pub(crate) use staff::secret_of;
pub(crate) use times::{at, date, now};
pub(crate) use visit::{Taken, crowd, wish};

/// The venue of the seed.
pub(crate) const VENUE: &str = "neues-rathaus";
/// Longer than anything here may take on any machine; who reaches it has failed.
pub(crate) const LIMIT: std::time::Duration = std::time::Duration::from_secs(30);
