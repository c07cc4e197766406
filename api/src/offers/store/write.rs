//! Writing a whole offer: every row of it follows from its content, and from nothing else.
//!
//! What always holds: after [`write`] the tables say what the content says, the dates of events are worked out and
//! the index has the offer if and only if the public may see it. What is not content (when it was first published,
//! its place in the order, the ids of schedules that are kept) stays as it was. Whoever changes an offer calls it,
//! editors, feeds and the demo alike; [`remove`] takes everything away.

use chrono::{DateTime, FixedOffset, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::{Value, json};
use shared::ids::{OfferId, VenueId};
use shared::offers::{OfferContent, OfferState, Phase, ScheduleContent, TextContent};
use shared::zones::Zone;
use uuid::Uuid;

use super::{dates, derive, index, pictures};
use crate::ids::Ids;
use crate::schema::{offer_details, offer_exceptions, offer_schedules, offer_texts, offers};

/// Where new offers stand in the order, after those of the demo.
const LAST: i32 = 1000;

/// An offer as it is to be stored.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// Its id: a new one, or that of the offer whose rows are replaced.
    pub id: OfferId,
    /// Its name in addresses; unique at the venue (`offers_slug_key` refuses another one).
    pub slug: &'a str,
    /// Where it is on its way to the public. Only what is `Published` is ever shown.
    pub state: OfferState,
    /// Its place in the order of the list; `None` keeps it where it is, and puts a new one behind all others.
    pub sort: Option<i32>,
    /// Everything else. [`OfferContent::check`] has found nothing wrong with it.
    pub content: &'a OfferContent,
}

/// Stores an offer, new or instead of what was stored under its id, in the caller's transaction.
///
/// `zone` is the venue's. A schedule without an id gets a new one; so does one whose id is another offer's.
pub async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    zone: &Zone,
    offer: Written<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    write_rows(conn, ids, venue, zone, offer, now).await?;
    write_rest(conn, venue, zone, &[offer.id], now).await
}

/// The rows of an offer that are its content. What follows from them is missing until [`write_rest`] has written it,
/// once for many offers where there are many.
pub(crate) async fn write_rows(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    zone: &Zone,
    offer: Written<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let new = write_offer(conn, venue, offer, now).await?;
    write_details(conn, venue, offer).await?;
    write_texts(conn, venue, offer, new).await?;
    write_schedules(conn, ids, venue, zone, (offer, new), now).await
}

/// What follows from the rows of offers: their dates, and what finds them.
pub(crate) async fn write_rest(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    offers: &[OfferId],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    dates::extend(conn, venue, zone, now).await?;
    for offer in offers {
        index::write(conn, *offer).await?;
    }
    Ok(())
}

/// Takes an offer away with everything that hangs on it; says whether there was one.
pub async fn remove(conn: &mut AsyncPgConnection, venue: VenueId, id: OfferId) -> QueryResult<bool> {
    Ok(diesel::delete(offers::table.find((venue.0, id.0))).execute(conn).await? > 0)
}

/// Says whether it was not there before.
async fn write_offer(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: Written<'_>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let content = offer.content;
    let utc = |at: Option<DateTime<FixedOffset>>| at.map(|at| at.to_utc());
    let values = (
        (
            offers::slug.eq(offer.slug),
            offers::kind.eq(content.kind.name()),
            offers::category.eq(&content.category),
            offers::audience.eq(&content.audience),
            offers::min_age.eq(content.min_age),
            offers::max_age.eq(content.max_age),
            offers::amount_cents.eq(content.amount_cents),
            offers::free.eq(content.free),
            offers::pass_keys.eq(content.pass_keys()),
            offers::step_free.eq(content.place.as_ref().and_then(|place| place.step_free)),
            offers::languages.eq(&content.languages),
            offers::starts_at.eq(utc(content.starts_at)),
        ),
        offers::ends_at.eq(utc(content.ends_at)),
        offers::recurring.eq(content.recurring.as_ref().map(|rhythm| json!(rhythm))),
        offers::contact.eq(content.contact.as_ref().map(|contact| json!(contact))),
        offers::source_url.eq(&content.source_url),
        offers::source_as_of.eq(&content.source_as_of),
        offers::verified.eq(content.verified),
        offers::example.eq(content.example),
        offers::updated_at.eq(now),
        offers::state.eq(offer.state.name()),
        offers::valid_from.eq(utc(content.valid_from)),
        offers::valid_to.eq(utc(content.valid_to)),
    );
    let published = (offer.state == OfferState::Published).then_some(now);
    let own = (offers::venue_id.eq(venue.0), offers::id.eq(offer.id.0));
    let before: Option<Option<DateTime<Utc>>> = offers::table
        .find((venue.0, offer.id.0))
        .select(offers::published_at)
        .for_update()
        .first(conn)
        .await
        .optional()?;
    match before {
        None => {
            let placed = (offers::sort.eq(offer.sort.unwrap_or(LAST)), offers::published_at.eq(published));
            diesel::insert_into(offers::table).values((own, values, placed)).execute(conn).await?;
        }
        Some(before) => {
            let kept = (offer.sort.map(|sort| offers::sort.eq(sort)), offers::published_at.eq(before.or(published)));
            diesel::update(offers::table.find((venue.0, offer.id.0))).set((values, kept)).execute(conn).await?;
        }
    }
    Ok(before.is_none())
}

