//! What is free in a period.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use shared::bookings::{Rule, Violation};
use shared::desks::{Availability, AvailabilityCounts, DeskState, judge};
use shared::slots::{Period, Slot};

use super::LIVE;
use super::told::Told;
use super::wish::{Wish, alternatives};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::venues::{self, Asker};
use crate::wire::{Params, versioned_text};

/// Longest period that is answered, slots: a week.
const LONGEST: i64 = 7 * 96;

/// Tells which desks are free in a period.
///
/// With `party_size` above 1, `desks` holds the desks to take together when there are such, and
/// `alternatives` other times for a group when there are not.
#[utoipa::path(tag = "desks", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("from" = DateTime<Utc>, Query, description = "Start of the period, on the 15-minute grid"),
    ("to" = DateTime<Utc>, Query, description = "End of the period"),
    ("party_size" = Option<u16>, Query, description = "How many people want to sit together, default 1", minimum = 1),
    ("features" = Option<Vec<String>>, Query, description = "Features every desk must have, repeated or joined by commas"),
    ("zone" = Option<String>, Query, description = "A zone of the venue"),
    ("kind" = Option<String>, Query, description = "A kind of desk"),
), responses((status = 200, body = Availability), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/availability")]
pub(crate) async fn get_availability(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let venue = venues::find(&app, &path)?;
    let from = params.instant("from")?.ok_or_else(|| Failure::invalid("from", "is required"))?;
    let to = params.instant("to")?.ok_or_else(|| Failure::invalid("to", "is required"))?;
    let wish = Wish::read(&mut params, &venue.facts)?;
    params.end()?;
    let period = asked(from, to).map_err(|no| Failure::rule(no, &venue.facts.schedule.zone))?;
    app.current(&venue).await?;
    let now = app.clock.now();
    versioned_text(&request, &venue.version(now), LIVE, || answer(&venue, &wish, period, now).written())
}

/// The asked period; reads are only held to the grid and to a sensible length.
fn asked(from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Period, Violation> {
    let (Some(start), Some(end)) = (Slot::starting_at(from), Slot::starting_at(to)) else {
        return Err(Violation::beyond(Rule::OffGrid, 15));
    };
    let period = Period::new(start, end).ok_or(Violation::beyond(Rule::TooShort, 15))?;
    if period.slots() > LONGEST {
        return Err(Violation::beyond(Rule::TooLong, LONGEST * 15));
    }
    Ok(period)
}

fn answer<'a>(venue: &'a VenueCalendar, wish: &Wish, period: Period, now: DateTime<Utc>) -> Told<'a> {
    let facts = &venue.facts;
    let zone = &facts.schedule.zone;
    let open = venue.open_around(period);
    let live = venue.live();
    let asker = Asker::anybody(now);
    let group =
        if wish.party_size > 1 && open.is_some() { wish.bookable(facts, &live, period, asker, 1) } else { Vec::new() };
    let mut counts = AvailabilityCounts::default();
    let mut desks = Vec::with_capacity(facts.desks.len());
    if let Some(layout) = facts.layout_at(period.start()) {
        for spot in &layout.spots {
            let Some((desk, calendar)) = facts.desk(spot.place).zip(live.desk(spot.place)) else { continue };
            if !wish.fits(desk) || (!group.is_empty() && !group.contains(&desk.code)) {
                continue;
            }
            // Where a zone closes or an exhibition opens later, the desk is free until then.
            let closed = facts.closed_times(desk).filter_map(|time| time.intersection(open?));
            let own = facts.desk_facts(desk, spot, period, asker);
            let found = judge(&calendar.with(closed), period, open, own);
            counts.add(found.state);
            desks.push((desk, found));
        }
    }
    let fits = if wish.party_size > 1 {
        !group.is_empty()
    } else {
        desks.iter().any(|(_, found)| found.state == DeskState::Free)
    };
    Told {
        slug: &facts.venue.slug,
        zone,
        from: zone.local(period.start()),
        to: zone.local(period.end()),
        revision: live.revision,
        as_of: zone.local(now),
        open: open.is_some(),
        counts,
        alternatives: if fits { Vec::new() } else { alternatives(venue, &live, wish, period, now) },
        desks,
    }
}
