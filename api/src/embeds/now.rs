//! What widgets poll: the hall, the days to come, today's programme, and every sentence about them, so that no page
//! has to put numbers into words.
//!
//! The entity tag is that of everything but `at` and `stand`, and of the ten minutes that are running: it changes when
//! something is different, and at least so often that "Stand" is never old.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use serde::Serialize;

use super::answer::{SHORT, Sent, tagged, weak};
use super::hall::{Day, Hall, State};
use super::kept::Kept;
use super::programme::Line;
use super::views::Kind;
use super::words::{clock, day_seen, texts, weekday_short};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::dates::hhmm;
use crate::lang::{Lang, href, pick};
use crate::problem::Failure;
use crate::venues;
use crate::wire::{Params, tag_of};

/// How often a page should ask, seconds.
const POLL: u32 = 30;

/// The answer, ready to be sent.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) tag: String,
    pub(super) body: Vec<u8>,
    pub(super) sentences: Sentences,
}

/// The three sentences about how it is.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Sentences {
    pub(super) headline: String,
    pub(super) detail: String,
    pub(super) badge: String,
}

#[derive(Serialize)]
struct Now<'a> {
    venue: Place<'a>,
    lang: &'static str,
    at: String,
    stand: String,
    state: &'static str,
    free: u32,
    desks: u32,
    until: Option<String>,
    opens: Option<String>,
    texts: &'a Sentences,
    days: Vec<DayTold>,
    today: &'a [Line],
    links: Links,
    zones: Vec<Zone<'a>>,
    poll_seconds: u32,
}

#[derive(Serialize)]
struct Place<'a> {
    slug: &'a str,
    name: &'a str,
    hall: &'a str,
    address: &'a str,
    time_zone: &'a str,
}

#[derive(Serialize)]
struct DayTold {
    date: String,
    label: String,
    open: bool,
    free: u32,
    hours: Vec<HourTold>,
}

#[derive(Serialize)]
struct HourTold {
    from: String,
    share: f64,
}

#[derive(Serialize)]
struct Links {
    book: String,
    offers: String,
    app: String,
}

#[derive(Serialize)]
struct Zone<'a> {
    id: &'a str,
    name: &'a str,
    free: u32,
    desks: u32,
    book: String,
}

/// Answers it.
pub(super) async fn serve(
    app: Data<App>,
    kept: Data<Kept>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let lang = params.lang()?;
    params.end()?;
    let venue = venues::find(&app, &path)?;
    let told = kept.told(&app, &venue, lang).await?;
    app.views.count(&app, &venue, &request, Kind::Element);
    let Written { tag, body, .. } = &told.written;
    Ok(tagged(&request, tag, Sent { kind: "application/json", cache: SHORT, policy: None, body: body.clone() }))
}

/// Writes it, once for everybody who asks until something changes.
pub(super) fn written(
    app: &App,
    venue: &VenueCalendar,
    lang: Lang,
    hall: &Hall,
    programme: &[Line],
    at: DateTime<Utc>,
    roll: i64,
) -> Result<Written, Failure> {
    let sentences = sentences(venue, lang, hall);
    let mut now = now(app, venue, lang, hall, programme, &sentences);
    let bare = serde_json::to_vec(&(&now, roll)).map_err(Failure::internal)?;
    let local = venue.facts.schedule.zone.local(whole_minute(at));
    (now.at, now.stand) = (local.to_rfc3339(), hhmm(local.time()));
    let body = serde_json::to_vec(&now).map_err(Failure::internal)?;
    Ok(Written { tag: weak(&tag_of(&bare)), body, sentences })
}

fn whole_minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(0) - TimeDelta::seconds(at.timestamp().rem_euclid(60))
}

