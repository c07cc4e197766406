//! Desks kept for groups.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::desks::Desk;
use shared::venues::Rules;
use uuid::Uuid;

use super::hours::Range;
use super::{LoadError, VenueRow, bound, json};
use crate::schema::{contingent_desks, contingent_members, contingents};
use crate::venues::facts::Contingent;

#[derive(Queryable, Selectable)]
#[diesel(table_name = contingents)]
struct Row {
    id: Uuid,
    during: Range<NaiveDate>,
    weekdays: Vec<i16>,
    release_hours: Option<i32>,
    members: Vec<String>,
}

type Vouched = (Uuid, String, DateTime<Utc>);

pub(super) async fn load_contingents(
    conn: &mut AsyncPgConnection,
    venue: &VenueRow,
    desks: &[Desk],
) -> Result<Vec<Contingent>, LoadError> {
    let rules: Rules = json(venue, "rules", &venue.rules)?;
    let rows: Vec<Row> =
        contingents::table.filter(contingents::venue_id.eq(venue.id)).select(Row::as_select()).load(conn).await?;
    let members: Vec<(Uuid, Uuid)> = contingent_desks::table
        .filter(contingent_desks::venue_id.eq(venue.id))
        .select((contingent_desks::contingent_id, contingent_desks::desk_id))
        .load(conn)
        .await?;
    let vouched: Vec<Vouched> = contingent_members::table
        .filter(contingent_members::venue_id.eq(venue.id))
        .select((contingent_members::contingent_id, contingent_members::email, contingent_members::until))
        .load(conn)
        .await?;
    let of = |id: Uuid| vouched.iter().filter(move |(group, ..)| *group == id);
    let places = |id: Uuid| {
        let own = members.iter().filter(move |(contingent, _)| *contingent == id);
        own.filter_map(|(_, desk)| desks.iter().position(|one| one.id.0 == *desk)).collect()
    };
    let contingent = |row: Row| Contingent {
        places: places(row.id),
        from: bound(row.during.0),
        to: bound(row.during.1),
        weekdays: row.weekdays,
        release_hours: row.release_hours.map_or(rules.contingent_release_hours, i64::from),
        members: row.members.iter().map(|member| member.to_lowercase()).collect(),
        vouched: of(row.id).map(|(_, email, until)| (email.clone(), *until)).collect(),
    };
    Ok(rows.into_iter().map(contingent).collect())
}
