//! The box around the plan: title, zoom, legend, and what else can be done without a booking.

use std::sync::Arc;

use crate::view::prelude::*;
use shared::slots::Slot;

use super::hall::Hall;
use super::page::PLAN_ID;
use super::wishes::feature_icon;
use crate::dates::hhmm;
use crate::lang::use_lang;
use crate::plan::{BookPlan, Legend, Mark};
use crate::texts::book::texts;
use crate::ui::icon::Icon;
use crate::ui::tag::Example;
use crate::venue::label;

/// The largest zoom; 0 fits the box.
const MOST: u8 = 2;

/// The box.
#[component]
pub(crate) fn PlanBox(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let zoom = RwSignal::new(0_u8);
    let demo = hall.venue().demo;
    let layout = move || hall.plan.with(|plan| plan.as_ref().map(|plan| (t.layout)(&plan.label)));
    let walk_ins = move || {
        hall.plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.desks.iter().filter(|desk| desk.walk_in).count()))
    };
    view! {
        <div class="stack gap-24 narrow">
            <section class="planbox" id=PLAN_ID aria-labelledby="h-plan">
                <div class="planbar">
                    <h2 class="h3 push" id="h-plan">
                        {hall.venue().hall.clone()} " "
                        <span class="muted plain">{move || layout().map(|layout| format!("· {layout} "))}</span>
                        {demo.then(|| view! { <Example text=t.invented_plan/> })}
                    </h2>
                    <div class="row gap-6">
                        <button class="sq" type="button" aria-label=t.zoom_out disabled=move || { zoom.get() == 0 }
                            on:click=move |_| zoom.update(|zoom| *zoom = zoom.saturating_sub(1))>
                            <Icon name="minus"/>
                        </button>
                        <button class="sq" type="button" aria-label=t.zoom_in disabled=move || { zoom.get() >= MOST }
                            on:click=move |_| zoom.update(|zoom| *zoom = zoom.saturating_add(1).min(MOST))>
                            <Icon name="plus"/>
                        </button>
                    </div>
                </div>
                <div
                    class=move || format!("plan-scroll zoom-{}", zoom.get())
                    tabindex="0"
                    role="region"
                    aria-label=t.plan_scroll
                >
                    <Drawing hall/>
                </div>
                <div class="mt-14">
                    {move || view! { <Legend marks=legend(hall)/> }}
                </div>
                <FilterHint hall/>
            </section>
            <div class="grid g2">
                <div class="card card--flat stack gap-6">
                    <p class="h4"><Icon name="walk"/> " " {t.walk_in_title}</p>
                    <p class="small muted">{move || (t.walk_in_body)(walk_ins())}</p>
                </div>
                <div class="card card--flat stack gap-6">
                    <p class="h4"><Icon name="users"/> " " {t.group_title}</p>
                    <p class="small muted">{t.group_body}</p>
                </div>
            </div>
        </div>
    }
}

/// The plan, or its skeleton.
#[component]
fn Drawing(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let more = Callback::new(move |code: String| until_words(hall, &code, t.free_until, t.free_from));
    let choose = Callback::new(move |code: Option<String>| hall.choice.desk.set(code));
    move || match hall.plan.get() {
        Some(plan) => {
            let venue = hall.venue();
            view! { <BookPlan venue plan=Arc::clone(&plan) marks=hall.marks dim=hall.dim more choose/> }
        }
        None => view! {
            <div class="skel skel-plan"></div>
            <p class="small muted mt-12" role="status">{t.loading_plan}</p>
        },
    }
}

/// For a desk that is taken: until when before that, or from when after it, it can be had; tracks.
pub(crate) fn until_words(hall: Hall, code: &str, until: fn(&str) -> String, from: fn(&str) -> String) -> String {
    let found = hall.situations.with(|situations| situations.get(code).copied());
    let Some(found) = found.filter(|found| found.state == shared::desks::DeskState::Taken) else {
        return String::new();
    };
    let time = |slot: Slot| hall.venue.with_value(|venue| hhmm(&venue.utc_offsets, slot.start()));
    match free_before(hall, code) {
        Some(end) => until(&time(end)),
        None => found.next_free.map(|slot| from(&time(slot))).unwrap_or_default(),
    }
}

/// Where a desk is free at the beginning of the chosen time, the end of that; tracks.
pub(crate) fn free_before(hall: Hall, code: &str) -> Option<Slot> {
    let (day, period) = (hall.day.get()?, hall.period.get()?);
    let first = day.busy(code).into_iter().find(|busy| busy.to() > period.from())?;
    (first.from() > period.from()).then_some(first.from())
}

/// The marks that are explained; the rare ones only when they occur; tracks.
fn legend(hall: Hall) -> &'static [Mark] {
    const ALL: &[Mark] = &[Mark::Free, Mark::Taken, Mark::Selected, Mark::WalkIn, Mark::Blocked, Mark::Kept];
    let kept = hall.marks.with(|marks| marks.values().any(|mark| *mark == Mark::Kept));
    ALL.get(..if kept { ALL.len() } else { ALL.len() - 1 }).unwrap_or(ALL)
}

/// Says what an active filter does to the drawing.
#[component]
fn FilterHint(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    move || {
        let wishes = hall.choice.wishes.get();
        let name = |wish: &String| hall.venue.with_value(|venue| label(&venue.features, wish, lang).to_owned());
        let names = wishes.iter().map(name).collect::<Vec<_>>().join(", ");
        (!wishes.is_empty()).then(|| view! { <p class="tiny mt-12">{(t.filter_on)(&names)}</p> })
    }
}

/// The features of a desk as icons with hidden words.
pub(crate) fn feature_icons(hall: Hall, features: &[String], lang: crate::lang::Lang) -> View {
    let one = |key: &String| {
        let name = hall.venue.with_value(|venue| label(&venue.features, key, lang).to_owned());
        let title = name.clone();
        view! {
            <span title=title>
                <Icon name=feature_icon(key)/>
                <span class="kern-sr-only">{name} " "</span>
            </span>
        }
    };
    view! { <span class="fi">{features.iter().map(one).collect_view()}</span> }
}
