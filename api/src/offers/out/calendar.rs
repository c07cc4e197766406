//! Events as calendar files (RFC 5545): the rule of each with its exceptions, in the venue's time zone.
//!
//! What always holds: the UID of a date is that of its schedule, so calendars update entries instead of adding
//! others; what was called off stays in the file and says so.

use std::collections::BTreeMap;

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use shared::ids::VenueId;
use shared::offers::{EventState, Exception, FullOffer, Outcome, Schedule};
use shared::zones::Zone;

use super::{Asked, Part, file, page, part, title, zone};
use crate::app::{App, Shared};
use crate::offers::ask::language;
use crate::offers::plain::plain;
use crate::offers::show::shown;
use crate::offers::store::dates::{Scheduled, scheduled};
use crate::problem::Failure;
use crate::wire::Params;

const CALENDAR: &str = "text/calendar; charset=utf-8";

/// The events that match, as one calendar.
#[utoipa::path(tag = "offers", params(
    ("q" = Option<String>, Query, description = "Words to search for", max_length = 200), crate::offers::Filters,
    ("cursor" = Option<String>, Query, description = "From the `Link` of the file before: one has up to 1000 offers"),
    ("lang" = Option<String>, Query, description = "Language of the texts (BCP 47), default `de`", max_length = 20, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
), responses(
    (status = 200, body = String, content_type = "text/calendar"),
    (status = 304, description = "Not modified"),
))]
#[get("/offers.ics")]
pub(crate) async fn get_calendar(app: Shared, params: Params, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let asked = Asked::read(params)?;
    let Part { offers, next } = asked.part(&app, 1).await?;
    let coming: Vec<FullOffer> = offers.into_iter().filter(|offer| !offer.details.dates.is_empty()).collect();
    let text = written(&app, &coming, title(&asked.lang)).await?;
    Ok(part(&request, CALENDAR, text, next.as_deref()))
}

/// One offer's dates as a calendar; 404 for one that has none.
#[utoipa::path(tag = "offers", params(
    ("slug" = String, Path, description = "Slug of the offer", example = "bilderbuchkino"),
    ("lang" = Option<String>, Query, description = "Language of the texts (BCP 47), default `de`", max_length = 20, pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
), responses(
    (status = 200, body = String, content_type = "text/calendar"),
    (status = 304, description = "Not modified"),
))]
#[get("/offers/{slug}.ics")]
pub(crate) async fn get_offer_calendar(
    app: Shared,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let lang = language(&mut params)?;
    params.end()?;
    let offer = shown(&app, &path, &lang).await?;
    let text = written(&app, std::slice::from_ref(&offer), &offer.offer.title).await?;
    if !text.contains("BEGIN:VEVENT") {
        return Err(Failure::not_found().detail("This offer has no dates."));
    }
    Ok(file(&request, CALENDAR, text))
}

/// `name` is what a program lists it under: by RFC 7986, and by what programs read before that.
async fn written(app: &App, offers: &[FullOffer], name: &str) -> Result<String, Failure> {
    let ids: Vec<_> = offers.iter().map(|offer| offer.offer.id.0).collect();
    let mut conn = app.db.conn().await?;
    let schedules = scheduled(&mut conn, &ids).await?;
    let mut zones: BTreeMap<String, String> = BTreeMap::new();
    let mut events = String::new();
    for offer in offers {
        for one in schedules.iter().filter(|one| one.row.offer_id == offer.offer.id.0) {
            let Some(venue) = app.calendars.by_id(VenueId(one.venue)) else { continue };
            let (name, clock) = (&venue.facts.venue.time_zone, &venue.facts.schedule.zone);
            zones.entry(name.clone()).or_insert_with(|| zone::component(name, clock, app.clock.now()));
            events.push_str(&entries(app, offer, one, name, clock));
        }
    }
    let head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rathaus Co-Working//Offers//EN\r\nCALSCALE:GREGORIAN\r\n";
    let name = text(name);
    let name = format!("{}{}", folded(&format!("NAME:{name}")), folded(&format!("X-WR-CALNAME:{name}")));
    let zones: String = zones.into_values().collect();
    Ok(format!("{head}{name}{zones}{events}END:VCALENDAR\r\n"))
}

