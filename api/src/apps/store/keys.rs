//! All SQL about keys of apps.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::apps::Scope;
use shared::ids::{AppId, AppKeyId};
use uuid::Uuid;

use super::read;
use crate::schema::{app_keys, apps};

/// How exactly it is known when a key was last used, minutes.
const LAST_USED_MINUTES: i64 = 1;

/// A key as it is stored, with what its app may do.
#[derive(Debug)]
pub(in crate::apps) struct Known {
    pub(in crate::apps) id: AppKeyId,
    pub(in crate::apps) app: AppId,
    pub(in crate::apps) secret_hash: Vec<u8>,
    pub(in crate::apps) scopes: Vec<Scope>,
    pub(in crate::apps) expires_at: DateTime<Utc>,
    pub(in crate::apps) ended: bool,
    last_used_at: Option<DateTime<Utc>>,
}

/// A key as it is listed.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = app_keys)]
pub(in crate::apps) struct Listed {
    pub(in crate::apps) id: Uuid,
    pub(in crate::apps) created_at: DateTime<Utc>,
    pub(in crate::apps) expires_at: DateTime<Utc>,
    pub(in crate::apps) revoked_at: Option<DateTime<Utc>>,
    pub(in crate::apps) last_used_at: Option<DateTime<Utc>>,
}

impl Known {
    /// Whether it opens anything.
    pub(in crate::apps) fn opens(&self, now: DateTime<Utc>) -> bool {
        !self.ended && self.expires_at > now
    }
}

type Columns = (Uuid, Uuid, Vec<u8>, DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The key with this id.
pub(in crate::apps) async fn key(conn: &mut AsyncPgConnection, id: AppKeyId) -> QueryResult<Option<Known>> {
    let row: Option<(Columns, Vec<String>, Option<DateTime<Utc>>)> = app_keys::table
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

/// Notes that a key is in use.
pub(in crate::apps) async fn touch(conn: &mut AsyncPgConnection, known: &Known, now: DateTime<Utc>) -> QueryResult<()> {
    let recent = now - TimeDelta::minutes(LAST_USED_MINUTES);
    if known.last_used_at.is_some_and(|at| recent < at) {
        return Ok(());
    }
    let used = app_keys::last_used_at.eq(now);
    diesel::update(app_keys::table.find(known.id.0)).set(used).execute(conn).await.map(drop)
}

/// Every key an app ever had, the oldest first.
pub(in crate::apps) async fn keys_of(conn: &mut AsyncPgConnection, app: AppId) -> QueryResult<Vec<Listed>> {
    let own = app_keys::table.filter(app_keys::app_id.eq(app.0)).order(app_keys::id);
    own.select(Listed::as_select()).load(conn).await
}

/// How many keys of an app open something.
pub(in crate::apps) async fn count_keys(
    conn: &mut AsyncPgConnection,
    id: AppId,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let own = app_keys::table.filter(app_keys::app_id.eq(id.0).and(app_keys::revoked_at.is_null()));
    own.filter(app_keys::expires_at.gt(now)).count().get_result(conn).await
}

/// Stores a new key.
pub(in crate::apps) async fn insert_key(
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

/// Makes a key open nothing any more; says of which app it is, if there was one that did.
pub(in crate::apps) async fn revoke_key(
    conn: &mut AsyncPgConnection,
    id: AppKeyId,
    now: DateTime<Utc>,
) -> QueryResult<Option<AppId>> {
    let standing = app_keys::table.filter(app_keys::id.eq(id.0).and(app_keys::revoked_at.is_null()));
    let revoked = diesel::update(standing).set(app_keys::revoked_at.eq(now)).returning(app_keys::app_id);
    Ok(revoked.get_result::<Uuid>(conn).await.optional()?.map(AppId))
}
