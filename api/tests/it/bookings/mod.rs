//! Bookings over HTTP: the story of one, rivals for one, and every rule that may refuse one.

mod contention;
mod files;
mod holds;
mod idempotency;
mod model;
mod moves;
mod ownership;
mod privacy;
mod rules;
mod story;
