//! All SQL about bookings: reading and changing them here, making room for them in `room`, making
//! and moving them in `insert`, telling the world in `record`, what rules were set aside in `overrides`, what a plan may touch in `touched`.

mod insert;
mod overrides;
mod person;
mod record;
mod room;
mod rows;
mod touched;

use std::ops::Bound;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::{BookingState, Locale};
use shared::ids::{AppId, BookingId, DeskId, VenueId};
use shared::slots::Period;
use uuid::Uuid;

use rows::{with_all_desks, with_desks};

use super::pick::Plan;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::schema::bookings;
use crate::secrets::Secrets;

pub use insert::{InsertError, insert, relocate};
pub use overrides::{SetAside, overrides, set_aside};
pub use person::{blocking_of_person, count_of_person, erase_person, of_person};
pub use record::{Mail, post, record};
pub use room::{Ground, Room, facts_revision, lock, lock_house, lock_shared, lock_things, look};
pub use touched::blocking;

pub(super) type Range = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

diesel::define_sql_function! {
    /// The first instant of the two that is known.
    fn coalesce(known: diesel::sql_types::Nullable<diesel::sql_types::Timestamptz>, otherwise: diesel::sql_types::Timestamptz) -> diesel::sql_types::Timestamptz;
}

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
    /// Where mails go; `None` for walk-ins and after erasure.
    pub email: Option<String>,
    /// A name, if given.
    pub name: Option<String>,
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
    /// Somebody sat down without booking ahead.
    pub walk_in: bool,
    /// The series it is part of.
    pub series: Option<Uuid>,
    /// Why the house called it off, German and English.
    pub cancel_reason: Option<(String, String)>,
    /// When to remind of it.
    pub remind_at: Option<DateTime<Utc>>,
    /// The app that has made it.
    pub app: Option<AppId>,
    /// While held and not proven: where it was asked for, as a hash.
    pub hold_origin: Option<Vec<u8>>,
}

impl Stored {
    /// A booking that stands and has no person: what every new one begins as.
    pub fn new(app: &App, venue: &VenueCalendar, plan: Plan, now: DateTime<Utc>) -> Self {
        let id = BookingId(app.ids.uuid(now));
        Self {
            venue: venue.facts.venue.id,
            id,
            code: app.ids.booking_code(),
            state: BookingState::Confirmed,
            period: plan.period,
            desks: plan.desks,
            email: None,
            name: None,
            locale: Locale::default(),
            secret_hash: Secrets::hash(&app.secrets.booking(id)),
            hold_expires_at: None,
            hold_extensions: 0,
            code_hash: None,
            code_expires_at: None,
            code_tries: 0,
            revision: 1,
            created_at: now,
            ended_at: None,
            walk_in: false,
            series: None,
            cancel_reason: None,
            remind_at: None,
            app: None,
            hold_origin: None,
        }
    }

    /// Whose quota it counts for (rule 5); sitting down without booking ahead is nobody's.
    pub fn quota_of(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| !self.walk_in)
    }

    /// Makes it a hold until an instant, to be confirmed with a code.
    pub fn hold(&mut self, app: &App, code: &str, until: DateTime<Utc>) {
        self.state = BookingState::Held;
        self.hold_expires_at = Some(until);
        self.code_hash = Some(app.secrets.code_hash(self.id, code));
        self.code_expires_at = Some(until);
    }
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
    name: Option<String>,
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
    walk_in: bool,
    series_id: Option<Uuid>,
    cancel_reason_de: Option<String>,
    cancel_reason_en: Option<String>,
    remind_at: Option<DateTime<Utc>>,
    app_id: Option<Uuid>,
    hold_origin: Option<Vec<u8>>,
}

/// The booking with this id.
pub async fn find(conn: &mut AsyncPgConnection, id: BookingId) -> QueryResult<Option<Stored>> {
    let row = bookings::table.filter(bookings::id.eq(id.0)).select(Row::as_select()).first(conn).await.optional()?;
    with_desks(conn, row).await
}

/// Every date of a series, locked in order of their ids: two who want several of them never wait for
/// each other in a circle.
pub async fn series_for_update(conn: &mut AsyncPgConnection, venue: VenueId, series: Uuid) -> QueryResult<Vec<Stored>> {
    let dates = bookings::table.filter(bookings::venue_id.eq(venue.0).and(bookings::series_id.eq(series)));
    let query = dates.order(bookings::id).select(Row::as_select()).for_update();
    let rows: Vec<Row> = query.load(conn).await?;
    with_all_desks(conn, rows).await
}

/// Bookings whose reminder is due; it is taken with this and not due again.
pub async fn take_reminders(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Stored>> {
    let due = bookings::table
        .filter(bookings::venue_id.eq(venue.0).and(bookings::remind_at.le(now)))
        .select(Row::as_select())
        .for_update()
        .skip_locked();
    let rows: Vec<Row> = due.load(conn).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if !ids.is_empty() {
        let own = bookings::venue_id.eq(venue.0).and(bookings::id.eq_any(ids));
        let none = bookings::remind_at.eq(None::<DateTime<Utc>>);
        diesel::update(bookings::table.filter(own)).set(none).execute(conn).await?;
    }
    with_all_desks(conn, rows).await
}

/// The same, locked until the transaction ends.
pub async fn find_for_update(conn: &mut AsyncPgConnection, id: BookingId) -> QueryResult<Option<Stored>> {
    let query = bookings::table.filter(bookings::id.eq(id.0)).select(Row::as_select()).for_update();
    let row = query.first(conn).await.optional()?;
    with_desks(conn, row).await
}

/// Writes back what a move has changed, and counts the change.
pub async fn save(conn: &mut AsyncPgConnection, booking: &Stored, now: DateTime<Utc>) -> QueryResult<()> {
    use bookings as table;
    let confirmed = (booking.state == BookingState::Confirmed).then_some(now);
    let arrived = (booking.state == BookingState::CheckedIn).then_some(now);
    // What is proven, or over, came from nowhere any more.
    let origin = booking.hold_origin.as_ref().filter(|_| booking.state == BookingState::Held);
    let (reason_de, reason_en) = booking.cancel_reason.as_ref().map(|(de, en)| (de, en)).unzip();
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
            table::cancel_reason_de.eq(reason_de),
            table::cancel_reason_en.eq(reason_en),
            table::remind_at.eq(booking.remind_at),
            table::hold_origin.eq(origin),
            confirmed.map(|at| table::confirmed_at.eq(coalesce(table::confirmed_at, at).nullable())),
            arrived.map(|at| table::checked_in_at.eq(coalesce(table::checked_in_at, at).nullable())),
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

/// A period as Postgres stores it.
pub fn range(period: Period) -> Range {
    (Bound::Included(period.start()), Bound::Excluded(period.end()))
}
