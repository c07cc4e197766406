//! The plan as a picture: one text alternative, nothing to press.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::venues::{Label, Plan};

use super::desk::{shapes, words};
use super::labels::labels;
use super::room::{defs, frame, room, view_box};
use super::{Mark, Marks};
use crate::lang::{Lang, use_lang};

/// Which parts a picture leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Detail {
    /// Codes, letters and names.
    #[default]
    Full,
    /// Codes and letters.
    NoNames,
    /// Shapes only, for very small pictures.
    Mini,
}

/// A picture of the plan, or of a part of it.
#[component]
pub(crate) fn PlanPicture(
    /// The plan.
    plan: Arc<Plan>,
    /// What its desks are.
    #[prop(into)]
    marks: Signal<Marks>,
    /// What it shows, in words.
    #[prop(into)]
    title: Signal<String>,
    /// Keeps the patterns of two pictures on one page apart.
    id: &'static str,
    /// The part to show, `[x, y, width, height]` in metres.
    #[prop(optional, into)]
    crop: Signal<Option<[f64; 4]>>,
    /// What to leave out.
    #[prop(optional)]
    detail: Detail,
    /// The zones' names, where names are shown.
    #[prop(optional, into)]
    zones: Vec<Label>,
) -> impl IntoView {
    let lang = use_lang();
    let shown = StoredValue::new(plan);
    let ground = shown.with_value(|plan| ground(plan, &zones, id, detail, lang));
    let desks = move || shown.with_value(|plan| desks(plan, &marks.read(), id, detail));
    let view = move || shown.with_value(|plan| crop.get().map_or_else(|| view_box(&plan.room), frame));
    let class = if detail == Detail::Mini { "plan plan--mini" } else { "plan plan--crop" };
    view! {
        <svg class=class viewBox=view role="img" aria-label=move || title.get()>
            <g inner_html=ground></g>
            <g inner_html=desks></g>
        </svg>
    }
}

fn ground(plan: &Plan, zones: &[Label], id: &str, detail: Detail, lang: Lang) -> String {
    let mut out = defs(&plan.room, id) + &room(plan, id);
    if detail == Detail::Full {
        out.push_str(&labels(plan, zones, lang));
    }
    out
}

fn desks(plan: &Plan, marks: &Marks, id: &str, detail: Detail) -> String {
    let mut out = String::new();
    for desk in &plan.desks {
        let mark = marks.get(&desk.code).copied().unwrap_or(Mark::Free);
        let letters = if detail == Detail::Mini { String::new() } else { words(desk, mark) };
        let name = mark.name();
        put!(out, "<g class=\"pl-place is-{name}\">{}{letters}</g>", shapes(desk, id, false));
    }
    out
}
