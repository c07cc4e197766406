//! Which slots are free: of an offer, and instead of one that is not.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use shared::advice::{AdviceHour, AdviceSlot, AdviceSlots, Seated, Span, places_left};
use shared::desks::Alternative;
use shared::ids::{AdviceHourId, VenueId};

use super::store;
use crate::app::{App, Shared};
use crate::appointments::seated;
use crate::problem::Failure;
use crate::venues::VenueFacts;
use crate::wire::{Params, cacheable, linked};

/// How long shared caches may keep what may be booked at any moment.
const SHORT: &str = "public, max-age=5, stale-while-revalidate=30";
/// What is shown where nothing is said, days.
const DAYS: i64 = 14;
/// As far ahead as anything can be booked, and a little more.
const MOST_DAYS: i64 = 62;
/// How far around a wish other slots are looked for, days.
const BEFORE: i64 = 7;
const AFTER: i64 = 28;
/// How many are told.
const MOST_ALTERNATIVES: usize = 5;

/// Lists the free slots of everything that is advised on an offer, in order of time. Those that have begun, and
/// those further ahead than can be booked, are none.
#[utoipa::path(tag = "advice", params(
    ("slug" = String, Path, description = "Slug of the offer", example = "hannover-aktivpass"),
    ("from" = Option<DateTime<FixedOffset>>, Query, description = "From when on; by default from the beginning of today"),
    ("to" = Option<DateTime<FixedOffset>>, Query, description = "Until before when; by default 14 days later, at most 62"),
    ("taken" = Option<bool>, Query, description = "Whether those that are taken are told as well, with no places left"),
    crate::openapi::Paging,
), responses(
    (status = 200, body = AdviceSlots, headers(("ETag" = String, description = "Of this content"))),
    (status = 304, description = "Not modified"),
))]
#[get("/offers/{slug}/advice-slots")]
pub(crate) async fn list_advice_slots(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (from, to, paging) = (params.instant("from")?, params.instant("to")?, params.paging()?);
    let least = u16::from(!params.flag("taken")?.unwrap_or_default());
    params.end()?;
    let unknown = || Failure::not_found().detail("No offer has this name.");
    if path.contains('\0') {
        // Postgres has no text with a zero byte, not even to compare with.
        return Err(unknown());
    }
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let (venue, offer) = crate::offers::place_of(&mut conn, &path, now).await?.ok_or_else(unknown)?;
    let venue = app.calendars.by_id(VenueId(venue)).ok_or_else(unknown)?;
    let zone = &venue.facts.schedule.zone;
    let today = zone.date(now);
    let from = from.unwrap_or_else(|| zone.day(today).0);
    let to = to.unwrap_or_else(|| from + TimeDelta::days(DAYS));
    if to <= from || to - from > TimeDelta::days(MOST_DAYS) {
        return Err(Failure::invalid("to", format!("should be after `from`, and at most {MOST_DAYS} days later")));
    }
    let hours = store::of_offer(&mut conn, venue.facts.venue.id, offer, today).await?;
    let mut items = slots(&mut conn, &venue.facts, &hours, Span { from, to }, least, now).await?;
    drop(conn);
    if let Some(cursor) = &paging.cursor {
        // Slots come and go: the page begins after where the last one ended, whether or not that is still there.
        let after = key_of(cursor).ok_or_else(|| Failure::invalid("cursor", "is not a cursor of this list"))?;
        items.retain(|slot| (slot.from.to_utc(), slot.advice_hour) > after);
    }
    let page = paging.cut(items, key);
    let next = page.next.clone();
    let told = AdviceSlots {
        offer: path.into_inner(),
        venue: venue.facts.venue.slug.clone(),
        from: zone.local(from),
        to: zone.local(to),
        hours,
        items: page.items,
        next: page.next,
    };
    let mut answer = cacheable(&request, &told, SHORT)?;
    linked(&request, next.as_deref(), &mut answer);
    Ok(answer)
}

/// The hours in which somebody advises on an offer the public may see.
pub(crate) async fn about(app: &App, slug: &str) -> Result<Vec<AdviceHour>, Failure> {
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let Some((venue, offer)) = crate::offers::place_of(&mut conn, slug, now).await? else { return Ok(Vec::new()) };
    let Some(venue) = app.calendars.by_id(VenueId(venue)) else { return Ok(Vec::new()) };
    let today = venue.facts.schedule.zone.date(now);
    Ok(store::of_offer(&mut conn, venue.facts.venue.id, offer, today).await?)
}

