//! All SQL about contingents; what decides about bookings is loaded with the venue's facts.

use std::collections::HashMap;
use std::ops::Bound;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::contingents::Contingent;
use shared::desks::natural;
use shared::ids::{ContingentId, DeskId, VenueId};
use shared::people::ExportedGroup;
use uuid::Uuid;

use crate::schema::{contingent_desks, contingent_members, contingents, desks};
use crate::venues::bound;

type Dates = (Bound<NaiveDate>, Bound<NaiveDate>);

#[derive(Queryable, Selectable)]
#[diesel(table_name = contingents)]
struct Row {
    id: Uuid,
    label_de: String,
    label_en: String,
    during: Dates,
    weekdays: Vec<i16>,
    release_hours: Option<i32>,
    members: Vec<String>,
    claims: Vec<String>,
    revision: i64,
}

/// Everything that is kept, in the order in which it was written down.
pub(super) async fn all(conn: &mut AsyncPgConnection, venue: VenueId) -> QueryResult<Vec<Contingent>> {
    let own = contingents::table.filter(contingents::venue_id.eq(venue.0)).order(contingents::id);
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn).await?;
    with_desks(conn, venue, rows).await
}

/// One of them.
pub(super) async fn find(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: ContingentId,
) -> QueryResult<Option<Contingent>> {
    let row = contingents::table.find((venue.0, id.0)).select(Row::as_select()).first(conn).await.optional()?;
    Ok(with_desks(conn, venue, row.into_iter().collect()).await?.pop())
}

async fn with_desks(conn: &mut AsyncPgConnection, venue: VenueId, rows: Vec<Row>) -> QueryResult<Vec<Contingent>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let of_venue = desks::venue_id.eq(venue.0).and(desks::id.eq(contingent_desks::desk_id));
    let pairs: Vec<(Uuid, String)> = contingent_desks::table
        .inner_join(desks::table.on(of_venue))
        .filter(contingent_desks::venue_id.eq(venue.0).and(contingent_desks::contingent_id.eq_any(ids)))
        .select((contingent_desks::contingent_id, desks::code))
        .load(conn)
        .await?;
    let mut codes: HashMap<Uuid, Vec<String>> = HashMap::new();
    for (contingent, code) in pairs {
        codes.entry(contingent).or_default().push(code);
    }
    let contingent = |row: Row| {
        let mut desk_codes = codes.remove(&row.id).unwrap_or_default();
        desk_codes.sort_by(|a, b| natural(a).cmp(&natural(b)));
        Contingent {
            id: ContingentId(row.id),
            label_de: row.label_de,
            label_en: row.label_en,
            desk_codes,
            from: bound(row.during.0),
            to: bound(row.during.1),
            weekdays: row.weekdays.into_iter().filter_map(|day| u8::try_from(day).ok()).collect(),
            release_hours: row.release_hours.and_then(|hours| u16::try_from(hours).ok()),
            members: row.members,
            claims: row.claims,
            revision: row.revision,
        }
    };
    Ok(rows.into_iter().map(contingent).collect())
}

/// Writes one down, in the place of an older version if there is one.
pub(super) async fn save(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    contingent: &Contingent,
    places: &[DeskId],
) -> QueryResult<()> {
    let during: Dates = (
        contingent.from.map_or(Bound::Unbounded, Bound::Included),
        contingent.to.map_or(Bound::Unbounded, Bound::Excluded),
    );
    let values = (
        contingents::label_de.eq(&contingent.label_de),
        contingents::label_en.eq(&contingent.label_en),
        contingents::during.eq(during),
        contingents::weekdays.eq(contingent.weekdays.iter().map(|day| i16::from(*day)).collect::<Vec<_>>()),
        contingents::release_hours.eq(contingent.release_hours.map(i32::from)),
        contingents::members.eq(&contingent.members),
        contingents::claims.eq(&contingent.claims),
        contingents::revision.eq(contingent.revision),
    );
    diesel::insert_into(contingents::table)
        .values((contingents::venue_id.eq(venue.0), contingents::id.eq(contingent.id.0), values.clone()))
        .on_conflict((contingents::venue_id, contingents::id))
        .do_update()
        .set(values)
        .execute(conn)
        .await?;
    let own = contingent_desks::venue_id.eq(venue.0).and(contingent_desks::contingent_id.eq(contingent.id.0));
    diesel::delete(contingent_desks::table.filter(own)).execute(conn).await?;
    let rows: Vec<_> = places
        .iter()
        .map(|desk| {
            (
                contingent_desks::venue_id.eq(venue.0),
                contingent_desks::contingent_id.eq(contingent.id.0),
                contingent_desks::desk_id.eq(desk.0),
            )
        })
        .collect();
    diesel::insert_into(contingent_desks::table).values(rows).execute(conn).await?;
    Ok(())
}

