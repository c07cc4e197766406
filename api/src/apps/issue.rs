//! A key comes to be: at the terminal or over HTTP, under the same terms.

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use shared::apps::MOST_KEYS;
use shared::ids::{AppId, AppKeyId};

use super::{AppError, store};
use crate::secrets::Secrets;
use crate::staff::key::Key;

/// Stores a key for an app, as part of the caller's transaction, and says when it ends.
pub(super) async fn issue(
    conn: &mut AsyncPgConnection,
    app: AppId,
    key: &Key,
    days: u16,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, AppError> {
    // Locked, so that two who make one at the same time count each other's.
    store::lock(conn, app).await?.ok_or(AppError::Unknown(app))?;
    if store::count_keys(conn, app, now).await? >= i64::from(MOST_KEYS) {
        return Err(AppError::Keys);
    }
    let ends = now + TimeDelta::days(i64::from(days));
    store::insert_key(conn, (AppKeyId(key.id), app), Secrets::hash(&key.secret), now, ends).await?;
    Ok(ends)
}
