//! Cards, page after page: each page knows where the next begins and puts it below itself.

use crate::view::prelude::*;
use client::OfferQuery;
use shared::offers::{Offer, OfferPage};
use web_sys::HtmlElement;

use super::card::OfferCard;
use super::list::Search;
use crate::lang::use_lang;
use crate::session::use_client;
use crate::texts::offers::texts;
use crate::ui::button::{Button, Link};
use crate::ui::headline::focus;
use crate::ui::notice::Failed;

/// The first page and whatever is asked for after it.
#[component]
pub(super) fn Results(page: OfferPage, query: OfferQuery, search: Search) -> impl IntoView {
    let t = texts(use_lang());
    if page.items.is_empty() {
        return view! { <Nothing search/> };
    }
    let title = if search.words.is_empty() { t.list_all.to_owned() } else { (t.list_found)(&search.words) };
    let title = search.kind.filter(|_| search.words.is_empty()).map_or(title, |kind| (t.kind)(kind).to_owned());
    view! {
        <div class="split mb-20">
            <h2 class="h2">{title}</h2>
            <p class="muted small" role="status">{(t.found)(page.total)}</p>
        </div>
        <Cards page query seen=0/>
    }
}

/// One page of cards and the way to the next. `seen` cards stand before it.
#[component]
fn Cards(page: OfferPage, query: OfferQuery, seen: usize) -> View {
    let grid = NodeRef::<HtmlElement>::new();
    // Whoever asked for more goes on reading at the first card that came.
    effect(move || {
        let Some(grid) = grid.get().filter(|_| seen > 0) else { return };
        if let Ok(Some(first)) = grid.query_selector("h3 a") {
            focus(wasm_bindgen::JsCast::unchecked_ref(&first));
        }
    });
    let seen = seen + page.items.len();
    let left = page.total.saturating_sub(u32::try_from(seen).unwrap_or(u32::MAX));
    let card = |offer: Offer| view! { <OfferCard offer/> };
    view! {
        <div class="grid g3 offers-page" node_ref=grid>
            {page.items.into_iter().map(card).collect_view()}
        </div>
        {page.next.map(|cursor| view! { <More query=OfferQuery { cursor: Some(cursor), ..query } seen left/> })}
    }
}

/// The button for more, and then the cards in its place.
#[component]
fn More(query: OfferQuery, seen: usize, left: u32) -> View {
    let t = texts(use_lang());
    let client = use_client();
    let asked = query.clone();
    let load = Action::new(move |(): &()| client.offers(&asked));
    let label = move || if load.pending() { t.more_pending.to_owned() } else { (t.more)(left) };
    (move || match load.value() {
        Some(Ok(page)) => view! { <Cards page query=query.clone() seen/> },
        Some(Err(error)) => {
            view! { <div class="mt-24"><Failed error retry=move |()| { load.dispatch(()); }/></div> }
        }
        None => view! {
            <div class="mt-24">
                <Button kind="secondary" on_press=move |_| { load.dispatch(()); }>{label}</Button>
            </div>
        },
    })
    .into_view()
}

/// Nothing was found: what to try.
#[component]
fn Nothing(search: Search) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let title = if search.words.is_empty() { t.empty_kind.to_owned() } else { (t.empty)(&search.words) };
    view! {
        <div class="card stack gap-10 measure">
            <div role="status">
                <h2 class="h4">{title}</h2>
            </div>
            <p class="small muted">{t.empty_hint}</p>
            <Link href=Search::default().href(lang) kind="secondary" size="sm">{t.show_all}</Link>
        </div>
    }
}
