//! All SQL about the audit: adding and reading, and nothing else.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::audit::{Action, AuditEntry};
use shared::ids::VenueId;
use shared::zones::Zone;
use uuid::Uuid;

use super::Deed;
use crate::app::App;
use crate::schema::audit_entries;

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_entries)]
struct Row {
    id: Uuid,
    at: DateTime<Utc>,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    action: String,
    subject_id: Option<String>,
    reason: Option<String>,
    detail: Value,
}

/// Which entries are asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// From when on.
    pub(super) from: Option<DateTime<Utc>>,
    /// Until when.
    pub(super) to: Option<DateTime<Utc>>,
    /// Of what kind.
    pub(super) action: Option<Action>,
    /// By whom.
    pub(super) actor: Option<Uuid>,
    /// About which record.
    pub(super) subject: Option<String>,
}

#[derive(QueryableByName)]
struct Gone {
    #[diesel(sql_type = BigInt)]
    gone: i64,
}

/// Writes down what is being done, in the transaction that does it.
pub async fn record(conn: &mut AsyncPgConnection, app: &App, deed: Deed<'_>) -> QueryResult<()> {
    let now = app.clock.now();
    record_at(conn, app.ids.uuid(now), now, deed).await
}

/// The same where there is no app, as at the terminal.
pub async fn record_at(conn: &mut AsyncPgConnection, id: Uuid, now: DateTime<Utc>, deed: Deed<'_>) -> QueryResult<()> {
    let detail: serde_json::Map<String, Value> =
        deed.detail.into_iter().map(|(name, value)| (name, Value::String(value))).collect();
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::id.eq(id),
            audit_entries::venue_id.eq(deed.venue.map(|venue| venue.0)),
            audit_entries::at.eq(now),
            audit_entries::actor_kind.eq(deed.actor.kind()),
            audit_entries::actor_id.eq(deed.actor.id()),
            audit_entries::actor_name.eq(deed.actor.name()),
            audit_entries::action.eq(deed.action.name()),
            audit_entries::subject_id.eq(deed.subject),
            audit_entries::reason.eq(deed.reason),
            audit_entries::detail.eq(Value::Object(detail)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// What was done at a venue and to the house as a whole, the newest first, from before one of them on.
pub(super) async fn entries(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    filter: &Filter,
    before: Option<Uuid>,
    limit: i64,
    zone: &Zone,
) -> QueryResult<Vec<AuditEntry>> {
    let here = audit_entries::venue_id.eq(venue.0).or(audit_entries::venue_id.is_null());
    let mut query = audit_entries::table
        .filter(here.assume_not_null())
        .order(audit_entries::id.desc())
        .limit(limit)
        .select(Row::as_select())
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(audit_entries::id.lt(before));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_entries::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_entries::at.lt(to));
    }
    if let Some(action) = filter.action {
        query = query.filter(audit_entries::action.eq(action.name()));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_entries::actor_id.eq(actor).assume_not_null());
    }
    if let Some(subject) = &filter.subject {
        query = query.filter(audit_entries::subject_id.eq(subject.clone()).assume_not_null());
    }
    let rows: Vec<Row> = query.load(conn).await?;
    Ok(rows.into_iter().map(|row| wire(row, zone)).collect())
}

fn wire(row: Row, zone: &Zone) -> AuditEntry {
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let detail: BTreeMap<String, String> = match row.detail {
        Value::Object(pairs) => pairs.into_iter().map(|(name, value)| (name, text(value))).collect(),
        _ => BTreeMap::new(),
    };
    AuditEntry {
        id: row.id,
        at: zone.local(row.at),
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        actor_name: row.actor_name,
        action: row.action,
        subject_id: row.subject_id,
        reason: row.reason,
        detail,
    }
}

/// Drops what is older than a year by the database's own clock; says how much that was.
pub async fn forget(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    let gone: Gone = diesel::sql_query("SELECT forget_audit() AS gone").get_result(conn).await?;
    Ok(gone.gone)
}
