//! The invented hall: desks, layouts and when each is valid.

use std::collections::HashMap;
use std::ops::Bound;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Deserialize;
use shared::ids::VenueId;
use shared::venues::{PlanExhibition, Room, Table};
use uuid::Uuid;

use super::SeedError;
use super::venue::{PeriodFile, VenueFile};
use crate::ids::Ids;
use crate::schema::{desks, layout_desks, layout_periods, layouts};

/// `api/seed/hall.json`.
#[derive(Debug, Deserialize)]
pub(super) struct HallFile {
    /// That it is invented, in German.
    pub notice: String,
    /// The same in English.
    pub notice_en: String,
    /// Everything that stays when the furniture moves.
    #[serde(flatten)]
    pub room: Room,
    tables: Vec<Table>,
    places: Vec<PlaceFile>,
    layouts: HashMap<String, LayoutFile>,
}

#[derive(Debug, Deserialize)]
struct PlaceFile {
    code: String,
    kind: String,
    x: f64,
    y: f64,
    width: f64,
    depth: f64,
    rotation: f64,
    seats: i16,
    features: Vec<String>,
    zone: String,
    furniture_origin: String,
    table: Option<String>,
}

#[derive(Debug, Deserialize)]
struct LayoutFile {
    label: String,
    places: Vec<String>,
    moved: HashMap<String, Moved>,
    exhibition: PlanExhibition,
    tables: Option<Vec<Table>>,
}

/// Where a desk stands in a layout if not where it usually does.
#[derive(Debug, Deserialize)]
struct Moved {
    x: f64,
    y: f64,
    rotation: f64,
}

/// Reads the file.
pub(super) fn read() -> Result<HallFile, serde_json::Error> {
    serde_json::from_str(include_str!("../../seed/hall.json"))
}

/// Writes desks and layouts.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    file: &VenueFile,
    hall: &HallFile,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let desk_ids: HashMap<&str, Uuid> = hall.places.iter().map(|place| (place.code.as_str(), ids.uuid(now))).collect();
    write_desks(conn, venue, file, hall, &desk_ids).await?;
    let mut layout_ids = HashMap::new();
    let mut keys: Vec<&String> = hall.layouts.keys().collect();
    keys.sort();
    for key in keys {
        let Some(layout) = hall.layouts.get(key) else { continue };
        let id = ids.uuid(now);
        layout_ids.insert(key.as_str(), id);
        let tables = layout.tables.as_ref().unwrap_or(&hall.tables);
        diesel::insert_into(layouts::table)
            .values((
                layouts::venue_id.eq(venue.0),
                layouts::id.eq(id),
                layouts::slug.eq(key),
                layouts::label.eq(&layout.label),
                layouts::tables.eq(serde_json::to_value(tables)?),
                layouts::exhibition_areas.eq(serde_json::to_value([&layout.exhibition])?),
            ))
            .execute(conn)
            .await?;
        write_spots(conn, venue, id, layout, file, hall, &desk_ids).await?;
    }
    write_periods(conn, ids, venue, &file.layout_periods, &layout_ids, now).await
}

async fn write_desks(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    file: &VenueFile,
    hall: &HallFile,
    desk_ids: &HashMap<&str, Uuid>,
) -> Result<(), SeedError> {
    for place in &hall.places {
        let broken = file.out_of_service.iter().find(|broken| broken.code == place.code);
        diesel::insert_into(desks::table)
            .values((
                desks::venue_id.eq(venue.0),
                desks::id.eq(desk_ids.get(place.code.as_str()).copied().unwrap_or_default()),
                desks::code.eq(&place.code),
                desks::kind.eq(&place.kind),
                desks::zone.eq(&place.zone),
                desks::seats.eq(place.seats),
                desks::features.eq(&place.features),
                desks::table_code.eq(&place.table),
                desks::furniture_origin.eq(&place.furniture_origin),
                desks::out_of_service_de.eq(broken.map(|broken| &broken.reason_de)),
                desks::out_of_service_en.eq(broken.map(|broken| &broken.reason_en)),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

async fn write_spots(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    layout_id: Uuid,
    layout: &LayoutFile,
    file: &VenueFile,
    hall: &HallFile,
    desk_ids: &HashMap<&str, Uuid>,
) -> Result<(), SeedError> {
    let mut spots = Vec::with_capacity(layout.places.len());
    for code in &layout.places {
        let dangling = || SeedError::Dangling(format!("desk {code}"));
        let place = hall.places.iter().find(|place| place.code == *code).ok_or_else(dangling)?;
        let moved = layout.moved.get(code);
        spots.push((
            layout_desks::venue_id.eq(venue.0),
            layout_desks::layout_id.eq(layout_id),
            layout_desks::desk_id.eq(desk_ids.get(code.as_str()).copied().ok_or_else(dangling)?),
            layout_desks::x.eq(moved.map_or(place.x, |moved| moved.x)),
            layout_desks::y.eq(moved.map_or(place.y, |moved| moved.y)),
            layout_desks::width.eq(place.width),
            layout_desks::depth.eq(place.depth),
            layout_desks::rotation.eq(moved.map_or(place.rotation, |moved| moved.rotation)),
            layout_desks::walk_in.eq(file.walk_in_desks.contains(code)),
        ));
    }
    diesel::insert_into(layout_desks::table).values(spots).execute(conn).await?;
    Ok(())
}

/// A hall has one arrangement at a time, so an unbounded period is cut by the bounded ones.
async fn write_periods(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    periods: &[PeriodFile],
    layout_ids: &HashMap<&str, Uuid>,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let mut bounded: Vec<(NaiveDate, NaiveDate)> =
        periods.iter().filter_map(|period| Some((period.first_day?, period.last_day? + TimeDelta::days(1)))).collect();
    bounded.sort();
    for period in periods {
        let layout = layout_ids.get(period.layout.as_str()).copied();
        let layout = layout.ok_or_else(|| SeedError::Dangling(format!("layout {}", period.layout)))?;
        let pieces = match period.first_day.zip(period.last_day) {
            Some((first, last)) => vec![(Bound::Included(first), Bound::Excluded(last + TimeDelta::days(1)))],
            None => between(&bounded),
        };
        for during in pieces {
            diesel::insert_into(layout_periods::table)
                .values((
                    layout_periods::venue_id.eq(venue.0),
                    layout_periods::id.eq(ids.uuid(now)),
                    layout_periods::layout_id.eq(layout),
                    layout_periods::during.eq(during),
                ))
                .execute(conn)
                .await?;
        }
    }
    Ok(())
}

/// All of time without the bounded periods.
fn between(bounded: &[(NaiveDate, NaiveDate)]) -> Vec<(Bound<NaiveDate>, Bound<NaiveDate>)> {
    let mut pieces = Vec::new();
    let mut from = Bound::Unbounded;
    for (first, after) in bounded {
        pieces.push((from, Bound::Excluded(*first)));
        from = Bound::Included(*after);
    }
    pieces.push((from, Bound::Unbounded));
    pieces
}
