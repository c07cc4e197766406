//! All SQL about appointments: reading and changing them here, what stands against one in `look`, one person's in
//! `person`, what time does in `due`.

mod due;
mod look;
mod person;

use std::ops::Bound;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::advice::Span;
use shared::appointments::AppointmentState;
use shared::bookings::Locale;
use shared::ids::{AdviceHourId, AppId, AppointmentId, VenueId};
use uuid::Uuid;

use crate::schema::appointments;
use crate::venues::bound;

pub(crate) use due::{erase, expire, next};
pub(crate) use look::{count_open, seated};
pub(crate) use person::{count_of_person, erase_person};

pub(super) use look::{held, open_of_person};
pub(super) use person::of_person;

type Range = (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>);

/// An appointment as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) venue: VenueId,
    pub(super) id: AppointmentId,
    pub(super) advice_hour: AdviceHourId,
    /// Which of the advisers, from 1.
    pub(super) seat: i16,
    pub(super) span: Span,
    pub(super) state: AppointmentState,
    /// For people.
    pub(super) code: String,
    pub(super) offer: Option<Uuid>,
    /// `None` after erasure, as the name.
    pub(super) email: Option<String>,
    pub(super) name: Option<String>,
    pub(super) locale: Locale,
    /// What she would like to speak; `None` after erasure, too.
    pub(super) language: Option<String>,
    pub(super) secret_hash: Vec<u8>,
    /// While held: until when, and the code as well.
    pub(super) hold_expires_at: Option<DateTime<Utc>>,
    pub(super) hold_extensions: i16,
    /// Of a hold that nobody has proven: where it was asked for.
    pub(super) hold_origin: Option<Vec<u8>>,
    pub(super) code_hash: Option<Vec<u8>>,
    pub(super) code_tries: i16,
    /// Why the office called it off, German and English.
    pub(super) cancel_reason: Option<(String, String)>,
    /// The app that has made it.
    pub(super) app: Option<AppId>,
    pub(super) revision: i64,
    pub(super) created_at: DateTime<Utc>,
    pub(super) confirmed_at: Option<DateTime<Utc>>,
    pub(super) ended_at: Option<DateTime<Utc>>,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = appointments, primary_key(venue_id, id), treat_none_as_null = true)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    advice_id: Uuid,
    seat: i16,
    during: Range,
    state: String,
    code: String,
    offer_id: Option<Uuid>,
    email: Option<String>,
    name: Option<String>,
    locale: String,
    secret_hash: Vec<u8>,
    hold_expires_at: Option<DateTime<Utc>>,
    hold_extensions: i16,
    hold_origin: Option<Vec<u8>>,
    confirm_code_hash: Option<Vec<u8>>,
    confirm_code_tries: i16,
    cancel_reason_de: Option<String>,
    cancel_reason_en: Option<String>,
    app_id: Option<Uuid>,
    revision: i64,
    created_at: DateTime<Utc>,
    confirmed_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    language: Option<String>,
}

impl Row {
    fn of(one: &Stored) -> Self {
        let (reason_de, reason_en) = one.cancel_reason.clone().unzip();
        // What is proven, or over, came from nowhere any more.
        let origin = one.hold_origin.clone().filter(|_| one.state == AppointmentState::Held);
        Self {
            venue_id: one.venue.0,
            id: one.id.0,
            advice_id: one.advice_hour.0,
            seat: one.seat,
            during: range(one.span),
            state: one.state.name().to_owned(),
            code: one.code.clone(),
            offer_id: one.offer,
            email: one.email.clone(),
            name: one.name.clone(),
            locale: one.locale.tag().to_owned(),
            secret_hash: one.secret_hash.clone(),
            hold_expires_at: one.hold_expires_at,
            hold_extensions: one.hold_extensions,
            hold_origin: origin,
            confirm_code_hash: one.code_hash.clone(),
            confirm_code_tries: one.code_tries,
            cancel_reason_de: reason_de,
            cancel_reason_en: reason_en,
            app_id: one.app.map(|app| app.0),
            revision: one.revision,
            created_at: one.created_at,
            confirmed_at: one.confirmed_at,
            ended_at: one.ended_at,
            language: one.language.clone(),
        }
    }

