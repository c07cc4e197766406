//! All SQL about furniture.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::desks::natural;
use shared::furniture::{FurnitureCondition, FurnitureItem, FurnitureKind};
use shared::ids::{FurnitureId, VenueId};
use uuid::Uuid;

use crate::schema::{desks, furniture_items};

/// Why a piece could not be added.
#[derive(Debug, thiserror::Error)]
pub(super) enum InsertError {
    /// Codes are unique.
    #[error("the code is in use")]
    CodeInUse,
    /// Anything else.
    #[error(transparent)]
    Database(DbError),
}

impl From<DbError> for InsertError {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)
                if info.constraint_name() == Some("furniture_items_code_key") =>
            {
                Self::CodeInUse
            }
            _ => Self::Database(error),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = furniture_items)]
struct Row {
    id: Uuid,
    code: String,
    kind: String,
    origin: String,
    condition: String,
    note_de: Option<String>,
    note_en: Option<String>,
    desk_id: Option<Uuid>,
    revision: i64,
}

/// Checks of the table rule unknown words out; if they ever fail the row is not a piece.
fn item(row: Row, desk_code: Option<String>) -> QueryResult<FurnitureItem> {
    let words = FurnitureKind::from_name(&row.kind).zip(FurnitureCondition::from_name(&row.condition));
    let (kind, condition) =
        words.ok_or_else(|| DbError::DeserializationError("furniture of an unknown kind or condition".into()))?;
    Ok(FurnitureItem {
        id: FurnitureId(row.id),
        code: row.code,
        kind,
        origin: row.origin,
        condition,
        note_de: row.note_de,
        note_en: row.note_en,
        desk_code,
        revision: row.revision,
    })
}

/// Everything there is, in natural order of the codes.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<FurnitureItem>> {
    let rows: Vec<(Row, Option<String>)> = furniture_items::table
        .left_join(desks::table.on(desks::venue_id.eq(venue.0).and(desks::id.nullable().eq(furniture_items::desk_id))))
        .filter(furniture_items::venue_id.eq(venue.0))
        .select((Row::as_select(), desks::code.nullable()))
        .load(conn)
        .await?;
    let mut items: Vec<FurnitureItem> =
        rows.into_iter().map(|(row, desk)| item(row, desk)).collect::<QueryResult<_>>()?;
    items.sort_by(|a, b| (natural(&a.code), &a.code).cmp(&(natural(&b.code), &b.code)));
    Ok(items)
}

/// One piece; on request locked until the transaction ends.
pub(super) async fn find(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: FurnitureId,
    lock: bool,
) -> QueryResult<Option<FurnitureItem>> {
    let query = furniture_items::table.find((venue.0, id.0)).select(Row::as_select());
    let row: Option<Row> =
        if lock { query.for_update().first(conn).await.optional()? } else { query.first(conn).await.optional()? };
    let Some(row) = row else { return Ok(None) };
    let desk = match row.desk_id {
        Some(desk) => desks::table.find((venue.0, desk)).select(desks::code).first(conn).await.optional()?,
        None => None,
    };
    item(row, desk).map(Some)
}

/// Stores a new piece.
pub(super) async fn insert(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    item: &FurnitureItem,
) -> Result<(), InsertError> {
    let desk = desk(conn, venue, item).await?;
    diesel::insert_into(furniture_items::table)
        .values((
            furniture_items::venue_id.eq(venue.0),
            furniture_items::id.eq(item.id.0),
            furniture_items::code.eq(&item.code),
            furniture_items::kind.eq(item.kind.name()),
            furniture_items::origin.eq(&item.origin),
            furniture_items::condition.eq(item.condition.name()),
            furniture_items::note_de.eq(&item.note_de),
            furniture_items::note_en.eq(&item.note_en),
            furniture_items::desk_id.eq(desk),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes back what has changed.
pub(super) async fn update(conn: &mut AsyncPgConnection, venue: VenueId, item: &FurnitureItem) -> QueryResult<()> {
    let desk = desk(conn, venue, item).await?;
    diesel::update(furniture_items::table.find((venue.0, item.id.0)))
        .set((
            furniture_items::kind.eq(item.kind.name()),
            furniture_items::origin.eq(&item.origin),
            furniture_items::condition.eq(item.condition.name()),
            furniture_items::note_de.eq(&item.note_de),
            furniture_items::note_en.eq(&item.note_en),
            furniture_items::desk_id.eq(desk),
            furniture_items::revision.eq(item.revision),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The desk a piece belongs to.
async fn desk(conn: &mut AsyncPgConnection, venue: VenueId, item: &FurnitureItem) -> QueryResult<Option<Uuid>> {
    let Some(code) = &item.desk_code else { return Ok(None) };
    let own = desks::venue_id.eq(venue.0).and(desks::code.eq(code));
    desks::table.filter(own).select(desks::id).first(conn).await.optional()
}
