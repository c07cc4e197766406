//! The bookings that may be touched when the hall changes.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::BookingState;
use shared::ids::VenueId;

use super::{Range, Row, Stored, with_all_desks};
use crate::schema::bookings;

/// Every booking that blocks for some of a time, in the order in which they were made; on request locked
/// until the transaction ends, so that no move comes between a decision and its writing.
pub async fn blocking(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    during: Range,
    lock: bool,
) -> QueryResult<Vec<Stored>> {
    let states: Vec<&str> =
        BookingState::ALL.into_iter().filter(|state| state.blocks()).map(BookingState::name).collect();
    let query = bookings::table
        .filter(bookings::venue_id.eq(venue.0))
        .filter(bookings::state.eq_any(states))
        .filter(bookings::during.overlaps_with(during))
        .order((bookings::created_at, bookings::id))
        .select(Row::as_select());
    let rows: Vec<Row> = if lock { query.for_update().load(conn).await? } else { query.load(conn).await? };
    with_all_desks(conn, rows).await
}
