//! All SQL about advice hours: reading them here, writing them in `save`, what happens on single days in `days`.

pub(super) mod days;
mod save;

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::advice::{AdviceException, AdviceHour, AdviceTime};
use shared::ids::{AdviceHourId, VenueId};
use uuid::Uuid;

pub(crate) use save::save;

use crate::schema::{advice_exceptions, advice_hours, advice_offers, advice_times, offers};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = advice_hours, primary_key(venue_id, id), treat_none_as_null = true)]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    title_de: String,
    title_en: String,
    office_de: String,
    office_en: String,
    about_de: String,
    about_en: String,
    place_de: String,
    place_en: String,
    slot_minutes: i16,
    seats: i16,
    languages: Vec<String>,
    accessible: bool,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    example: bool,
    revision: i64,
}

/// The venue of hours that are there.
pub(crate) async fn venue_of(conn: &mut AsyncPgConnection, id: AdviceHourId) -> QueryResult<Option<VenueId>> {
    let hours = advice_hours::table.filter(advice_hours::id.eq(id.0).and(advice_hours::removed_at.is_null()));
    let found: Option<Uuid> = hours.select(advice_hours::venue_id).first(conn).await.optional()?;
    Ok(found.map(VenueId))
}

/// Those of a venue that are on after a date, or all there are, by their German titles.
pub(super) async fn of_venue(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> QueryResult<Vec<AdviceHour>> {
    let mut query = advice_hours::table
        .filter(advice_hours::venue_id.eq(venue.0).and(advice_hours::removed_at.is_null()))
        .order((advice_hours::title_de, advice_hours::id))
        .select(Row::as_select())
        .into_boxed();
    if let Some(on) = on {
        query = query.filter(advice_hours::valid_to.is_null().or(advice_hours::valid_to.gt(on)));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    assembled(conn, venue, rows, today).await
}

/// Those that are about an offer, and not over.
pub(super) async fn of_offer(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: Uuid,
    today: NaiveDate,
) -> QueryResult<Vec<AdviceHour>> {
    let about = advice_offers::table
        .filter(advice_offers::venue_id.eq(venue.0).and(advice_offers::offer_id.eq(offer)))
        .select(advice_offers::advice_id);
    let rows: Vec<Row> = advice_hours::table
        .filter(advice_hours::venue_id.eq(venue.0).and(advice_hours::removed_at.is_null()))
        .filter(advice_hours::id.eq_any(about))
        .filter(advice_hours::valid_to.is_null().or(advice_hours::valid_to.gt(today)))
        .order((advice_hours::title_de, advice_hours::id))
        .select(Row::as_select())
        .load(conn)
        .await?;
    assembled(conn, venue, rows, today).await
}

/// The hours with this id, if they are there; on request locked until the transaction ends.
pub(crate) async fn find(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
    lock: bool,
    today: NaiveDate,
) -> QueryResult<Option<AdviceHour>> {
    let query = advice_hours::table
        .filter(advice_hours::venue_id.eq(venue.0).and(advice_hours::id.eq(id.0)))
        .filter(advice_hours::removed_at.is_null())
        .select(Row::as_select());
    let rows: Vec<Row> = if lock { query.for_update().load(conn).await? } else { query.load(conn).await? };
    Ok(assembled(conn, venue, rows, today).await?.pop())
}

/// The hours of appointments, also those that are no more.
pub(crate) async fn of_appointments(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    ids: &[AdviceHourId],
    today: NaiveDate,
) -> QueryResult<HashMap<AdviceHourId, AdviceHour>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = advice_hours::table
        .filter(advice_hours::venue_id.eq(venue.0).and(advice_hours::id.eq_any(ids)))
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(assembled(conn, venue, rows, today).await?.into_iter().map(|hour| (hour.id, hour)).collect())
}

/// Of which hours, on which weekday or date, from and to which minute of the day.
type TimeRow = (Uuid, Option<i16>, Option<NaiveDate>, i16, i16);

/// From rows to hours: times, days called off from `today` on, and offers stand in tables of their own.
async fn assembled(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    rows: Vec<Row>,
    today: NaiveDate,
) -> QueryResult<Vec<AdviceHour>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let times: Vec<TimeRow> = advice_times::table
        .filter(advice_times::venue_id.eq(venue.0).and(advice_times::advice_id.eq_any(&ids)))
        .order((advice_times::advice_id, advice_times::number))
        .select((
            advice_times::advice_id,
            advice_times::weekday,
            advice_times::on_date,
            advice_times::opens,
            advice_times::closes,
        ))
        .load(conn)
        .await?;
    let off: Vec<(Uuid, NaiveDate, String, String)> = advice_exceptions::table
        .filter(advice_exceptions::venue_id.eq(venue.0).and(advice_exceptions::advice_id.eq_any(&ids)))
        .filter(advice_exceptions::on_date.ge(today))
        .order(advice_exceptions::on_date)
        .select((
            advice_exceptions::advice_id,
            advice_exceptions::on_date,
            advice_exceptions::reason_de,
            advice_exceptions::reason_en,
        ))
        .load(conn)
        .await?;
    let about: Vec<(Uuid, String)> = advice_offers::table
        .inner_join(
            offers::table.on(offers::venue_id.eq(advice_offers::venue_id).and(offers::id.eq(advice_offers::offer_id))),
        )
        .filter(advice_offers::venue_id.eq(venue.0).and(advice_offers::advice_id.eq_any(&ids)))
        .order(offers::slug)
        .select((advice_offers::advice_id, offers::slug))
        .load(conn)
        .await?;
    let mut hours: Vec<AdviceHour> = rows.into_iter().map(hour).collect();
    for hour in &mut hours {
        let own = |id: &Uuid| *id == hour.id.0;
        hour.times = times.iter().filter(|time| own(&time.0)).map(time).collect();
        let exception = |(_, date, reason_de, reason_en): &(Uuid, NaiveDate, String, String)| AdviceException {
            date: *date,
            reason_de: reason_de.clone(),
            reason_en: reason_en.clone(),
        };
        hour.exceptions = off.iter().filter(|one| own(&one.0)).map(exception).collect();
        hour.offers = about.iter().filter(|one| own(&one.0)).map(|one| one.1.clone()).collect();
    }
    Ok(hours)
}

