//! What stands against an appointment: who has which adviser, what somebody has already, what is held without proof.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::advice::{Seated, Span};
use shared::bookings::Held;
use shared::ids::{AdviceHourId, VenueId};
use uuid::Uuid;

use crate::db::Fixed;

#[derive(QueryableByName)]
struct Sitting {
    #[diesel(sql_type = SqlUuid)]
    advice_id: Uuid,
    #[diesel(sql_type = SmallInt)]
    seat: i16,
    #[diesel(sql_type = Timestamptz)]
    begins: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    ends: DateTime<Utc>,
}

/// Who has which adviser within a time. What has run out counts no more, marked or not.
pub(crate) async fn seated(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    hours: &[AdviceHourId],
    time: Span,
    now: DateTime<Utc>,
) -> QueryResult<Vec<(AdviceHourId, Seated)>> {
    let ids: Vec<Uuid> = hours.iter().map(|id| id.0).collect();
    let query = diesel::sql_query(
        "SELECT advice_id, seat, lower(during) AS begins, upper(during) AS ends FROM appointments
         WHERE venue_id = $1 AND advice_id = ANY($2) AND during && tstzrange($3, $4)
            AND (state IN ('confirmed', 'attended') OR (state = 'held' AND hold_expires_at > $5))",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Timestamptz, _>(time.from)
    .bind::<Timestamptz, _>(time.to)
    .bind::<Timestamptz, _>(now);
    let rows: Vec<Sitting> = Fixed(query).load(conn).await?;
    let seated = |row: Sitting| {
        let span = Span { from: row.begins, to: row.ends };
        (AdviceHourId(row.advice_id), Seated { seat: row.seat, span })
    };
    Ok(rows.into_iter().map(seated).collect())
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// How many appointments of some hours are to come.
pub(crate) async fn count_open(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    of: AdviceHourId,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let query = diesel::sql_query(
        "SELECT count(*) AS count FROM appointments WHERE venue_id = $1 AND advice_id = $2 AND upper(during) > $3
            AND (state = 'confirmed' OR (state = 'held' AND hold_expires_at > $3))",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<SqlUuid, _>(of.0)
    .bind::<Timestamptz, _>(now);
    Fixed(query).get_result::<Count>(conn).await.map(|row| row.count)
}

/// How many one person has to come.
pub(in crate::appointments) async fn open_of_person(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let query = diesel::sql_query(
        "SELECT count(*) AS count FROM appointments WHERE venue_id = $1 AND lower(email) = lower($2)
            AND upper(during) > $3 AND (state = 'confirmed' OR (state = 'held' AND hold_expires_at > $3))",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .bind::<Timestamptz, _>(now);
    Fixed(query).get_result::<Count>(conn).await.map(|row| row.count)
}

#[derive(QueryableByName)]
struct HeldRow {
    #[diesel(sql_type = BigInt)]
    of_address: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    address_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    lately: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    lately_since: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    slots: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    slots_until: Option<DateTime<Utc>>,
}

/// What is held without proof. Of an address desks count as well as appointments: each sends it a mail.
const HELD: &str = "
    WITH mine AS (
        SELECT hold_expires_at, created_at, confirmed_at, hold_origin IS NOT NULL AS unproven FROM appointments
            WHERE venue_id = $1 AND lower(email) = lower($2)
        UNION ALL
        SELECT hold_expires_at, created_at, confirmed_at, hold_origin IS NOT NULL FROM bookings
            WHERE venue_id = $1 AND lower(email) = lower($2) AND NOT walk_in
    )
    SELECT count(*) FILTER (WHERE unproven AND hold_expires_at > $4) AS of_address,
        min(hold_expires_at) FILTER (WHERE unproven AND hold_expires_at > $4) AS address_until,
        count(*) FILTER (WHERE created_at > $5 AND confirmed_at IS NULL) AS lately,
        min(created_at) FILTER (WHERE created_at > $5 AND confirmed_at IS NULL) AS lately_since,
        (SELECT count(*) FROM appointments WHERE venue_id = $1 AND hold_origin = $3 AND hold_expires_at > $4) AS slots,
        (SELECT min(hold_expires_at) FROM appointments
            WHERE venue_id = $1 AND hold_origin = $3 AND hold_expires_at > $4) AS slots_until
    FROM mine";

/// Looks at what an address, and a network or an app, holds without proof.
pub(in crate::appointments) async fn held(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    origin: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<Held> {
    let query = diesel::sql_query(HELD)
        .bind::<SqlUuid, _>(venue.0)
        .bind::<Text, _>(email)
        .bind::<Binary, _>(origin)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(now - TimeDelta::hours(1));
    let row: HeldRow = Fixed(query).get_result(conn).await?;
    Ok(Held {
        of_address: row.of_address,
        address_until: row.address_until,
        lately: row.lately,
        lately_since: row.lately_since,
        desks: row.slots,
        desks_until: row.slots_until,
    })
}
