//! Schedules that follow from a weekly rhythm or a single date: whoever writes those need not write a schedule too.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use shared::ids::{OfferId, VenueId};
use shared::offers::{Recurring, Schedule};
use shared::zones::Zone;
use uuid::Uuid;

use crate::ids::Ids;
use crate::schema::{offer_schedules, offers};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = offers)]
struct Timed {
    id: Uuid,
    kind: String,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    recurring: Option<Value>,
    updated_at: DateTime<Utc>,
}

/// Gives a schedule to every offer that says when it is and has none: those from before there were schedules, and
/// those whose rhythm or single date is all there is to say.
pub(crate) async fn derive(conn: &mut AsyncPgConnection, ids: &Ids, venue: VenueId, zone: &Zone) -> QueryResult<()> {
    let scheduled = offer_schedules::table
        .filter(offer_schedules::venue_id.eq(offers::venue_id).and(offer_schedules::offer_id.eq(offers::id)));
    let timed: Vec<Timed> = offers::table
        .filter(offers::venue_id.eq(venue.0))
        .filter(offers::recurring.is_not_null().or(offers::starts_at.is_not_null()))
        .filter(diesel::dsl::not(diesel::dsl::exists(scheduled)))
        .select(Timed::as_select())
        .load(conn)
        .await?;
    for offer in timed {
        insert(conn, venue, zone, &offer, ids.uuid(offer.updated_at)).await?;
    }
    Ok(())
}

/// The same for one offer, under this id.
pub(super) async fn derive_one(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    offer: OfferId,
    id: Uuid,
) -> QueryResult<()> {
    let timed: Timed = offers::table.find((venue.0, offer.0)).select(Timed::as_select()).first(conn).await?;
    insert(conn, venue, zone, &timed, id).await
}

async fn insert(conn: &mut AsyncPgConnection, venue: VenueId, zone: &Zone, offer: &Timed, id: Uuid) -> QueryResult<()> {
    let Some((schedule, rule, room)) = schedule_of(offer, zone) else { return Ok(()) };
    diesel::insert_into(offer_schedules::table)
        .values((
            offer_schedules::venue_id.eq(venue.0),
            offer_schedules::id.eq(id),
            offer_schedules::offer_id.eq(offer.id),
            offer_schedules::starts.eq(schedule.starts),
            offer_schedules::minutes.eq(i32::try_from(schedule.minutes).unwrap_or(i32::MAX)),
            offer_schedules::all_day.eq(schedule.all_day),
            offer_schedules::rrule.eq(rule),
            offer_schedules::room.eq(room),
            offer_schedules::derived.eq(true),
        ))
        .execute(conn)
        .await
        .map(drop)
}

fn schedule_of(offer: &Timed, zone: &Zone) -> Option<(Schedule, Option<String>, Option<String>)> {
    let (starts, ends) = (offer.starts_at, offer.ends_at);
    if let Some(rhythm) = &offer.recurring {
        let rhythm: Recurring = serde_json::from_value(rhythm.clone()).ok()?;
        let first = zone.date(starts.unwrap_or(offer.updated_at));
        let last = ends.map(|end| zone.date(end - TimeDelta::seconds(1)));
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        let to = rhythm.to.as_deref().and_then(time);
        let (schedule, rule) = Schedule::weekly(&rhythm.weekdays, time(&rhythm.from)?, to, first, last)?;
        return Some((schedule, Some(rule), rhythm.room));
    }
    let begins = zone.local(starts?).naive_local();
    // An offer of another kind with two dates is open between them; that is no event.
    let ends = ends.map_or(begins + TimeDelta::hours(1), |end| zone.local(end).naive_local());
    if !matches!(offer.kind.as_str(), "event" | "culture" | "notice" | "participation") || ends <= begins {
        return None;
    }
    let midnight = |at: NaiveDateTime| at.time() == NaiveTime::MIN;
    // The last minute of a day stands for its end.
    let whole = if midnight(ends + TimeDelta::minutes(1)) { ends + TimeDelta::minutes(1) } else { ends };
    let all_day = midnight(begins) && midnight(whole);
    let minutes = (whole - begins).num_minutes();
    Some((Schedule { starts: begins, minutes, all_day, repetition: None, exceptions: Vec::new() }, None, None))
}
