//! All SQL about sessions.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{PersonId, SessionId, StaffId, VenueId};
use shared::staff::Role;
use uuid::Uuid;

use super::Whose;
use crate::db::Fixed;
use crate::schema::sessions;
use crate::staff::{By, Staff};
use crate::tokens::Bearer;

/// A session at one of its turns.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    /// Its id.
    pub(crate) session: SessionId,
    /// Whose it is.
    pub(crate) whose: Whose,
    /// What the cookie's proof is bound to.
    pub(crate) salt: Vec<u8>,
    /// Counts the uses of the cookie, from 1.
    pub(crate) generation: i32,
    /// Whether it outlives the browser's window.
    pub(crate) remembered: bool,
    /// When it began.
    pub(crate) created_at: DateTime<Utc>,
    /// When the cookie was last replaced.
    pub(crate) refreshed_at: DateTime<Utc>,
    /// When it ends by itself.
    pub(crate) expires_at: DateTime<Utc>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessions)]
struct Row {
    id: Uuid,
    person_id: Option<Uuid>,
    venue_id: Option<Uuid>,
    staff_id: Option<Uuid>,
    salt: Vec<u8>,
    generation: i32,
    remembered: bool,
    created_at: DateTime<Utc>,
    refreshed_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl Row {
    /// `None` for a row that the table's check rules out.
    fn turn(self) -> Option<Turn> {
        let whose = match (self.person_id, self.venue_id, self.staff_id) {
            (Some(person), None, None) => Whose::Person(PersonId(person)),
            (None, Some(venue), Some(staff)) => Whose::Staff(VenueId(venue), StaffId(staff)),
            _ => return None,
        };
        Some(Turn {
            session: SessionId(self.id),
            whose,
            salt: self.salt,
            generation: self.generation,
            remembered: self.remembered,
            created_at: self.created_at,
            refreshed_at: self.refreshed_at,
            expires_at: self.expires_at,
        })
    }
}

#[derive(QueryableByName)]
struct Holder {
    #[diesel(sql_type = Nullable<Text>)]
    email: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    venue_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    role: Option<String>,
}

/// Whom a token speaks for, as long as the sign-in lasts.
#[derive(Debug)]
pub(crate) enum Admitted {
    /// A visitor with this address.
    Person(PersonId, String),
    /// Somebody on the staff, with the role they have now.
    Staff(Staff),
}

/// Whom a token speaks for. Asked at each request, so a session, an account or a role that has ended ends here.
pub(crate) async fn admit(
    conn: &mut AsyncPgConnection,
    bearer: Bearer,
    now: DateTime<Utc>,
) -> QueryResult<Option<Admitted>> {
    let admit = diesel::sql_query(
        "SELECT p.email, a.venue_id, a.name, a.role FROM sessions s
         LEFT JOIN people p ON p.id = s.person_id
         LEFT JOIN staff_accounts a ON a.venue_id = s.venue_id AND a.id = s.staff_id AND a.suspended_at IS NULL
         WHERE s.id = $1 AND coalesce(s.person_id, s.staff_id) = $2 AND s.expires_at > $3",
    )
    .bind::<SqlUuid, _>(bearer.session.0)
    .bind::<SqlUuid, _>(bearer.subject)
    .bind::<Timestamptz, _>(now);
    let found: Option<Holder> = Fixed(admit).get_result(conn).await.optional()?;
    Ok(found.and_then(|found| match found {
        Holder { email: Some(email), .. } => Some(Admitted::Person(PersonId(bearer.subject), email)),
        Holder { venue_id: Some(venue), name: Some(name), role: Some(role), .. } => Some(Admitted::Staff(Staff {
            venue: VenueId(venue),
            by: By::Account(StaffId(bearer.subject), bearer.session),
            name,
            role: Role::from_name(&role)?,
        })),
        _ => None,
    }))
}

/// Begins a session.
pub(super) async fn begin(conn: &mut AsyncPgConnection, turn: &Turn) -> QueryResult<()> {
    let (person, staff) = match turn.whose {
        Whose::Person(person) => (Some(person.0), None),
        Whose::Staff(venue, staff) => (None, Some((venue.0, staff.0))),
    };
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(turn.session.0),
            sessions::person_id.eq(person),
            sessions::venue_id.eq(staff.map(|(venue, _)| venue)),
            sessions::staff_id.eq(staff.map(|(_, staff)| staff)),
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
    Ok(row.first(conn).await.optional()?.and_then(Row::turn))
}

/// The sessions of a visitor, or of somebody on the staff, that last, the newest first.
pub(crate) async fn turns(conn: &mut AsyncPgConnection, whose: Whose, now: DateTime<Utc>) -> QueryResult<Vec<Turn>> {
    let lasting = sessions::table.filter(sessions::expires_at.gt(now)).order(sessions::id.desc());
    let lasting = lasting.select(Row::as_select()).into_boxed();
    let own = match whose {
        Whose::Person(person) => lasting.filter(sessions::person_id.eq(person.0)),
        Whose::Staff(venue, staff) => {
            lasting.filter(sessions::venue_id.eq(venue.0)).filter(sessions::staff_id.eq(staff.0))
        }
    };
    let rows: Vec<Row> = own.load(conn).await?;
    Ok(rows.into_iter().filter_map(Row::turn).collect())
}

/// Writes a session's next turn.
pub(super) async fn advance(conn: &mut AsyncPgConnection, turn: &Turn) -> QueryResult<()> {
    diesel::update(sessions::table.find(turn.session.0))
        .set((
            sessions::generation.eq(turn.generation),
            sessions::refreshed_at.eq(turn.refreshed_at),
            sessions::expires_at.eq(turn.expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session.
pub(super) async fn end(conn: &mut AsyncPgConnection, id: SessionId) -> QueryResult<()> {
    diesel::delete(sessions::table.find(id.0)).execute(conn).await.map(drop)
}

/// Ends a session if it is theirs; says whether there was one.
pub(crate) async fn end_own(conn: &mut AsyncPgConnection, whose: Whose, id: SessionId) -> QueryResult<bool> {
    let one = diesel::delete(sessions::table.find(id.0));
    let gone = match whose {
        Whose::Person(person) => one.filter(sessions::person_id.eq(person.0)).execute(conn).await?,
        Whose::Staff(venue, staff) => {
            let own = sessions::venue_id.eq(venue.0).and(sessions::staff_id.eq(staff.0));
            one.filter(own).execute(conn).await?
        }
    };
    Ok(gone == 1)
}

/// Ends every session of theirs.
pub(crate) async fn end_all(conn: &mut AsyncPgConnection, whose: Whose) -> QueryResult<()> {
    match whose {
        Whose::Person(person) => {
            diesel::delete(sessions::table.filter(sessions::person_id.eq(person.0))).execute(conn).await
        }
        Whose::Staff(venue, staff) => {
            let own = sessions::venue_id.eq(venue.0).and(sessions::staff_id.eq(staff.0));
            diesel::delete(sessions::table.filter(own)).execute(conn).await
        }
    }
    .map(drop)
}

/// Drops sessions that have ended.
pub(crate) async fn forget(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::expires_at.le(now))).execute(conn).await.map(drop)
}
