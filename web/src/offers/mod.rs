//! The info point: what the city offers, as a list that can be searched and as single pages.
//!
//! What always holds: search words and filters stand in the address, so that a list can be shared and
//! the back button works; what somebody says of herself to the finder stands nowhere; every fact shows
//! how old it is; what is invented says so.

mod about;
mod ask;
mod card;
mod days;
mod detail;
mod facts;
mod filters;
mod finder;
mod kept;
mod known;
mod languages;
mod list;
mod marked;
mod names;
mod nothing;
mod pictures;
mod results;
#[cfg(test)]
mod sample;
mod search;
mod search_box;
mod share;
mod table;
mod when;

pub(crate) use detail::OfferPage;
pub(crate) use kept::provide;
pub(crate) use list::OffersPage;
