//! What happens in the town hall today, and what tomorrow where that is nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::offers::{DateState, Event, FullOffer, Happening, OfferKind, Programme as Found};
use tokio::time::timeout;

use super::frame::Frame;
use super::{Asking, PATIENCE};
use crate::calendar::VenueCalendar;
use crate::dates::hhmm;
use crate::offers::{self, Filter};
use crate::texts::programme::texts;
use crate::wire::Paging;

/// Events of two days at most.
const MOST: usize = 100;
/// Dates of each event, as the api tells in a list.
const DATES: i64 = 5;
/// Titles of tomorrow that are named.
const TOMORROW: usize = 2;

/// One line of the programme.
pub(super) struct Row {
    /// For programs: a date, or a date and a time.
    pub(super) datetime: String,
    pub(super) time: String,
    pub(super) href: String,
    pub(super) title: String,
    /// The language of the title and the summary, where it is not the page's.
    pub(super) lang: Option<String>,
    pub(super) summary: String,
    /// That it runs.
    pub(super) now: Option<&'static str>,
    /// What became of it.
    pub(super) state: Option<&'static str>,
}

/// The programme.
pub(super) struct Programme {
    pub(super) rows: Vec<Row>,
    /// Titles of what comes tomorrow.
    pub(super) tomorrow: String,
}

/// The programme of a day; `None` where the database does not answer.
pub(super) async fn programme(asking: &Asking<'_>, venue: &VenueCalendar, frame: &Frame) -> Option<Programme> {
    let zone = &venue.facts.schedule.zone;
    let today = zone.date(asking.now);
    let tomorrow = today.checked_add_days(Days::new(1))?;
    let (from, to) = (zone.day(today).0, zone.day(tomorrow).1);
    let filter = Filter { kinds: vec![OfferKind::Event], from: Some(from), to: Some(to), ..Filter::default() };
    let paging = Paging { limit: MOST, cursor: None };
    let asked = offers::page(asking.app, &filter, &paging, asking.lang.tag(), DATES);
    let found = timeout(PATIENCE, asked).await.ok()?.ok()?.items;
    let foreign = found.iter().filter(|one| one.details.fallback);
    let langs: BTreeMap<String, String> = foreign.map(|one| (one.offer.slug.clone(), one.offer.lang.clone())).collect();
    let street = &venue.facts.venue.address.street;
    let items = found.into_iter().map(event).collect();
    let all = Found { items }.in_the_building(street, zone.local(from), zone.local(to));
    let of = |day: NaiveDate| {
        let (from, to) = zone.day(day);
        all.iter().filter(move |one| one.date.from < to && one.date.to > from)
    };
    let next: Vec<&str> = of(tomorrow).filter(|one| one.takes_place()).map(|one| one.title.as_str()).collect();
    Some(Programme {
        rows: of(today).map(|one| row(asking, frame, one, langs.get(&one.slug))).collect(),
        tomorrow: next.get(..TOMORROW).unwrap_or(&next).join(", "),
    })
}

/// An offer, as far as it says what takes place.
fn event(whole: FullOffer) -> Event {
    let FullOffer { offer, details } = whole;
    Event { slug: offer.slug, title: offer.title, summary: offer.summary, place: offer.place, dates: details.dates }
}

/// One line, as the app writes it.
fn row(asking: &Asking<'_>, frame: &Frame, one: &Happening, lang: Option<&String>) -> Row {
    let (t, date, now): (_, _, DateTime<Utc>) = (texts(asking.lang), &one.date, asking.now);
    let summary = one.summary.trim_end_matches('.');
    Row {
        datetime: if date.all_day { date.from.date_naive().to_string() } else { date.from.to_rfc3339() },
        time: if date.all_day {
            t.all_day.to_owned()
        } else {
            format!("{}–{}", hhmm(date.from.time()), hhmm(date.to.time()))
        },
        href: frame.href(&format!("/offers/{}", one.slug)),
        title: one.title.clone(),
        lang: lang.cloned(),
        summary: match &one.room {
            Some(room) if !summary.contains(room) => format!("{summary} · {room}"),
            _ => summary.to_owned(),
        },
        now: (one.takes_place() && date.from <= now && now < date.to).then_some(t.now),
        state: match date.state {
            DateState::Cancelled => Some(t.cancelled),
            DateState::Postponed => Some(t.postponed),
            DateState::Moved => Some(t.moved),
            DateState::Scheduled | DateState::Unknown => None,
        },
    }
}
