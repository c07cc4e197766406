//! What is free: counts, states, filters, groups, other times; and that memory never lags behind the database.

mod availability;
mod changes;
mod dates;
mod feed;
mod groups;

use client::AvailabilityQuery;
use shared::desks::{Availability, DeskAvailability};

use crate::harness::{House, VENUE, at};

/// What is free in a period, for one person.
pub(crate) async fn look(house: &House, from: &str, to: &str) -> Availability {
    house.client.availability(VENUE, &AvailabilityQuery::new(at(from), at(to))).await.unwrap()
}

/// One desk of an answer.
pub(crate) fn desk<'a>(found: &'a Availability, code: &str) -> &'a DeskAvailability {
    found.desks.iter().find(|desk| desk.code == code).unwrap_or_else(|| panic!("{code} is not in the answer"))
}
