//! When a venue is open and what is shown in it.

use std::ops::Bound;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::desks::natural;
use shared::opening::{Closure, Holiday, Schedule, WeeklyHours};
use shared::venues::Exhibition;
use shared::zones::Zone;
use uuid::Uuid;

use super::LoadError;
use crate::schema::{closures, desks, exhibition_desks, exhibitions, holidays, opening_hours};

/// A range as diesel reads it.
pub(super) type Range<T> = (Bound<T>, Bound<T>);
type ClosureRow = (Range<DateTime<Utc>>, Option<String>, String, String);

pub(super) async fn load_schedule(conn: &mut AsyncPgConnection, id: Uuid, zone: Zone) -> Result<Schedule, LoadError> {
    let weekly: Vec<(i16, i16, i16)> = opening_hours::table
        .filter(opening_hours::venue_id.eq(id))
        .select((opening_hours::weekday, opening_hours::opens, opening_hours::closes))
        .order((opening_hours::weekday, opening_hours::opens))
        .load(conn)
        .await?;
    let free: Vec<(NaiveDate, String, String)> = holidays::table
        .filter(holidays::venue_id.eq(id))
        .select((holidays::on_date, holidays::name_de, holidays::name_en))
        .order(holidays::on_date)
        .load(conn)
        .await?;
    let closed: Vec<ClosureRow> = closures::table
        .filter(closures::venue_id.eq(id))
        .select((closures::during, closures::zone, closures::reason_de, closures::reason_en))
        .order(closures::during)
        .load(conn)
        .await?;
    let closure = |((from, to), zone, reason_de, reason_en): ClosureRow| {
        Some(Closure { from: bound(from)?, to: bound(to)?, zone, reason_de, reason_en })
    };
    let hours = |(weekday, opens, closes): (i16, i16, i16)| {
        Some(WeeklyHours {
            weekday: u8::try_from(weekday).ok()?,
            opens: u16::try_from(opens).ok()?,
            closes: u16::try_from(closes).ok()?,
        })
    };
    Ok(Schedule {
        zone,
        weekly: weekly.into_iter().filter_map(hours).collect(),
        holidays: free.into_iter().map(|(date, name_de, name_en)| Holiday { date, name_de, name_en }).collect(),
        closures: closed.into_iter().filter_map(closure).collect(),
    })
}

pub(super) async fn load_exhibitions(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    zone: &Zone,
) -> Result<Vec<Exhibition>, LoadError> {
    type Row = (Uuid, String, String, String, String, Range<DateTime<Utc>>, bool, Option<String>);
    let taken: Vec<(Uuid, String)> = exhibition_desks::table
        .inner_join(desks::table.on(exhibition_desks::desk_id.eq(desks::id).and(desks::venue_id.eq(id))))
        .filter(exhibition_desks::venue_id.eq(id))
        .select((exhibition_desks::exhibition_id, desks::code))
        .load(conn)
        .await?;
    let rows: Vec<Row> = exhibitions::table
        .filter(exhibitions::venue_id.eq(id))
        .select((
            exhibitions::id,
            exhibitions::title_de,
            exhibitions::title_en,
            exhibitions::summary_de,
            exhibitions::summary_en,
            exhibitions::during,
            exhibitions::example,
            exhibitions::zone,
        ))
        .order((exhibitions::during, exhibitions::id))
        .load(conn)
        .await?;
    let exhibition = |(id, title_de, title_en, summary_de, summary_en, (from, to), example, own_zone): Row| {
        let (from, to) = (zone.local(bound(from)?), zone.local(bound(to)?));
        let own = taken.iter().filter(|(exhibition, _)| *exhibition == id).map(|(_, code)| code.clone());
        let mut desk_codes: Vec<String> = own.collect();
        desk_codes.sort_by(|a, b| natural(a).cmp(&natural(b)));
        Some(Exhibition { title_de, title_en, summary_de, summary_en, from, to, example, zone: own_zone, desk_codes })
    };
    Ok(rows.into_iter().filter_map(exhibition).collect())
}

/// The value of a bound; Postgres writes ranges as `[from, to)`, so which bound it is, is known.
pub fn bound<T>(bound: Bound<T>) -> Option<T> {
    match bound {
        Bound::Included(value) | Bound::Excluded(value) => Some(value),
        Bound::Unbounded => None,
    }
}
