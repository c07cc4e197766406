//! Nothing was found: the nearest spelling, the filter that stands most in the way, and who can be asked.

use std::sync::Arc;

use crate::view::prelude::*;
use client::OfferQuery;

use super::list::{Finding, Listed};
use super::search::{Filter, Search};
use crate::lang::use_lang;
use crate::session::use_client;
use crate::texts::offers::{Texts, texts};
use crate::ui::button::Link;

/// Spellings that are offered.
const WORDS: usize = 3;

/// That nothing was found, in words.
pub(super) fn empty_words(t: &Texts, search: &Search) -> String {
    match (search.words.as_str(), search.chosen()) {
        ("", []) => t.empty_kind.to_owned(),
        ("", _) => t.empty_filtered.to_owned(),
        (words, _) => (t.empty)(words),
    }
}

/// What to try.
#[component]
pub(super) fn Nothing(listed: Arc<Listed>, finding: Finding) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let search = &listed.search;
    let suggestions = listed.page.suggestions.clone().unwrap_or_default();
    let word = |word: &String| {
        let there = search.for_words(word).href(lang);
        view! { <li><a class="chip" href=there>{word.clone()}</a></li> }
    };
    let words: Vec<View> = suggestions.words.iter().take(WORDS).map(word).collect();
    view! {
        <div class="card stack gap-14 measure">
            <h2 class="h4" id="offers-found" tabindex="-1">{empty_words(t, search)}</h2>
            {(!words.is_empty()).then(|| view! {
                <p class="small muted">{t.did_you_mean}</p>
                <ul role="list" class="wishes mt-6">{words}</ul>
            })}
            <Hindrance listed=Arc::clone(&listed) finding/>
            <p class="small muted">{t.ask}</p>
            <div class="row"><Link href=Search::default().href(lang) kind="secondary" size="sm">{t.show_all}</Link></div>
        </div>
    }
}

/// The filter that stands most in the way, and how much there is without it.
#[component]
fn Hindrance(listed: Arc<Listed>, finding: Finding) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let client = use_client();
    let search = listed.search.clone();
    let found = Resource::new(move || {
        let without = |filter: Filter| {
            let search = listed.search.with(filter, None);
            // Without the filter by time there is no span; with it the one that was asked for stays.
            let (from, to) = if filter == Filter::When { (None, None) } else { (listed.query.from, listed.query.to) };
            let query = OfferQuery { limit: Some(1), from, to, ..search.query(lang, None) };
            (filter, client.offers(&query))
        };
        let replies: Vec<_> = listed.search.chosen().iter().map(|(filter, _)| without(*filter)).collect();
        async move {
            let mut most = None;
            for (filter, reply) in replies {
                let total = reply.await.map_or(0, |page| page.total);
                if total > most.map_or(0, |(_, most)| most) {
                    most = Some((filter, total));
                }
            }
            most
        }
    });
    move || {
        let (filter, total) = found.get()??;
        let name = finding.names.name(filter, search.value(filter)?);
        let there = search.with(filter, None).href(lang);
        Some(view! {
            <div class="stack gap-8" role="status">
                <p class="small">{(t.without)(&name, total)}</p>
                <div class="row"><Link href=there size="sm">{(t.drop_one)(&name)}</Link></div>
            </div>
        })
    }
}
