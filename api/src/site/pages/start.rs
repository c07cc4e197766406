//! The start page: how many desks are free, until when it is open, what goes on in the house, how it works.

use std::time::Duration;

use askama::Template;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::offers::OfferKind;
use tokio::time::timeout;

use super::frame::{Frame, venue};
use super::today::{Programme, programme};
use super::{Asking, Page};
use crate::calendar::VenueCalendar;
use crate::dates::{hhmm, weekday, weekday_date};
use crate::desks::{HallNow, hall_now};
use crate::lang::{Lang, pick};
use crate::texts::{offers, start};

/// How long the page waits for a calendar that has lost its feed; usually it has not and there is nothing to wait for.
const FEED_PATIENCE: Duration = Duration::from_secs(1);
/// Days ahead in which the next opening is looked for.
const AHEAD: usize = 14;
/// Days whose hours are shown.
const SHOWN: usize = 7;

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    frame: Frame,
    t: &'static start::Texts,
    hall: Hall,
    hours: Vec<Hours>,
    programme: Option<Programme>,
    nothing_today: String,
    exhibition: Option<Exhibition>,
    kinds: Vec<(String, &'static str)>,
    step_2: String,
    without: String,
    facts: Vec<(&'static str, String)>,
}

/// How it is in the hall.
enum Hall {
    Open {
        free: u32,
        of: String,
        until: String,
        label: String,
        seats: Vec<&'static str>,
        split: String,
        zones: Vec<(String, String)>,
    },
    Closed {
        next: String,
    },
    Unknown {
        phone: String,
    },
}

/// The hours of a day.
struct Hours {
    day: String,
    times: String,
    note: Option<String>,
}

struct Exhibition {
    title: String,
    words: String,
    example: bool,
}

/// The page; `None` where there is no venue yet.
pub(super) async fn page(asking: &Asking<'_>) -> Option<Page> {
    let venue = venue(asking.app)?;
    let (lang, frame, t) = (asking.lang, asking.frame(), start::texts(asking.lang));
    let hall = hall(asking, &venue, &frame).await;
    let programme = programme(asking, &venue, &frame).await;
    let facts = &venue.facts.venue;
    let phone = facts.phone.as_deref();
    let walk_ins =
        venue.facts.layout_at(asking.now).map_or(0, |layout| layout.spots.iter().filter(|spot| spot.walk_in).count());
    let kept = if walk_ins > 0 { (t.kept)(walk_ins) } else { String::new() };
    let call = phone.map(t.call).unwrap_or_default();
    let head = asking.head("", frame.w.start_description).with(&place(asking, &venue)).with(&website(asking));
    let start = Start {
        hall,
        hours: hours(asking, &venue, &frame),
        nothing_today: (t.nothing_today)(programme.as_ref().map_or("", |programme| &programme.tomorrow)),
        programme,
        exhibition: exhibition(asking, &venue, t),
        kinds: OfferKind::ALL
            .into_iter()
            .map(|kind| (frame.href(&format!("/offers?kind={}", kind.name())), (offers::texts(lang).kind)(kind)))
            .collect(),
        step_2: (t.step_2_body)(facts.rules.retention_days),
        without: format!("{kept} {} {call}", t.printed).trim().to_owned(),
        facts: facts
            .accessibility
            .iter()
            .map(|fact| (fact_icon(&fact.key), pick(lang, &fact.text_de, &fact.text_en).to_owned()))
            .collect(),
        frame,
        t,
    };
    Page::of(head, &start)
}

/// From the calendar in memory. Only where that has lost its feed, the database is asked, and not for long.
async fn hall(asking: &Asking<'_>, venue: &VenueCalendar, frame: &Frame) -> Hall {
    let t = start::texts(asking.lang);
    if !matches!(timeout(FEED_PATIENCE, asking.app.current(venue)).await, Ok(Ok(()))) {
        let phone = venue.facts.venue.phone.clone().map(frame.t.by_phone).unwrap_or_default();
        return Hall::Unknown { phone };
    }
    match hall_now(venue, asking.now) {
        Some(now) => open(asking, venue, frame, &now),
        None => {
            Hall::Closed { next: next_opening(asking, venue, frame).map(|next| (t.opens)(&next)).unwrap_or_default() }
        }
    }
}

fn open(asking: &Asking<'_>, venue: &VenueCalendar, frame: &Frame, now: &HallNow) -> Hall {
    let (t, zone, counts) = (start::texts(asking.lang), &venue.facts.schedule.zone, now.counts);
    let time = |at| hhmm(zone.local(at).time());
    let taken = counts.taken.saturating_add(counts.contingent);
    let many = |class: &'static str, count: u32| (0..count).map(move |_| class);
    let seats =
        many("f", counts.free).chain(many("w", counts.walk_in)).chain(many("", taken)).chain(many("x", counts.closed));
    let zones = venue.facts.venue.zones.iter().filter_map(|label| {
        let here = now.zones.get(&label.key)?;
        let free = here.free.saturating_add(here.walk_in);
        Some((pick(asking.lang, &label.label_de, &label.label_en).to_owned(), (frame.w.free_of)(free, here.total)))
    });
    Hall::Open {
        free: counts.free.saturating_add(counts.walk_in),
        of: (t.of_seats)(counts.total),
        until: (t.open_until)(&time(now.until.start())),
        label: (t.seats_label)(counts.free, counts.walk_in, taken, counts.closed),
        seats: seats.collect(),
        split: format!("{} {}", (t.split)(counts.free, counts.walk_in), (frame.t.as_of)(&time(asking.now))),
        zones: zones.collect(),
    }
}

/// When it opens next: "morgen um 10:00 Uhr".
fn next_opening(asking: &Asking<'_>, venue: &VenueCalendar, frame: &Frame) -> Option<String> {
    let schedule = &venue.facts.schedule;
    let today = schedule.zone.date(asking.now);
    let mut openings = today.iter_days().take(AHEAD).flat_map(|date| schedule.day(date).intervals);
    let next = openings.find(|open| open.start() > asking.now)?;
    let at = schedule.zone.local(next.start());
    let day = match (at.date_naive() - today).num_days() {
        0 => frame.t.today.to_owned(),
        1 => frame.t.tomorrow.to_owned(),
        _ => (frame.t.on_day)(&weekday_date(asking.lang, at.date_naive())),
    };
    Some((start::texts(asking.lang).day_at)(&day, &hhmm(at.time())))
}

/// The hours of the days to come; today's first.
fn hours(asking: &Asking<'_>, venue: &VenueCalendar, frame: &Frame) -> Vec<Hours> {
    let schedule = &venue.facts.schedule;
    let today = schedule.zone.date(asking.now);
    let told = |date| {
        let day = schedule.day(date);
        let times: Vec<String> = day
            .intervals
            .iter()
            .map(|open| {
                let time = |at| hhmm(schedule.zone.local(at).time());
                (frame.t.span)(&time(open.start()), &time(open.end()))
            })
            .collect();
        let name = weekday(asking.lang, date);
        Hours {
            day: if date == today { format!("{name} ({})", frame.w.today) } else { name.to_owned() },
            times: if times.is_empty() { frame.w.closed.to_owned() } else { times.join(", ") },
            note: day.text.map(|(de, en)| pick(asking.lang, &de, &en).to_owned()).filter(|note| !note.is_empty()),
        }
    };
    today.iter_days().take(SHOWN).map(told).collect()
}

/// The exhibition that is in the hall, or the next one.
fn exhibition(asking: &Asking<'_>, venue: &VenueCalendar, t: &start::Texts) -> Option<Exhibition> {
    let zone = &venue.facts.schedule.zone;
    let one = venue.facts.exhibitions.iter().filter(|one| one.to > asking.now).min_by_key(|one| one.from)?;
    // It ends with the midnight after its last day.
    let last = zone.date(one.to.to_utc() - TimeDelta::seconds(1));
    let until = (t.until_day)(&weekday_date(asking.lang, last));
    Some(Exhibition {
        title: pick(asking.lang, &one.title_de, &one.title_en).to_owned(),
        words: format!("{until} {}", pick(asking.lang, &one.summary_de, &one.summary_en)),
        example: one.example,
    })
}

/// The icon of a fact about access, as in the app.
fn fact_icon(key: &str) -> &'static str {
    match key {
        "list_view" => "list",
        "phone" | "phone_booking" => "phone",
        "lift" | "aisles" | "step_free_doors" | "accessible_desks" => "wheel",
        "toilet" => "info",
        _ => "check",
    }
}

