//! What takes place in the building on a day, as a short list: on the start page and beside a booking.
//!
//! What always holds: dates come from the api, which knows what is moved and what is called off, and are
//! not worked out here; what is called off says so.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::{DateTime, Days, NaiveDate, Utc};
use client::{Error, OfferQuery};
use shared::offers::{DateState, Happening, OfferKind};
use shared::venues::Venue;
use shared::zones::Zone;

use crate::dates::clock_time;
use crate::lang::{Lang, href, use_lang};
use crate::session::use_client;
use crate::texts::programme::texts;
use crate::ui::tag::Tag;

/// What takes place, in order.
pub(crate) type Programme = Result<Arc<Vec<Happening>>, Error>;

/// What takes place in a venue on a local date and the days after it, so many in all.
pub(crate) fn programme(venue: &Venue, first: Memo<NaiveDate>, days: u64) -> Resource<Programme> {
    let (client, lang) = (use_client(), use_lang());
    let (zone, street) = (venue.utc_offsets.clone(), venue.address.street.clone());
    Resource::new(move || {
        let first = first.get();
        let last = first.checked_add_days(Days::new(days.saturating_sub(1))).unwrap_or(first);
        let (from, to) = (zone.local(zone.day(first).0), zone.local(zone.day(last).1));
        let (kind, limit) = (Some(OfferKind::Event), Some(100));
        let query = OfferQuery { kind, from: Some(from), to: Some(to), lang, limit, ..OfferQuery::default() };
        let (reply, street) = (client.programme(&query), street.clone());
        async move { reply.await.map(|page| Arc::new(page.in_the_building(&street, from, to))) }
    })
}

/// What is on a date.
pub(crate) fn on(all: &[Happening], date: NaiveDate, zone: &Zone) -> Vec<Happening> {
    let (from, to) = zone.day(date);
    all.iter().filter(|one| one.date.from < to && one.date.to > from).cloned().collect()
}

/// The list of a day; what runs at an instant is marked.
pub(crate) fn list(lang: Lang, day: Vec<Happening>, now: DateTime<Utc>) -> View {
    let rows = day.into_iter().map(|happening| row(lang, happening, now)).collect_view();
    view! { <ol role="list" class="tl">{rows}</ol> }
}

/// One line of the list.
fn row(lang: Lang, happening: Happening, now: DateTime<Utc>) -> View {
    let t = texts(lang);
    let date = &happening.date;
    let running = happening.takes_place() && date.from <= now && now < date.to;
    let time = if date.all_day {
        t.all_day.to_owned()
    } else {
        format!("{}–{}", clock_time(date.from.time()), clock_time(date.to.time()))
    };
    let state = match date.state {
        DateState::Cancelled => Some(t.cancelled),
        DateState::Postponed => Some(t.postponed),
        DateState::Moved => Some(t.moved),
        DateState::Scheduled | DateState::Unknown => None,
    };
    let summary = happening.summary.trim_end_matches('.').to_owned();
    let body = match happening.room {
        Some(room) if !summary.contains(&room) => format!("{summary} · {room}"),
        _ => summary,
    };
    view! {
        <li class:now=running>
            <time>{time}</time>
            <div>
                <p class="h4"><a class="quiet-link" href=href(lang, &format!("/offers/{}", happening.slug))>{happening.title}</a></p>
                <p class="small muted">{body}</p>
            </div>
            {running.then(|| view! { <Tag kind="brick">{t.now}</Tag> })}
            {state.map(|state| view! { <Tag kind="honey">{state}</Tag> })}
        </li>
    }
}
