//! All SQL about accounts of staff.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{StaffId, VenueId};
use shared::staff::Role;
use uuid::Uuid;

use super::Account;
use crate::db::Fixed;
use crate::schema::{staff_accounts, staff_recovery_codes};

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff_accounts)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    login: String,
    name: String,
    role: String,
    issuer: Option<String>,
    subject: Option<String>,
    password_hash: Option<String>,
    factor_salt: Option<Vec<u8>>,
    factor_step: i64,
    invitation_hash: Option<Vec<u8>>,
    invited_until: Option<DateTime<Utc>>,
    failures: i32,
    failed_at: Option<DateTime<Utc>>,
    suspended_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    signed_in_at: Option<DateTime<Utc>>,
    revision: i64,
}

impl Row {
    /// `None` for a role that nobody knows: it opens nothing.
    fn account(self) -> Option<Account> {
        Some(Account {
            venue: VenueId(self.venue_id),
            id: StaffId(self.id),
            login: self.login,
            name: self.name,
            role: Role::from_name(&self.role)?,
            provider: self.issuer.zip(self.subject),
            password: self.password_hash,
            salt: self.factor_salt,
            step: self.factor_step,
            invitation: self.invitation_hash.zip(self.invited_until),
            failures: (self.failures, self.failed_at),
            suspended_at: self.suspended_at,
            created_at: self.created_at,
            signed_in_at: self.signed_in_at,
            revision: self.revision,
        })
    }
}

/// The account that signs in with this, locked until the transaction ends; without regard to case.
pub(super) async fn by_login(conn: &mut AsyncPgConnection, login: &str) -> QueryResult<Option<Account>> {
    let id = "SELECT id FROM staff_accounts WHERE lower(login) = lower($1) AND issuer IS NULL";
    let id: Option<Id> = Fixed(diesel::sql_query(id).bind::<Text, _>(login)).get_result(conn).await.optional()?;
    match id {
        Some(Id { id }) => by_id(conn, StaffId(id)).await,
        None => Ok(None),
    }
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The account with this id at whichever venue, locked until the transaction ends.
pub(super) async fn by_id(conn: &mut AsyncPgConnection, id: StaffId) -> QueryResult<Option<Account>> {
    let row = staff_accounts::table.filter(staff_accounts::id.eq(id.0)).select(Row::as_select()).for_update();
    Ok(row.first(conn).await.optional()?.and_then(Row::account))
}

/// The account a provider vouches for, locked until the transaction ends.
pub(in crate::staff) async fn by_subject(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    issuer: &str,
    subject: &str,
) -> QueryResult<Option<Account>> {
    let own = staff_accounts::venue_id.eq(venue.0);
    let vouched = staff_accounts::issuer.eq(issuer).and(staff_accounts::subject.eq(subject));
    let row = staff_accounts::table.filter(own).filter(vouched.assume_not_null()).select(Row::as_select()).for_update();
    Ok(row.first(conn).await.optional()?.and_then(Row::account))
}

/// An account, locked until the transaction ends.
pub(super) async fn locked(conn: &mut AsyncPgConnection, venue: VenueId, id: StaffId) -> QueryResult<Option<Account>> {
    let row = staff_accounts::table.find((venue.0, id.0)).select(Row::as_select()).for_update();
    Ok(row.first(conn).await.optional()?.and_then(Row::account))
}

/// An account, locked together with all others of its venue: administrators who change each other at the same
/// moment come one after the other.
pub(super) async fn locked_among_all(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: StaffId,
) -> QueryResult<Option<Account>> {
    let all = staff_accounts::table.filter(staff_accounts::venue_id.eq(venue.0)).order(staff_accounts::id);
    let rows: Vec<Row> = all.select(Row::as_select()).for_update().load(conn).await?;
    Ok(rows.into_iter().find(|row| row.id == id.0).and_then(Row::account))
}

/// The accounts of a venue by name.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Account>> {
    let rows = staff_accounts::table.filter(staff_accounts::venue_id.eq(venue.0));
    let rows = rows.order((staff_accounts::name, staff_accounts::id)).select(Row::as_select());
    Ok(rows.load(conn).await?.into_iter().filter_map(Row::account).collect())
}

/// An account.
pub(super) async fn find(conn: &mut AsyncPgConnection, venue: VenueId, id: StaffId) -> QueryResult<Option<Account>> {
    let row = staff_accounts::table.find((venue.0, id.0)).select(Row::as_select());
    Ok(row.first(conn).await.optional()?.and_then(Row::account))
}

