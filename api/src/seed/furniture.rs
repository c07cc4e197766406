//! The inventory of the invented hall: a piece for each desk, and the tables that carry several.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::desks::natural;
use shared::furniture::{FurnitureCondition, FurnitureKind};
use shared::ids::VenueId;
use uuid::Uuid;

use super::SeedError;
use crate::ids::Ids;
use crate::schema::{desks, furniture_items};

#[derive(Queryable, Selectable)]
#[diesel(table_name = desks)]
struct Row {
    id: Uuid,
    code: String,
    kind: String,
    table_code: Option<String>,
    furniture_origin: Option<String>,
    out_of_service_de: Option<String>,
    out_of_service_en: Option<String>,
}

/// A piece of the inventory before it has a code.
struct Piece {
    kind: FurnitureKind,
    condition: FurnitureCondition,
    origin: String,
    note: Option<(String, String)>,
    desk: Option<Uuid>,
}

/// Writes the inventory; the desks must be there.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let query = desks::table.filter(desks::venue_id.eq(venue.0)).select(Row::as_select());
    let mut rows: Vec<Row> = query.load(conn).await?;
    rows.sort_by(|a, b| natural(&a.code).cmp(&natural(&b.code)));
    let items = pieces(rows).into_iter().zip(1..).map(|(piece, number)| {
        let (note_de, note_en) = piece.note.unzip();
        (
            furniture_items::venue_id.eq(venue.0),
            furniture_items::id.eq(ids.uuid(now)),
            furniture_items::code.eq(format!("M{number:03}")),
            furniture_items::kind.eq(piece.kind.name()),
            furniture_items::origin.eq(piece.origin),
            furniture_items::condition.eq(piece.condition.name()),
            furniture_items::note_de.eq(note_de),
            furniture_items::note_en.eq(note_en),
            furniture_items::desk_id.eq(piece.desk),
        )
    });
    diesel::insert_into(furniture_items::table).values(items.collect::<Vec<_>>()).execute(conn).await?;
    Ok(())
}

/// One piece a desk; a seat at a table that carries several is a chair, and the table comes once.
fn pieces(rows: Vec<Row>) -> Vec<Piece> {
    let mut tables: BTreeMap<String, String> = BTreeMap::new();
    let mut pieces: Vec<Piece> = Vec::with_capacity(rows.len());
    for row in rows {
        let origin = row.furniture_origin.unwrap_or_default();
        let note = row.out_of_service_de.zip(row.out_of_service_en);
        let condition = match row.kind.as_str() {
            _ if note.is_some() => FurnitureCondition::Repair,
            "desk_cardboard" | "stool" => FurnitureCondition::Worn,
            _ => FurnitureCondition::Good,
        };
        let kind = match row.kind.as_str() {
            "stool" => FurnitureKind::Stool,
            "team_table" => FurnitureKind::Table,
            _ if row.table_code.is_some() => FurnitureKind::Chair,
            _ => FurnitureKind::Desk,
        };
        if let Some(table) = row.table_code {
            tables.insert(table, origin.clone());
        }
        pieces.push(Piece { kind, condition, origin, note, desk: Some(row.id) });
    }
    let table = |origin| Piece {
        kind: FurnitureKind::Table,
        condition: FurnitureCondition::Good,
        origin,
        note: None,
        desk: None,
    };
    pieces.extend(tables.into_values().map(table));
    pieces
}
