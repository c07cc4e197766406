//! The list of offers: search as one types, filters, what was found.
//!
//! What always holds: the address says what is looked for; what was found stays on the screen until
//! something newer is there, also when there is no connection.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::router::{use_navigate, use_query};
use crate::view::prelude::*;
use client::{Error, OfferQuery};
use shared::offers::FullOfferPage;

use super::filters::{Chosen, Filters, Kinds};
use super::finder::{Finder, FinderView};
use super::kept::{Kept, use_kept};
use super::names::Names;
use super::nothing::empty_words;
use super::results::Results;
use super::search::{Filter, Search};
use super::search_box::{INSTEAD, SearchBox};
use super::when::When;
use crate::clock::use_clock;
use crate::dates;
use crate::lang::{Lang, use_lang};
use crate::session::use_client;
use crate::texts::offers::texts;
use crate::ui::headline::Headline;
use crate::ui::notice::Failed;
use crate::venue::{here, use_venue};

/// An answer, and what it was the answer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    pub(super) search: Search,
    pub(super) query: OfferQuery,
    pub(super) page: FullOfferPage,
    /// When it came, on the venue's clocks.
    pub(super) at: String,
    /// The same as an instant.
    pub(super) came: DateTime<Utc>,
}

impl Listed {
    /// Whether it is the answer to a search; how it is shown does not matter.
    pub(super) fn answers(&self, lang: Lang, search: &Search) -> bool {
        self.query.lang == lang && self.search == search.shown_as(false)
    }
}

/// What the list is made of.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    /// What is looked for.
    pub(super) search: Memo<Search>,
    /// The newest answer or refusal.
    pub(super) found: Resource<Result<Arc<Listed>, Error>>,
    /// The newest answer.
    pub(super) last: Memo<Option<Arc<Listed>>>,
    /// What values of filters are called.
    pub(super) names: Names,
    /// What is remembered for coming back.
    pub(super) kept: Kept,
}

/// The list of offers.
#[component]
pub(crate) fn OffersPage() -> impl IntoView {
    let t = texts(use_lang());
    let finding = finding();
    let finder = Finder::new(finding.kept);
    // Whoever looks for something in particular finds it first; what was said to the finder stays said.
    let plain = Memo::new(move |_| finding.search.read().is_plain());
    view! {
        <div class="hero">
            <div class="wrap offers-head">
                <Headline title=t.title/>
                <p class="lead">{t.lead}</p>
                <SearchBox search=finding.search/>
                <Kinds finding/>
                <Filters finding/>
            </div>
        </div>
        {move || plain.get().then(|| view! { <div class="wrap offers-finder"><FinderView finder/></div> })}
        <section class="wrap offers-list" aria-busy=move || finding.found.pending().then_some("true")>
            <p class="kern-sr-only" role="status">{move || said(finding)}</p>
            <Chosen finding/>
            {move || outcome(finding)}
        </section>
        {move || (!plain.get()).then(|| view! { <div class="wrap offers-finder"><FinderView finder/></div> })}
    }
}

/// Follows the address and asks the api.
fn finding() -> Finding {
    let (lang, client, clock, venue, kept) = (use_lang(), use_client(), use_clock(), use_venue(), use_kept());
    let names = ["q", "view"].into_iter().chain(Filter::ALL.map(Filter::name));
    let said: Vec<(&'static str, Memo<Option<String>>)> = names.map(|name| (name, use_query(name))).collect();
    let search = Memo::new(move |_| {
        Search::read(|name| said.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.get()))
    });
    // How it is shown is nothing to ask the api about.
    let asked = Memo::new(move |_| search.read().shown_as(false));
    effect(move || kept.last.set_value(Some((lang, search.get()))));
    let found = Resource::new(move || {
        let search = asked.get();
        let known = kept.list(lang, &search, clock.now());
        let when = search.value(Filter::When).and_then(When::from_name);
        let query = search.query(lang, when.map(|when| when.span(clock.now(), &here(venue))));
        let reply = client.whole_offers(&query);
        async move {
            if let Some(known) = known {
                return Ok(known);
            }
            let page = reply.await?;
            let came = clock.now();
            let at = dates::hhmm(&untrack(|| here(venue)), came);
            let listed = Arc::new(Listed { search, query, page, at, came });
            kept.keep(&listed);
            Ok(listed)
        }
    });
    leave_out_mistyped(lang, search, found);
    let last = Memo::new(move |before: Option<&Option<Arc<Listed>>>| match found.get() {
        Some(Ok(listed)) => Some(listed),
        _ => before.cloned().flatten(),
    });
    Finding { search, found, last, names: Names::new(lang, last), kept }
}

/// A value that nothing offered has is a typing error in the address: the list is shown without it, as the server's
/// page does.
fn leave_out_mistyped(lang: Lang, search: Memo<Search>, found: Resource<Result<Arc<Listed>, Error>>) {
    let navigate = use_navigate();
    effect(move || {
        let Some(Err(error)) = found.get() else { return };
        let errors = error.problem().map(|problem| problem.errors.clone()).unwrap_or_default();
        let refused = |filter: &Filter| errors.iter().any(|wrong| wrong.pointer == filter.name());
        let asked = search.get_untracked();
        let left = Filter::ALL.into_iter().filter(refused).fold(asked.clone(), |left, one| left.with(one, None));
        if left != asked {
            navigate(&left.href(lang), INSTEAD);
        }
    });
}

/// What is said to those who do not see the list: how much there is now.
fn said(finding: Finding) -> Option<String> {
    let lang = use_lang();
    if !finding.found.is_there() {
        return Some(crate::texts::frame::texts(lang).loading.to_owned());
    }
    let listed = finding.found.get()?.ok()?;
    let t = texts(lang);
    Some(if listed.page.items.is_empty() { empty_words(t, &listed.search) } else { (t.found)(listed.page.total) })
}

/// What came of the search: skeletons, what was found, or what went wrong above what was found before.
fn outcome(finding: Finding) -> View {
    let t = texts(use_lang());
    let Finding { found, last, .. } = finding;
    match found.get() {
        None => view! { <Skeletons/> },
        Some(Ok(listed)) => view! { <Results listed finding/> },
        Some(Err(error)) => {
            let before = last.get();
            let stale = before.as_ref().map(|listed| (t.stale)(&listed.at));
            view! {
                <div class="mb-24 stack gap-10">
                    <Failed error retry=move |()| found.refetch()/>
                    {stale.map(|words| view! { <p class="small muted">{words}</p> })}
                </div>
                {before.map(|listed| view! { <Results listed finding/> })}
            }
        }
    }
}

/// Six cards to come.
#[component]
fn Skeletons() -> impl IntoView {
    let card = || view! { <div class="offer skel-offer"><div class="skel skel-line"></div><div class="skel skel-line w-70"></div></div> };
    view! {
        <div class="skel skel-title mb-24"></div>
        <div class="grid g3" aria-hidden="true">{(0..6).map(|_| card()).collect_view()}</div>
    }
}
