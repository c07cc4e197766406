//! What the list can be narrowed by, as chips with how many there would be; and what it is narrowed by.
//!
//! What always holds: a chip that is pressed can be pressed again; what would find nothing is not offered.

use crate::router::use_navigate;
use crate::view::prelude::*;
use shared::offers::{Facet, OfferKind};

use super::list::Finding;
use super::search::{Filter, Search, YES};
use super::search_box::STAY;
use super::when::When;
use crate::lang::use_lang;
use crate::texts::offers::texts;
use crate::ui::headline::focus_on;
use crate::ui::icon::Icon;
use crate::view::keyed;

/// Topics that are offered at once; more would be a wall.
const TOPICS: usize = 12;

/// The kinds with how many there are of each; one of them, or all.
#[component]
pub(super) fn Kinds(finding: Finding) -> impl IntoView {
    let t = texts(use_lang());
    let kinds = Memo::new(move |_| facets(finding, Filter::Kind));
    let known = move || !kinds.read().is_empty();
    let all = move || kinds.read().iter().map(|kind| kind.count).sum::<u32>();
    // Until the first answer it keeps its room; where the answer has nothing it goes.
    let nothing = move || finding.last.get().is_some() && !known();
    view! {
        <div class="wishes mt-20 offers-kinds" role="group" aria-label=t.kinds hidden=nothing>
            {move || known().then(|| view! { <AllKinds finding count=Memo::new(move |_| all())/> })}
            {chips(finding, Filter::Kind, kinds)}
        </div>
    }
}

/// Every kind.
#[component]
fn AllKinds(finding: Finding, count: Memo<u32>) -> impl IntoView {
    let lang = use_lang();
    let navigate = use_navigate();
    let press = move |_| navigate(&finding.search.get_untracked().with(Filter::Kind, None).href(lang), STAY);
    let pressed = move || if finding.search.read().value(Filter::Kind).is_none() { "true" } else { "false" };
    view! {
        <button type="button" class="chip" aria-pressed=pressed on:click=press>
            {texts(lang).all} " " <em>{move || count.get()}</em>
        </button>
    }
}

/// What is asked most, and behind a button the rest.
#[component]
pub(super) fn Filters(finding: Finding) -> impl IntoView {
    let t = texts(use_lang());
    let open = RwSignal::new(false);
    let value = |filter| Memo::new(move |_| facets(finding, filter));
    // Built once: a row of chips outlives whatever counts it shows.
    let group = move |filter: Filter, name: &'static str| {
        let values = value(filter);
        view! {
            <fieldset hidden=move || values.read().is_empty()>
                <legend class="h4 mb-8">{name}</legend>
                <div class="wishes">{chips(finding, filter, values)}</div>
            </fieldset>
        }
    };
    view! {
        <div class="wishes mt-12" role="group" aria-label=t.filters>
            {[Filter::When, Filter::Free, Filter::Accessible].map(|filter| chips(finding, filter, value(filter))).collect_view()}
            <button
                type="button"
                class="chip chip--more"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-controls="offers-more"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name="list"/>
                {t.more_filters}
            </button>
        </div>
        <div id="offers-more" class="grid g2 mt-20 offers-more" hidden=move || !open.get()>
            {group(Filter::Audience, t.for_whom)}
            {group(Filter::Category, t.topics)}
            {group(Filter::Pass, t.passes)}
            {group(Filter::Language, t.languages)}
        </div>
    }
}

