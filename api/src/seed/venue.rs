//! Address, hours, holidays, closures and exhibitions of the demo venue.

use std::ops::Bound;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::ids::VenueId;

use super::hall::HallFile;
use super::{SeedError, lower_saxony};
use crate::ids::Ids;
use crate::schema::{closures, exhibitions, holidays, opening_hours, venue_revisions, venues};

/// Years of holidays that are written ahead.
const YEARS: i32 = 4;

/// `api/seed/venue.json`.
#[derive(Debug, Deserialize)]
pub(super) struct VenueFile {
    slug: String,
    name: String,
    hall_name: String,
    address: AddressFile,
    lat: f64,
    lon: f64,
    /// IANA name.
    pub time_zone: String,
    phone: String,
    weekly_hours: Vec<Hours>,
    accessibility: Value,
    zones: Vec<ZoneFile>,
    desk_kinds: Value,
    features: Value,
    /// Desks kept for walk-ins.
    pub walk_in_desks: Vec<String>,
    /// Desks nobody can use at the moment.
    pub out_of_service: Vec<OutOfService>,
    closures: Vec<ClosureFile>,
    exhibitions: Vec<ExhibitionFile>,
    /// Which layout is valid when; a bounded period wins over an unbounded one.
    pub layout_periods: Vec<PeriodFile>,
}

#[derive(Debug, Deserialize)]
struct AddressFile {
    street: String,
    postcode: String,
    city: String,
    country: String,
}

#[derive(Debug, Deserialize)]
struct Hours {
    weekday: i16,
    opens: i16,
    closes: i16,
}

#[derive(Debug, Deserialize, Serialize)]
struct ZoneFile {
    #[serde(rename(deserialize = "id", serialize = "key"))]
    key: String,
    label_de: String,
    label_en: String,
    note_de: Option<String>,
    note_en: Option<String>,
}

/// A desk nobody can use at the moment.
#[derive(Debug, Deserialize)]
pub(super) struct OutOfService {
    /// Its code.
    pub code: String,
    /// Why, in German.
    pub reason_de: String,
    /// Why, in English.
    pub reason_en: String,
}

#[derive(Debug, Deserialize)]
struct ClosureFile {
    first_day: NaiveDate,
    last_day: NaiveDate,
    zone: Option<String>,
    reason_de: String,
    reason_en: String,
}

#[derive(Debug, Deserialize)]
struct ExhibitionFile {
    title_de: String,
    title_en: String,
    text_de: String,
    text_en: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    example: bool,
}

/// When a layout is valid, both days included.
#[derive(Debug, Deserialize)]
pub(super) struct PeriodFile {
    /// The layout's key.
    pub layout: String,
    /// First day; `None` since ever.
    pub first_day: Option<NaiveDate>,
    /// Last day; `None` for ever.
    pub last_day: Option<NaiveDate>,
}

/// Reads the file.
pub(super) fn read() -> Result<VenueFile, serde_json::Error> {
    serde_json::from_str(include_str!("../../seed/venue.json"))
}

/// Writes the venue and its calendar.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    file: &VenueFile,
    hall: &HallFile,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    diesel::insert_into(venues::table)
        .values((
            (
                venues::id.eq(venue.0),
                venues::slug.eq(&file.slug),
                venues::name.eq(&file.name),
                venues::hall.eq(&file.hall_name),
                venues::street.eq(&file.address.street),
                venues::postcode.eq(&file.address.postcode),
                venues::city.eq(&file.address.city),
                venues::country.eq(&file.address.country),
                venues::lat.eq(file.lat),
                venues::lon.eq(file.lon),
                venues::phone.eq(&file.phone),
            ),
            venues::time_zone.eq(&file.time_zone),
            venues::rules.eq(json!({})),
            venues::room.eq(serde_json::to_value(&hall.room)?),
            venues::plan_notice_de.eq(&hall.notice),
            venues::plan_notice_en.eq(&hall.notice_en),
            venues::zones.eq(serde_json::to_value(&file.zones)?),
            venues::desk_kinds.eq(&file.desk_kinds),
            venues::features.eq(&file.features),
            venues::accessibility.eq(&file.accessibility),
            venues::demo.eq(true),
        ))
        .execute(conn)
        .await?;
    diesel::insert_into(venue_revisions::table).values(venue_revisions::venue_id.eq(venue.0)).execute(conn).await?;
    write_calendar(conn, ids, venue, file, now).await
}

async fn write_calendar(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    file: &VenueFile,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let hours = file.weekly_hours.iter().map(|hours| {
        (
            opening_hours::venue_id.eq(venue.0),
            opening_hours::id.eq(ids.uuid(now)),
            opening_hours::weekday.eq(hours.weekday),
            opening_hours::opens.eq(hours.opens),
            opening_hours::closes.eq(hours.closes),
        )
    });
    diesel::insert_into(opening_hours::table).values(hours.collect::<Vec<_>>()).execute(conn).await?;
    let free = (now.year()..now.year() + YEARS).flat_map(lower_saxony).map(|(date, name_de, name_en)| {
        (
            holidays::venue_id.eq(venue.0),
            holidays::on_date.eq(date),
            holidays::name_de.eq(name_de),
            holidays::name_en.eq(name_en),
        )
    });
    diesel::insert_into(holidays::table).values(free.collect::<Vec<_>>()).execute(conn).await?;
    let closed = file.closures.iter().map(|closure| {
        (
            closures::venue_id.eq(venue.0),
            closures::id.eq(ids.uuid(now)),
            closures::during.eq(days(&file.time_zone, closure.first_day, closure.last_day)),
            closures::zone.eq(&closure.zone),
            closures::reason_de.eq(&closure.reason_de),
            closures::reason_en.eq(&closure.reason_en),
        )
    });
    diesel::insert_into(closures::table).values(closed.collect::<Vec<_>>()).execute(conn).await?;
    let shown = file.exhibitions.iter().map(|exhibition| {
        (
            exhibitions::venue_id.eq(venue.0),
            exhibitions::id.eq(ids.uuid(now)),
            exhibitions::title_de.eq(&exhibition.title_de),
            exhibitions::title_en.eq(&exhibition.title_en),
            exhibitions::summary_de.eq(&exhibition.text_de),
            exhibitions::summary_en.eq(&exhibition.text_en),
            exhibitions::during.eq(days(&file.time_zone, exhibition.first_day, exhibition.last_day)),
            exhibitions::example.eq(exhibition.example),
        )
    });
    diesel::insert_into(exhibitions::table).values(shown.collect::<Vec<_>>()).execute(conn).await?;
    Ok(())
}

/// Whole local days, both included, as instants.
pub(super) fn days(time_zone: &str, first: NaiveDate, last: NaiveDate) -> (Bound<DateTime<Utc>>, Bound<DateTime<Utc>>) {
    (Bound::Included(midnight(time_zone, first)), Bound::Excluded(midnight(time_zone, last + TimeDelta::days(1))))
}

/// The instant a local date begins.
pub(super) fn midnight(time_zone: &str, date: NaiveDate) -> DateTime<Utc> {
    let zone: chrono_tz::Tz = time_zone.parse().unwrap_or(chrono_tz::UTC);
    let local = date.and_time(chrono::NaiveTime::MIN);
    zone.from_local_datetime(&local).earliest().map_or_else(|| local.and_utc(), |at| at.to_utc())
}