/// An event and, for each date that is different, an entry that says how.
fn entries(app: &App, offer: &FullOffer, one: &Scheduled, name: &str, clock: &Zone) -> String {
    let schedule = one.row.read(one.exceptions.clone());
    let entry = Entry { app, offer, one, name, schedule: &schedule };
    let status = match offer.details.event_state {
        EventState::Cancelled => "CANCELLED",
        EventState::Postponed => "TENTATIVE",
        EventState::Scheduled | EventState::Unknown => "CONFIRMED",
    };
    let Some(rule) = &one.row.rrule else {
        // What takes place once has no date to be different from: what became of it is what is told.
        let became = schedule.exceptions.iter().find_map(outcome);
        let (begins, status) = became.unwrap_or((schedule.starts, status));
        return entry.written(&[entry.time("DTSTART", begins), entry.time("DTEND", entry.end(begins))], status);
    };
    let mut lines = vec![entry.time("DTSTART", schedule.starts), entry.time("DTEND", entry.end(schedule.starts))];
    lines.push(format!("RRULE:{}", rule_in_utc(rule, clock, schedule.all_day)));
    let left_out = schedule.exceptions.iter().filter(|exception| exception.outcome == Outcome::LeftOut);
    lines.extend(left_out.map(|exception| entry.time("EXDATE", exception.starts)));
    let mut text = entry.written(&lines, status);
    for exception in &schedule.exceptions {
        text.push_str(&entry.exception(exception));
    }
    text
}

/// When a date begins instead, and its status; nothing for one that was never meant.
const fn outcome(exception: &Exception) -> Option<(NaiveDateTime, &'static str)> {
    match exception.outcome {
        Outcome::LeftOut => None,
        Outcome::Cancelled => Some((exception.starts, "CANCELLED")),
        Outcome::Postponed => Some((exception.starts, "TENTATIVE")),
        Outcome::Moved(to) => Some((to, "CONFIRMED")),
    }
}

/// What all entries of an event share.
struct Entry<'a> {
    app: &'a App,
    offer: &'a FullOffer,
    one: &'a Scheduled,
    name: &'a str,
    schedule: &'a Schedule,
}

impl Entry<'_> {
    fn end(&self, starts: NaiveDateTime) -> NaiveDateTime {
        starts + TimeDelta::minutes(self.schedule.minutes)
    }

    fn time(&self, property: &str, at: NaiveDateTime) -> String {
        if self.schedule.all_day {
            return format!("{property};VALUE=DATE:{}", at.format("%Y%m%d"));
        }
        format!("{property};TZID={}:{}", self.name, at.format("%Y%m%dT%H%M%S"))
    }

    fn exception(&self, exception: &Exception) -> String {
        let Some((begins, status)) = outcome(exception) else { return String::new() };
        let lines = [
            self.time("RECURRENCE-ID", exception.starts),
            self.time("DTSTART", begins),
            self.time("DTEND", self.end(begins)),
        ];
        self.written(&lines, status)
    }

    fn written(&self, times: &[String], status: &str) -> String {
        let (offer, stamp) = (&self.offer.offer, stamp(self.offer.offer.updated_at.to_utc()));
        let mut lines = vec![
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@rathaus-co-working", self.one.row.id),
            format!("DTSTAMP:{stamp}"),
            format!("LAST-MODIFIED:{stamp}"),
        ];
        lines.extend_from_slice(times);
        let about = format!("{}\n\n{}", offer.summary, plain(&offer.body));
        lines.push(format!("SUMMARY;LANGUAGE={}:{}", offer.lang, text(&offer.title)));
        lines.push(format!("DESCRIPTION:{}", text(&about)));
        let place = offer.place.as_ref().map(|place| {
            let town = [&place.postcode, &place.city].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            // Some places are called after the room already.
            let room = self.one.row.room.clone().filter(|room| !place.name.contains(room.as_str()));
            let parts = [Some(place.name.clone()), room, place.street.clone(), Some(town)];
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        });
        lines.extend(place.map(|place| format!("LOCATION:{}", text(&place))));
        lines.extend(self.offer.details.geo.map(|geo| format!("GEO:{};{}", geo.lat, geo.lon)));
        lines.push(format!("CATEGORIES:{}", text(&offer.category)));
        lines.push(format!("URL:{}", page(self.app, self.offer)));
        lines.push(format!("STATUS:{status}"));
        lines.push("END:VEVENT".to_owned());
        lines.iter().map(|line| folded(line)).collect()
    }
}

fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Ours have UNTIL by the clock on the wall; with a time zone RFC 5545 wants it in UTC, and with whole days as a day.
fn rule_in_utc(rule: &str, zone: &Zone, all_day: bool) -> String {
    let part = |part: &str| {
        let Some(until) = part.strip_prefix("UNTIL=") else { return part.to_owned() };
        let day = until.get(..8).unwrap_or(until);
        if all_day {
            return format!("UNTIL={day}");
        }
        let whole = if until.len() == 8 { format!("{until}T235959") } else { until.to_owned() };
        NaiveDateTime::parse_from_str(&whole, "%Y%m%dT%H%M%S")
            .map_or_else(|_unread| part.to_owned(), |at| format!("UNTIL={}", stamp(zone.instant(at))))
    };
    rule.split(';').map(part).collect::<Vec<_>>().join(";")
}

/// Text as a value (RFC 5545, 3.3.11).
fn text(value: &str) -> String {
    let value = value.trim().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    value.chars().filter(|letter| !letter.is_control()).collect()
}

/// A line of at most 75 bytes, and its rest on lines that begin with a space (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > 75 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
    out
}