/// Gives its desks back to everyone.
pub(super) async fn remove(conn: &mut AsyncPgConnection, venue: VenueId, id: ContingentId) -> QueryResult<()> {
    diesel::delete(contingents::table.find((venue.0, id.0))).execute(conn).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Group {
    #[diesel(sql_type = Text)]
    label_de: String,
    #[diesel(sql_type = Text)]
    label_en: String,
}

/// The groups that name somebody by her own address, and not just her firm.
pub(crate) async fn groups_of(conn: &mut AsyncPgConnection, email: &str) -> QueryResult<Vec<ExportedGroup>> {
    let groups: Vec<Group> = diesel::sql_query(
        "SELECT label_de, label_en FROM contingents c
         WHERE EXISTS (SELECT FROM unnest(c.members) AS m (name) WHERE lower(m.name) = lower($1))
             OR EXISTS (SELECT FROM contingent_members m
                 WHERE (m.venue_id, m.contingent_id) = (c.venue_id, c.id) AND m.email = lower($1))
         ORDER BY id",
    )
    .bind::<Text, _>(email)
    .load(conn)
    .await?;
    Ok(groups.into_iter().map(|Group { label_de, label_en }| ExportedGroup { label_de, label_en }).collect())
}

/// Takes somebody out of every group of a venue; says whether any group has changed.
pub(crate) async fn leave(conn: &mut AsyncPgConnection, venue: VenueId, email: &str) -> QueryResult<bool> {
    let changed = diesel::sql_query(
        "UPDATE contingents SET revision = revision + 1,
            members = ARRAY(SELECT m.name FROM unnest(members) WITH ORDINALITY AS m (name, n)
                WHERE lower(m.name) <> lower($2) ORDER BY m.n)
         WHERE venue_id = $1 AND EXISTS (SELECT FROM unnest(members) AS m (name) WHERE lower(m.name) = lower($2))",
    )
    .bind::<SqlUuid, _>(venue.0)
    .bind::<Text, _>(email)
    .execute(conn)
    .await?;
    let vouched = contingent_members::venue_id.eq(venue.0).and(contingent_members::email.eq(email.to_lowercase()));
    let parted = diesel::delete(contingent_members::table.filter(vouched)).execute(conn).await?;
    Ok(changed + parted > 0)
}

/// Writes an address into a group.
pub(super) async fn add_member(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: ContingentId,
    email: &str,
) -> QueryResult<()> {
    let add = "UPDATE contingents SET members = array_append(members, $3), revision = revision + 1
        WHERE venue_id = $1 AND id = $2";
    let add = diesel::sql_query(add).bind::<SqlUuid, _>(venue.0).bind::<SqlUuid, _>(id.0).bind::<Text, _>(email);
    add.execute(conn).await.map(drop)
}

/// Whether these values make somebody a member at a venue, or others have before.
pub(super) async fn concerns(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    values: &[String],
) -> QueryResult<bool> {
    let fits = contingents::venue_id.eq(venue.0).and(contingents::claims.overlaps_with(values));
    let fits = contingents::table.filter(fits).select(contingents::id);
    let was = contingent_members::venue_id.eq(venue.0).and(contingent_members::email.eq(email.to_lowercase()));
    let was = contingent_members::table.filter(was).select(contingent_members::contingent_id);
    Ok(fits.first::<Uuid>(conn).await.optional()?.is_some() || was.first::<Uuid>(conn).await.optional()?.is_some())
}

/// Makes somebody a member wherever one of these values does; says whether that is anywhere.
pub(super) async fn join(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    values: &[String],
    until: DateTime<Utc>,
) -> QueryResult<bool> {
    let join = "INSERT INTO contingent_members (venue_id, contingent_id, email, until)
        SELECT venue_id, id, lower($2), $4 FROM contingents WHERE venue_id = $1 AND claims && $3
        ON CONFLICT (venue_id, contingent_id, email) DO UPDATE SET until = excluded.until";
    let join = diesel::sql_query(join).bind::<SqlUuid, _>(venue.0).bind::<Text, _>(email);
    let joined = join.bind::<Array<Text>, _>(values).bind::<Timestamptz, _>(until).execute(conn).await?;
    Ok(joined > 0)
}

/// Takes somebody out of the groups that none of these values leads to any more.
pub(super) async fn part(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    email: &str,
    values: &[String],
) -> QueryResult<()> {
    let part = "DELETE FROM contingent_members m USING contingents c
        WHERE m.venue_id = $1 AND m.email = lower($2) AND (c.venue_id, c.id) = (m.venue_id, m.contingent_id)
            AND NOT c.claims && $3";
    let part = diesel::sql_query(part).bind::<SqlUuid, _>(venue.0).bind::<Text, _>(email);
    part.bind::<Array<Text>, _>(values).execute(conn).await.map(drop)
}

/// Drops members whom the provider has not vouched for again. What is in memory knows the instant by itself.
pub(crate) async fn forget_members(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let gone = contingent_members::table.filter(contingent_members::until.le(now));
    diesel::delete(gone).execute(conn).await.map(drop)
}
