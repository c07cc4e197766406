//! The bookings that may be touched when the hall changes.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::BookingState;
use shared::ids::{DeskId, VenueId};
use uuid::Uuid;

use super::{Range, Row, Stored, assembled};
use crate::schema::{booking_desks, bookings};

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
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let pairs: Vec<(Uuid, Uuid)> = booking_desks::table
        .filter(booking_desks::venue_id.eq(venue.0).and(booking_desks::booking_id.eq_any(ids)))
        .select((booking_desks::booking_id, booking_desks::desk_id))
        .load(conn)
        .await?;
    let mut desks: HashMap<Uuid, Vec<DeskId>> = HashMap::new();
    for (booking, desk) in pairs {
        desks.entry(booking).or_default().push(DeskId(desk));
    }
    rows.into_iter()
        .map(|row| {
            let own = desks.remove(&row.id).unwrap_or_default();
            assembled(row, own)
        })
        .collect()
}
