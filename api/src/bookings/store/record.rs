//! What tells others of a change: the venue's revision, the bell, the mail.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::Locale;
use shared::ids::{BookingId, VenueId};
use uuid::Uuid;

use crate::calendar::feed::CHANNEL;
use crate::db::Fixed;
use crate::schema::outbox;

#[derive(QueryableByName)]
struct Recorded {
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// Bumps the venue's revision and rings the bell; without a booking it is the venue's facts that
/// have changed. Always the last write of a transaction: from
/// here to the commit nobody else can commit a change of this venue.
pub async fn record(
    mut conn: &AsyncPgConnection,
    venue: VenueId,
    booking: Option<BookingId>,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let record = diesel::sql_query(
        "WITH bumped AS (
            UPDATE venue_revisions SET revision = revision + 1 WHERE venue_id = $1 RETURNING revision
        ), change AS (
            INSERT INTO changes (venue_id, revision, at, booking_id) SELECT $1, revision, $2, $3 FROM bumped RETURNING revision
        )
        SELECT revision, pg_notify($4, $5 || ' ' || revision)::text FROM change",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Timestamptz, _>(now)
    .bind::<Nullable<SqlUuid>, _>(booking.map(|id| id.0))
    .bind::<Text, _>(CHANNEL)
    .bind::<Text, _>(venue.to_string());
    Fixed(record).get_result::<Recorded>(&mut conn).await.map(|recorded| recorded.revision)
}

/// A mail to be sent once the transaction is committed.
#[derive(Debug)]
pub struct Mail {
    /// Recipient.
    pub to: String,
    /// Language.
    pub locale: Locale,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
    /// Method and content of a calendar part.
    pub calendar: Option<(&'static str, String)>,
}

/// Puts a mail into the outbox.
pub async fn post(
    mut conn: &AsyncPgConnection,
    venue: VenueId,
    id: Uuid,
    mail: Mail,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let (method, ics) = mail.calendar.unzip();
    diesel::insert_into(outbox::table)
        .values((
            outbox::venue_id.eq(venue.0),
            outbox::id.eq(id),
            outbox::created_at.eq(now),
            outbox::due_at.eq(now),
            outbox::recipient.eq(mail.to),
            outbox::locale.eq(mail.locale.tag()),
            outbox::subject.eq(mail.subject),
            outbox::body_text.eq(mail.text),
            outbox::body_html.eq(mail.html),
            outbox::calendar_method.eq(method),
            outbox::calendar_ics.eq(ics),
        ))
        .execute(&mut conn)
        .await?;
    Ok(())
}
