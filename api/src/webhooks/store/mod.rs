//! All SQL about webhooks: the webhooks themselves here, writing what they are to be sent in `announce`, reading it in
//! `deliveries`, what the worker
//! does with that in `queue`.

mod announce;
mod deliveries;
mod queue;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{AppId, WebhookId};
use shared::webhooks::{DisabledBecause, WebhookEvent};
use uuid::Uuid;

use crate::schema::{webhook_deliveries, webhooks};

pub(crate) use announce::announce;
pub(super) use deliveries::{Sent, again, of_webhook, one_of, ping};
pub(crate) use deliveries::{burn, forget};
pub(super) use queue::{Claimed, claim, delivered, failed, next_due, off, tried, waiting};

/// A webhook as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) id: WebhookId,
    pub(super) app: AppId,
    pub(super) url: String,
    pub(super) events: Vec<WebhookEvent>,
    pub(super) generation: i32,
    pub(super) rotated_at: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) disabled_because: Option<DisabledBecause>,
    pub(super) failing_since: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = webhooks)]
struct Row {
    id: Uuid,
    app_id: Uuid,
    url: String,
    events: Vec<String>,
    generation: i32,
    rotated_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    disabled_because: Option<String>,
    failing_since: Option<DateTime<Utc>>,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        Self {
            id: WebhookId(row.id),
            app: AppId(row.app_id),
            url: row.url,
            events: row.events.iter().filter_map(|name| WebhookEvent::from_name(name)).collect(),
            generation: row.generation,
            rotated_at: row.rotated_at,
            created_at: row.created_at,
            disabled_because: row.disabled_because.as_deref().and_then(DisabledBecause::from_name),
            failing_since: row.failing_since,
        }
    }
}

fn names(events: &[WebhookEvent]) -> Vec<&'static str> {
    events.iter().map(|event| event.name()).collect()
}

/// The webhooks of an app, the oldest first.
pub(super) async fn of_app(conn: &mut AsyncPgConnection, app: AppId) -> QueryResult<Vec<Stored>> {
    let own = webhooks::table.filter(webhooks::app_id.eq(app.0)).order(webhooks::id);
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn).await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The webhook with this id, if it is the app's.
pub(super) async fn find(conn: &mut AsyncPgConnection, app: AppId, id: WebhookId) -> QueryResult<Option<Stored>> {
    let own = webhooks::table.find(id.0).filter(webhooks::app_id.eq(app.0));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).await.optional()?;
    Ok(row.map(Stored::from))
}

/// The same, locked until the transaction ends.
pub(super) async fn lock(conn: &mut AsyncPgConnection, app: AppId, id: WebhookId) -> QueryResult<Option<Stored>> {
    let own = webhooks::table.find(id.0).filter(webhooks::app_id.eq(app.0)).select(Row::as_select());
    // Its number stays: whoever writes a message to it meanwhile need not wait.
    let row: Option<Row> = own.for_no_key_update().first(conn).await.optional()?;
    Ok(row.map(Stored::from))
}

/// Stores a new webhook.
pub(super) async fn insert(conn: &mut AsyncPgConnection, new: &Stored) -> QueryResult<()> {
    diesel::insert_into(webhooks::table)
        .values((
            webhooks::id.eq(new.id.0),
            webhooks::app_id.eq(new.app.0),
            webhooks::url.eq(&new.url),
            webhooks::events.eq(names(&new.events)),
            webhooks::created_at.eq(new.created_at),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Writes back what is different about a webhook.
pub(super) async fn save(conn: &mut AsyncPgConnection, hook: &Stored) -> QueryResult<()> {
    diesel::update(webhooks::table.find(hook.id.0))
        .set((
            webhooks::url.eq(&hook.url),
            webhooks::events.eq(names(&hook.events)),
            webhooks::generation.eq(hook.generation),
            webhooks::rotated_at.eq(hook.rotated_at),
            webhooks::disabled_because.eq(hook.disabled_because.map(DisabledBecause::name)),
            webhooks::failing_since.eq(hook.failing_since),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Removes a webhook with everything it was sent; says whether there was one.
pub(super) async fn remove(conn: &mut AsyncPgConnection, app: AppId, id: WebhookId) -> QueryResult<bool> {
    if find(conn, app, id).await?.is_none() {
        return Ok(false);
    }
    // Messages first: whoever erases a person has theirs in hand and then writes to the webhook.
    diesel::delete(webhook_deliveries::table.filter(webhook_deliveries::webhook_id.eq(id.0))).execute(conn).await?;
    Ok(diesel::delete(webhooks::table.find(id.0)).execute(conn).await? > 0)
}
