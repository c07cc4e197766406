//! The api as a whole, on a real Postgres. One binary: a folder a noun.

mod mail;
mod postgres;