/// Who advises on the day that is running, from when to when, and how many appointments can still be had; in order of
/// time.
pub(crate) async fn today(
    app: &App,
    facts: &VenueFacts,
    now: DateTime<Utc>,
) -> Result<Vec<(AdviceHour, Span, usize)>, Failure> {
    let date = facts.schedule.zone.date(now);
    let (from, to) = facts.schedule.zone.day(date);
    let mut conn = app.db.conn().await?;
    let hours = store::of_venue(&mut conn, facts.venue.id, Some(date), date).await?;
    let free = free(&mut conn, facts, &hours, Span { from, to }, now).await?;
    drop(conn);
    let mut on: Vec<(AdviceHour, Span, usize)> = hours
        .into_iter()
        .filter_map(|hour| {
            let slots = hour.slots(&facts.schedule, date);
            let span = Span { from: slots.first()?.from, to: slots.last()?.to };
            let left = free.iter().filter(|slot| slot.advice_hour == hour.id).count();
            Some((hour, span, left))
        })
        .collect();
    on.sort_by_key(|(_, span, _)| *span);
    Ok(on)
}

/// A slot's place in the list.
fn key(slot: &AdviceSlot) -> String {
    format!("{} {}", slot.from.timestamp(), slot.advice_hour)
}

fn key_of(cursor: &str) -> Option<(DateTime<Utc>, AdviceHourId)> {
    let (at, id) = cursor.split_once(' ')?;
    Some((DateTime::from_timestamp(at.parse().ok()?, 0)?, id.parse().ok()?))
}

/// The free slots of some hours that begin within a time and can be booked now, in order.
async fn free(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    hours: &[AdviceHour],
    within: Span,
    now: DateTime<Utc>,
) -> Result<Vec<AdviceSlot>, Failure> {
    slots(conn, facts, hours, within, 1, now).await
}

/// The same of those that have at least so many places left.
async fn slots(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    hours: &[AdviceHour],
    within: Span,
    least: u16,
    now: DateTime<Utc>,
) -> Result<Vec<AdviceSlot>, Failure> {
    let (schedule, latest) = (&facts.schedule, now + TimeDelta::days(facts.rules().horizon_days));
    let ids: Vec<AdviceHourId> = hours.iter().map(|hour| hour.id).collect();
    // A slot that begins within it may end a little after it.
    let reach = Span { from: within.from, to: within.to + TimeDelta::days(1) };
    let taken = seated(conn, facts.venue.id, &ids, reach, now).await?;
    let mut found = Vec::new();
    for hour in hours {
        let own: Vec<Seated> = taken.iter().filter(|(of, _)| *of == hour.id).map(|(_, seated)| *seated).collect();
        for date in dates(schedule.zone.date(within.from.max(now)), schedule.zone.date(within.to.min(latest))) {
            for slot in hour.slots(schedule, date) {
                let wanted = within.from <= slot.from && slot.from < within.to;
                let places_left = places_left(hour.seats, &own, slot);
                if wanted && now < slot.from && slot.from <= latest && places_left >= least {
                    let (from, to) = (schedule.zone.local(slot.from), schedule.zone.local(slot.to));
                    found.push(AdviceSlot { advice_hour: hour.id, from, to, places_left });
                }
            }
        }
    }
    found.sort_by_key(|slot| (slot.from.to_utc(), slot.advice_hour));
    Ok(found)
}

/// The local dates from one to another, both of them.
fn dates(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |date| *date <= last)
}

/// Free slots of the same hours around one that can't be had, nearest in time first.
pub(crate) async fn alternatives(
    conn: &mut AsyncPgConnection,
    facts: &VenueFacts,
    hour: &AdviceHour,
    wanted: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Alternative>, Failure> {
    let around = Span { from: wanted - TimeDelta::days(BEFORE), to: wanted + TimeDelta::days(AFTER) };
    let mut free = free(conn, facts, std::slice::from_ref(hour), around, now).await?;
    free.retain(|slot| slot.from.to_utc() != wanted);
    free.sort_by_key(|slot| (slot.from.to_utc() - wanted).abs());
    free.truncate(MOST_ALTERNATIVES);
    let told = |slot: AdviceSlot| Alternative { from: slot.from, to: slot.to, desk_codes: Vec::new() };
    Ok(free.into_iter().map(told).collect())
}
