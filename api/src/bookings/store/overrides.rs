//! What rules were set aside for. Rows are written with their booking and never changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use shared::bookings::{Override, Rule};
use shared::ids::{BookingId, VenueId};
use shared::zones::Zone;
use uuid::Uuid;

use crate::schema::overrides;
use crate::staff::By;

#[derive(Queryable)]
struct Row {
    id: Uuid,
    booking_id: Uuid,
    at: DateTime<Utc>,
    rules: Vec<String>,
    reason: String,
    by: String,
}

/// What is to be kept of an override.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// Its id.
    pub id: Uuid,
    /// Who did it.
    pub by: By,
    /// What colleagues call them.
    pub name: String,
    /// Which rules.
    pub rules: Vec<Rule>,
    /// Why.
    pub reason: String,
}

/// Keeps what was set aside for a booking.
pub async fn set_aside(
    mut conn: &AsyncPgConnection,
    venue: VenueId,
    booking: BookingId,
    what: SetAside,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let names: Vec<String> = what.rules.iter().filter_map(|rule| name(*rule)).collect();
    diesel::insert_into(overrides::table)
        .values((
            overrides::venue_id.eq(venue.0),
            overrides::id.eq(what.id),
            overrides::booking_id.eq(booking.0),
            overrides::staff_key_id.eq(what.by.key().map(|key| key.0)),
            overrides::staff_id.eq(what.by.account().map(|account| account.0)),
            overrides::staff_name.eq(what.name),
            overrides::at.eq(now),
            overrides::rules.eq(names),
            overrides::reason.eq(what.reason),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}

/// What was set aside, the newest first, from before one of them on.
pub async fn overrides(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    before: Option<Uuid>,
    limit: i64,
    zone: &Zone,
) -> QueryResult<Vec<Override>> {
    let mut query = overrides::table
        .filter(overrides::venue_id.eq(venue.0))
        .order(overrides::id.desc())
        .limit(limit)
        .select((
            overrides::id,
            overrides::booking_id,
            overrides::at,
            overrides::rules,
            overrides::reason,
            overrides::staff_name,
        ))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(overrides::id.lt(before));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    let told = |row: Row| Override {
        id: row.id,
        booking_id: BookingId(row.booking_id),
        at: zone.local(row.at),
        by: row.by,
        rules: row.rules.iter().map(|name| rule(name)).collect(),
        reason: row.reason,
    };
    Ok(rows.into_iter().map(told).collect())
}

/// A rule's name on the wire, which is its name here too.
fn name(rule: Rule) -> Option<String> {
    serde_json::to_value(rule).ok().and_then(|value| value.as_str().map(str::to_owned))
}

fn rule(name: &str) -> Rule {
    let value: Value = json!(name);
    serde_json::from_value(value).unwrap_or(Rule::Unknown)
}
