//! All SQL about apps.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::apps::Scope;
use shared::ids::{AppId, AppKeyId};
use uuid::Uuid;

use crate::schema::{app_keys, apps};

/// How exactly it is known when a key was last used, minutes.
const LAST_USED_MINUTES: i64 = 1;

/// A key as it is stored, with what its app may do.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: AppKeyId,
    pub(super) app: AppId,
    pub(super) secret_hash: Vec<u8>,
    pub(super) scopes: Vec<Scope>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) ended: bool,
    last_used_at: Option<DateTime<Utc>>,
}

impl Known {
    /// Whether it opens anything.
    pub(super) fn opens(&self, now: DateTime<Utc>) -> bool {
        !self.ended && self.expires_at > now
    }
}

/// An app as it is listed.
#[derive(Debug, Queryable)]
pub(super) struct Listed {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) scopes: Vec<String>,
    pub(super) suspended_at: Option<DateTime<Utc>>,
}

fn read(names: &[String]) -> Vec<Scope> {
    names.iter().filter_map(|name| Scope::from_name(name)).collect()
}

type KeyRow = (Uuid, Uuid, Vec<u8>, DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The key with this id.
pub(super) async fn key(conn: &mut AsyncPgConnection, id: AppKeyId) -> QueryResult<Option<Known>> {
    let row: Option<(KeyRow, Vec<String>, Option<DateTime<Utc>>)> = app_keys::table
        .inner_join(apps::table.on(apps::id.eq(app_keys::app_id)))
        .filter(app_keys::id.eq(id.0))
        .select((
            (
                app_keys::id,
                app_keys::app_id,
                app_keys::secret_hash,
                app_keys::expires_at,
                app_keys::revoked_at,
                app_keys::last_used_at,
            ),
            apps::scopes,
            apps::suspended_at,
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|((id, app, secret_hash, expires_at, revoked, last_used_at), scopes, suspended)| Known {
        id: AppKeyId(id),
        app: AppId(app),
        secret_hash,
        scopes: read(&scopes),
        expires_at,
        ended: revoked.is_some() || suspended.is_some(),
        last_used_at,
    }))
}

/// What an app may do, unless it is suspended.
pub(super) async fn granted(conn: &mut AsyncPgConnection, id: AppId) -> QueryResult<Option<Vec<Scope>>> {
    let query = apps::table.filter(apps::id.eq(id.0).and(apps::suspended_at.is_null())).select(apps::scopes);
    let scopes: Option<Vec<String>> = query.first(conn).await.optional()?;
    Ok(scopes.map(|names| read(&names)))
}

/// Notes that a key is in use.
pub(super) async fn touch(conn: &mut AsyncPgConnection, known: &Known, now: DateTime<Utc>) -> QueryResult<()> {
    let recent = now - TimeDelta::minutes(LAST_USED_MINUTES);
    if known.last_used_at.is_some_and(|at| recent < at) {
        return Ok(());
    }
    let used = app_keys::last_used_at.eq(now);
    diesel::update(app_keys::table.find(known.id.0)).set(used).execute(conn).await.map(drop)
}

/// Stores a new app.
pub(super) async fn insert(
    conn: &mut AsyncPgConnection,
    id: AppId,
    name: &str,
    scopes: &[Scope],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    diesel::insert_into(apps::table)
        .values((apps::id.eq(id.0), apps::name.eq(name), apps::scopes.eq(names), apps::created_at.eq(now)))
        .execute(conn)
        .await
        .map(drop)
}

/// Locks an app until the transaction ends; says whether there is one.
pub(super) async fn lock(conn: &mut AsyncPgConnection, id: AppId) -> QueryResult<bool> {
    let row = apps::table.find(id.0).select(apps::id).for_update();
    Ok(row.first::<Uuid>(conn).await.optional()?.is_some())
}

/// How many keys of an app open something.
pub(super) async fn count_keys(conn: &mut AsyncPgConnection, id: AppId, now: DateTime<Utc>) -> QueryResult<i64> {
    let own = app_keys::table.filter(app_keys::app_id.eq(id.0).and(app_keys::revoked_at.is_null()));
    own.filter(app_keys::expires_at.gt(now)).count().get_result(conn).await
}

/// Stores a new key.
pub(super) async fn insert_key(
    conn: &mut AsyncPgConnection,
    (id, app): (AppKeyId, AppId),
    secret_hash: Vec<u8>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(app_keys::table)
        .values((
            app_keys::id.eq(id.0),
            app_keys::app_id.eq(app.0),
            app_keys::secret_hash.eq(secret_hash),
            app_keys::created_at.eq(now),
            app_keys::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Makes a key open nothing any more; says whether there was one that did.
pub(super) async fn revoke_key(conn: &mut AsyncPgConnection, id: AppKeyId, now: DateTime<Utc>) -> QueryResult<bool> {
    let standing = app_keys::table.filter(app_keys::id.eq(id.0).and(app_keys::revoked_at.is_null()));
    Ok(diesel::update(standing).set(app_keys::revoked_at.eq(now)).execute(conn).await? > 0)
}

/// Makes an app nobody; says whether there was one.
pub(super) async fn suspend(conn: &mut AsyncPgConnection, id: AppId, now: DateTime<Utc>) -> QueryResult<bool> {
    let standing = apps::table.filter(apps::id.eq(id.0).and(apps::suspended_at.is_null()));
    Ok(diesel::update(standing).set(apps::suspended_at.eq(now)).execute(conn).await? > 0)
}

/// Every app, the oldest first.
pub(super) async fn all(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Listed>> {
    let columns = (apps::id, apps::name, apps::scopes, apps::suspended_at);
    apps::table.select(columns).order(apps::id).load(conn).await
}
