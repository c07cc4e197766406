//! What the outbox holds for one person. The worker has its own SQL beside what it does.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// A mail that has not been sent yet, or could not be.
#[derive(Debug, QueryableByName)]
pub(crate) struct Waiting {
    /// When it was written.
    #[diesel(sql_type = Timestamptz)]
    pub(crate) created_at: DateTime<Utc>,
    /// Its subject.
    #[diesel(sql_type = Text)]
    pub(crate) subject: String,
    /// What it says.
    #[diesel(sql_type = Text)]
    pub(crate) text: String,
}

/// The mails to an address that still wait, the oldest first.
pub(crate) async fn to(conn: &mut AsyncPgConnection, email: &str) -> QueryResult<Vec<Waiting>> {
    diesel::sql_query(
        "SELECT created_at, coalesce(subject, '') AS subject, coalesce(body_text, '') AS text
         FROM outbox WHERE lower(recipient) = lower($1) ORDER BY id",
    )
    .bind::<Text, _>(email)
    .load(conn)
    .await
}

/// Drops every mail to an address.
pub(crate) async fn burn(conn: &mut AsyncPgConnection, email: &str) -> QueryResult<()> {
    diesel::sql_query("DELETE FROM outbox WHERE lower(recipient) = lower($1)")
        .bind::<Text, _>(email)
        .execute(conn)
        .await
        .map(drop)
}
