//! All SQL about the waiting list.

use std::ops::Bound;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::{exists, select, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::bookings::Locale;
use shared::ids::{AppId, BookingId, VenueId, WaitingId};
use shared::slots::Period;
use uuid::Uuid;

use crate::bookings::store::range;
use crate::schema::waiting_list;
use crate::venues::bound;

/// A wish as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its venue.
    pub venue: VenueId,
    /// Its id.
    pub id: WaitingId,
    /// Its number; lower ones come first. 0 until it is stored.
    pub place: i64,
    /// `waiting`, `offered`, `expired` or `withdrawn`.
    pub state: String,
    /// When.
    pub period: Period,
    /// How many people.
    pub party_size: u16,
    /// Features every desk must have.
    pub features: Vec<String>,
    /// The zone to sit in.
    pub zone: Option<String>,
    /// The kind of desk.
    pub kind: Option<String>,
    /// Where the offer goes; `None` after erasure.
    pub email: Option<String>,
    /// A name, if given.
    pub name: Option<String>,
    /// Language of the mails.
    pub locale: Locale,
    /// Hash of its secret.
    pub secret_hash: Vec<u8>,
    /// What it was offered.
    pub booking: Option<BookingId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The app that has made it.
    pub app: Option<AppId>,
    /// As long as it waits and is not proven: where it was asked for, as a hash.
    pub origin: Option<Vec<u8>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = waiting_list)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    place: i64,
    state: String,
    during: (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>),
    party_size: i16,
    features: Vec<String>,
    zone: Option<String>,
    kind: Option<String>,
    email: Option<String>,
    name: Option<String>,
    locale: String,
    secret_hash: Vec<u8>,
    booking_id: Option<Uuid>,
    created_at: DateTime<Utc>,
    app_id: Option<Uuid>,
    origin: Option<Vec<u8>>,
}

impl Row {
    fn entry(self) -> Option<Entry> {
        Some(Entry {
            venue: VenueId(self.venue_id),
            id: WaitingId(self.id),
            place: self.place,
            state: self.state,
            period: Period::between(bound(self.during.0)?, bound(self.during.1)?)?,
            party_size: u16::try_from(self.party_size).ok()?,
            features: self.features,
            zone: self.zone,
            kind: self.kind,
            email: self.email,
            name: self.name,
            locale: if self.locale == "en" { Locale::En } else { Locale::De },
            secret_hash: self.secret_hash,
            booking: self.booking_id.map(BookingId),
            created_at: self.created_at,
            app: self.app_id.map(AppId),
            origin: self.origin,
        })
    }
}

/// Whether anybody waits for some of a period.
pub async fn anybody_waits(conn: &mut AsyncPgConnection, venue: VenueId, period: Period) -> QueryResult<bool> {
    let waiting = waiting_list::table
        .filter(waiting_list::venue_id.eq(venue.0).and(waiting_list::state.eq("waiting")))
        .filter(waiting_list::during.overlaps_with(range(period)));
    select(exists(waiting)).get_result(conn).await
}

