//! The program that prints flyers, as a whole.
//!
//! `cfg(test)` says to clippy that helpers beside the tests may end a test as well (clippy.toml).

#[cfg(test)]
mod house;
#[cfg(test)]
mod record;
#[cfg(test)]
mod sheets;
