//! What the offers of the demo have beside their records: words they are searched by, prices and passes for programs,
//! dates of events, and texts in Leichte Sprache. Each file is keyed by the offer's slug.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::ids::{OfferId, VenueId};
use shared::offers::Repetition;
use uuid::Uuid;

use super::SeedError;
use super::venue::midnight;
use crate::ids::Ids;
use crate::schema::{offer_details, offer_exceptions, offer_schedules};

/// Nobody has checked the facts, so somebody has to look at them within this time, days.
const REVIEW: u64 = 90;

/// One record of `api/seed/details.json`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DetailFile {
    /// Words that people search by and that stand in no text, German and English.
    pub keywords: (String, String),
    prices: Value,
    pass_rules: Value,
    gives_pass: Option<String>,
    benefits: Vec<String>,
    position: Option<(f64, f64)>,
    access: Value,
    employment: Vec<String>,
    event_state: Option<String>,
    phase: Option<String>,
    /// The last day one can apply or take part.
    closes_on: Option<NaiveDate>,
    /// The Landeshauptstadt itself answers for it.
    by_the_city: bool,
    schedules: Vec<ScheduleFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleFile {
    starts: String,
    minutes: i32,
    #[serde(default)]
    all_day: bool,
    rrule: Option<String>,
    room: Option<String>,
    #[serde(default)]
    exceptions: Vec<ExceptionFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionFile {
    starts: String,
    outcome: String,
    moved_to: Option<String>,
}

/// One record of `api/seed/simple.json`: Leichte Sprache.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SimpleFile {
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// All of it.
    pub body: String,
    /// What it costs.
    pub price: String,
}

/// Official key of the Landeshauptstadt Hannover.
const AGS: &str = "03241001";

/// Both files.
pub(super) struct Beside {
    /// By slug.
    pub details: HashMap<String, DetailFile>,
    /// By slug.
    pub simple: HashMap<String, SimpleFile>,
}

/// Reads them.
pub(super) fn read() -> Result<Beside, serde_json::Error> {
    Ok(Beside {
        details: serde_json::from_str(include_str!("../../seed/details.json"))?,
        simple: serde_json::from_str(include_str!("../../seed/simple.json"))?,
    })
}

/// Writes an offer's details and schedules.
#[expect(clippy::too_many_arguments, reason = "one row needs all of them")]
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    ids: &Ids,
    venue: VenueId,
    time_zone: &str,
    offer: OfferId,
    example: bool,
    file: &DetailFile,
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let list = |value: &Value| if value.is_null() { json!([]) } else { value.clone() };
    let closes = file.closes_on.and_then(|day| day.succ_opt()).map(|day| midnight(time_zone, day));
    let review = (!example).then(|| now.date_naive() + Days::new(REVIEW));
    diesel::insert_into(offer_details::table)
        .values((
            offer_details::venue_id.eq(venue.0),
            offer_details::offer_id.eq(offer.0),
            offer_details::prices.eq(list(&file.prices)),
            offer_details::pass_rules.eq(list(&file.pass_rules)),
            offer_details::gives_pass.eq(&file.gives_pass),
            offer_details::benefits.eq(&file.benefits),
            offer_details::lat.eq(file.position.map(|(lat, _)| lat)),
            offer_details::lon.eq(file.position.map(|(_, lon)| lon)),
            offer_details::access.eq(if file.access.is_null() { json!({}) } else { file.access.clone() }),
            offer_details::employment.eq(&file.employment),
            offer_details::event_state.eq(file.event_state.as_deref().unwrap_or("scheduled")),
            offer_details::phase.eq(&file.phase),
            offer_details::closes_at.eq(closes),
            offer_details::ags.eq(file.by_the_city.then_some(AGS)),
            offer_details::review_on.eq(review),
        ))
        .execute(conn)
        .await?;
    for schedule in &file.schedules {
        write_schedule(conn, venue, ids.uuid(now), offer, schedule).await?;
    }
    Ok(())
}

async fn write_schedule(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    id: Uuid,
    offer: OfferId,
    file: &ScheduleFile,
) -> Result<(), SeedError> {
    if let Some(rule) = &file.rrule {
        Repetition::parse(rule).map_err(|error| SeedError::Dangling(format!("the rule {rule} ({error})")))?;
    }
    diesel::insert_into(offer_schedules::table)
        .values((
            offer_schedules::venue_id.eq(venue.0),
            offer_schedules::id.eq(id),
            offer_schedules::offer_id.eq(offer.0),
            offer_schedules::starts.eq(local(&file.starts)?),
            offer_schedules::minutes.eq(file.minutes),
            offer_schedules::all_day.eq(file.all_day),
            offer_schedules::rrule.eq(&file.rrule),
            offer_schedules::room.eq(&file.room),
        ))
        .execute(conn)
        .await?;
    for exception in &file.exceptions {
        diesel::insert_into(offer_exceptions::table)
            .values((
                offer_exceptions::venue_id.eq(venue.0),
                offer_exceptions::schedule_id.eq(id),
                offer_exceptions::starts.eq(local(&exception.starts)?),
                offer_exceptions::outcome.eq(&exception.outcome),
                offer_exceptions::moved_to.eq(exception.moved_to.as_deref().map(local).transpose()?),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

fn local(text: &str) -> Result<NaiveDateTime, SeedError> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .map_err(|_no_time| SeedError::Dangling(format!("the local time {text}")))
}
