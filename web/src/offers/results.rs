//! What was found, page after page: as cards, events under their days, or as a table.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::router::use_navigate;
use crate::view::prelude::*;
use client::{Error, OfferQuery};
use shared::offers::{FullOffer, OfferKind};

use super::card::OfferCard;
use super::days::by_day;
use super::facts;
use super::kept::Kept;
use super::list::{Finding, Listed};
use super::nothing::Nothing;
use super::search::{Filter, Search};
use super::search_box::INSTEAD;
use super::table::Table;
use crate::clock::use_clock;
use crate::dates;
use crate::lang::use_lang;
use crate::letters::capital;
use crate::session::use_client;
use crate::texts::frame;
use crate::texts::offers::texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;
use crate::ui::notice::Failed;
use crate::venue::{here, use_venue};

/// The first page and whatever is asked for after it.
#[component]
pub(super) fn Results(listed: Arc<Listed>, finding: Finding) -> impl IntoView {
    let t = texts(use_lang());
    if listed.page.items.is_empty() {
        return view! { <Nothing listed finding/> };
    }
    let search = &listed.search;
    let kind = search.value(Filter::Kind).map(OfferKind::from_name);
    let when = search.value(Filter::When);
    let title = match (search.words.as_str(), kind, when) {
        ("", None, None) => t.list_all.to_owned(),
        ("", None, Some(when)) => (t.when_name)(when).to_owned(),
        ("", Some(kind), _) => (t.kind)(kind).to_owned(),
        (words, ..) => (t.list_found)(words),
    };
    let page = &listed.page;
    let more = More::new(Arc::clone(&listed), finding.kept);
    let by_date = (kind == Some(OfferKind::Event) || when.is_some()) && search.words.is_empty();
    let from = listed.query.from.map(|from| from.date_naive());
    let total = page.total;
    view! {
        <div class="split mb-20">
            <h2 class="h2" id="offers-found" tabindex="-1">{title.clone()}</h2>
            <div class="row">
                <p class="muted small">{(t.found)(total)}</p>
                <Views search=finding.search/>
            </div>
        </div>
        {listed.page.loose.then(|| view! { <p class="muted mb-20">{t.loose}</p> })}
        {move || {
            let items = more.items.read();
            match (finding.search.read().table, by_date) {
                (true, _) => view! { <Table offers=items caption=title.clone()/> },
                (false, true) => view! { <Days offers=items from/> },
                (false, false) => view! { <div class="grid g3 offers-page">{cards(&items)}</div> },
            }
        }}
        {move || rest(more, total)}
    }
}

/// Cards or a table.
#[component]
fn Views(search: Memo<Search>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let navigate = use_navigate();
    let button = move |table: bool, name: &'static str| {
        let press = move |_| navigate(&search.read_untracked().shown_as(table).href(lang), INSTEAD);
        let pressed = move || if search.read().table == table { "true" } else { "false" };
        view! { <button type="button" aria-pressed=pressed on:click=press>{name}</button> }
    };
    view! {
        <div class="seg" role="group" aria-label=t.view_as>{button(false, t.as_cards)} {button(true, t.as_table)}</div>
    }
}

/// A card each.
fn cards(offers: &[FullOffer]) -> View {
    offers.iter().map(|offer| view! { <OfferCard offer=offer.clone()/> }).collect_view()
}

/// Events under their days, from one on.
#[component]
fn Days(offers: Arc<Vec<FullOffer>>, from: Option<NaiveDate>) -> impl IntoView {
    let lang = use_lang();
    let (t, frame) = (texts(lang), frame::texts(lang));
    let today = untrack(|| here(use_venue())).date(use_clock().now());
    let name = |date| {
        let words = dates::weekday_date(lang, date);
        if date == today {
            format!("{}, {words}", capital(frame.today))
        } else if today.succ_opt() == Some(date) {
            format!("{}, {words}", capital(frame.tomorrow))
        } else {
            words
        }
    };
    let day = |(date, offers): (Option<_>, Vec<FullOffer>)| {
        let name = date.map_or_else(|| t.no_date.to_owned(), name);
        view! {
            <section class="offers-day">
                <h3 class="h3 mb-12">{name}</h3>
                <div class="grid g3 offers-page">{cards(&offers)}</div>
            </section>
        }
    };
    by_day(&offers, from.unwrap_or(today)).into_iter().map(day).collect_view()
}

/// What was loaded so far, and the way to the next page.
#[derive(Clone, Copy)]
struct More {
    items: RwSignal<Vec<FullOffer>>,
    next: RwSignal<Option<String>>,
    load: Action<(), Option<Error>>,
}

impl More {
    fn new(listed: Arc<Listed>, kept: Kept) -> Self {
        let page = &listed.page;
        let (items, next) = (RwSignal::new(page.items.clone()), RwSignal::new(page.next.clone()));
        let (client, lang) = (use_client(), use_lang());
        let load = Action::new(move |(): &()| {
            let reply = client.whole_offers(&OfferQuery { cursor: next.get_untracked(), ..listed.query.clone() });
            let listed = Arc::clone(&listed);
            async move {
                let page = match reply.await {
                    Ok(page) => page,
                    Err(error) => return Some(error),
                };
                // Whoever has looked for something else meanwhile has no use for these.
                if items.is_gone() {
                    return None;
                }
                let first = page.items.first().map(|offer| facts::path(lang, &offer.offer)).unwrap_or_default();
                items.update(|items| items.extend(page.items));
                next.set(page.next);
                let mut whole = Listed::clone(&listed);
                (whole.page.items, whole.page.next) = (items.get_untracked(), next.get_untracked());
                kept.keep(&Arc::new(whole));
                // Whoever asked for more goes on reading at the first one that came.
                next_frame(move || focus_on(&format!("#inhalt .offers-list a[href$=\"{first}\"]")));
                None
            }
        });
        Self { items, next, load }
    }
}

/// The button for more, and what went wrong when it was pressed.
fn rest(more: More, total: u32) -> Option<View> {
    let t = texts(use_lang());
    let More { items, next, load } = more;
    next.get()?;
    let seen = items.with(|items| u32::try_from(items.len()).unwrap_or(u32::MAX));
    let label = move || if load.pending() { t.more_pending.to_owned() } else { (t.more)(total.saturating_sub(seen)) };
    let failed = load.value().flatten().filter(|_| !load.pending());
    Some(match failed {
        Some(error) => view! { <div class="mt-24"><Failed error retry=move |()| load.dispatch(())/></div> },
        None => view! {
            <div class="mt-24">
                <Button kind="secondary" on_press=move |_| load.dispatch(())>{label}</Button>
            </div>
        },
    })
}
