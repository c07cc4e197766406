//! When a venue is open, and what changes that.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::TimeDelta;
use shared::opening::OpenDay;
use shared::slots::Period;
use shared::venues::{ClosureNotice, Exhibition, Interval, OpeningDay, Page};
use shared::zones::Zone;

use super::{PUBLIC, find};
use crate::app::App;
use crate::problem::Failure;
use crate::wire::{Params, cacheable, paged};

/// Most days one answer may hold.
const MAX_DAYS: i64 = 366;

/// Lists the opening hours of each local date from `from` to `to`, both included.
#[utoipa::path(tag = "venues", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("from" = Option<NaiveDate>, Query, description = "First local date, default today"),
    ("to" = Option<NaiveDate>, Query, description = "Last local date, default 6 days later, at most 366 days"),
), responses((status = 200, body = Page<OpeningDay>), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/opening-hours")]
pub(crate) async fn get_opening_hours(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (from, to) = (params.date("from")?, params.date("to")?);
    params.end()?;
    let venue = find(&app, &path)?;
    let zone = &venue.facts.schedule.zone;
    let from = from.unwrap_or_else(|| zone.date(app.clock.now()));
    let to = to.unwrap_or(from + TimeDelta::days(6));
    let days = (to - from).num_days();
    if !(0..MAX_DAYS).contains(&days) {
        return Err(Failure::invalid("to", format!("should be from 0 to {} days after `from`", MAX_DAYS - 1)));
    }
    let dates = from.iter_days().take(usize::try_from(days).unwrap_or(0) + 1);
    let items = dates.map(|date| told(venue.facts.schedule.day(date), zone)).collect();
    cacheable(&request, &Page::<OpeningDay> { items, next: None }, PUBLIC)
}

/// Lists closures that are running or to come.
#[utoipa::path(tag = "venues", params(("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"), crate::openapi::Paging), responses((status = 200, body = Page<ClosureNotice>), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/closures")]
pub(crate) async fn list_closures(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let venue = find(&app, &path)?;
    let (schedule, now) = (&venue.facts.schedule, app.clock.now());
    let notices = schedule
        .closures
        .iter()
        .filter(|closure| closure.to > now)
        .map(|closure| ClosureNotice {
            from: schedule.zone.local(closure.from),
            to: schedule.zone.local(closure.to),
            zone: closure.zone.clone(),
            reason_de: closure.reason_de.clone(),
            reason_en: closure.reason_en.clone(),
        })
        .collect();
    // Two zones may close at the same time.
    let key = |notice: &ClosureNotice| format!("{} {} {:?}", notice.from.to_utc(), notice.to.to_utc(), notice.zone);
    paged(&request, notices, &paging, key, PUBLIC)
}

/// Lists exhibitions that are running or to come.
#[utoipa::path(tag = "venues", params(("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"), crate::openapi::Paging), responses((status = 200, body = Page<Exhibition>), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/exhibitions")]
pub(crate) async fn list_exhibitions(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let venue = find(&app, &path)?;
    let now = app.clock.now();
    let running = venue.facts.exhibitions.iter().filter(|exhibition| exhibition.to > now).cloned().collect();
    // Two may open at the same time.
    let key = |shown: &Exhibition| format!("{} {} {}", shown.from.to_utc(), shown.to.to_utc(), shown.title_de);
    paged(&request, running, &paging, key, PUBLIC)
}

fn told(day: OpenDay, zone: &Zone) -> OpeningDay {
    let (text_de, text_en) = day.text.unzip();
    let intervals = day.intervals.into_iter().map(|open| interval(open, zone)).collect();
    OpeningDay { date: day.date, intervals, reason: day.reason, text_de, text_en }
}

/// A period as the venue's clocks show it.
pub fn interval(period: Period, zone: &Zone) -> Interval {
    Interval { from: zone.local(period.start()), to: zone.local(period.end()) }
}
