//! Who comes on a day, for the front desk: on paper, because a screen may be off and a queue is not.

use std::ops::Bound;

use actix_web::{HttpResponse, get};
use chrono::TimeDelta;
use diesel_async::AsyncConnection;
use shared::audit::Action;
use shared::flyers::{DayBooking, DaySheet, MOST_ROWS, Record};
use shared::staff::Right;

use super::{answer, words_in};
use crate::app::Shared;
use crate::audit::{self, Deed};
use crate::bookings::store::{Stored, blocking};
use crate::bookings::{desks, overtake};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::Params;

/// How far back and ahead a day may be: names are erased some days after, and nothing is booked beyond the horizon.
const REACH: TimeDelta = TimeDelta::days(400);

/// The bookings of a day that block a desk, as they stand now. Has names on it; who has printed it is written down.
#[utoipa::path(tag = "staff", params(
    ("date" = Option<String>, Query, description = "The local date; today where nothing is said"),
    ("lang" = Option<String>, Query, description = "Language of the words, default `de`", pattern = "^(de|en)$"),
), responses((status = 200, description = "Tagged PDF (PDF/UA-1), A4", body = String, content_type = "application/pdf")))]
#[get("/day-sheet.pdf")]
pub(crate) async fn get_day_sheet(app: Shared, staff: Staff, mut params: Params) -> Result<HttpResponse, Failure> {
    let (date, lang) = (params.date("date")?, params.lang()?);
    params.end()?;
    staff.require_sight(Right::BookForVisitors)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let (zone, now) = (&venue.facts.schedule.zone, app.clock.now());
    let day = date.unwrap_or_else(|| zone.date(now));
    if (day - zone.date(now)).abs() > REACH {
        return Err(Failure::invalid("date", "should be a day within a year of today"));
    }
    let (from, to) = zone.day(day);
    let mut conn = app.db.conn().await?;
    let found = conn.transaction(async |conn| {
        let found = blocking(conn, staff.venue, (Bound::Included(from), Bound::Excluded(to)), false).await?;
        let deed = Deed::of(&staff, Action::DaySheetPrinted, day).with("date", day);
        audit::record(conn, &app, deed).await?;
        Ok::<_, Failure>(found)
    });
    let mut found = found.await?;
    drop(conn);
    for booking in &mut found {
        overtake(booking, &venue, now);
    }
    found.retain(|booking| booking.state.blocks());
    if found.len() > MOST_ROWS {
        return Err(Failure::internal("more bookings on a day than a sheet has lines"));
    }
    let mut bookings: Vec<DayBooking> = found.into_iter().map(|booking| line(&venue, booking)).collect();
    bookings.sort_by(|one, other| (one.from, &one.desks, &one.code).cmp(&(other.from, &other.desks, &other.code)));
    let record = DaySheet {
        lang: words_in(lang),
        printed_at: zone.local(now).naive_local(),
        venue: venue.facts.venue.name.clone(),
        day,
        bookings,
    };
    answer(&format!("day-{day}"), &app.flyers.print_unkept(&Record::DaySheet(record)).await?)
}

fn line(venue: &VenueCalendar, booking: Stored) -> DayBooking {
    let zone = &venue.facts.schedule.zone;
    DayBooking {
        from: zone.local(booking.period.start()).time(),
        to: zone.local(booking.period.end()).time(),
        desks: desks(venue, &booking).into_iter().map(|desk| desk.code).collect(),
        code: booking.code,
        name: booking.name,
        state: booking.state,
    }
}
