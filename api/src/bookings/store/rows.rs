//! From rows to bookings: their desks stand in a table of their own.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::result::Error as DbError;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::{BookingState, Locale};
use shared::ids::{AppId, BookingId, DeskId, VenueId};
use shared::slots::Period;
use uuid::Uuid;

use super::{Row, Stored};
use crate::schema::booking_desks;
use crate::venues::bound;

/// The desks of many bookings in one question.
pub(super) async fn with_all_desks(conn: &mut AsyncPgConnection, rows: Vec<Row>) -> QueryResult<Vec<Stored>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut venues: Vec<Uuid> = rows.iter().map(|row| row.venue_id).collect();
    venues.dedup();
    let pairs: Vec<(Uuid, Uuid)> = booking_desks::table
        .filter(booking_desks::venue_id.eq_any(venues).and(booking_desks::booking_id.eq_any(ids)))
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

/// The same for one.
pub(super) async fn with_desks(conn: &mut AsyncPgConnection, row: Option<Row>) -> QueryResult<Option<Stored>> {
    let Some(row) = row else { return Ok(None) };
    let desks: Vec<Uuid> = booking_desks::table
        .filter(booking_desks::venue_id.eq(row.venue_id).and(booking_desks::booking_id.eq(row.id)))
        .select(booking_desks::desk_id)
        .load(conn)
        .await?;
    assembled(row, desks.into_iter().map(DeskId).collect()).map(Some)
}

fn assembled(row: Row, desks: Vec<DeskId>) -> QueryResult<Stored> {
    let period = bound(row.during.0).zip(bound(row.during.1)).and_then(|(from, to)| Period::between(from, to));
    // Checks of the table rule both out; if they ever fail the row is not a booking.
    let (Some(period), Some(state)) = (period, BookingState::from_name(&row.state)) else {
        return Err(DbError::DeserializationError("a booking off the grid or in an unknown state".into()));
    };
    Ok(Stored {
        venue: VenueId(row.venue_id),
        id: BookingId(row.id),
        code: row.code,
        state,
        period,
        desks,
        email: row.email,
        name: row.name,
        locale: if row.locale == "en" { Locale::En } else { Locale::De },
        secret_hash: row.secret_hash,
        hold_expires_at: row.hold_expires_at,
        hold_extensions: row.hold_extensions,
        code_hash: row.confirm_code_hash,
        code_expires_at: row.confirm_code_expires_at,
        code_tries: row.confirm_code_tries,
        revision: row.revision,
        created_at: row.created_at,
        ended_at: row.ended_at,
        walk_in: row.walk_in,
        series: row.series_id,
        cancel_reason: row.cancel_reason_de.zip(row.cancel_reason_en),
        remind_at: row.remind_at,
        app: row.app_id.map(AppId),
        hold_origin: row.hold_origin,
    })
}
