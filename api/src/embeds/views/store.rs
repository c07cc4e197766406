//! The SQL of views.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::embeds::EmbedViews;
use shared::ids::VenueId;
use uuid::Uuid;

use super::Key;
use crate::schema::embed_views;

/// Adds to what is there. In the order of the key, so that two nodes never wait for each other.
pub(super) async fn add(conn: &mut AsyncPgConnection, counted: &BTreeMap<Key, i64>) -> QueryResult<()> {
    if counted.is_empty() {
        return Ok(());
    }
    let venues: Vec<Uuid> = counted.keys().map(|(venue, ..)| venue.0).collect();
    let days: Vec<NaiveDate> = counted.keys().map(|(_, day, ..)| *day).collect();
    let hosts: Vec<&str> = counted.keys().map(|(_, _, host, _)| host.as_str()).collect();
    let kinds: Vec<&str> = counted.keys().map(|(.., kind)| kind.name()).collect();
    let views: Vec<i64> = counted.values().copied().collect();
    diesel::sql_query(
        "INSERT INTO embed_views (venue_id, day, host, kind, views)
        SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT ON CONSTRAINT embed_views_pkey DO UPDATE SET views = embed_views.views + excluded.views",
    )
    .bind::<Array<SqlUuid>, _>(venues)
    .bind::<Array<Date>, _>(days)
    .bind::<Array<Text>, _>(hosts)
    .bind::<Array<Text>, _>(kinds)
    .bind::<Array<BigInt>, _>(views)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets days before this one.
pub(super) async fn forget(conn: &mut AsyncPgConnection, first: NaiveDate) -> QueryResult<()> {
    diesel::delete(embed_views::table.filter(embed_views::day.lt(first))).execute(conn).await?;
    Ok(())
}

/// The numbers of a venue from a day to another, both included, the youngest day first.
pub(super) async fn between(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    from: NaiveDate,
    to: NaiveDate,
) -> QueryResult<Vec<EmbedViews>> {
    let rows: Vec<(NaiveDate, String, String, i64)> = embed_views::table
        .filter(embed_views::venue_id.eq(venue.0))
        .filter(embed_views::day.between(from, to))
        .order((embed_views::day.desc(), embed_views::host, embed_views::kind))
        .select((embed_views::day, embed_views::host, embed_views::kind, embed_views::views))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(day, host, kind, views)| EmbedViews { day, host, kind, views }).collect())
}
