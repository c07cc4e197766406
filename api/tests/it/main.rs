//! The api as a whole, on a real Postgres. One binary: a folder a noun.
//!
//! `cfg(test)` says to clippy that helpers beside the tests may end a test as well (clippy.toml).

#[cfg(test)]
mod access;
#[cfg(test)]
mod advice;
#[cfg(test)]
mod apps;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod boards;
#[cfg(test)]
mod bookings;
#[cfg(test)]
mod desks;
#[cfg(test)]
mod embeds;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod feeds;
#[cfg(test)]
mod furniture;
#[cfg(test)]
mod hardening;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod offers;
#[cfg(test)]
mod people;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod site;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod waiting;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod wire;