    /// Checks of the table rule out what does not fit; if they ever fail the row is no appointment.
    fn read(self) -> QueryResult<Stored> {
        let broken = "an appointment without a time or in an unknown state";
        let span = bound(self.during.0).zip(bound(self.during.1)).map(|(from, to)| Span { from, to });
        let (Some(span), Some(state)) = (span, AppointmentState::from_name(&self.state)) else {
            return Err(diesel::result::Error::DeserializationError(broken.into()));
        };
        Ok(Stored {
            venue: VenueId(self.venue_id),
            id: AppointmentId(self.id),
            advice_hour: AdviceHourId(self.advice_id),
            seat: self.seat,
            span,
            state,
            code: self.code,
            offer: self.offer_id,
            email: self.email,
            name: self.name,
            locale: if self.locale == "en" { Locale::En } else { Locale::De },
            language: self.language,
            secret_hash: self.secret_hash,
            hold_expires_at: self.hold_expires_at,
            hold_extensions: self.hold_extensions,
            hold_origin: self.hold_origin,
            code_hash: self.confirm_code_hash,
            code_tries: self.confirm_code_tries,
            cancel_reason: self.cancel_reason_de.zip(self.cancel_reason_en),
            app: self.app_id.map(AppId),
            revision: self.revision,
            created_at: self.created_at,
            confirmed_at: self.confirmed_at,
            ended_at: self.ended_at,
        })
    }
}

fn range(span: Span) -> Range {
    (Bound::Included(span.from), Bound::Excluded(span.to))
}

/// The appointment with this id; on request locked until the transaction ends.
pub(super) async fn find(conn: &mut AsyncPgConnection, id: AppointmentId, lock: bool) -> QueryResult<Option<Stored>> {
    let query = appointments::table.filter(appointments::id.eq(id.0)).select(Row::as_select());
    let row: Option<Row> =
        if lock { query.for_update().first(conn).await.optional()? } else { query.first(conn).await.optional()? };
    row.map(Row::read).transpose()
}

/// Those that begin within a time, of some hours or of all, in order.
pub(super) async fn within(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    of: Option<AdviceHourId>,
    time: Span,
) -> QueryResult<Vec<Stored>> {
    let mut query = appointments::table
        .filter(appointments::venue_id.eq(venue.0))
        .filter(sql::<Bool>("lower(during) >= ").bind::<Timestamptz, _>(time.from))
        .filter(sql::<Bool>("lower(during) < ").bind::<Timestamptz, _>(time.to))
        .order((sql::<Timestamptz>("lower(during)"), appointments::seat, appointments::id))
        .select(Row::as_select())
        .into_boxed();
    if let Some(of) = of {
        query = query.filter(appointments::advice_id.eq(of.0));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    rows.into_iter().map(Row::read).collect()
}

/// Those that are open, of some hours or of the whole venue, that have time in common with this, locked in order of their
/// ids.
pub(super) async fn open_within(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    of: Option<AdviceHourId>,
    time: Span,
) -> QueryResult<Vec<Stored>> {
    let rows: Vec<Row> = appointments::table
        .filter(appointments::venue_id.eq(venue.0))
        .filter(of.is_none().into_sql::<Bool>().or(appointments::advice_id.eq(of.map_or(Uuid::nil(), |of| of.0))))
        .filter(appointments::state.eq_any(["held", "confirmed"]))
        .filter(sql::<Bool>("upper(during) > ").bind::<Timestamptz, _>(time.from))
        .filter(sql::<Bool>("lower(during) < ").bind::<Timestamptz, _>(time.to))
        .order(appointments::id)
        .select(Row::as_select())
        .for_update()
        .load(conn)
        .await?;
    rows.into_iter().map(Row::read).collect()
}

/// How many that count as open have time in common with this.
pub(super) async fn count_within(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    time: Span,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let held = appointments::state.eq("held").and(appointments::hold_expires_at.gt(now).is_not_distinct_from(true));
    appointments::table
        .filter(appointments::venue_id.eq(venue.0))
        .filter(appointments::state.eq("confirmed").or(held))
        .filter(sql::<Bool>("upper(during) > ").bind::<Timestamptz, _>(time.from.max(now)))
        .filter(sql::<Bool>("lower(during) < ").bind::<Timestamptz, _>(time.to))
        .count()
        .get_result(conn)
        .await
}

/// Stores a new one; says no where its code is in use, or its adviser is taken after all.
pub(super) async fn insert(conn: &mut AsyncPgConnection, new: &Stored) -> QueryResult<bool> {
    let insert = diesel::insert_into(appointments::table).values(Row::of(new)).on_conflict_do_nothing();
    insert.execute(conn).await.map(|rows| rows == 1)
}

/// Writes back what a move has changed.
pub(super) async fn save(conn: &mut AsyncPgConnection, one: &Stored) -> QueryResult<()> {
    let own = appointments::table.find((one.venue.0, one.id.0));
    diesel::update(own).set(Row::of(one)).execute(conn).await.map(drop)
}

/// Counts a wrong try for a confirmation code.
pub(super) async fn count_try(conn: &mut AsyncPgConnection, one: &Stored) -> QueryResult<()> {
    diesel::update(appointments::table.find((one.venue.0, one.id.0)))
        .set(appointments::confirm_code_tries.eq(appointments::confirm_code_tries + 1_i16))
        .execute(conn)
        .await
        .map(drop)
}