/// The house in the words of schema.org, with the hours of the days to come.
fn place(asking: &Asking<'_>, venue: &VenueCalendar) -> Value {
    let (facts, schedule) = (&venue.facts.venue, &venue.facts.schedule);
    let days = schedule.zone.date(asking.now).iter_days().take(SHOWN);
    let hours = days.flat_map(|date| {
        schedule.day(date).intervals.into_iter().map(move |open| {
            let time = |at| hhmm(schedule.zone.local(at).time());
            json!({ "@type": "OpeningHoursSpecification", "validFrom": date, "validThrough": date,
                "dayOfWeek": format!("https://schema.org/{}", weekday(Lang::En, date)),
                "opens": time(open.start()), "closes": time(open.end()) })
        })
    });
    let mut place = json!({
        "@context": "https://schema.org", "@type": "CivicStructure", "name": format!("{}, {}", facts.name, facts.hall),
        "url": format!("{}/", asking.app.public_url), "telephone": facts.phone, "isAccessibleForFree": true,
        "address": { "@type": "PostalAddress", "streetAddress": facts.address.street, "postalCode": facts.address.postcode,
            "addressLocality": facts.address.city, "addressCountry": facts.address.country },
        "geo": facts.geo.map(|geo| json!({ "@type": "GeoCoordinates", "latitude": geo.lat, "longitude": geo.lon })),
        "openingHoursSpecification": hours.collect::<Vec<Value>>(),
    });
    if let Some(place) = place.as_object_mut() {
        place.retain(|_, value| !value.is_null());
    }
    place
}

/// The site, and how it is searched.
fn website(asking: &Asking<'_>) -> Value {
    let url = &asking.app.public_url;
    let list = crate::lang::href(asking.lang, "/offers");
    json!({ "@context": "https://schema.org", "@type": "WebSite", "name": "Rathaus Co-Working", "url": format!("{url}/"),
        "inLanguage": asking.lang.tag(),
        "potentialAction": { "@type": "SearchAction", "query-input": "required name=q",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{url}{list}?q={{q}}") } } })
}
