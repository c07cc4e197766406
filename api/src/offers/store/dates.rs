//! The dates of events: worked out ahead from their schedules, and brought further as time passes.
//!
//! What always holds: the dates of a schedule are known up to `known_until`, which is at least a year ahead as long
//! as the job runs once a month. Who changes a schedule or an exception deletes the dates that followed from it, sets
//! `known_until` to null and calls [`extend`], all in one transaction.

use std::ops::Bound;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::VenueId;
use shared::offers::{DateState, Exception, Outcome, Repetition, Schedule};
use shared::zones::Zone;
use uuid::Uuid;

use crate::schema::{offer_dates, offer_exceptions, offer_schedules};

/// Dates are worked out so far ahead …
const AHEAD: TimeDelta = TimeDelta::days(400);
/// … and again when less than this is known.
const ENOUGH: TimeDelta = TimeDelta::days(370);
/// What is longer past is of no use to anybody.
const KEPT: TimeDelta = TimeDelta::days(31);

/// A schedule as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = offer_schedules)]
pub(crate) struct ScheduleRow {
    /// Its offer.
    pub(crate) offer_id: Uuid,
    /// Its id, which names the event for good.
    pub(crate) id: Uuid,
    /// First beginning, local.
    pub(crate) starts: NaiveDateTime,
    /// Length.
    pub(crate) minutes: i32,
    /// Whole days.
    pub(crate) all_day: bool,
    /// How it repeats.
    pub(crate) rrule: Option<String>,
    /// Where.
    pub(crate) room: Option<String>,
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offer_exceptions)]
struct ExceptionRow {
    schedule_id: Uuid,
    starts: NaiveDateTime,
    outcome: String,
    moved_to: Option<NaiveDateTime>,
}

impl ScheduleRow {
    /// Its meaning; a rule that can't be read counts as none, so that the first date at least is told.
    pub(crate) fn read(&self, exceptions: Vec<Exception>) -> Schedule {
        let rule = self.rrule.as_deref().map(Repetition::parse).and_then(|rule| {
            rule.inspect_err(|error| tracing::warn!(schedule = %self.id, error, "a schedule's rule can't be read")).ok()
        });
        let (starts, minutes) = (self.starts, i64::from(self.minutes));
        Schedule { starts, minutes, all_day: self.all_day, repetition: rule, exceptions }
    }
}

/// Works out what is not known far enough ahead yet.
pub(crate) async fn extend(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let short = offer_schedules::table
        .filter(offer_schedules::venue_id.eq(venue.0))
        .filter(offer_schedules::known_until.is_null().or(offer_schedules::known_until.lt(now + ENOUGH)))
        .select(ScheduleRow::as_select());
    let rows: Vec<ScheduleRow> = short.load(conn).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let exceptions = exceptions(conn, venue, &ids).await?;
    for row in rows {
        let own = exceptions.iter().filter(|(id, _)| *id == row.id).map(|(_, exception)| *exception).collect();
        let dates = row.read(own).occurrences(zone, zone.local(now + AHEAD).naive_local());
        // The last one stays, so that what is over can say so.
        let last = dates.last().map(|date| date.to);
        let kept = dates.iter().filter(|date| date.to > now - KEPT || row.rrule.is_none() || Some(date.to) == last);
        let values: Vec<_> = kept
            .map(|date| {
                (
                    offer_dates::venue_id.eq(venue.0),
                    offer_dates::schedule_id.eq(row.id),
                    offer_dates::starts.eq(date.starts),
                    offer_dates::offer_id.eq(row.offer_id),
                    offer_dates::during.eq((Bound::Included(date.from), Bound::Excluded(date.to))),
                    offer_dates::state.eq(name(date.state)),
                )
            })
            .collect();
        diesel::insert_into(offer_dates::table).values(values).on_conflict_do_nothing().execute(conn).await?;
        let known =
            offer_schedules::table.filter(offer_schedules::venue_id.eq(venue.0).and(offer_schedules::id.eq(row.id)));
        diesel::update(known).set(offer_schedules::known_until.eq(now + AHEAD)).execute(conn).await?;
    }
    Ok(())
}

/// The exceptions of some schedules, with whose they are.
pub(crate) async fn exceptions(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    schedules: &[Uuid],
) -> QueryResult<Vec<(Uuid, Exception)>> {
    let rows: Vec<ExceptionRow> = offer_exceptions::table
        .filter(offer_exceptions::venue_id.eq(venue.0))
        .filter(offer_exceptions::schedule_id.eq_any(schedules))
        .order(offer_exceptions::starts)
        .select(ExceptionRow::as_select())
        .load(conn)
        .await?;
    let read = |row: ExceptionRow| {
        let outcome = match (row.outcome.as_str(), row.moved_to) {
            ("moved", Some(to)) => Outcome::Moved(to),
            ("cancelled", _) => Outcome::Cancelled,
            ("postponed", _) => Outcome::Postponed,
            _ => Outcome::LeftOut,
        };
        (row.schedule_id, Exception { starts: row.starts, outcome })
    };
    Ok(rows.into_iter().map(read).collect())
}

const fn name(state: DateState) -> &'static str {
    match state {
        DateState::Moved => "moved",
        DateState::Cancelled => "cancelled",
        DateState::Postponed => "postponed",
        DateState::Scheduled | DateState::Unknown => "scheduled",
    }
}

/// A schedule with its exceptions, and the venue whose clock it goes by.
pub(crate) struct Scheduled {
    /// The venue.
    pub(crate) venue: Uuid,
    /// The schedule.
    pub(crate) row: ScheduleRow,
    /// What is different on some dates.
    pub(crate) exceptions: Vec<Exception>,
}

/// The schedules of some offers.
pub(crate) async fn scheduled(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> QueryResult<Vec<Scheduled>> {
    let rows: Vec<(Uuid, ScheduleRow)> = offer_schedules::table
        .filter(offer_schedules::offer_id.eq_any(ids))
        .order((offer_schedules::starts, offer_schedules::id))
        .select((offer_schedules::venue_id, ScheduleRow::as_select()))
        .load(conn)
        .await?;
    let mut found = Vec::with_capacity(rows.len());
    let venues: std::collections::BTreeSet<Uuid> = rows.iter().map(|(venue, _)| *venue).collect();
    let schedules: Vec<Uuid> = rows.iter().map(|(_, row)| row.id).collect();
    let mut known = Vec::new();
    for venue in venues {
        known.extend(exceptions(conn, VenueId(venue), &schedules).await?);
    }
    for (venue, row) in rows {
        let own = known.iter().filter(|(id, _)| *id == row.id).map(|(_, exception)| *exception).collect();
        found.push(Scheduled { venue, row, exceptions: own });
    }
    Ok(found)
}
