//! The demo venue: hall, hours, holidays, offers and advice hours, from the files in `api/seed`.
//!
//! Runs on an empty database only. What is real and what is invented stands in docs/DATA.md and
//! in the records themselves.

mod advice;
mod boards;
mod details;
mod furniture;
mod hall;
mod holidays;
mod offers;
mod venue;

use chrono::{DateTime, Utc};
use diesel::sql_query;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use shared::ids::VenueId;

use crate::db::is_deadlock;
use crate::ids::Ids;
use crate::schema::venues;

pub use holidays::lower_saxony;

/// How often a reset begins before it gives up; each time costs Postgres' `deadlock_timeout`, a second.
const TRIES: usize = 10;

/// A seed that did not work.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database refused.
    #[error("the demo data could not be written")]
    Database(#[from] diesel::result::Error),
    /// A file of `api/seed` is not as expected.
    #[error("the demo data in api/seed can't be read")]
    File(#[from] serde_json::Error),
    /// A file names something that is not there.
    #[error("the demo data names {0}, which is not there")]
    Dangling(String),
    /// Its time zone is none.
    #[error("the demo venue has no clock")]
    Zone(#[from] crate::venues::LoadError),
}

/// Seeds the demo venue unless there is a venue already; says whether it did.
pub async fn if_empty(conn: &mut AsyncPgConnection, ids: &Ids, now: DateTime<Utc>) -> Result<bool, SeedError> {
    use diesel::QueryDsl;
    let venues: i64 = venues::table.count().get_result(conn).await?;
    if venues > 0 {
        return Ok(false);
    }
    demo(conn, ids, now).await?;
    Ok(true)
}

/// Writes the demo venue in one transaction.
pub async fn demo(conn: &mut AsyncPgConnection, ids: &Ids, now: DateTime<Utc>) -> Result<(), SeedError> {
    conn.transaction(async |conn| {
        let venue = VenueId(ids.uuid(now));
        let file = venue::read()?;
        let hall = hall::read()?;
        venue::write(conn, ids, venue, &file, &hall, now).await?;
        hall::write(conn, ids, venue, &file, &hall, now).await?;
        furniture::write(conn, ids, venue, now).await?;
        offers::write(conn, ids, venue, &file, now).await?;
        advice::write(conn, ids, venue, now).await?;
        boards::write(conn, ids, venue, now).await
    })
    .await
}

/// Removes venues, bookings and people and writes the demo venue, in one transaction: whoever asks meanwhile waits, and
/// nobody sees a house without a venue. Apps, their keys and the audit stay.
///
/// Emptying takes a lock on one table after the other, and whatever else is at work may hold one that is yet to be
/// taken while it waits for one that is. Postgres ends such a deadlock by refusing one of the two; where that is this
/// one, nothing has happened, and it begins again.
pub async fn anew(conn: &mut AsyncPgConnection, ids: &Ids, now: DateTime<Utc>) -> Result<(), SeedError> {
    for _ in 1..TRIES {
        match emptied_and_seeded(conn, ids, now).await {
            Err(SeedError::Database(error)) if is_deadlock(&error) => {}
            done => return done,
        }
    }
    emptied_and_seeded(conn, ids, now).await
}

async fn emptied_and_seeded(conn: &mut AsyncPgConnection, ids: &Ids, now: DateTime<Utc>) -> Result<(), SeedError> {
    conn.transaction(async |conn| {
        empty(conn).await?;
        demo(conn, ids, now).await
    })
    .await
}

async fn empty(conn: &mut AsyncPgConnection) -> Result<(), diesel::result::Error> {
    // The keys that sign stay: tokens are worth nothing without the sessions that go here.
    sql_query("TRUNCATE venues, people, sessions, sign_in_codes, webhook_deliveries CASCADE").execute(conn).await?;
    Ok(())
}
