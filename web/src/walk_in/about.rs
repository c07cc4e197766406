//! Where the desk is and what it has.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::slots::{Period, Slot};
use shared::venues::{Plan, PlanDesk};

use super::page::Here;
use crate::book::{feature_icon, mark_of};
use crate::clock::use_clock;
use crate::lang::pick_opt;
use crate::letters::capital;
use crate::plan::{Detail, Mark, Marks, PlanPicture, crop_around};
use crate::ui::icon::Icon;
use crate::venue::label;

/// The desk on the plan, and its facts.
#[component]
pub(super) fn About(here: Here) -> impl IntoView {
    move || {
        let plan = here.plan.get()?;
        let desk = here.code.with_value(|code| plan.desks.iter().find(|desk| desk.code == *code).cloned())?;
        Some(about(here, plan, &desk))
    }
}

fn about(here: Here, plan: Arc<Plan>, desk: &PlanDesk) -> View {
    let lang = here.lang;
    let kind = here.venue.with_value(|venue| {
        format!("{}, {}", capital(label(&venue.desk_kinds, &desk.kind, lang)), label(&venue.zones, &desk.zone, lang))
    });
    let fact = |key: &String| {
        let words = here.venue.with_value(|venue| capital(label(&venue.features, key, lang)));
        view! { <li><Icon name=feature_icon(key)/><div>{words}</div></li> }
    };
    let out = pick_opt(lang, desk.out_of_service_de.as_ref(), desk.out_of_service_en.as_ref()).map(str::to_owned);
    let crop = crop_around(&plan.desks, std::slice::from_ref(&desk.code));
    let title = (crate::texts::book::texts(lang).crop_label)(&desk.code);
    let own = desk.code.clone();
    let shown = Arc::clone(&plan);
    let marks = Memo::new(move |_| {
        let mut marks = Marks::new();
        if let Some(known) = here.known.get() {
            let now = Period::of_length(Slot::containing(use_clock().follow()), 1);
            let of = |desk: &PlanDesk| now.map(|now| mark_of(known.day.situation(desk, now).state));
            marks.extend(shown.desks.iter().filter_map(|desk| Some((desk.code.clone(), of(desk)?))));
        }
        let free = marks.get(&own).is_none_or(|mark| mark.is_open());
        marks.extend(free.then(|| (own.clone(), Mark::Selected)));
        marks
    });
    view! {
        <aside class="desk" aria-label=kind.clone()>
            <div class="desk-view"><PlanPicture plan marks title id="p" crop detail=Detail::NoNames/></div>
            <div class="desk-in stack gap-16">
                <p class="h4">{kind.clone()}</p>
                <ul role="list" class="facts">
                    {out.map(|out| view! { <li><Icon name="x"/><div>{out}</div></li> })}
                    {desk.features.iter().map(fact).collect_view()}
                </ul>
            </div>
        </aside>
    }
}
