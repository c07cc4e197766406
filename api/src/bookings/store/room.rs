//! What must be true before a booking may take desks: the locks that make rivals queue, and one
//! look at everything that stands against it.
//!
//! What always holds: locks are taken in one order, the venue's first (shared, because many may
//! book at once; whoever changes its facts takes it alone), then persons and desks by number. A
//! transaction takes them before any row, so nobody deadlocks.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Bool, Nullable, Text, Timestamptz, Tstzrange, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use sha2::{Digest, Sha256};
use shared::bookings::{BookingState, Held, Owned, check_in_window, quota_reach};
use shared::ids::{BookingId, DeskId, VenueId};
use shared::slots::{Period, Slot};
use shared::venues::Rules;
use uuid::Uuid;

use super::range;
use crate::db::Fixed;
use crate::schema::venues;

/// What a booking wants to take.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// Where.
    pub venue: VenueId,
    /// Its desks.
    pub desks: &'a [DeskId],
    /// When.
    pub period: Period,
    /// Whose history counts (rule 5); `None` where nobody's does.
    pub person: Option<&'a str>,
    /// The booking itself, when it is there already and only moves.
    pub except: Option<BookingId>,
    /// Of an unproven hold: where it is asked for, as a hash. Then it counts what is held like that.
    pub origin: Option<&'a [u8]>,
}

/// What was found.
#[derive(Debug)]
pub struct Room {
    /// The revision of the venue's facts as they are now.
    pub facts_revision: i64,
    /// Bookings that block a desk for some of the time.
    pub rivals: Vec<BookingId>,
    /// Whether time has already ended all of them, marked or not.
    pub rivals_due: bool,
    /// What the person has.
    pub owned: Vec<Owned>,
    /// Whether anybody waits for some of the time.
    pub waited_for: bool,
    /// What is held without proof, where that counts.
    pub held: Held,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    facts_revision: i64,
    #[diesel(sql_type = Bool)]
    waited_for: bool,
    #[diesel(sql_type = BigInt)]
    of_address: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    address_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    desks_held: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    desks_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    lately: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    lately_since: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Bool>)]
    rival: Option<bool>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    state: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    starts: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    ends: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    hold_expires_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    ended_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    series_id: Option<Uuid>,
}

/// Takes the locks of desks, person, and origin of a hold.
pub async fn lock(
    conn: &AsyncPgConnection,
    venue: VenueId,
    desks: &[DeskId],
    person: Option<&str>,
    origin: Option<&[u8]>,
) -> QueryResult<()> {
    let desks: Vec<Uuid> = desks.iter().map(|desk| desk.0).collect();
    lock_things(conn, venue, &desks, person, origin).await
}

/// The same of anything else that is taken, such as the hours of an office.
pub async fn lock_things(
    mut conn: &AsyncPgConnection,
    venue: VenueId,
    things: &[Uuid],
    person: Option<&str>,
    origin: Option<&[u8]>,
) -> QueryResult<()> {
    let persons = person.map(|person| person_key(venue, person)).into_iter().chain(origin.map(first_bytes));
    let mut keys: Vec<i64> = things.iter().copied().map(key).chain(persons).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.insert(0, key(venue.0));
    let lock = diesel::sql_query(
        "SELECT CASE n WHEN 1 THEN pg_advisory_xact_lock_shared(k) ELSE pg_advisory_xact_lock(k) END
         FROM unnest($1) WITH ORDINALITY AS keys (k, n) ORDER BY n",
    )
    .bind::<Array<BigInt>, _>(keys);
    Fixed(lock).execute(&mut conn).await.map(drop)
}

