//! The SQL of what happens on single days: those that are called off, and who came without an appointment.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::advice::{AdviceException, AdviceWalkIns};
use shared::ids::{AdviceHourId, VenueId};

use crate::schema::{advice_exceptions, advice_hours, advice_walk_ins};

/// Calls a day off, or gives another reason for it.
pub(in crate::advice) async fn add(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
    day: &AdviceException,
) -> QueryResult<()> {
    use advice_exceptions as table;
    let reasons = (table::reason_de.eq(&day.reason_de), table::reason_en.eq(&day.reason_en));
    diesel::insert_into(table::table)
        .values((table::venue_id.eq(venue.0), table::advice_id.eq(id.0), table::on_date.eq(day.date), reasons))
        .on_conflict((table::venue_id, table::advice_id, table::on_date))
        .do_update()
        .set(reasons)
        .execute(conn)
        .await
        .map(drop)
}

/// A day takes place after all; says whether it was called off.
pub(in crate::advice) async fn remove(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
    day: NaiveDate,
) -> QueryResult<bool> {
    diesel::delete(advice_exceptions::table.find((venue.0, id.0, day))).execute(conn).await.map(|gone| gone > 0)
}

/// Counts a change of the hours.
pub(in crate::advice) async fn touch(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
) -> QueryResult<i64> {
    diesel::update(advice_hours::table.find((venue.0, id.0)))
        .set(advice_hours::revision.eq(advice_hours::revision + 1))
        .returning(advice_hours::revision)
        .get_result(conn)
        .await
}

/// There are no such hours any more. What was booked stays for statistics.
pub(in crate::advice) async fn end(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let ended = advice_hours::removed_at.eq(now);
    diesel::update(advice_hours::table.find((venue.0, id.0))).set(ended).execute(conn).await.map(drop)
}

/// Counts somebody who came without an appointment, and says how many there were that day.
pub(in crate::advice) async fn count(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
    day: NaiveDate,
) -> QueryResult<i32> {
    use advice_walk_ins as table;
    diesel::insert_into(table::table)
        .values((table::venue_id.eq(venue.0), table::advice_id.eq(id.0), table::on_date.eq(day), table::count.eq(1)))
        .on_conflict((table::venue_id, table::advice_id, table::on_date))
        .do_update()
        .set(table::count.eq(table::count + 1))
        .returning(table::count)
        .get_result(conn)
        .await
}

/// How many there were each day, where there was somebody.
pub(in crate::advice) async fn counts(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: AdviceHourId,
    days: (NaiveDate, NaiveDate),
) -> QueryResult<Vec<AdviceWalkIns>> {
    use advice_walk_ins as table;
    let rows: Vec<(NaiveDate, i32)> = table::table
        .filter(table::venue_id.eq(venue.0).and(table::advice_id.eq(id.0)))
        .filter(table::on_date.ge(days.0).and(table::on_date.lt(days.1)))
        .order(table::on_date)
        .select((table::on_date, table::count))
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(|(date, count)| AdviceWalkIns { advice_hour: id, date, count }).collect())
}
