//! Tables, names and documents that must agree with each other.

mod document;
mod migrations;
mod names;
mod privacy;