/// Keeps every booking of a venue out until the transaction ends: for those who change its facts.
pub async fn lock_house(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<()> {
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock($1)").bind::<BigInt, _>(key(venue.0));
    Fixed(lock).execute(conn).await.map(drop)
}

/// Keeps those out who change the venue's facts or serve its waiting list, until the transaction ends.
pub async fn lock_shared(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<()> {
    lock(conn, venue, &[], None, None).await
}

/// The revision of a venue's facts as they are now.
pub async fn facts_revision(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<i64> {
    venues::table.find(venue.0).select(venues::facts_revision).first(conn).await
}

/// The random end of a `UUIDv7` as a lock number.
fn key(id: Uuid) -> i64 {
    let (_, low) = id.as_u64_pair();
    i64::from_be_bytes(low.to_be_bytes())
}

/// A person as a lock number. Two that share one only wait for each other.
fn person_key(venue: VenueId, person: &str) -> i64 {
    let digest = Sha256::digest(format!("person {venue} {}", person.to_lowercase()));
    first_bytes(&digest)
}

/// A hash as a lock number.
fn first_bytes(hash: &[u8]) -> i64 {
    hash.first_chunk::<8>().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

/// One round trip for all that decides: facts, rivals, what the person has within reach, and what is held
/// without proof, which is looked at only where this is asked without (`$7`). A series is one hold.
const LOOK: &str = "
    SELECT v.facts_revision,
        EXISTS (SELECT FROM waiting_list w WHERE w.venue_id = $1 AND w.state = 'waiting' AND w.during && $3) AS waited_for,
        held.*, late.*, s.*
    FROM venues v CROSS JOIN LATERAL (
        SELECT count(DISTINCT coalesce(b.series_id, b.id)) FILTER (WHERE lower(b.email) = $5) AS of_address,
            min(b.hold_expires_at) FILTER (WHERE lower(b.email) = $5) AS address_until,
            count(DISTINCT (coalesce(b.series_id, b.id), d.desk_id)) FILTER (WHERE b.hold_origin = $7) AS desks_held,
            min(b.hold_expires_at) FILTER (WHERE b.hold_origin = $7) AS desks_until
        FROM bookings b JOIN booking_desks d ON d.venue_id = $1 AND d.booking_id = b.id
        WHERE $7 IS NOT NULL AND b.venue_id = $1 AND b.hold_origin IS NOT NULL AND b.hold_expires_at > $8
            AND b.id IS DISTINCT FROM $4 AND (b.hold_origin = $7 OR lower(b.email) = $5)
    ) held CROSS JOIN LATERAL (
        SELECT count(DISTINCT coalesce(b.series_id, b.id)) AS lately, min(b.created_at) AS lately_since
        FROM bookings b
        WHERE $7 IS NOT NULL AND b.venue_id = $1 AND lower(b.email) = $5 AND b.created_at > $9
            AND b.confirmed_at IS NULL AND NOT b.walk_in AND b.id IS DISTINCT FROM $4
    ) late LEFT JOIN LATERAL (
        SELECT true AS rival, d.booking_id AS id, d.state, lower(d.during) AS starts, upper(d.during) AS ends,
            b.hold_expires_at, b.ended_at, b.series_id
        FROM booking_desks d JOIN bookings b ON b.venue_id = $1 AND b.id = d.booking_id
        WHERE d.venue_id = $1 AND d.desk_id = ANY($2) AND d.state IN ('held', 'confirmed', 'checked_in')
            AND d.during && $3 AND d.booking_id IS DISTINCT FROM $4
        UNION ALL
        SELECT false, b.id, b.state, lower(b.during), upper(b.during), b.hold_expires_at, b.ended_at, b.series_id
        FROM bookings b
        WHERE b.venue_id = $1 AND lower(b.email) = $5 AND upper(b.during) > $6 AND b.id IS DISTINCT FROM $4
            AND b.state NOT IN ('cancelled', 'expired') AND NOT b.walk_in
    ) s ON true WHERE v.id = $1";

/// Looks at everything that stands against a booking. After [`lock`], what it says stays true
/// until the transaction ends.
pub async fn look(
    mut conn: &AsyncPgConnection,
    ground: Ground<'_>,
    rules: &Rules,
    now: DateTime<Utc>,
) -> QueryResult<Room> {
    let desks: Vec<Uuid> = ground.desks.iter().map(|desk| desk.0).collect();
    let since = now.min(ground.period.start() - quota_reach());
    let look = diesel::sql_query(LOOK)
        .bind::<SqlUuid, _>(ground.venue.0)
        .bind::<Array<SqlUuid>, _>(desks)
        .bind::<Tstzrange, _>(range(ground.period))
        .bind::<Nullable<SqlUuid>, _>(ground.except.map(|id| id.0))
        .bind::<Nullable<Text>, _>(ground.person.map(str::to_lowercase))
        .bind::<Timestamptz, _>(since)
        .bind::<Nullable<Binary>, _>(ground.origin)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(now - TimeDelta::hours(1));
    let rows: Vec<Row> = Fixed(look).load(&mut conn).await?;
    let over = |row: &Row| owned(row, rules, now).is_none_or(|one| !one.open);
    let rivals_due = rows.iter().filter(|row| row.rival == Some(true)).all(over);
    let facts_revision = rows.iter().map(|row| row.facts_revision).max().unwrap_or_default();
    let rival = |row: &Row| row.id.filter(|_| row.rival == Some(true)).map(BookingId);
    let mut rivals: Vec<BookingId> = rows.iter().filter_map(rival).collect();
    rivals.sort_unstable();
    rivals.dedup();
    let owned = rows.iter().filter(|row| row.rival == Some(false)).filter_map(|row| owned(row, rules, now)).collect();
    let waited_for = rows.iter().any(|row| row.waited_for);
    let held = rows.as_slice().first().map(Row::held).unwrap_or_default();
    Ok(Room { facts_revision, rivals, rivals_due, owned, waited_for, held })
}

impl Row {
    /// The same in every row.
    const fn held(&self) -> Held {
        Held {
            of_address: self.of_address,
            address_until: self.address_until,
            lately: self.lately,
            lately_since: self.lately_since,
            desks: self.desks_held,
            desks_until: self.desks_until,
        }
    }
}

/// A row as rule 5 counts it. What is due counts as done, whether or not a job has marked it.
fn owned(row: &Row, rules: &Rules, now: DateTime<Utc>) -> Option<Owned> {
    let period = Period::between(row.starts?, row.ends?)?;
    let until = |at: DateTime<Utc>| Period::new(period.from(), period.to().min(Slot::at_or_after(at)));
    let closed = |period| Owned { period, open: false, series: row.series_id };
    let open = Some(Owned { period, open: true, series: row.series_id });
    match BookingState::from_name(row.state.as_deref()?)? {
        BookingState::Held => open.filter(|_| row.hold_expires_at.is_some_and(|at| at > now)),
        BookingState::Confirmed => {
            let late = check_in_window(rules, period).until;
            if late <= now { until(late).map(closed) } else { open }
        }
        BookingState::CheckedIn if period.end() > now => open,
        BookingState::CheckedIn => Some(closed(period)),
        BookingState::Completed | BookingState::NoShow => until(row.ended_at.unwrap_or(period.end())).map(closed),
        BookingState::Expired | BookingState::Cancelled => None,
    }
}
