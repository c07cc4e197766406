//! The earliest times at which a wish fits: one search across all desks.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use shared::desks::{DeskRef, Suggestion, Suggestions};
use shared::slots::{Period, Slot};

use super::LIVE;
use super::wish::Wish;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::venues::{self, Asker};
use crate::wire::{Params, versioned};

/// Most suggestions of one answer.
const MAX_ITEMS: usize = 5;
/// Slots between two suggestions.
const APART: i64 = 2;

/// Finds the earliest times that fit, across all desks and the next days.
#[utoipa::path(tag = "desks", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("date" = Option<NaiveDate>, Query, description = "First local date, default today"),
    ("minutes" = Option<i64>, Query, description = "How long, a multiple of 15, default the shortest booking", minimum = 15),
    ("party_size" = Option<u16>, Query, description = "How many people want to sit together, default 1", minimum = 1),
    ("features" = Option<Vec<String>>, Query, description = "Features every desk must have, repeated or joined by commas"),
    ("zone" = Option<String>, Query, description = "A zone of the venue"),
    ("kind" = Option<String>, Query, description = "A kind of desk"),
    ("days" = Option<i64>, Query, description = "How many days to search, default 7, at most 60", minimum = 1, maximum = 60),
), responses((status = 200, body = Suggestions), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/suggestions")]
pub(crate) async fn get_suggestions(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let venue = venues::find(&app, &path)?;
    let rules = venue.facts.rules();
    let now = app.clock.now();
    let date = params.date("date")?.unwrap_or_else(|| venue.facts.schedule.zone.date(now));
    let minutes = params.number("minutes", rules.min_minutes, rules.max_minutes)?.unwrap_or(rules.min_minutes);
    let days = params.number("days", 1, 60)?.unwrap_or(7);
    let wish = Wish::read(&mut params, &venue.facts)?;
    params.end()?;
    if minutes % 15 != 0 {
        return Err(Failure::invalid("minutes", "should be a multiple of 15"));
    }
    app.current(&venue).await?;
    versioned(&request, &venue.version(now), LIVE, || {
        let items = search(&venue, &wish, date, minutes / 15, days, now);
        let as_of = venue.facts.schedule.zone.local(now);
        let revision = venue.live().revision;
        Suggestions { venue: venue.facts.venue.slug.clone(), revision, as_of, items, next: None }
    })
}

fn search(
    venue: &VenueCalendar,
    wish: &Wish,
    date: NaiveDate,
    slots: i64,
    days: i64,
    now: DateTime<Utc>,
) -> Vec<Suggestion> {
    let facts = &venue.facts;
    let zone = &facts.schedule.zone;
    let first = Slot::containing(now.max(zone.day(date).0));
    let latest = Slot::containing(now + chrono::TimeDelta::days(facts.rules().horizon_days));
    let live = venue.live();
    let mut items = Vec::new();
    for day in date.iter_days().take(usize::try_from(days).unwrap_or(1)) {
        for open in facts.schedule.day(day).intervals {
            let mut start = open.from().max(first);
            while let Some(period) =
                Period::of_length(start, slots).filter(|period| period.to() <= open.to() && start <= latest)
            {
                let codes = wish.bookable(facts, &live, period, Asker::anybody(now), usize::MAX);
                if codes.is_empty() {
                    start = start.plus(1);
                    continue;
                }
                let desks = codes.into_iter().filter_map(|code| {
                    let place = facts.places.get(&code)?;
                    Some(DeskRef { id: facts.desk(*place)?.id, code })
                });
                items.push(Suggestion {
                    from: zone.local(period.start()),
                    to: zone.local(period.end()),
                    desks: desks.collect(),
                });
                if items.len() == MAX_ITEMS {
                    return items;
                }
                start = start.plus(APART);
            }
        }
    }
    items
}
