//! What can be done with the chosen desk: reserve it, take another time or desk, or just sit down.

use crate::view::prelude::*;
use shared::desks::DeskState;
use shared::slots::{Period, Slot};
use shared::venues::PlanDesk;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::address::{Form, Lost};
use super::hall::{Hall, has_all};
use super::reserve::Reserving;
use crate::dates::hhmm;
use crate::lang::{href, use_lang};
use crate::texts::book::{Texts, texts};
use crate::ui::announce::use_announcer;
use crate::ui::button::{Button, Link};
use crate::ui::headline::focus;

/// Below the facts: reserve, take another time, or just sit down.
#[component]
pub(super) fn Outcome(hall: Hall, reserving: Reserving, code: String) -> impl IntoView {
    let t = texts(use_lang());
    let code = StoredValue::new(code);
    // A memo, so that other desks' changes leave a half-typed address alone.
    let found = Memo::new(move |_| {
        let found = code.with_value(|code| hall.situations.with(|all| all.get(code).copied()));
        found.map(|found| (found.state, found.next_free))
    });
    tell_when_lost(found.into(), t, code, reserving);
    move || match found.get() {
        Some((DeskState::Free, _)) => view! { <Form hall reserving/> },
        Some((DeskState::WalkIn, _)) => view! { <SitDown hall code=code.get_value()/> },
        Some((DeskState::Taken, next)) => {
            let words = code.with_value(|code| (t.taken_then)(code));
            view! { <Lost hall reserving/> <Later hall reserving code=code.get_value() next words/> }
        }
        Some((DeskState::Contingent, _)) => {
            let words = code.with_value(|code| (t.kept_here)(code));
            view! { <Later hall reserving code=code.get_value() next=None words/> }
        }
        Some(_) => view! { <p class="small">{t.state_blocked}</p> },
        None => View::Nothing,
    }
}

/// A chosen desk that somebody else takes meanwhile: says so. A focus that was in the form goes to
/// the panel's heading, because the form is gone; nothing scrolls.
fn tell_when_lost(
    found: Signal<Option<(DeskState, Option<Slot>)>>,
    t: &'static Texts,
    code: StoredValue<String>,
    reserving: Reserving,
) {
    let announcer = use_announcer();
    let mut before = None;
    effect(move || {
        let now = found.get().map(|(state, _)| state);
        if before == Some(DeskState::Free) && now == Some(DeskState::Taken) {
            announcer.say(code.with_value(|code| (t.race)(code)));
            if reserving.asking.get_untracked() {
                let heading = document().get_element_by_id("h-desk");
                if let Some(heading) = heading.as_ref().and_then(|heading| heading.dyn_ref::<HtmlElement>()) {
                    focus(heading);
                }
            }
        }
        before = now;
    });
}

/// A desk for people who walk in: the way to sit down, if that is now.
#[component]
fn SitDown(hall: Hall, code: String) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let now = move || hall.period.get().is_some_and(|period| period.from() <= hall.running.get());
    let (path, words) = (format!("/p/{code}"), (t.walk_in_now)(&code));
    view! {
        <div class="stack gap-10">
            <p class="small">{t.walk_in_here}</p>
            {move || {
                let words = words.clone();
                now().then(|| view! { <Link href=href(lang, &path) kind="secondary" icon="walk">{words}</Link> })
            }}
        </div>
    }
}

/// The chosen desk is taken: its own next time, or another desk like it.
#[component]
fn Later(hall: Hall, reserving: Reserving, code: String, next: Option<Slot>, words: String) -> impl IntoView {
    let t = texts(use_lang());
    let length = hall.period.get_untracked().map_or(8, Period::slots);
    let later = next.and_then(|from| Period::of_length(from, length));
    let zone = hall.venue().utc_offsets.clone();
    // Whoever was just overtaken has been offered it already.
    let like = like_it(hall, &code).filter(|_| !reserving.lost());
    view! {
        <div class="stack gap-10">
            <p class="small"><b>{words}</b></p>
            <div class="row">
                {later.map(|later| {
                    let words = (t.take_time)(&hhmm(&zone, later.start()), &hhmm(&zone, later.end()));
                    let code = code.clone();
                    let take = move |_| hall.take(later, Some(code.clone()));
                    view! { <Button kind="secondary" size="sm" icon="clock" on_press=take>{words}</Button> }
                })}
                {like.map(|desk| {
                    let words = (t.race_take)(&desk.code);
                    let take = move |_| hall.choice.desk.set(Some(desk.code.clone()));
                    view! { <Button kind="secondary" size="sm" icon="chair" on_press=take>{words}</Button> }
                })}
            </div>
        </div>
    }
}

/// The free desk that comes closest to another one: same features first, then the shortest way.
pub(crate) fn like_it(hall: Hall, code: &str) -> Option<PlanDesk> {
    let plan = hall.plan.get_untracked()?;
    let wanted = plan.desks.iter().find(|desk| desk.code == code)?;
    let wishes = hall.choice.wishes.get_untracked();
    let situations = hall.situations.get_untracked();
    let free = plan.desks.iter().filter(|desk| {
        desk.code != code && situations.get(&desk.code).is_some_and(|found| found.state == DeskState::Free)
    });
    let cost = |desk: &PlanDesk| {
        let lacks = wanted.features.iter().filter(|feature| !desk.features.contains(feature)).count();
        let lacks = f64::from(u32::try_from(lacks).unwrap_or(9)) + if has_all(desk, &wishes) { 0.0 } else { 5.0 };
        (desk.x - wanted.x).hypot(desk.y - wanted.y) + 4.0 * lacks
    };
    free.min_by(|a, b| cost(a).total_cmp(&cost(b))).cloned()
}
