//! Bookings over HTTP: the story of one, rivals for one, and every rule that may refuse one.

mod changes;
mod contention;
mod contingents;
pub(crate) mod files;
mod holds;
mod idempotency;
mod model;
mod moves;
mod overrides;
mod ownership;
mod privacy;
mod quotas;
mod reminders;
mod rules;
mod series;
mod story;
mod walk_ins;
