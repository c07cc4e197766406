//! What somebody might try who means no good. Every test here is an attack that must come to nothing.

mod headers;
mod injection;
mod logs;
mod objects;
mod pressure;
mod smuggling;
mod sockets;