fn now<'a>(
    app: &App,
    venue: &'a VenueCalendar,
    lang: Lang,
    hall: &Hall,
    programme: &'a [Line],
    texts: &'a Sentences,
) -> Now<'a> {
    let (facts, zone) = (&venue.facts.venue, &venue.facts.schedule.zone);
    let address = |path: &str| format!("{}{}", app.public_url, href(lang, path));
    let zones = facts.zones.iter().filter_map(|label| {
        let (free, desks) = *hall.zones.get(&label.key)?;
        let book = book(app, venue, lang, hall, hall.free_desk(venue, &label.key));
        Some(Zone { id: &label.key, name: pick(lang, &label.label_de, &label.label_en), free, desks, book })
    });
    Now {
        venue: Place {
            slug: &facts.slug,
            name: &facts.name,
            hall: &facts.hall,
            address: &facts.address.street,
            time_zone: &facts.time_zone,
        },
        lang: lang.tag(),
        at: String::new(),
        stand: String::new(),
        state: hall.state.name(),
        free: hall.free,
        desks: hall.desks,
        until: hall.until.map(|until| hhmm(zone.local(until.start()).time())),
        opens: opens(venue, lang, hall),
        texts,
        days: hall.days.iter().map(|day| told(venue, lang, hall, day)).collect(),
        today: programme,
        links: Links { book: book(app, venue, lang, hall, None), offers: address("/offers"), app: address("/") },
        zones: zones.collect(),
        poll_seconds: POLL,
    }
}

fn told(venue: &VenueCalendar, lang: Lang, hall: &Hall, day: &Day) -> DayTold {
    let zone = &venue.facts.schedule.zone;
    let hours = day.hours.iter().map(|hour| HourTold {
        from: hhmm(zone.local(hour.from.start()).time()),
        share: f64::from(hour.taken) / 100.0,
    });
    DayTold {
        date: day.date.to_string(),
        label: if day.date == hall.today { texts(lang).today.to_owned() } else { weekday_short(lang, day.date) },
        open: !day.open.is_empty(),
        free: day.free,
        hours: hours.collect(),
    }
}

/// Where a desk is booked: on the day that is running, or the next that is open.
pub(super) fn book(app: &App, venue: &VenueCalendar, lang: Lang, hall: &Hall, desk: Option<&str>) -> String {
    let next = hall.opens.map(|opens| venue.facts.schedule.zone.date(opens.start()));
    let day = book_on(app, lang, next.unwrap_or(hall.today));
    desk.map_or_else(|| day.clone(), |desk| format!("{day}&desk={desk}"))
}

/// Where a desk is booked on a day; the app reads `date` and `desk` (`web/src/book/choice.rs`).
pub(super) fn book_on(app: &App, lang: Lang, date: chrono::NaiveDate) -> String {
    format!("{}{}?date={date}", app.public_url, href(lang, "/book"))
}

/// "öffnet morgen um 9 Uhr".
fn opens(venue: &VenueCalendar, lang: Lang, hall: &Hall) -> Option<String> {
    let at = venue.facts.schedule.zone.local(hall.opens?.start());
    Some((texts(lang).opens)(&day_seen(lang, at.date_naive(), hall.today), &clock(lang, at.time())))
}

/// The sentences.
pub(super) fn sentences(venue: &VenueCalendar, lang: Lang, hall: &Hall) -> Sentences {
    let t = texts(lang);
    let until = hall.until.map(|until| clock(lang, venue.facts.schedule.zone.local(until.start()).time()));
    let until = until.unwrap_or_default();
    let both = |first: &str, second: &str| {
        if second.is_empty() { first.to_owned() } else { format!("{first}, {second}") }
    };
    match hall.state {
        State::Open => Sentences {
            headline: (t.of_free)(hall.free, hall.desks),
            detail: format!("{} {}", t.today, (t.until)(&until)),
            badge: both(&(t.here)(hall.free), &(t.until)(&until)),
        },
        State::Full => Sentences {
            headline: t.full.to_owned(),
            detail: format!("{} {}", t.today, (t.open_until)(&until)),
            badge: both(t.full, &(t.open_until)(&until)),
        },
        State::Closed => {
            let headline = if hall.closed_today { t.closed_today } else { t.closed };
            let detail = opens(venue, lang, hall).unwrap_or_default();
            Sentences { headline: headline.to_owned(), badge: both(headline, &detail), detail }
        }
    }
}