/// Whether anybody waits at all.
pub async fn anybody(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<bool> {
    let waiting = waiting_list::venue_id.eq(venue.0).and(waiting_list::state.eq("waiting"));
    select(exists(waiting_list::table.filter(waiting))).get_result(conn).await
}

/// Who waits for a time still to come, in order; with a period only those whose time meets it.
pub(super) async fn waiting(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    period: Option<Period>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Entry>> {
    let future = (Bound::Excluded(now), Bound::Unbounded);
    let mut query = waiting_list::table
        .filter(waiting_list::venue_id.eq(venue.0).and(waiting_list::state.eq("waiting")))
        .filter(waiting_list::during.overlaps_with(future))
        .select(Row::as_select())
        .order(waiting_list::place)
        .into_boxed();
    if let Some(period) = period {
        query = query.filter(waiting_list::during.overlaps_with(range(period)));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    Ok(rows.into_iter().filter_map(Row::entry).filter(|entry| entry.period.start() > now).collect())
}

/// The entry with this id.
pub(super) async fn find(conn: &mut AsyncPgConnection, id: WaitingId) -> QueryResult<Option<Entry>> {
    let row = waiting_list::table.filter(waiting_list::id.eq(id.0)).select(Row::as_select());
    Ok(row.first(conn).await.optional()?.and_then(Row::entry))
}

/// How many wishes a person has on the list.
pub(super) async fn count_of(conn: &mut AsyncPgConnection, venue: VenueId, email: &str) -> QueryResult<i64> {
    let own = waiting_list::venue_id.eq(venue.0).and(waiting_list::state.eq("waiting"));
    let addresses: Vec<Option<String>> = waiting_list::table.filter(own).select(waiting_list::email).load(conn).await?;
    let email = email.to_lowercase();
    let same = addresses.into_iter().flatten().filter(|address| address.to_lowercase() == email).count();
    Ok(i64::try_from(same).unwrap_or(i64::MAX))
}

/// How many wishes for an overlapping time come before one.
pub(super) async fn before(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<i64> {
    waiting_list::table
        .filter(waiting_list::venue_id.eq(entry.venue.0).and(waiting_list::state.eq("waiting")))
        .filter(waiting_list::during.overlaps_with(range(entry.period)))
        .filter(waiting_list::place.lt(entry.place))
        .count()
        .get_result(conn)
        .await
}

/// Puts a wish on the list.
pub(super) async fn insert(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<()> {
    use waiting_list as table;
    diesel::insert_into(table::table)
        .values((
            table::venue_id.eq(entry.venue.0),
            table::id.eq(entry.id.0),
            table::state.eq(&entry.state),
            table::during.eq(range(entry.period)),
            table::party_size.eq(i16::try_from(entry.party_size).unwrap_or(i16::MAX)),
            table::features.eq(&entry.features),
            table::zone.eq(&entry.zone),
            table::kind.eq(&entry.kind),
            table::email.eq(&entry.email),
            table::name.eq(&entry.name),
            table::locale.eq(entry.locale.tag()),
            table::secret_hash.eq(&entry.secret_hash),
            table::created_at.eq(entry.created_at),
            table::app_id.eq(entry.app.map(|app| app.0)),
            table::origin.eq(&entry.origin),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// What no longer waits came from nowhere.
fn nowhere() -> diesel::dsl::Eq<waiting_list::origin, Option<Vec<u8>>> {
    waiting_list::origin.eq(None)
}

/// Notes what a wish was offered.
pub(super) async fn offered(conn: &mut AsyncPgConnection, entry: &Entry, booking: BookingId) -> QueryResult<()> {
    diesel::update(waiting_list::table.find((entry.venue.0, entry.id.0)))
        .set((waiting_list::state.eq("offered"), waiting_list::booking_id.eq(booking.0), nowhere()))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a wish off the list; `false` when it does not wait any more.
pub(super) async fn withdraw(conn: &mut AsyncPgConnection, entry: &Entry) -> QueryResult<bool> {
    let own = waiting_list::table.find((entry.venue.0, entry.id.0)).filter(waiting_list::state.eq("waiting"));
    Ok(diesel::update(own).set((waiting_list::state.eq("withdrawn"), nowhere())).execute(conn).await? == 1)
}

/// Ends wishes whose time has come, and says which they were.
pub(super) async fn expire(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Entry>> {
    let begun = sql::<Bool>("lower(during) <= ").bind::<Timestamptz, _>(now);
    let begun = waiting_list::table
        .filter(waiting_list::venue_id.eq(venue.0).and(waiting_list::state.eq("waiting")))
        .filter(begun);
    let rows: Vec<Row> = diesel::update(begun)
        .set((waiting_list::state.eq("expired"), nowhere()))
        .returning(Row::as_returning())
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(Row::entry).collect())
}

/// Erases whose wishes they were, as long after their time as for bookings.
pub async fn erase(conn: &mut AsyncPgConnection, venue: VenueId, days: i64, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::sql_query(
        "UPDATE waiting_list SET email = NULL, name = NULL, secret_hash = '', app_id = NULL, erased_at = $2
         WHERE venue_id = $1 AND erased_at IS NULL AND upper(during) <= $3 AND state <> 'waiting'",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now - TimeDelta::days(days))
    .execute(conn)
    .await
}

/// The wishes of a person, by the address without regard to case, the oldest first.
pub(super) async fn of_person(
    conn: &mut AsyncPgConnection,
    venues: &[VenueId],
    email: &str,
) -> QueryResult<Vec<Entry>> {
    let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let query = waiting_list::table
        .filter(waiting_list::venue_id.eq_any(venues))
        .filter(sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")"));
    let rows: Vec<Row> = query.order(waiting_list::id).select(Row::as_select()).load(conn).await?;
    Ok(rows.into_iter().filter_map(Row::entry).collect())
}

/// How many those are.
pub async fn count_of_person(conn: &mut AsyncPgConnection, venues: &[VenueId], email: &str) -> QueryResult<i64> {
    let venues: Vec<Uuid> = venues.iter().map(|venue| venue.0).collect();
    let query = waiting_list::table
        .filter(waiting_list::venue_id.eq_any(venues))
        .filter(sql::<Bool>("lower(email) = lower(").bind::<Text, _>(email.to_owned()).sql(")"));
    query.count().get_result(conn).await
}

/// Takes a person off the list, and makes what she ever wished for nobody's, at once.
pub async fn forget(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::sql_query(
        "UPDATE waiting_list SET state = CASE state WHEN 'waiting' THEN 'withdrawn' ELSE state END,
            email = NULL, name = NULL, secret_hash = '', app_id = NULL, origin = NULL, erased_at = $3
         WHERE venue_id = $1 AND lower(email) = lower($2)",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
    .await
}
