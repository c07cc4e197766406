//! All SQL about venues: one load that reads everything that is known of them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::desks::{Desk, natural};
use shared::ids::{DeskId, LayoutId, VenueId};
use shared::venues::{Address, Geo, Venue};
use shared::zones::Zone;
use uuid::Uuid;

use super::clock_changes::offsets;
use super::facts::{Layout, LayoutPeriod, Spot, VenueFacts};
use crate::schema::{desks, layout_desks, layout_periods, layouts, venues};

mod contingents;
mod hours;

use contingents::load_contingents;
pub use hours::bound;
use hours::{Range, load_exhibitions, load_schedule};

/// A venue that can't be understood.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The database did not answer.
    #[error("venues could not be read")]
    Database(#[from] diesel::result::Error),
    /// A JSON column holds something unexpected.
    #[error("column {column} of venue {venue} holds something unexpected")]
    Json {
        /// The venue's slug.
        venue: String,
        /// The column.
        column: &'static str,
        /// What serde says.
        source: serde_json::Error,
    },
    /// A time zone that is not in the IANA database.
    #[error("venue {venue} has the unknown time zone {time_zone}")]
    TimeZone {
        /// The venue's slug.
        venue: String,
        /// The name it has.
        time_zone: String,
    },
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = venues)]
struct VenueRow {
    id: Uuid,
    slug: String,
    name: String,
    hall: String,
    street: String,
    postcode: String,
    city: String,
    country: String,
    lat: Option<f64>,
    lon: Option<f64>,
    phone: Option<String>,
    time_zone: String,
    rules: Value,
    room: Value,
    plan_notice_de: Option<String>,
    plan_notice_en: Option<String>,
    zones: Value,
    desk_kinds: Value,
    features: Value,
    accessibility: Value,
    demo: bool,
    facts_revision: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = desks)]
struct DeskRow {
    id: Uuid,
    code: String,
    kind: String,
    zone: String,
    seats: i16,
    features: Vec<String>,
    table_code: Option<String>,
    furniture_origin: Option<String>,
    out_of_service_de: Option<String>,
    out_of_service_en: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = layout_desks)]
struct SpotRow {
    layout_id: Uuid,
    desk_id: Uuid,
    x: f64,
    y: f64,
    width: f64,
    depth: f64,
    rotation: f64,
    walk_in: bool,
}

/// Everything that is known of all venues. `around` is the middle of the time for which clock
/// changes are worked out.
pub async fn load(conn: &mut AsyncPgConnection, around: DateTime<Utc>) -> Result<Vec<VenueFacts>, LoadError> {
    let rows: Vec<VenueRow> = venues::table.select(VenueRow::as_select()).order(venues::slug).load(conn).await?;
    let mut loaded = Vec::with_capacity(rows.len());
    for row in rows {
        loaded.push(load_one(conn, row, around).await?);
    }
    Ok(loaded)
}

/// Everything that is known of one venue; `None` when it is gone.
pub async fn load_venue(
    conn: &mut AsyncPgConnection,
    id: VenueId,
    around: DateTime<Utc>,
) -> Result<Option<VenueFacts>, LoadError> {
    let row = venues::table.find(id.0).select(VenueRow::as_select()).first(conn).await.optional()?;
    match row {
        Some(row) => load_one(conn, row, around).await.map(Some),
        None => Ok(None),
    }
}

async fn load_one(conn: &mut AsyncPgConnection, row: VenueRow, around: DateTime<Utc>) -> Result<VenueFacts, LoadError> {
    let id = row.id;
    let zone = offsets(&row.slug, &row.time_zone, around)?;
    let mut desk_rows: Vec<DeskRow> =
        desks::table.filter(desks::venue_id.eq(id)).select(DeskRow::as_select()).load(conn).await?;
    desk_rows.sort_by(|a, b| natural(&a.code).cmp(&natural(&b.code)));
    let tables_of = desk_rows.iter().map(|desk| desk.table_code.clone()).collect();
    let desk_list: Vec<Desk> = desk_rows.into_iter().map(desk).collect();
    let layout_list = load_layouts(conn, &row, &desk_list).await?;
    let periods = load_periods(conn, id, &layout_list).await?;
    let schedule = load_schedule(conn, id, zone.clone()).await?;
    let contingents = load_contingents(conn, &row, &desk_list).await?;
    let exhibition_list = load_exhibitions(conn, id, &zone).await?;
    let places = desk_list.iter().enumerate().map(|(place, desk)| (desk.code.clone(), place)).collect();
    Ok(VenueFacts {
        revision: row.facts_revision,
        room: json(&row, "room", &row.room)?,
        notice: (row.plan_notice_de.clone(), row.plan_notice_en.clone()),
        venue: venue(row, zone)?,
        schedule,
        desks: desk_list,
        tables_of,
        layouts: layout_list,
        periods,
        contingents,
        exhibitions: exhibition_list,
        places,
    })
}

