//! The info point: what the city offers, as a list that can be searched and as single pages.
//!
//! What always holds: search words and kind stand in the address, so that a list can be shared and
//! the back button works; every fact shows how old it is; what is invented says so.

mod card;
mod detail;
mod facts;
mod list;
mod results;
mod share;

pub(crate) use card::OfferCard;
pub(crate) use detail::OfferPage;
pub(crate) use list::OffersPage;