/// Stores a new account.
pub(in crate::staff) async fn insert(conn: &mut AsyncPgConnection, account: &Account) -> QueryResult<()> {
    let (issuer, subject) = account.provider.clone().unzip();
    let (invitation, until) = account.invitation.clone().unzip();
    diesel::insert_into(staff_accounts::table)
        .values((
            staff_accounts::venue_id.eq(account.venue.0),
            staff_accounts::id.eq(account.id.0),
            staff_accounts::login.eq(&account.login),
            staff_accounts::name.eq(&account.name),
            staff_accounts::role.eq(account.role.name()),
            (staff_accounts::issuer.eq(issuer), staff_accounts::subject.eq(subject)),
            staff_accounts::factor_salt.eq(account.salt.as_ref()),
            (staff_accounts::invitation_hash.eq(invitation), staff_accounts::invited_until.eq(until)),
            staff_accounts::created_at.eq(account.created_at),
            staff_accounts::signed_in_at.eq(account.signed_in_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes everything that may change about an account, and counts that it has.
pub(in crate::staff) async fn save(conn: &mut AsyncPgConnection, account: &Account) -> QueryResult<()> {
    let (invitation, until) = account.invitation.clone().unzip();
    diesel::update(staff_accounts::table.find((account.venue.0, account.id.0)))
        .set((
            staff_accounts::login.eq(&account.login),
            staff_accounts::name.eq(&account.name),
            staff_accounts::role.eq(account.role.name()),
            staff_accounts::password_hash.eq(&account.password),
            staff_accounts::factor_salt.eq(account.salt.as_ref()),
            staff_accounts::factor_step.eq(account.step),
            (staff_accounts::invitation_hash.eq(invitation), staff_accounts::invited_until.eq(until)),
            (staff_accounts::failures.eq(account.failures.0), staff_accounts::failed_at.eq(account.failures.1)),
            staff_accounts::suspended_at.eq(account.suspended_at),
            staff_accounts::signed_in_at.eq(account.signed_in_at),
            staff_accounts::revision.eq(staff_accounts::revision + 1),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes an account with its sessions and recovery codes.
pub(super) async fn remove(conn: &mut AsyncPgConnection, account: &Account) -> QueryResult<()> {
    diesel::delete(staff_accounts::table.find((account.venue.0, account.id.0))).execute(conn).await.map(drop)
}

/// How many others may let people in and can do so: administrators who have taken up their invitation. Of use to
/// whoever has all of them locked.
pub(super) async fn other_admins(conn: &mut AsyncPgConnection, account: &Account) -> QueryResult<i64> {
    let admins = staff_accounts::venue_id.eq(account.venue.0).and(staff_accounts::role.eq(Role::Admin.name()));
    let able = staff_accounts::password_hash.is_not_null().or(staff_accounts::issuer.is_not_null());
    let admins = staff_accounts::table.filter(admins).filter(staff_accounts::suspended_at.is_null()).filter(able);
    admins.filter(staff_accounts::id.ne(account.id.0)).count().get_result(conn).await
}

/// Replaces the recovery codes of an account.
pub(super) async fn replace_codes(
    conn: &mut AsyncPgConnection,
    account: &Account,
    hashes: Vec<Vec<u8>>,
) -> QueryResult<()> {
    let own = staff_recovery_codes::venue_id.eq(account.venue.0).and(staff_recovery_codes::staff_id.eq(account.id.0));
    diesel::delete(staff_recovery_codes::table.filter(own)).execute(conn).await?;
    let row = |hash: Vec<u8>| {
        (
            staff_recovery_codes::venue_id.eq(account.venue.0),
            staff_recovery_codes::staff_id.eq(account.id.0),
            staff_recovery_codes::code_hash.eq(hash),
        )
    };
    let rows: Vec<_> = hashes.into_iter().map(row).collect();
    diesel::insert_into(staff_recovery_codes::table).values(rows).execute(conn).await.map(drop)
}

/// Uses a recovery code up; says whether it was one.
pub(super) async fn spend_code(conn: &mut AsyncPgConnection, account: &Account, hash: Vec<u8>) -> QueryResult<bool> {
    let code = staff_recovery_codes::table.find((account.venue.0, account.id.0, hash));
    Ok(diesel::delete(code).execute(conn).await? == 1)
}

/// How many recovery codes are left.
pub(super) async fn codes_left(conn: &mut AsyncPgConnection, account: &Account) -> QueryResult<i64> {
    let own = staff_recovery_codes::venue_id.eq(account.venue.0).and(staff_recovery_codes::staff_id.eq(account.id.0));
    staff_recovery_codes::table.filter(own).count().get_result(conn).await
}

/// One node at a time looks whether there is anybody, until the transaction ends.
pub(super) async fn lock_first(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(7210460)").execute(conn).await.map(drop)
}

/// Whether anybody has ever been let in at a venue.
pub(super) async fn is_empty(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<bool> {
    let any = staff_accounts::table.filter(staff_accounts::venue_id.eq(venue.0)).select(staff_accounts::id);
    Ok(any.first::<Uuid>(conn).await.optional()?.is_none())
}
