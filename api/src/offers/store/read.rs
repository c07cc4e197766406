//! The content of an offer from its rows: what [`super::write`] has written comes back as it was.
//!
//! Schedules that follow from a rhythm are left out, because nobody has written them.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::{OfferId, VenueId};
use shared::offers::{
    Contact, ContactContent, EventState, Exception, ExceptionContent, ExceptionOutcome, GeoContent, OfferContent,
    OfferKind, OfferPlace, Outcome, Phase, PlaceContent, Recurring, RhythmContent, ScheduleContent, TextContent,
};
use shared::zones::Zone;
use uuid::Uuid;

use super::dates::{self, ScheduleRow};
use super::pictures::Picture;
use super::{DetailRow, OfferRow, TextRow};
use crate::offers::tell::{named, read};
use crate::schema::{offer_details, offer_schedules, offer_texts, offers};

/// Everything of an offer that can be edited, if there is such an offer. Instants are in the venue's time.
pub async fn content(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    id: OfferId,
) -> QueryResult<Option<OfferContent>> {
    let row = offers::table.find((venue.0, id.0)).select(OfferRow::as_select()).first(conn).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let details: (DetailRow, Option<String>) = offer_details::table
        .find((venue.0, id.0))
        .select((DetailRow::as_select(), offer_details::reviewer_email))
        .first(conn)
        .await?;
    let texts: Vec<(TextRow, String)> = offer_texts::table
        .filter(offer_texts::venue_id.eq(venue.0).and(offer_texts::offer_id.eq(id.0)))
        .select((TextRow::as_select(), offer_texts::keywords))
        .load(conn)
        .await?;
    let schedules = schedules(conn, venue, id).await?;
    Ok(Some(whole(row, details, texts, schedules, &|at| zone.local(at))))
}

async fn schedules(conn: &mut AsyncPgConnection, venue: VenueId, id: OfferId) -> QueryResult<Vec<ScheduleContent>> {
    let rows: Vec<ScheduleRow> = offer_schedules::table
        .filter(offer_schedules::venue_id.eq(venue.0).and(offer_schedules::offer_id.eq(id.0)))
        .filter(diesel::dsl::not(offer_schedules::derived))
        .order((offer_schedules::starts, offer_schedules::id))
        .select(ScheduleRow::as_select())
        .load(conn)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let exceptions = dates::exceptions(conn, venue, &ids).await?;
    let told = |row: ScheduleRow| ScheduleContent {
        id: Some(row.id),
        starts: row.starts,
        minutes: row.minutes,
        all_day: row.all_day,
        rrule: row.rrule,
        room: row.room,
        exceptions: exceptions.iter().filter(|(of, _)| *of == row.id).map(|(_, one)| exception(one)).collect(),
    };
    Ok(rows.into_iter().map(told).collect())
}

fn exception(exception: &Exception) -> ExceptionContent {
    let (outcome, moved_to) = match exception.outcome {
        Outcome::LeftOut => (ExceptionOutcome::LeftOut, None),
        Outcome::Cancelled => (ExceptionOutcome::Cancelled, None),
        Outcome::Postponed => (ExceptionOutcome::Postponed, None),
        Outcome::Moved(to) => (ExceptionOutcome::Moved, Some(to)),
    };
    ExceptionContent { starts: exception.starts, outcome, moved_to }
}

fn whole(
    row: OfferRow,
    (details, reviewer_email): (DetailRow, Option<String>),
    texts: Vec<(TextRow, String)>,
    schedules: Vec<ScheduleContent>,
    local: &impl Fn(DateTime<Utc>) -> DateTime<FixedOffset>,
) -> OfferContent {
    let place = texts.iter().find(|(text, _)| text.lang == "de").or_else(|| texts.as_slice().first());
    let place: Option<OfferPlace> = place.and_then(|(text, _)| read(text.place.clone()));
    let images: Vec<Picture> = read(Some(details.images)).unwrap_or_default();
    let geo = details.lat.zip(details.lon).map(|(lat, lon)| GeoContent { lat, lon });
    OfferContent {
        kind: OfferKind::from_name(&row.kind),
        category: row.category,
        audience: row.audience,
        min_age: row.min_age,
        max_age: row.max_age,
        free: row.free,
        amount_cents: row.amount_cents,
        prices: read(Some(details.prices)).unwrap_or_default(),
        pass_rules: read(Some(details.pass_rules)).unwrap_or_default(),
        gives_pass: details.gives_pass,
        benefits: details.benefits,
        place: place.map(|place| PlaceContent {
            name: place.name,
            street: place.street,
            postcode: place.postcode,
            city: place.city,
            step_free: place.step_free,
            geo,
        }),
        access: read(Some(details.access)).unwrap_or_default(),
        contact: read::<Contact>(row.contact).map(ContactContent::from),
        reviewer_email,
        languages: row.languages,
        starts_at: row.starts_at.map(local),
        ends_at: row.ends_at.map(local),
        recurring: read::<Recurring>(row.recurring).map(RhythmContent::from),
        schedules,
        event_state: named(&details.event_state, EventState::Unknown),
        employment: details.employment,
        phase: details.phase.map(|phase| named(&phase, Phase::Unknown)),
        closes_at: details.closes_at.map(local),
        leika_key: details.leika_key,
        ags: details.ags,
        source_url: row.source_url,
        source_as_of: row.source_as_of,
        verified: row.verified,
        example: row.example,
        review_on: details.review_on,
        valid_from: row.valid_from.map(local),
        valid_to: row.valid_to.map(local),
        images: images.into_iter().map(Picture::content).collect(),
        texts: texts
            .into_iter()
            .map(|(row, keywords)| (row.lang.clone(), text(row, keywords)))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn text(row: TextRow, keywords: String) -> TextContent {
    let place: Option<OfferPlace> = read(row.place);
    TextContent {
        title: row.title,
        summary: row.summary,
        body: row.body,
        price_text: row.price_text,
        passes: read(Some(row.passes)).unwrap_or_default(),
        access_notes: place.and_then(|place| place.access_notes).filter(|notes| !notes.trim().is_empty()),
        links: read(Some(row.links)).unwrap_or_default(),
        keywords,
    }
}