/// Checks of the tables rule out what does not fit.
fn time(&(_, weekday, date, opens, closes): &(Uuid, Option<i16>, Option<NaiveDate>, i16, i16)) -> AdviceTime {
    AdviceTime {
        weekday: weekday.and_then(|day| u8::try_from(day).ok()),
        date,
        opens: u16::try_from(opens).unwrap_or_default(),
        closes: u16::try_from(closes).unwrap_or_default(),
    }
}

fn hour(row: Row) -> AdviceHour {
    AdviceHour {
        id: AdviceHourId(row.id),
        title_de: row.title_de,
        title_en: row.title_en,
        office_de: row.office_de,
        office_en: row.office_en,
        about_de: row.about_de,
        about_en: row.about_en,
        place_de: row.place_de,
        place_en: row.place_en,
        slot_minutes: u16::try_from(row.slot_minutes).unwrap_or(1),
        seats: u16::try_from(row.seats).unwrap_or(1),
        languages: row.languages,
        accessible: row.accessible,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        times: Vec::new(),
        exceptions: Vec::new(),
        offers: Vec::new(),
        example: row.example,
        revision: row.revision,
    }
}

/// The ids of offers of a venue, by their slugs.
pub(crate) async fn offers_called(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    slugs: &[String],
) -> QueryResult<HashMap<String, Uuid>> {
    let named = offers::table.filter(offers::venue_id.eq(venue.0).and(offers::slug.eq_any(slugs)));
    let found: Vec<(String, Uuid)> = named.select((offers::slug, offers::id)).load(conn).await?;
    Ok(found.into_iter().collect())
}

/// The slugs of offers of a venue.
pub(crate) async fn names_of_offers(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    ids: &[Uuid],
) -> QueryResult<HashMap<Uuid, String>> {
    let named = offers::table.filter(offers::venue_id.eq(venue.0).and(offers::id.eq_any(ids)));
    let found: Vec<(Uuid, String)> = named.select((offers::id, offers::slug)).load(conn).await?;
    Ok(found.into_iter().collect())
}