fn venue(row: VenueRow, zone: Zone) -> Result<Venue, LoadError> {
    Ok(Venue {
        id: VenueId(row.id),
        rules: json(&row, "rules", &row.rules)?,
        zones: json(&row, "zones", &row.zones)?,
        desk_kinds: json(&row, "desk_kinds", &row.desk_kinds)?,
        features: json(&row, "features", &row.features)?,
        accessibility: json(&row, "accessibility", &row.accessibility)?,
        slug: row.slug,
        name: row.name,
        hall: row.hall,
        address: Address { street: row.street, postcode: row.postcode, city: row.city, country: row.country },
        geo: row.lat.zip(row.lon).map(|(lat, lon)| Geo { lat, lon }),
        phone: row.phone,
        time_zone: row.time_zone,
        utc_offsets: zone,
        demo: row.demo,
    })
}

fn json<T: DeserializeOwned>(row: &VenueRow, column: &'static str, value: &Value) -> Result<T, LoadError> {
    T::deserialize(value).map_err(|source| LoadError::Json { venue: row.slug.clone(), column, source })
}

fn desk(row: DeskRow) -> Desk {
    Desk {
        id: DeskId(row.id),
        code: row.code,
        kind: row.kind,
        zone: row.zone,
        seats: u16::try_from(row.seats).unwrap_or(1),
        accessible: row.features.iter().any(|feature| feature == "step_free" || feature == "height_adjustable"),
        features: row.features,
        furniture_origin: row.furniture_origin,
        out_of_service_de: row.out_of_service_de,
        out_of_service_en: row.out_of_service_en,
    }
}

async fn load_layouts(
    conn: &mut AsyncPgConnection,
    row: &VenueRow,
    desk_list: &[Desk],
) -> Result<Vec<Layout>, LoadError> {
    let places: HashMap<Uuid, usize> = desk_list.iter().enumerate().map(|(place, desk)| (desk.id.0, place)).collect();
    let spots: Vec<SpotRow> =
        layout_desks::table.filter(layout_desks::venue_id.eq(row.id)).select(SpotRow::as_select()).load(conn).await?;
    let mut by_layout: BTreeMap<Uuid, Vec<Spot>> = BTreeMap::new();
    for spot in spots {
        let Some(place) = places.get(&spot.desk_id).copied() else { continue };
        by_layout.entry(spot.layout_id).or_default().push(Spot {
            place,
            walk_in: spot.walk_in,
            x: spot.x,
            y: spot.y,
            width: spot.width,
            depth: spot.depth,
            rotation: spot.rotation,
        });
    }
    let rows: Vec<(Uuid, String, String, Value, Value)> = layouts::table
        .filter(layouts::venue_id.eq(row.id))
        .select((layouts::id, layouts::slug, layouts::label, layouts::tables, layouts::exhibition_areas))
        .order(layouts::slug)
        .load(conn)
        .await?;
    rows.into_iter()
        .map(|(id, slug, label, tables, areas)| {
            let mut spots = by_layout.remove(&id).unwrap_or_default();
            spots.sort_by_key(|spot| spot.place);
            Ok(Layout {
                id: LayoutId(id),
                slug,
                label,
                tables: json(row, "layouts.tables", &tables)?,
                exhibition_areas: json(row, "layouts.exhibition_areas", &areas)?,
                spots,
            })
        })
        .collect()
}

async fn load_periods(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    layout_list: &[Layout],
) -> Result<Vec<LayoutPeriod>, LoadError> {
    let rows: Vec<(Uuid, Range<NaiveDate>)> = layout_periods::table
        .filter(layout_periods::venue_id.eq(id))
        .select((layout_periods::layout_id, layout_periods::during))
        .order(layout_periods::during)
        .load(conn)
        .await?;
    let place = |id: Uuid| layout_list.iter().position(|layout| layout.id.0 == id);
    let period = |(id, (from, to)): (Uuid, Range<NaiveDate>)| {
        Some(LayoutPeriod { layout: place(id)?, from: bound(from), to: bound(to) })
    };
    Ok(rows.into_iter().filter_map(period).collect())
}
