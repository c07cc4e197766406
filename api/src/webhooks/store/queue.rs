//! What waits to be sent, and what became of it. Rows are claimed for a while (`FOR UPDATE SKIP LOCKED`, then
//! `due_at` moves ahead) and not held: a slow receiver must not hold locks and connections.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{DeliveryId, WebhookId};
use shared::webhooks::{DeliveryStatus, DisabledBecause};
use uuid::Uuid;

use crate::db::Fixed;
use crate::schema::{webhook_deliveries, webhooks};

/// Longer than a batch can take.
const CLAIM: TimeDelta = TimeDelta::minutes(5);
/// After so long without anything that arrived, a webhook is switched off.
const FAILS_FOR: TimeDelta = TimeDelta::days(3);

/// A message to be sent now, and where.
#[derive(Debug, QueryableByName)]
pub(in crate::webhooks) struct Claimed {
    #[diesel(sql_type = SqlUuid)]
    pub(in crate::webhooks) id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub(in crate::webhooks) webhook_id: Uuid,
    #[diesel(sql_type = Text)]
    pub(in crate::webhooks) body: String,
    #[diesel(sql_type = SmallInt)]
    pub(in crate::webhooks) attempts: i16,
    #[diesel(sql_type = Text)]
    pub(in crate::webhooks) url: String,
    #[diesel(sql_type = Integer)]
    pub(in crate::webhooks) generation: i32,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(in crate::webhooks) rotated_at: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct Due {
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
}

/// What may be sent: neither the webhook is off nor its app nobody.
macro_rules! told {
    () => {
        "d.status = 'waiting' AND w.disabled_because IS NULL AND a.suspended_at IS NULL
            AND 'webhooks:manage' = ANY (a.scopes)"
    };
}

const CLAIMED: &str = concat!(
    "UPDATE webhook_deliveries d SET attempts = d.attempts + 1, due_at = $2, tried_at = $1
     FROM (SELECT d.id, w.url, w.generation, w.rotated_at
         FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id JOIN apps a ON a.id = w.app_id
         WHERE ",
    told!(),
    " AND d.due_at <= $1 ORDER BY d.due_at LIMIT $3 FOR UPDATE OF d SKIP LOCKED) due
     WHERE d.id = due.id
     RETURNING d.id, d.webhook_id, d.body, d.attempts, due.url, due.generation, due.rotated_at"
);

const NEXT: &str = concat!(
    "SELECT min(d.due_at) AS at
     FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id JOIN apps a ON a.id = w.app_id WHERE ",
    told!()
);

/// Claims what is due, up to so many.
pub(in crate::webhooks) async fn claim(
    conn: &mut AsyncPgConnection,
    most: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Claimed>> {
    let claim = diesel::sql_query(CLAIMED)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(now + CLAIM)
        .bind::<BigInt, _>(most);
    Fixed(claim).load(conn).await
}

/// When the next message falls due.
pub(in crate::webhooks) async fn next_due(conn: &mut AsyncPgConnection) -> QueryResult<Option<DateTime<Utc>>> {
    let next: Due = Fixed(diesel::sql_query(NEXT)).get_result(conn).await?;
    Ok(next.at)
}

/// How many messages wait, also those of who is told nothing now.
pub(in crate::webhooks) async fn waiting(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    let open = webhook_deliveries::status.eq(DeliveryStatus::Waiting.name());
    webhook_deliveries::table.filter(open).count().get_result(conn).await
}

/// A message has arrived.
pub(in crate::webhooks) async fn delivered(
    conn: &mut AsyncPgConnection,
    sent: &Claimed,
    status_code: i16,
) -> QueryResult<()> {
    let arrived = (
        webhook_deliveries::status.eq(DeliveryStatus::Delivered.name()),
        webhook_deliveries::status_code.eq(Some(status_code)),
        webhook_deliveries::error.eq(None::<String>),
    );
    diesel::update(webhook_deliveries::table.find(sent.id)).set(arrived).execute(conn).await?;
    let well = webhooks::table.find(sent.webhook_id).filter(webhooks::failing_since.is_not_null());
    diesel::update(well).set(webhooks::failing_since.eq(None::<DateTime<Utc>>)).execute(conn).await.map(drop)
}

/// A message has not arrived and will be tried again.
pub(in crate::webhooks) async fn tried(
    conn: &mut AsyncPgConnection,
    id: DeliveryId,
    (status_code, error): (Option<i16>, Option<&str>),
    again_at: DateTime<Utc>,
) -> QueryResult<()> {
    let later = (
        webhook_deliveries::due_at.eq(again_at),
        webhook_deliveries::status_code.eq(status_code),
        webhook_deliveries::error.eq(error),
    );
    diesel::update(webhook_deliveries::table.find(id.0)).set(later).execute(conn).await.map(drop)
}

/// A message is given up.
pub(in crate::webhooks) async fn failed(
    conn: &mut AsyncPgConnection,
    id: DeliveryId,
    (status_code, error): (Option<i16>, Option<&str>),
) -> QueryResult<()> {
    let over = (
        webhook_deliveries::status.eq(DeliveryStatus::Failed.name()),
        webhook_deliveries::status_code.eq(status_code),
        webhook_deliveries::error.eq(error),
    );
    diesel::update(webhook_deliveries::table.find(id.0)).set(over).execute(conn).await.map(drop)
}

/// Notes that nothing arrives at a webhook, and switches it off when its receiver is gone or has been silent for
/// days; says whether it was.
pub(in crate::webhooks) async fn off(
    conn: &mut AsyncPgConnection,
    hook: WebhookId,
    gone: bool,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let off = diesel::sql_query(
        "UPDATE webhooks SET failing_since = coalesce(failing_since, $2),
            disabled_because = CASE WHEN $3 THEN $4 WHEN failing_since <= $5 THEN $6 END
         WHERE id = $1 AND disabled_because IS NULL RETURNING disabled_because",
    )
    .bind::<SqlUuid, _>(hook.0)
    .bind::<Timestamptz, _>(now)
    .bind::<diesel::sql_types::Bool, _>(gone)
    .bind::<Text, _>(DisabledBecause::Gone.name())
    .bind::<Timestamptz, _>(now - FAILS_FOR)
    .bind::<Text, _>(DisabledBecause::Failing.name());
    let off: Option<Off> = Fixed(off).get_result(conn).await.optional()?;
    Ok(off.is_some_and(|off| off.disabled_because.is_some()))
}

#[derive(QueryableByName)]
struct Off {
    #[diesel(sql_type = Nullable<Text>)]
    disabled_because: Option<String>,
}
