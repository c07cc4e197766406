//! What happens in the town hall today.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::{Datelike, NaiveDate, NaiveTime};
use client::{Error, OfferQuery};
use shared::offers::{Offer, OfferKind};
use shared::order::sorted;
use shared::zones::Zone;

use super::live::Live;
use crate::clock::use_clock;
use crate::dates::clock_time;
use crate::dates::time_of_day;
use crate::lang::{Lang, href, use_lang};
use crate::session::use_client;
use crate::texts::start::texts;
use crate::ui::notice::{Failed, Loading};
use crate::ui::tag::Tag;

/// Offers of a kind in a language.
pub(crate) fn offers(kind: OfferKind, lang: Lang) -> Resource<Result<Arc<Vec<Offer>>, Error>> {
    let client = use_client();
    Resource::new(move || {
        let query = OfferQuery { kind: Some(kind), lang, limit: Some(100), ..OfferQuery::default() };
        let reply = client.offers(&query);
        async move { reply.await.map(|page| Arc::new(page.items)) }
    })
}

/// Something at a time of a day.
#[derive(Debug, Clone, PartialEq)]
struct Happening {
    from: NaiveTime,
    to: Option<NaiveTime>,
    room: Option<String>,
    title: String,
    summary: String,
    slug: String,
}

/// An offer on a date, if it happens then.
fn on(offer: &Offer, date: NaiveDate, zone: &Zone) -> Option<Happening> {
    let starts = offer.starts_at.map(|at| zone.local(at.to_utc()));
    let ends = offer.ends_at.map(|at| zone.local(at.to_utc()));
    let happening = |from, to, room: Option<String>| Happening {
        from,
        to,
        room,
        title: offer.title.clone(),
        summary: offer.summary.clone(),
        slug: offer.slug.clone(),
    };
    if let Some(weekly) = &offer.recurring {
        let weekday = u8::try_from(date.weekday().number_from_monday()).ok()?;
        let begun = starts.is_none_or(|starts| starts.date_naive() <= date);
        let lasts = ends.is_none_or(|ends| ends.date_naive() >= date);
        let time = time_of_day;
        return (begun && lasts && weekly.weekdays.contains(&weekday))
            .then(|| Some(happening(time(&weekly.from)?, weekly.to.as_deref().and_then(time), weekly.room.clone())))?;
    }
    let starts = starts.filter(|starts| starts.date_naive() == date)?;
    let to = ends.filter(|ends| ends.date_naive() == date).map(|ends| ends.time());
    Some(happening(starts.time(), to, offer.place.as_ref().map(|place| place.name.clone())))
}

/// Everything of a date, in order.
fn program(offers: &[Offer], date: NaiveDate, zone: &Zone) -> Vec<Happening> {
    let all: Vec<Happening> = offers.iter().filter_map(|offer| on(offer, date, zone)).collect();
    sorted(all, |a, b| (a.from, a.to).cmp(&(b.from, b.to)))
}

/// The day's programme.
#[component]
pub(crate) fn Today(live: Live) -> impl IntoView {
    let lang = use_lang();
    let events = offers(OfferKind::Event, lang);
    move || match events.get() {
        None => view! { <Loading/> },
        Some(Err(error)) => {
            let again = Callback::new(move |()| events.refetch());
            view! { <Failed error retry=again/> }
        }
        Some(Ok(offers)) => view! { <Programme live offers/> },
    }
}

#[component]
fn Programme(live: Live, offers: Arc<Vec<Offer>>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let clock = use_clock();
    let zone = StoredValue::new(live.venue.with_value(|venue| venue.utc_offsets.clone()));
    let offers = StoredValue::new(offers);
    let of = move |date: NaiveDate| offers.with_value(|offers| zone.with_value(|zone| program(offers, date, zone)));
    let today = Memo::new(move |_| of(live.today.get()));
    let now = Memo::new(move |_| {
        live.now.track();
        zone.with_value(|zone| zone.local(clock.now()).time())
    });
    move || {
        let today = today.get();
        if today.is_empty() {
            let next = live.today.get().succ_opt().map(of).unwrap_or_default();
            let titles: Vec<String> = next.into_iter().take(2).map(|happening| happening.title).collect();
            return view! { <p class="muted">{(t.nothing_today)(&titles.join(", "))}</p> };
        }
        let now = now.get();
        let rows = today.into_iter().map(|happening| row(lang, happening, now)).collect_view();
        view! { <ol role="list" class="tl">{rows}</ol> }
    }
}

/// One line of the programme.
fn row(lang: Lang, happening: Happening, now: NaiveTime) -> impl IntoView {
    let t = texts(lang);
    let running = happening.from <= now && happening.to.is_some_and(|to| now < to);
    let time = match happening.to {
        Some(to) => format!("{}–{}", clock_time(happening.from), clock_time(to)),
        None => clock_time(happening.from),
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
        </li>
    }
}
