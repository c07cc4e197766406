//! The page behind the code on a desk, `/p/{code}`: from scanning it to sitting there in one press,
//! without an address. Where the desk cannot be had, the nearest ones that can are one press away.
//!
//! Once seated the visitor is on the booking's own page, whose address is the only key to it.

mod about;
mod page;
mod seat;

pub(crate) use page::WalkInPage;
