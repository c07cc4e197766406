//! All SQL about bookings.

use std::ops::Bound;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz, Tstzrange, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::{BookingState, Locale};
use shared::ids::{BookingId, DeskId, VenueId};
use shared::slots::Period;
use uuid::Uuid;

use crate::calendar::feed::CHANNEL;
use crate::schema::{booking_desks, bookings, outbox};
use crate::venues::bound;

type Range = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

/// A booking as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its venue.
    pub venue: VenueId,
    /// Its id.
    pub id: BookingId,
    /// Its code for people.
    pub code: String,
    /// Its state.
    pub state: BookingState,
    /// Its time.
    pub period: Period,
    /// Its desks.
    pub desks: Vec<DeskId>,
    /// Where mails go; `None` after erasure.
    pub email: Option<String>,
    /// Language of the mails.
    pub locale: Locale,
    /// Hash of its secret.
    pub secret_hash: Vec<u8>,
    /// While held: until when.
    pub hold_expires_at: Option<DateTime<Utc>>,
    /// How often the hold was extended.
    pub hold_extensions: i16,
    /// Hash of the confirmation code.
    pub code_hash: Option<Vec<u8>>,
    /// Until when that code is good.
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Wrong tries so far.
    pub code_tries: i16,
    /// Counts its changes.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ended before or at its time.
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = bookings)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    code: String,
    state: String,
    during: Range,
    email: Option<String>,
    locale: String,
    secret_hash: Vec<u8>,
    hold_expires_at: Option<DateTime<Utc>>,
    hold_extensions: i16,
    confirm_code_hash: Option<Vec<u8>>,
    confirm_code_expires_at: Option<DateTime<Utc>>,
    confirm_code_tries: i16,
    revision: i64,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// A booking to be stored.
#[derive(Debug)]
pub struct New<'a> {
    /// Its venue.
    pub venue: VenueId,
    /// Its id.
    pub id: BookingId,
    /// Its code for people.
    pub code: &'a str,
    /// Its time.
    pub period: Period,
    /// Its desks.
    pub desks: &'a [DeskId],
    /// Where mails go.
    pub email: &'a str,
    /// A name, if given.
    pub name: Option<&'a str>,
    /// Language of the mails.
    pub locale: Locale,
    /// Hash of its secret.
    pub secret_hash: &'a [u8],
    /// Hash of the confirmation code.
    pub code_hash: &'a [u8],
    /// Until when the hold stands, and the code is good.
    pub expires_at: DateTime<Utc>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What a transaction that makes a booking may run into.
#[derive(Debug, thiserror::Error)]
pub enum InsertError {
    /// Somebody else has a desk for some of that time.
    #[error("a desk is taken")]
    Taken,
    /// The code for people is in use; draw another.
    #[error("the booking code is in use")]
    CodeInUse,
    /// Anything else.
    #[error(transparent)]
    Database(DbError),
}

impl From<DbError> for InsertError {
    /// The one place that maps constraint names to what they mean.
    fn from(error: DbError) -> Self {
        let constraint = match &error {
            DbError::DatabaseError(_, info) => info.constraint_name().map(str::to_owned),
            _ => None,
        };
        match (constraint.as_deref(), &error) {
            (Some("booking_desks_no_overlap"), _) => Self::Taken,
            (Some("bookings_code_key"), DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
                Self::CodeInUse
            }
            _ => Self::Database(error),
        }
    }
}

/// Takes the desks' locks in order of their numbers, so that rivals queue instead of colliding in
/// the constraint, and nobody can deadlock.
pub async fn lock_desks(conn: &mut AsyncPgConnection, desks: &[DeskId]) -> QueryResult<()> {
    let mut keys: Vec<i64> = desks.iter().map(|desk| key(desk.0)).collect();
    keys.sort_unstable();
    keys.dedup();
    diesel::sql_query("SELECT pg_advisory_xact_lock(k) FROM unnest($1) WITH ORDINALITY AS keys (k, n) ORDER BY n")
        .bind::<Array<BigInt>, _>(keys)
        .execute(conn)
        .await?;
    Ok(())
}

/// The random end of a `UUIDv7` as a lock number.
fn key(id: Uuid) -> i64 {
    let (_, low) = id.as_u64_pair();
    i64::from_be_bytes(low.to_be_bytes())
}

/// Bookings that stand against a period on any of the desks.
pub async fn rivals(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    desks: &[DeskId],
    period: Period,
) -> QueryResult<Vec<BookingId>> {
    let ids: Vec<Uuid> = desks.iter().map(|desk| desk.0).collect();
    let blocking = ["held", "confirmed", "checked_in"];
    let found: Vec<Uuid> = booking_desks::table
        .filter(booking_desks::venue_id.eq(venue.0))
        .filter(booking_desks::desk_id.eq_any(ids))
        .filter(booking_desks::state.eq_any(blocking))
        .filter(booking_desks::during.overlaps_with(range(period)))
        .select(booking_desks::booking_id)
        .distinct()
        .load(conn)
        .await?;
    Ok(found.into_iter().map(BookingId).collect())
}

/// Booking and desks in one statement: the constraint sees both or neither.
const INSERT: &str = "
    WITH booking AS (
        INSERT INTO bookings (venue_id, id, code, state, during, email, name, locale, secret_hash,
            hold_expires_at, confirm_code_hash, confirm_code_expires_at, created_at)
        VALUES ($1, $2, $3, 'held', $4, $5, $6, $7, $8, $9, $10, $9, $11)
        RETURNING venue_id, id, state, during
    )
    INSERT INTO booking_desks (venue_id, booking_id, desk_id, state, during)
    SELECT booking.venue_id, booking.id, desk.id, booking.state, booking.during
    FROM booking, unnest($12) AS desk (id)";

