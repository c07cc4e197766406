//! The plan one can choose a desk on. One tab stop; arrows walk to the nearest desk, Enter chooses,
//! Escape lets go, Home leads to the first free one. The same desks stand in the list below.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::venues::{Plan, PlanDesk, Venue};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::desk::{shapes, words};
use super::geometry::{Direction, neighbour};
use super::labels::labels;
use super::room::{defs, room, view_box};
use super::{Mark, Marks};
use crate::lang::{Lang, use_lang};
use crate::texts::book::{mark_word, texts};
use crate::venue::label;

/// The id of the element that takes the focus for a desk.
fn element_id(code: &str) -> String {
    format!("pl-{code}")
}

/// What a desk is called in full: "Platz A7, frei, Schreibtisch mit Monitor, Steckdose".
pub(crate) fn desk_name(venue: &Venue, desk: &PlanDesk, mark: Mark, lang: Lang) -> String {
    let t = texts(lang);
    let mut name =
        format!("{} {}, {}, {}", t.desk, desk.code, mark_word(lang, mark), label(&venue.desk_kinds, &desk.kind, lang));
    if desk.seats > 1 {
        name.push_str(", ");
        name.push_str(&(t.up_to_people)(desk.seats));
    }
    for feature in &desk.features {
        name.push_str(", ");
        name.push_str(label(&venue.features, feature, lang));
    }
    name
}

/// The plan to choose on.
#[component]
pub(crate) fn BookPlan(
    /// The venue the plan belongs to.
    venue: Arc<Venue>,
    /// The plan.
    plan: Arc<Plan>,
    /// What its desks are.
    marks: Memo<Marks>,
    /// Desks that are free but lack something that was asked for.
    dim: Memo<Vec<String>>,
    /// More about a desk, such as until when it is taken.
    #[prop(into)]
    more: Callback<String, String>,
    /// A desk was chosen; `None` lets go of it.
    #[prop(into)]
    choose: Callback<Option<String>>,
) -> impl IntoView {
    let lang = use_lang();
    let ground = defs(&plan.room, "b") + &room(&plan, "b") + &labels(&plan, &venue.zones, lang);
    let view = view_box(&plan.room);
    let cursor = RwSignal::new(None::<String>);
    let tab_stop = tab_stop(Arc::clone(&plan), marks, cursor);
    let keys = {
        let plan = Arc::clone(&plan);
        move |event: KeyboardEvent| on_key(&event, &plan, marks, tab_stop, choose)
    };
    let desks = plan.desks.iter().map(|desk| {
        let (venue, desk) = (Arc::clone(&venue), desk.clone());
        view! { <DeskShape venue desk marks dim tab_stop cursor more choose/> }
    });
    view! {
        <svg
            class="plan plan--book"
            class:has-filter=move || !dim.read().is_empty()
            viewBox=view
            role="group"
            aria-label=texts(lang).plan_label
            on:keydown=keys
        >
            <g inner_html=ground></g>
            {desks.collect_view()}
        </svg>
    }
}

/// The one desk that the tab key reaches: where one was last, the chosen one, or the first free one.
fn tab_stop(plan: Arc<Plan>, marks: Memo<Marks>, cursor: RwSignal<Option<String>>) -> Memo<String> {
    Memo::new(move |_| {
        let marks = marks.read();
        let with = |mark: Mark| plan.desks.iter().find(|desk| marks.get(&desk.code) == Some(&mark));
        let known = cursor.get().filter(|code| plan.desks.iter().any(|desk| desk.code == *code));
        known
            .or_else(|| with(Mark::Selected).or_else(|| with(Mark::Free)).map(|desk| desk.code.clone()))
            .or_else(|| plan.desks.first().map(|desk| desk.code.clone()))
            .unwrap_or_default()
    })
}

/// Walks and lets go; Enter and Space are the desk's own.
fn on_key(
    event: &KeyboardEvent,
    plan: &Plan,
    marks: Memo<Marks>,
    tab_stop: Memo<String>,
    choose: Callback<Option<String>>,
) {
    let key = event.key();
    let target = if let Some(direction) = Direction::of_key(&key) {
        neighbour(&plan.desks, &tab_stop.read_untracked(), direction).map(str::to_owned)
    } else if key == "Home" {
        let marks = marks.read_untracked();
        plan.desks.iter().find(|desk| marks.get(&desk.code) == Some(&Mark::Free)).map(|desk| desk.code.clone())
    } else if key == "Escape" {
        choose.run(None);
        return;
    } else {
        return;
    };
    event.prevent_default();
    if let Some(code) = target
        && let Some(element) = document().get_element_by_id(&element_id(&code))
        && let Some(element) = element.dyn_ref::<web_sys::SvgElement>()
    {
        // An element that cannot take the focus leaves it where it was.
        let _ = element.focus();
    }
}

/// One desk: shapes are the button, letters lie beside it and are hidden from screen readers.
#[component]
fn DeskShape(
    venue: Arc<Venue>,
    desk: PlanDesk,
    marks: Memo<Marks>,
    dim: Memo<Vec<String>>,
    tab_stop: Memo<String>,
    cursor: RwSignal<Option<String>>,
    more: Callback<String, String>,
    choose: Callback<Option<String>>,
) -> impl IntoView {
    let lang = use_lang();
    let code = StoredValue::new(desk.code.clone());
    let mark =
        Memo::new(move |_| marks.with(|marks| code.with_value(|code| marks.get(code).copied())).unwrap_or(Mark::Free));
    let is_dim = Memo::new(move |_| dim.with(|dim| code.with_value(|code| dim.contains(code))));
    let body = shapes(&desk, "b", true);
    let id = element_id(&desk.code);
    let desk = StoredValue::new(desk);
    let name = move || {
        let name = desk.with_value(|desk| desk_name(&venue, desk, mark.get(), lang));
        let more = more.run(code.get_value());
        if more.is_empty() { name } else { format!("{name}, {more}") }
    };
    let press = move || {
        if mark.get_untracked().is_open() {
            choose.run(Some(code.get_value()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" || event.key() == " " {
            event.prevent_default();
            press();
        }
    };
    let class = move || format!("pl-place is-{}{}", mark.get().name(), if is_dim.get() { " is-dim" } else { "" });
    view! {
        <g class=class>
            <g
                id=id
                role="button"
                tabindex=move || if tab_stop.with(|stop| code.with_value(|code| stop == code)) { "0" } else { "-1" }
                aria-label=name
                aria-disabled=move || (!mark.get().is_open()).then_some("true")
                aria-pressed=move || (mark.get() == Mark::Selected).then_some("true")
                on:click=move |_| press()
                on:keydown=on_key
                on:focus=move |_| cursor.set(Some(code.get_value()))
                inner_html=body
            ></g>
            <g class="pl-txt" aria-hidden="true" inner_html=move || desk.with_value(|desk| words(desk, mark.get()))></g>
        </g>
    }
}