async fn write_details(conn: &mut AsyncPgConnection, venue: VenueId, offer: Written<'_>) -> QueryResult<()> {
    let content = offer.content;
    let images = pictures::of(conn, venue, content).await?;
    let geo = content.place.as_ref().and_then(|place| place.geo);
    let values = || {
        (
            offer_details::prices.eq(json!(content.prices)),
            offer_details::pass_rules.eq(json!(content.pass_rules)),
            offer_details::gives_pass.eq(&content.gives_pass),
            offer_details::benefits.eq(&content.benefits),
            offer_details::lat.eq(geo.map(|geo| geo.lat)),
            offer_details::lon.eq(geo.map(|geo| geo.lon)),
            offer_details::access.eq(json!(content.access)),
            offer_details::employment.eq(&content.employment),
            offer_details::event_state.eq(content.event_state.name()),
            offer_details::phase.eq(content.phase.map(Phase::name)),
            offer_details::closes_at.eq(content.closes_at.map(|at| at.to_utc())),
            offer_details::leika_key.eq(&content.leika_key),
            offer_details::ags.eq(&content.ags),
            offer_details::review_on.eq(content.review_on),
            offer_details::reviewer_email.eq(&content.reviewer_email),
            offer_details::images.eq(json!(images)),
        )
    };
    let own = (offer_details::venue_id.eq(venue.0), offer_details::offer_id.eq(offer.id.0));
    diesel::insert_into(offer_details::table)
        .values((own, values()))
        .on_conflict((offer_details::venue_id, offer_details::offer_id))
        .do_update()
        .set(values())
        .execute(conn)
        .await
        .map(drop)
}

async fn write_texts(conn: &mut AsyncPgConnection, venue: VenueId, offer: Written<'_>, new: bool) -> QueryResult<()> {
    if !new {
        let own = offer_texts::venue_id.eq(venue.0).and(offer_texts::offer_id.eq(offer.id.0));
        diesel::delete(offer_texts::table.filter(own)).execute(conn).await?;
    }
    let row = |(lang, text): (&String, &TextContent)| {
        (
            offer_texts::venue_id.eq(venue.0),
            offer_texts::offer_id.eq(offer.id.0),
            offer_texts::lang.eq(lang.clone()),
            offer_texts::title.eq(text.title.clone()),
            offer_texts::summary.eq(text.summary.clone()),
            offer_texts::body.eq(text.body.clone()),
            offer_texts::price_text.eq(text.price_text.clone()),
            offer_texts::passes.eq(json!(text.passes)),
            offer_texts::place.eq(place_in(offer.content, text)),
            offer_texts::links.eq(json!(text.links)),
            offer_texts::keywords.eq(text.keywords.clone()),
        )
    };
    let rows: Vec<_> = offer.content.texts.iter().map(row).collect();
    diesel::insert_into(offer_texts::table).values(rows).execute(conn).await.map(drop)
}

/// The place as an answer in one language has it.
fn place_in(content: &OfferContent, text: &TextContent) -> Option<Value> {
    content.place.as_ref().map(|place| {
        json!({
            "name": place.name, "street": place.street, "postcode": place.postcode, "city": place.city,
            "step_free": place.step_free, "access_notes": text.access_notes,
        })
    })
}

/// Replaces the schedules; the dates that followed from them go too and are worked out anew.
async fn write_schedules(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    zone: &Zone,
    (offer, new): (Written<'_>, bool),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let own = offer_schedules::table
        .filter(offer_schedules::venue_id.eq(venue.0).and(offer_schedules::offer_id.eq(offer.id.0)));
    // What follows from a rhythm keeps its name in calendars as long as the rhythm is all there is.
    let derived: Option<Uuid> = if new {
        None
    } else {
        let derived = own.filter(offer_schedules::derived).select(offer_schedules::id).first(conn).await.optional()?;
        diesel::delete(own).execute(conn).await?;
        derived
    };
    if offer.content.schedules.is_empty() {
        let id = derived.unwrap_or_else(|| ids.uuid(now));
        return derive::derive_one(conn, venue, zone, offer.id, id).await;
    }
    let asked: Vec<Uuid> = offer.content.schedules.iter().filter_map(|schedule| schedule.id).collect();
    let taken: Vec<Uuid> = offer_schedules::table
        .filter(offer_schedules::venue_id.eq(venue.0).and(offer_schedules::id.eq_any(asked)))
        .select(offer_schedules::id)
        .load(conn)
        .await?;
    for schedule in &offer.content.schedules {
        let id = schedule.id.filter(|id| !taken.contains(id)).unwrap_or_else(|| ids.uuid(now));
        write_schedule(conn, venue, offer.id, id, schedule).await?;
    }
    Ok(())
}

async fn write_schedule(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    offer: OfferId,
    id: Uuid,
    schedule: &ScheduleContent,
) -> QueryResult<()> {
    diesel::insert_into(offer_schedules::table)
        .values((
            offer_schedules::venue_id.eq(venue.0),
            offer_schedules::id.eq(id),
            offer_schedules::offer_id.eq(offer.0),
            offer_schedules::starts.eq(schedule.starts),
            offer_schedules::minutes.eq(schedule.minutes),
            offer_schedules::all_day.eq(schedule.all_day),
            offer_schedules::rrule.eq(&schedule.rrule),
            offer_schedules::room.eq(&schedule.room),
        ))
        .execute(conn)
        .await?;
    let exceptions: Vec<_> = schedule
        .exceptions
        .iter()
        .map(|exception| {
            (
                offer_exceptions::venue_id.eq(venue.0),
                offer_exceptions::schedule_id.eq(id),
                offer_exceptions::starts.eq(exception.starts),
                offer_exceptions::outcome.eq(exception.outcome.name()),
                offer_exceptions::moved_to.eq(exception.moved_to),
            )
        })
        .collect();
    diesel::insert_into(offer_exceptions::table).values(exceptions).execute(conn).await.map(drop)
}
