//! The SQL behind the calendar: a full load, and what has changed since a revision.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::sql_types::{BigInt, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel::{QueryableByName, sql_query};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{BookingId, DeskId};
use shared::slots::Period;
use uuid::Uuid;

use super::{Change, Entry};
use crate::venues::VenueFacts;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = BigInt)]
    counted: i64,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    booking_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    desk_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    starts: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    ends: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct Revision {
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// The revision first and the bookings after it: what comes in between is seen twice, never lost.
const LOAD: &str = "
    SELECT $2::bigint AS revision, 0::bigint AS counted, d.booking_id, d.desk_id, lower(d.during) AS starts, upper(d.during) AS ends
    FROM booking_desks d
    WHERE d.venue_id = $1 AND d.state IN ('held', 'confirmed', 'checked_in')";

/// One statement is one snapshot: bookings are as of the revisions it sees. `counted` says how many
/// revisions stand behind a row.
const SINCE: &str = "
    SELECT c.revision, c.counted, c.booking_id, d.desk_id, lower(d.during) AS starts, upper(d.during) AS ends
    FROM (SELECT max(revision) AS revision, count(*) AS counted, booking_id FROM changes
        WHERE venue_id = $1 AND revision > $2 GROUP BY booking_id) c
    LEFT JOIN booking_desks d
        ON d.venue_id = $1 AND d.booking_id = c.booking_id AND d.state IN ('held', 'confirmed', 'checked_in')";

/// Every booking that blocks, as this transaction sees it.
pub(super) async fn blocking(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
) -> Result<Vec<Change>, diesel::result::Error> {
    let rows: Vec<Row> =
        sql_query(LOAD).bind::<SqlUuid, _>(facts.venue.id.0).bind::<BigInt, _>(0_i64).load(conn).await?;
    Ok(changes(facts, rows))
}

/// What has happened since a revision.
#[derive(Debug)]
pub(super) enum News {
    /// Nothing.
    Nothing,
    /// These bookings changed; now the venue stands at this revision.
    Bookings(i64, Vec<Change>),
    /// Facts of the venue changed, or more than is still on record: everything has to be read anew.
    Everything,
}

/// The venue's revision and every booking that blocks.
pub(super) async fn load(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
) -> Result<(i64, Vec<Change>), diesel::result::Error> {
    let venue = facts.venue.id.0;
    let revision = sql_query("SELECT revision FROM venue_revisions WHERE venue_id = $1")
        .bind::<SqlUuid, _>(venue)
        .get_result::<Revision>(conn)
        .await?
        .revision;
    let rows: Vec<Row> = sql_query(LOAD).bind::<SqlUuid, _>(venue).bind::<BigInt, _>(revision).load(conn).await?;
    Ok((revision, changes(facts, rows)))
}

/// What has changed since a revision.
pub(super) async fn since(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    revision: i64,
) -> Result<News, diesel::result::Error> {
    let rows: Vec<Row> =
        sql_query(SINCE).bind::<SqlUuid, _>(facts.venue.id.0).bind::<BigInt, _>(revision).load(conn).await?;
    let Some(reached) = rows.iter().map(|row| row.revision).max() else { return Ok(News::Nothing) };
    // Revisions have no gaps, so a count that falls short means that old ones were dropped.
    let by_booking: BTreeMap<Option<Uuid>, i64> = rows.iter().map(|row| (row.booking_id, row.counted)).collect();
    let whole = by_booking.values().sum::<i64>() == reached - revision;
    if !whole || by_booking.contains_key(&None) {
        return Ok(News::Everything);
    }
    Ok(News::Bookings(reached, changes(facts, rows)))
}

/// Rows of desks to one change a booking.
fn changes(facts: &VenueFacts, rows: Vec<Row>) -> Vec<Change> {
    let mut by_booking: BTreeMap<Uuid, Option<Entry>> = BTreeMap::new();
    for row in rows {
        let Some(booking) = row.booking_id else { continue };
        let entry = by_booking.entry(booking).or_default();
        let place = row.desk_id.and_then(|id| facts.place_of(DeskId(id)));
        let period = row.starts.zip(row.ends).and_then(|(from, to)| Period::between(from, to));
        if let (Some(place), Some(period)) = (place, period) {
            entry.get_or_insert_with(|| Entry { period, places: Vec::new() }).places.push(place);
        }
    }
    by_booking.into_iter().map(|(id, entry)| Change { booking: BookingId(id), entry }).collect()
}
