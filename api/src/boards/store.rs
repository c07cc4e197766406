//! All SQL about boards.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DbError};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::boards::{Board, Emergency, Orientation};
use shared::ids::{BoardId, VenueId};
use uuid::Uuid;

use crate::schema::boards;

/// Why a board could not be stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// What stands in addresses is unique.
    #[error("the slug is in use")]
    SlugInUse,
    /// Its playlist is no JSON, which can't happen.
    #[error("the playlist can't be written")]
    Unwritable(#[from] serde_json::Error),
    /// Anything else.
    #[error(transparent)]
    Database(DbError),
}

impl From<DbError> for SaveError {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)
                if info.constraint_name() == Some("boards_slug_key") =>
            {
                Self::SlugInUse
            }
            _ => Self::Database(error),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = boards)]
struct Row {
    id: Uuid,
    slug: String,
    name: String,
    orientation: String,
    playlist: Value,
    emergency_de: Option<String>,
    emergency_en: Option<String>,
    emergency_at: Option<DateTime<Utc>>,
    revision: i64,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
}

/// What was written by [`insert`] and [`update`] can be read; if it ever can't the row is not a board.
fn board(row: Row) -> QueryResult<Board> {
    let strange = |what: &'static str| DbError::DeserializationError(what.into());
    let emergency = row.emergency_de.zip(row.emergency_en).zip(row.emergency_at);
    Ok(Board {
        id: BoardId(row.id),
        slug: row.slug,
        name: row.name,
        orientation: Orientation::from_name(&row.orientation)
            .ok_or_else(|| strange("a board that hangs in an unknown way"))?,
        playlist: serde_json::from_value(row.playlist).map_err(|error| DbError::DeserializationError(error.into()))?,
        emergency: emergency.map(|((text_de, text_en), at)| Emergency { text_de, text_en, since: at.fixed_offset() }),
        revision: row.revision,
        created_at: row.created_at.fixed_offset(),
        changed_at: row.changed_at.fixed_offset(),
    })
}

/// Every board of a venue, in the order in which they were set up.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Board>> {
    let own = boards::table.filter(boards::venue_id.eq(venue.0)).order(boards::id);
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn).await?;
    rows.into_iter().map(board).collect()
}

/// The same, locked until the transaction ends.
pub(super) async fn locked(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Board>> {
    let own = boards::table.filter(boards::venue_id.eq(venue.0)).order(boards::id);
    let rows: Vec<Row> = own.select(Row::as_select()).for_update().load(conn).await?;
    rows.into_iter().map(board).collect()
}

/// One of them; on request locked until the transaction ends.
pub(super) async fn find(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: BoardId,
    lock: bool,
) -> QueryResult<Option<Board>> {
    let query = boards::table.find((venue.0, id.0)).select(Row::as_select());
    let row: Option<Row> =
        if lock { query.for_update().first(conn).await.optional()? } else { query.first(conn).await.optional()? };
    row.map(board).transpose()
}

/// The board that an address names, and its venue.
pub(super) async fn called(conn: &mut AsyncPgConnection, slug: &str) -> QueryResult<Option<(VenueId, Board)>> {
    let query = boards::table.filter(boards::slug.eq(slug)).select((boards::venue_id, Row::as_select()));
    let row: Option<(Uuid, Row)> = query.first(conn).await.optional()?;
    row.map(|(venue, row)| Ok((VenueId(venue), board(row)?))).transpose()
}

/// Stores a new board.
pub(crate) async fn insert(conn: &mut AsyncPgConnection, venue: VenueId, board: &Board) -> Result<(), SaveError> {
    diesel::insert_into(boards::table)
        .values((
            boards::venue_id.eq(venue.0),
            boards::id.eq(board.id.0),
            boards::slug.eq(&board.slug),
            boards::name.eq(&board.name),
            boards::orientation.eq(board.orientation.name()),
            boards::playlist.eq(serde_json::to_value(&board.playlist)?),
            boards::created_at.eq(board.created_at.to_utc()),
            boards::changed_at.eq(board.changed_at.to_utc()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes back what has changed; its emergency is another matter.
pub(super) async fn update(conn: &mut AsyncPgConnection, venue: VenueId, board: &Board) -> Result<(), SaveError> {
    diesel::update(boards::table.find((venue.0, board.id.0)))
        .set((
            boards::slug.eq(&board.slug),
            boards::name.eq(&board.name),
            boards::orientation.eq(board.orientation.name()),
            boards::playlist.eq(serde_json::to_value(&board.playlist)?),
            boards::revision.eq(board.revision),
            boards::changed_at.eq(board.changed_at.to_utc()),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes down its emergency, or that there is none.
pub(super) async fn warn(conn: &mut AsyncPgConnection, venue: VenueId, board: &Board) -> QueryResult<()> {
    let shown = board.emergency.as_ref();
    diesel::update(boards::table.find((venue.0, board.id.0)))
        .set((
            boards::emergency_de.eq(shown.map(|emergency| &emergency.text_de)),
            boards::emergency_en.eq(shown.map(|emergency| &emergency.text_en)),
            boards::emergency_at.eq(shown.map(|emergency| emergency.since.to_utc())),
            boards::revision.eq(board.revision),
            boards::changed_at.eq(board.changed_at.to_utc()),
        ))
        .execute(conn)
        .await
        .map(drop)
}

/// Takes it away.
pub(super) async fn remove(conn: &mut AsyncPgConnection, venue: VenueId, id: BoardId) -> QueryResult<()> {
    diesel::delete(boards::table.find((venue.0, id.0))).execute(conn).await.map(drop)
}