/// Stores a held booking.
pub async fn insert(conn: &mut AsyncPgConnection, new: &New<'_>) -> Result<(), InsertError> {
    let desks: Vec<Uuid> = new.desks.iter().map(|desk| desk.0).collect();
    diesel::sql_query(INSERT)
        .bind::<SqlUuid, _>(new.venue.0)
        .bind::<SqlUuid, _>(new.id.0)
        .bind::<Text, _>(new.code)
        .bind::<Tstzrange, _>(range(new.period))
        .bind::<Text, _>(new.email)
        .bind::<Nullable<Text>, _>(new.name)
        .bind::<Text, _>(new.locale.tag())
        .bind::<Binary, _>(new.secret_hash)
        .bind::<Timestamptz, _>(new.expires_at)
        .bind::<Binary, _>(new.code_hash)
        .bind::<Timestamptz, _>(new.now)
        .bind::<Array<SqlUuid>, _>(desks)
        .execute(conn)
        .await?;
    Ok(())
}

/// The booking with this id.
pub async fn find(conn: &mut AsyncPgConnection, id: BookingId) -> QueryResult<Option<Stored>> {
    let row = bookings::table.filter(bookings::id.eq(id.0)).select(Row::as_select()).first(conn).await.optional()?;
    with_desks(conn, row).await
}

/// The same, locked until the transaction ends.
pub async fn find_for_update(conn: &mut AsyncPgConnection, id: BookingId) -> QueryResult<Option<Stored>> {
    let query = bookings::table.filter(bookings::id.eq(id.0)).select(Row::as_select()).for_update();
    let row = query.first(conn).await.optional()?;
    with_desks(conn, row).await
}

async fn with_desks(conn: &mut AsyncPgConnection, row: Option<Row>) -> QueryResult<Option<Stored>> {
    let Some(row) = row else { return Ok(None) };
    let desks: Vec<Uuid> = booking_desks::table
        .filter(booking_desks::venue_id.eq(row.venue_id).and(booking_desks::booking_id.eq(row.id)))
        .select(booking_desks::desk_id)
        .load(conn)
        .await?;
    let period = bound(row.during.0).zip(bound(row.during.1)).and_then(|(from, to)| Period::between(from, to));
    // Checks of the table rule both out; if they ever fail the row is not a booking.
    let (Some(period), Some(state)) = (period, BookingState::from_name(&row.state)) else {
        return Err(DbError::DeserializationError("a booking off the grid or in an unknown state".into()));
    };
    Ok(Some(Stored {
        venue: VenueId(row.venue_id),
        id: BookingId(row.id),
        code: row.code,
        state,
        period,
        desks: desks.into_iter().map(DeskId).collect(),
        email: row.email,
        locale: if row.locale == "en" { Locale::En } else { Locale::De },
        secret_hash: row.secret_hash,
        hold_expires_at: row.hold_expires_at,
        hold_extensions: row.hold_extensions,
        code_hash: row.confirm_code_hash,
        code_expires_at: row.confirm_code_expires_at,
        code_tries: row.confirm_code_tries,
        revision: row.revision,
        created_at: row.created_at,
        ended_at: row.ended_at,
    }))
}

/// Writes back what a move has changed, and counts the change.
pub async fn save(conn: &mut AsyncPgConnection, booking: &Stored, now: DateTime<Utc>) -> QueryResult<()> {
    use bookings as table;
    let confirmed = (booking.state == BookingState::Confirmed).then_some(now);
    let arrived = (booking.state == BookingState::CheckedIn).then_some(now);
    diesel::update(table::table.find((booking.venue.0, booking.id.0)))
        .set((
            table::state.eq(booking.state.name()),
            table::hold_expires_at.eq(booking.hold_expires_at),
            table::hold_extensions.eq(booking.hold_extensions),
            table::confirm_code_hash.eq(&booking.code_hash),
            table::confirm_code_expires_at.eq(booking.code_expires_at),
            table::confirm_code_tries.eq(booking.code_tries),
            table::revision.eq(booking.revision),
            table::ended_at.eq(booking.ended_at),
            confirmed.map(|at| table::confirmed_at.eq(at)),
            arrived.map(|at| table::checked_in_at.eq(at)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Counts a wrong try for a confirmation code.
pub async fn count_try(conn: &mut AsyncPgConnection, booking: &Stored) -> QueryResult<()> {
    diesel::update(bookings::table.find((booking.venue.0, booking.id.0)))
        .set(bookings::confirm_code_tries.eq(bookings::confirm_code_tries + 1_i16))
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Recorded {
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// Bumps the venue's revision and rings the bell. Always the last write of a transaction: from
/// here to the commit nobody else can commit a change of this venue.
pub async fn record(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    booking: BookingId,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let recorded = diesel::sql_query(
        "WITH bumped AS (
            UPDATE venue_revisions SET revision = revision + 1 WHERE venue_id = $1 RETURNING revision
        ), change AS (
            INSERT INTO changes (venue_id, revision, at, booking_id) SELECT $1, revision, $2, $3 FROM bumped RETURNING revision
        )
        SELECT revision, pg_notify($4, $5 || ' ' || revision)::text FROM change",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Timestamptz, _>(now)
    .bind::<SqlUuid, _>(booking.0)
    .bind::<Text, _>(CHANNEL)
    .bind::<Text, _>(venue.to_string())
    .get_result::<Recorded>(conn)
    .await?;
    Ok(recorded.revision)
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
    conn: &mut AsyncPgConnection,
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
        .execute(conn)
        .await?;
    Ok(())
}

/// A period as Postgres stores it.
pub fn range(period: Period) -> Range {
    (Bound::Included(period.start()), Bound::Excluded(period.end()))
}
