//! All SQL about apps: the apps themselves here, their keys in `keys`.

mod keys;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::apps::Scope;
use shared::ids::AppId;
use uuid::Uuid;

use crate::schema::apps;

pub(super) use keys::{Listed, count_keys, insert_key, key, keys_of, revoke_key, touch};

/// An app as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) id: AppId,
    pub(super) name: String,
    pub(super) scopes: Vec<Scope>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) suspended_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = apps)]
struct Row {
    id: Uuid,
    name: String,
    scopes: Vec<String>,
    created_at: DateTime<Utc>,
    suspended_at: Option<DateTime<Utc>>,
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        Self {
            id: AppId(row.id),
            name: row.name,
            scopes: read(&row.scopes),
            created_at: row.created_at,
            suspended_at: row.suspended_at,
        }
    }
}

/// Scopes by their names; one that a newer server knows says nothing here.
fn read(names: &[String]) -> Vec<Scope> {
    names.iter().filter_map(|name| Scope::from_name(name)).collect()
}

fn written(scopes: &[Scope]) -> Vec<&'static str> {
    scopes.iter().map(|scope| scope.name()).collect()
}

/// The name of an app and what it may do, unless it is suspended.
pub(super) async fn granted(conn: &mut AsyncPgConnection, id: AppId) -> QueryResult<Option<(String, Vec<Scope>)>> {
    let query = apps::table.filter(apps::id.eq(id.0).and(apps::suspended_at.is_null()));
    let row: Option<(String, Vec<String>)> = query.select((apps::name, apps::scopes)).first(conn).await.optional()?;
    Ok(row.map(|(name, scopes)| (name, read(&scopes))))
}

/// Every app, the oldest first.
pub(super) async fn all(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Stored>> {
    let rows: Vec<Row> = apps::table.select(Row::as_select()).order(apps::id).load(conn).await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The app with this id.
pub(super) async fn find(conn: &mut AsyncPgConnection, id: AppId) -> QueryResult<Option<Stored>> {
    let row: Option<Row> = apps::table.find(id.0).select(Row::as_select()).first(conn).await.optional()?;
    Ok(row.map(Stored::from))
}

/// The same, locked until the transaction ends.
pub(super) async fn lock(conn: &mut AsyncPgConnection, id: AppId) -> QueryResult<Option<Stored>> {
    let query = apps::table.find(id.0).select(Row::as_select()).for_update();
    let row: Option<Row> = query.first(conn).await.optional()?;
    Ok(row.map(Stored::from))
}

/// Stores a new app.
pub(super) async fn insert(conn: &mut AsyncPgConnection, new: &Stored) -> QueryResult<()> {
    diesel::insert_into(apps::table)
        .values((
            apps::id.eq(new.id.0),
            apps::name.eq(&new.name),
            apps::scopes.eq(written(&new.scopes)),
            apps::created_at.eq(new.created_at),
            apps::suspended_at.eq(new.suspended_at),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Writes back what is different about an app.
pub(super) async fn save(conn: &mut AsyncPgConnection, app: &Stored) -> QueryResult<()> {
    diesel::update(apps::table.find(app.id.0))
        .set((apps::name.eq(&app.name), apps::scopes.eq(written(&app.scopes)), apps::suspended_at.eq(app.suspended_at)))
        .execute(conn)
        .await
        .map(drop)
}
