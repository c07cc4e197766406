//! What webhooks are sent, as their apps see it and as it is forgotten.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{DeliveryId, VenueId, WebhookId};
use shared::webhooks::{DeliveryStatus, WebhookEvent};
use uuid::Uuid;

use crate::schema::webhook_deliveries as table;

/// How long it is kept what was sent.
const REMEMBER: TimeDelta = TimeDelta::days(7);

/// A message as it is listed; its body is not.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = table)]
pub(in crate::webhooks) struct Sent {
    pub(in crate::webhooks) id: Uuid,
    pub(in crate::webhooks) event: String,
    pub(in crate::webhooks) booking_id: Option<Uuid>,
    pub(in crate::webhooks) created_at: DateTime<Utc>,
    pub(in crate::webhooks) status: String,
    pub(in crate::webhooks) due_at: DateTime<Utc>,
    pub(in crate::webhooks) attempts: i16,
    pub(in crate::webhooks) tried_at: Option<DateTime<Utc>>,
    pub(in crate::webhooks) status_code: Option<i16>,
    pub(in crate::webhooks) error: Option<String>,
}

/// What a webhook was sent, the newest first; with an id only what is older.
pub(in crate::webhooks) async fn of_webhook(
    conn: &mut AsyncPgConnection,
    hook: WebhookId,
    before: Option<DeliveryId>,
    most: i64,
) -> QueryResult<Vec<Sent>> {
    let own = table::table.filter(table::webhook_id.eq(hook.0));
    let mut query = own.order(table::id.desc()).limit(most).select(Sent::as_select()).into_boxed();
    if let Some(before) = before {
        query = query.filter(table::id.lt(before.0));
    }
    query.load(conn).await
}

/// One of them.
pub(in crate::webhooks) async fn one_of(
    conn: &mut AsyncPgConnection,
    hook: WebhookId,
    id: DeliveryId,
) -> QueryResult<Option<Sent>> {
    let own = table::table.find(id.0).filter(table::webhook_id.eq(hook.0));
    own.select(Sent::as_select()).first(conn).await.optional()
}

/// Has a message sent again, from the first try on and under its old id. One that is on its way is left alone.
pub(in crate::webhooks) async fn again(
    conn: &mut AsyncPgConnection,
    id: DeliveryId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let done = table::table.find(id.0).filter(table::status.ne(DeliveryStatus::Waiting.name()));
    let waiting = (table::status.eq(DeliveryStatus::Waiting.name()), table::attempts.eq(0_i16), table::due_at.eq(now));
    diesel::update(done).set(waiting).execute(conn).await.map(drop)
}

/// A message that tells nothing.
pub(in crate::webhooks) async fn ping(
    conn: &mut AsyncPgConnection,
    hook: WebhookId,
    id: DeliveryId,
    body: String,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(table::table)
        .values((
            table::id.eq(id.0),
            table::webhook_id.eq(hook.0),
            table::event.eq(WebhookEvent::Ping.name()),
            table::body.eq(body),
            table::created_at.eq(now),
            table::due_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Drops what was told of a person's bookings. Call it as long as they still say whose they are.
pub(crate) async fn burn(conn: &mut AsyncPgConnection, venue: VenueId, email: &str) -> QueryResult<()> {
    diesel::sql_query(
        "DELETE FROM webhook_deliveries d USING bookings b
         WHERE b.venue_id = $1 AND lower(b.email) = lower($2) AND d.booking_id = b.id",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .execute(conn)
    .await
    .map(drop)
}

/// Drops what is a week old, and what was told of bookings that have been erased since.
pub(crate) async fn forget(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(table::table.filter(table::created_at.le(now - REMEMBER))).execute(conn).await?;
    diesel::sql_query(
        "DELETE FROM webhook_deliveries d USING bookings b
         WHERE d.booking_id = b.id AND b.erased_at > d.created_at AND b.erased_at <= $1",
    )
    .bind::<Timestamptz, _>(now)
    .execute(conn)
    .await
    .map(drop)
}
