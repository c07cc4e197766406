//! All SQL about people: their sign-ins here, codes in `codes`.

mod codes;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{PersonId, SessionId};
use uuid::Uuid;

use crate::db::Fixed;
use crate::schema::{people, sessions};
use crate::tokens::Bearer;

pub(super) use codes::{Code, NewRow, codes_of, count_try, insert_code, live_code, lock_address, sent_since, spend};

/// How long a person is known whose last sign-in has ended, days. More than none, so that nobody is tidied
/// away between signing in and being stored.
const KNOWN_DAYS: i64 = 1;

/// A session at one of its turns.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    /// Its id.
    pub(super) session: SessionId,
    /// Whose it is.
    pub(super) person: PersonId,
    /// What the cookie's proof is bound to.
    pub(super) salt: Vec<u8>,
    /// Counts the uses of the cookie, from 1.
    pub(super) generation: i32,
    /// Whether it outlives the browser's window.
    pub(super) remembered: bool,
    /// When it began.
    pub(super) created_at: DateTime<Utc>,
    /// When the cookie was last replaced.
    pub(super) refreshed_at: DateTime<Utc>,
    /// When it ends by itself.
    pub(super) expires_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    salt: Vec<u8>,
    generation: i32,
    remembered: bool,
    created_at: DateTime<Utc>,
    refreshed_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl Row {
    fn turn(self) -> Turn {
        Turn {
            session: SessionId(self.id),
            person: PersonId(self.person_id),
            salt: self.salt,
            generation: self.generation,
            remembered: self.remembered,
            created_at: self.created_at,
            refreshed_at: self.refreshed_at,
            expires_at: self.expires_at,
        }
    }
}

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

#[derive(QueryableByName)]
struct Address {
    #[diesel(sql_type = Text)]
    email: String,
}

/// The address of whoever a token speaks for, as long as the sign-in lasts.
pub async fn admit(conn: &mut AsyncPgConnection, bearer: Bearer, now: DateTime<Utc>) -> QueryResult<Option<String>> {
    let admit = diesel::sql_query(
        "SELECT p.email FROM sessions s JOIN people p ON p.id = s.person_id
         WHERE s.id = $1 AND s.person_id = $2 AND s.expires_at > $3",
    )
    .bind::<SqlUuid, _>(bearer.session.0)
    .bind::<SqlUuid, _>(bearer.person.0)
    .bind::<Timestamptz, _>(now);
    let found: Option<Address> = Fixed(admit).get_result(conn).await.optional()?;
    Ok(found.map(|found| found.email))
}

/// The person with this address, who is new or was known; she is written to as she has just written it.
pub(super) async fn known(
    conn: &mut AsyncPgConnection,
    new: PersonId,
    email: &str,
    now: DateTime<Utc>,
) -> QueryResult<PersonId> {
    let known = diesel::sql_query(
        "INSERT INTO people (id, email, created_at, signed_in_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (lower(email)) DO UPDATE SET email = excluded.email, signed_in_at = excluded.signed_in_at
         RETURNING id",
    )
    .bind::<SqlUuid, _>(new.0)
    .bind::<Text, _>(email)
    .bind::<Timestamptz, _>(now);
    Fixed(known).get_result::<Known>(conn).await.map(|known| PersonId(known.id))
}

/// A person: address, when she first signed in, and when last.
pub(super) async fn find(
    conn: &mut AsyncPgConnection,
    id: PersonId,
) -> QueryResult<Option<(String, DateTime<Utc>, DateTime<Utc>)>> {
    let columns = (people::email, people::created_at, people::signed_in_at);
    people::table.find(id.0).select(columns).first(conn).await.optional()
}

/// Begins a session.
pub(super) async fn begin(conn: &mut AsyncPgConnection, turn: &Turn) -> QueryResult<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(turn.session.0),
            sessions::person_id.eq(turn.person.0),
            sessions::salt.eq(&turn.salt),
            sessions::generation.eq(turn.generation),
            sessions::remembered.eq(turn.remembered),
            sessions::created_at.eq(turn.created_at),
            sessions::refreshed_at.eq(turn.refreshed_at),
            sessions::expires_at.eq(turn.expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// A session, locked until the transaction ends.
pub(super) async fn turn(conn: &mut AsyncPgConnection, id: SessionId) -> QueryResult<Option<Turn>> {
    let row = sessions::table.find(id.0).select(Row::as_select()).for_update();
    Ok(row.first(conn).await.optional()?.map(Row::turn))
}

/// The sessions of a person that last, the newest first.
pub(super) async fn turns(
    conn: &mut AsyncPgConnection,
    person: PersonId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Turn>> {
    let own = sessions::person_id.eq(person.0).and(sessions::expires_at.gt(now));
    let rows = sessions::table.filter(own).order(sessions::id.desc()).select(Row::as_select());
    Ok(rows.load(conn).await?.into_iter().map(Row::turn).collect())
}

/// Writes a session's next turn.
pub(super) async fn advance(conn: &mut AsyncPgConnection, turn: &Turn) -> QueryResult<()> {
    diesel::update(sessions::table.find(turn.session.0))
        .set((sessions::generation.eq(turn.generation), sessions::refreshed_at.eq(turn.refreshed_at)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session.
pub(super) async fn end(conn: &mut AsyncPgConnection, id: SessionId) -> QueryResult<()> {
    diesel::delete(sessions::table.find(id.0)).execute(conn).await.map(drop)
}

/// Ends a session of a person; says whether there was one.
pub(super) async fn end_own(conn: &mut AsyncPgConnection, person: PersonId, id: SessionId) -> QueryResult<bool> {
    let own = sessions::table.find(id.0).filter(sessions::person_id.eq(person.0));
    Ok(diesel::delete(own).execute(conn).await? == 1)
}

/// Drops a person with her sessions, and the codes of her address.
pub(super) async fn erase(conn: &mut AsyncPgConnection, person: PersonId, address: &[u8]) -> QueryResult<()> {
    // In the order in which signing in takes them: code, person, session. Whoever does so with this address at
    // the same moment has one of them, or waits for us here.
    codes::remove_of(conn, address).await?;
    let row = people::table.find(person.0).select(people::id).for_update();
    row.first::<Uuid>(conn).await.optional()?;
    diesel::delete(sessions::table.filter(sessions::person_id.eq(person.0))).execute(conn).await?;
    diesel::delete(people::table.find(person.0)).execute(conn).await.map(drop)
}

/// Drops what has ended: sessions, codes of yesterday, and people who are signed in nowhere.
pub async fn tidy(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::expires_at.le(now))).execute(conn).await?;
    codes::forget(conn, now).await?;
    // Whoever signs in meanwhile has locked her row and moved its instant on, so the condition fails for her
    // when this statement gets to look again.
    let gone = people::signed_in_at.le(now - TimeDelta::days(KNOWN_DAYS));
    let lasting = sessions::table.filter(sessions::person_id.eq(people::id));
    let gone = people::table.filter(gone).filter(diesel::dsl::not(diesel::dsl::exists(lasting)));
    diesel::delete(gone).execute(conn).await.map(drop)
}
