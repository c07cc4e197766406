//! A local day in compact form; the browser builds its own calendar from it.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use shared::desks::{DayView, DeskDay};
use shared::occupancy::DeskCalendar;
use shared::slots::{Period, Slot};

use super::LIVE;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::venues::{self, interval};
use crate::wire::{Params, date, versioned};

/// Shows when each desk is busy on a local date, without persons.
#[utoipa::path(tag = "desks", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("date" = NaiveDate, Path, description = "Local date", example = "2026-11-24"),
), responses((status = 200, body = DayView), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/days/{date}")]
pub(crate) async fn get_day(
    app: Data<App>,
    path: Path<(String, String)>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (slug, text) = path.into_inner();
    let venue = venues::find(&app, &slug)?;
    let date = date("date", &text)?;
    app.current(&venue).await?;
    let now = app.clock.now();
    versioned(&request, &venue.version(now), LIVE, || view(&venue, date, now))
}

fn view(venue: &VenueCalendar, date: NaiveDate, now: DateTime<Utc>) -> DayView {
    let facts = &venue.facts;
    let zone = &facts.schedule.zone;
    let (begins, ends) = zone.day(date);
    let day = Period::new(Slot::containing(begins), Slot::at_or_after(ends));
    let live = venue.live();
    let spots = facts.layout_on(date).map(|(layout, _)| layout.spots.as_slice()).unwrap_or_default();
    let desks = spots.iter().filter_map(|spot| {
        let desk = facts.desk(spot.place)?;
        let busy = live.desk(spot.place)?.busy(day?);
        let busy = busy.into_iter().map(|period| interval(period, zone)).collect();
        let never = DeskCalendar::new();
        let closed = never.with(facts.closed_times(desk).filter_map(|time| time.intersection(day?)));
        let closed = closed.busy(day?).into_iter().map(|period| interval(period, zone)).collect();
        let kept = facts.contingents_on(spot.place, date).map(|kept| kept.release_hours).min();
        Some(DeskDay { id: desk.id, code: desk.code.clone(), busy, closed, contingent_release_hours: kept })
    });
    DayView {
        venue: facts.venue.slug.clone(),
        date,
        revision: live.revision,
        as_of: zone.local(now),
        open: facts.schedule.day(date).intervals.into_iter().map(|open| interval(open, zone)).collect(),
        desks: desks.collect(),
    }
}
