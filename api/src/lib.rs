//! The api of Rathaus Co-Working. docs/ARCHITECTURE.md has the map and the invariants.

pub mod app;
pub mod bookings;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod db;
pub mod desks;
pub mod edge;
pub mod health;
pub mod ids;
pub mod jobs;
pub mod limits;
pub mod mail;
pub mod offers;
pub mod openapi;
pub mod postgres;
pub mod problem;
pub mod sandbox;
pub mod schema;
pub mod secrets;
pub mod seed;
pub mod server;
pub mod site;
pub mod venues;
pub mod waiting;
pub mod wire;
