//! All SQL about staff.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{StaffKeyId, VenueId};
use shared::staff::{Role, StaffKey};
use uuid::Uuid;

use super::{By, Staff};
use crate::app::App;
use crate::schema::{staff_keys, venues};

/// How exactly it is known when a key was last used, minutes: a write for every read would be too dear.
const LAST_USED_MINUTES: i64 = 1;

/// A key as it is stored.
pub(super) struct Known {
    key: StaffKeyId,
    pub(super) staff: Staff,
    pub(super) secret_hash: Vec<u8>,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) revoked_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff_keys)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    name: String,
    role: String,
    secret_hash: Vec<u8>,
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
}

/// The key with this id; one with a role nobody knows opens nothing.
pub(super) async fn find(conn: &mut AsyncPgConnection, id: StaffKeyId) -> QueryResult<Option<Known>> {
    let query = staff_keys::table.filter(staff_keys::id.eq(id.0)).select(Row::as_select());
    let row: Option<Row> = query.first(conn).await.optional()?;
    Ok(row.and_then(|row| {
        let role = Role::from_name(&row.role)?;
        Some(Known {
            key: StaffKeyId(row.id),
            staff: Staff { venue: VenueId(row.venue_id), by: By::Key(StaffKeyId(row.id)), name: row.name, role },
            secret_hash: row.secret_hash,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
            last_used_at: row.last_used_at,
        })
    }))
}

/// Notes that a key is in use.
pub(super) async fn touch(conn: &mut AsyncPgConnection, known: &Known, now: DateTime<Utc>) -> QueryResult<()> {
    let recent = now - TimeDelta::minutes(LAST_USED_MINUTES);
    if known.last_used_at.is_some_and(|at| recent < at) {
        return Ok(());
    }
    diesel::update(staff_keys::table.find((known.staff.venue.0, known.key.0)))
        .set(staff_keys::last_used_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Stores a new key.
pub(super) async fn insert(
    conn: &mut AsyncPgConnection,
    (venue, key): (VenueId, StaffKeyId),
    (name, role): (&str, Role),
    secret_hash: Vec<u8>,
    (now, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<()> {
    diesel::insert_into(staff_keys::table)
        .values((
            staff_keys::venue_id.eq(venue.0),
            staff_keys::id.eq(key.0),
            staff_keys::name.eq(name),
            staff_keys::role.eq(role.name()),
            staff_keys::secret_hash.eq(secret_hash),
            staff_keys::created_at.eq(now),
            staff_keys::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// A key as it is listed.
#[derive(Queryable, Selectable)]
#[diesel(table_name = staff_keys)]
pub(super) struct Listed {
    id: Uuid,
    name: String,
    role: String,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    revoked_at: Option<DateTime<Utc>>,
    last_used_at: Option<DateTime<Utc>>,
}

impl Listed {
    pub(super) fn id(&self) -> StaffKeyId {
        StaffKeyId(self.id)
    }

    /// On the wire; `None` for a role nobody knows, which opens nothing.
    pub(super) fn wire(self, app: &App) -> Option<StaffKey> {
        Some(StaffKey {
            id: self.id(),
            role: Role::from_name(&self.role)?,
            name: self.name,
            created_at: app.local(self.created_at),
            expires_at: app.local(self.expires_at),
            revoked_at: self.revoked_at.map(|at| app.local(at)),
            last_used_at: self.last_used_at.map(|at| app.local(at)),
        })
    }
}

/// Every key of a venue, the oldest first.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Listed>> {
    let own = staff_keys::table.filter(staff_keys::venue_id.eq(venue.0));
    own.order((staff_keys::created_at, staff_keys::id)).select(Listed::as_select()).load(conn).await
}

/// Makes a key open nothing any more; says whether there was one that did.
pub(super) async fn revoke(conn: &mut AsyncPgConnection, id: StaffKeyId, now: DateTime<Utc>) -> QueryResult<bool> {
    let standing = staff_keys::table.filter(staff_keys::id.eq(id.0)).filter(staff_keys::revoked_at.is_null());
    Ok(diesel::update(standing).set(staff_keys::revoked_at.eq(now)).execute(conn).await? > 0)
}

/// The venue with this slug; without one, the only venue there is.
pub(super) async fn venue(conn: &mut AsyncPgConnection, slug: Option<&str>) -> QueryResult<Option<VenueId>> {
    let mut query = venues::table.select(venues::id).limit(2).into_boxed();
    if let Some(slug) = slug {
        query = query.filter(venues::slug.eq(slug.to_owned()));
    }
    let found: Vec<Uuid> = query.load(conn).await?;
    Ok(match found.as_slice() {
        [id] => Some(VenueId(*id)),
        _ => None,
    })
}
