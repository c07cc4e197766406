//! All SQL about people; codes in `codes`, sign-ins in `sessions`.

mod codes;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::PersonId;
use uuid::Uuid;

use crate::db::Fixed;
use crate::schema::{people, sessions};
use crate::sessions::{Whose, store as sign_ins};

pub(super) use codes::{Code, NewRow, codes_of, count_try, insert_code, live_code, lock_address, sent_since, spend};

/// How long a person is known whose last sign-in has ended, days. More than none, so that nobody is tidied
/// away between signing in and being stored.
const KNOWN_DAYS: i64 = 1;

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// The person with this address, who is new or was known; she is written to as she has just written it.
pub(crate) async fn known(
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

/// Drops a person with her sessions, and the codes of her address.
pub(super) async fn erase(conn: &mut AsyncPgConnection, person: PersonId, address: &[u8]) -> QueryResult<()> {
    // In the order in which signing in takes them: code, person, session. Whoever does so with this address at
    // the same moment has one of them, or waits for us here.
    codes::remove_of(conn, address).await?;
    let row = people::table.find(person.0).select(people::id).for_update();
    row.first::<Uuid>(conn).await.optional()?;
    sign_ins::end_all(conn, Whose::Person(person)).await?;
    diesel::delete(people::table.find(person.0)).execute(conn).await.map(drop)
}

/// Drops what has ended: sessions, codes of yesterday, and people who are signed in nowhere.
pub async fn tidy(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    sign_ins::forget(conn, now).await?;
    codes::forget(conn, now).await?;
    // Whoever signs in meanwhile has locked her row and moved its instant on, so the condition fails for her
    // when this statement gets to look again.
    let gone = people::signed_in_at.le(now - TimeDelta::days(KNOWN_DAYS));
    let lasting = sessions::table.filter(sessions::person_id.eq(people::id.nullable()));
    let gone = people::table.filter(gone).filter(diesel::dsl::not(diesel::dsl::exists(lasting)));
    diesel::delete(gone).execute(conn).await.map(drop)
}