/// The values of a filter and how many offers have each; the chosen one is always among them.
fn facets(finding: Finding, filter: Filter) -> Vec<Facet> {
    let search = finding.search.read();
    let Some(listed) = finding.last.get() else { return Vec::new() };
    let page = &listed.page;
    let one = |value: &str, count: u32| Facet { value: value.to_owned(), count };
    let mut found = match filter {
        Filter::Kind => {
            let count = |kind: OfferKind| page.kinds.iter().find(|one| one.kind == kind).map_or(0, |one| one.count);
            OfferKind::ALL.iter().map(|kind| one(kind.name(), count(*kind))).collect()
        }
        // How many there are at a time is not counted by the api; that they are there is what matters.
        Filter::When => return When::ALL.iter().map(|when| one(when.name(), 0)).collect(),
        Filter::Free => vec![one(YES, page.facets.free_of_charge)],
        Filter::Accessible => vec![one(YES, page.facets.accessible)],
        Filter::Audience => page.facets.audience.clone(),
        Filter::Pass => page.facets.pass.clone(),
        Filter::Language => page.facets.language.clone(),
        Filter::Category => page.facets.category.iter().take(TOPICS).cloned().collect(),
    };
    let chosen = search.value(filter);
    found.retain(|facet| is_a_choice(filter, facet) && (facet.count > 0 || chosen == Some(facet.value.as_str())));
    if let Some(chosen) = chosen.filter(|chosen| !found.iter().any(|facet| facet.value == *chosen)) {
        found.push(one(chosen, 0));
    }
    found
}

/// What nearly every offer has is no choice: everybody is meant, German is spoken.
fn is_a_choice(filter: Filter, facet: &Facet) -> bool {
    match filter {
        Filter::Audience => facet.value != "all",
        Filter::Language => facet.value != "de",
        _ => true,
    }
}

/// The chips of a filter. One that stays keeps its node and with it the focus.
fn chips(finding: Finding, filter: Filter, values: Memo<Vec<Facet>>) -> View {
    keyed(
        move || values.get(),
        |facet| facet.value.clone(),
        move |facet: Facet| view! { <Chip finding filter value=facet.value values/> },
    )
}

/// One value to choose, or to choose no more.
#[component]
fn Chip(finding: Finding, filter: Filter, value: String, values: Memo<Vec<Facet>>) -> impl IntoView {
    let lang = use_lang();
    let navigate = use_navigate();
    let value = StoredValue::new(value);
    let name = move || value.with_value(|value| finding.names.name(filter, value));
    let is_chosen = move |search: &Search| value.with_value(|value| search.value(filter) == Some(value.as_str()));
    let press = move |_| {
        let search = finding.search.get_untracked();
        let wanted = value.with_value(|value| search.with(filter, (!is_chosen(&search)).then_some(value.as_str())));
        navigate(&wanted.href(lang), STAY);
    };
    let count = move || {
        let values = values.read();
        let count = value.with_value(|value| values.iter().find(|one| one.value == *value).map(|one| one.count));
        count.filter(|_| filter != Filter::When).map(|count| view! { " " <em>{count}</em> })
    };
    let pressed = move || if is_chosen(&finding.search.read()) { "true" } else { "false" };
    view! {
        <button type="button" class="chip" aria-pressed=pressed on:click=press>
            {name} {count}
        </button>
    }
}

/// The filters that are set, each to be taken away by a press.
#[component]
pub(super) fn Chosen(finding: Finding) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let navigate = use_navigate();
    let go = move |wanted: Search| {
        navigate(&wanted.href(lang), STAY);
        // The button is gone by then, and with it the focus.
        next_frame(|| focus_on("#offers-found"));
    };
    let one = move |(filter, value): &(Filter, String)| {
        let (filter, name) = (*filter, finding.names.name(*filter, value));
        let press = move |_| go(finding.search.get_untracked().with(filter, None));
        view! {
            <button type="button" class="chip chip--set" on:click=press aria-label=(t.drop_filter)(&name)>
                {name}
                <Icon name="x"/>
            </button>
        }
    };
    move || {
        let search = finding.search.read();
        let chosen = search.chosen();
        let all = move |_| go(finding.search.get_untracked().without_filters());
        (!chosen.is_empty()).then(|| {
            view! {
                <div class="wishes mb-24" role="group" aria-label=t.chosen>
                    <span class="small muted" aria-hidden="true">{t.chosen}</span>
                    {chosen.iter().map(one).collect_view()}
                    {(chosen.len() > 1).then(|| view! {
                        <button type="button" class="chip chip--more" on:click=all>{t.drop_all}</button>
                    })}
                </div>
            }
        })
    }
}
