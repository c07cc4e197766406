//! The panel of the chosen desk: a cut-out of the plan, facts, its day, and the way to reserve it.

use crate::view::prelude::*;
use shared::order::sorted;
use shared::venues::PlanDesk;

use super::desk_day::DayOf;
use super::hall::Hall;
use super::outcome::Outcome;
use super::reserve::Reserving;
use super::wishes::feature_icon;
use crate::dates::date_short;
use crate::lang::{Lang, pick_opt, use_lang};
use crate::letters::capital;
use crate::plan::{Detail, Mark, PlanPicture, crop_around};
use crate::texts::book::{mark_word, texts};
use crate::texts::frame::texts as common;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::venue::label;

/// The chosen codes as people say them: "A5, A7 und A8".
pub(crate) fn joined(codes: &[String], and: &str) -> String {
    match codes.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
    }
}

/// The panel.
#[component]
pub(crate) fn Panel(hall: Hall, reserving: Reserving) -> impl IntoView {
    move || {
        let codes = hall.chosen.get();
        let desk = codes.first().and_then(|code| hall.desk(code));
        match desk {
            Some(desk) => view! { <Chosen hall reserving desk codes/> },
            None => view! { <Nothing hall/> },
        }
    }
}

/// Nothing chosen yet: how to, and one button that does it.
#[component]
fn Nothing(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let party = move || hall.choice.people.get() > 1 && !hall.situations.read().is_empty();
    let words = move || {
        if party() {
            ((t.no_group)(hall.choice.people.get()), t.no_group_body)
        } else {
            (t.none_title.to_owned(), t.none_body)
        }
    };
    let suggest = move |_| {
        let first = hall.fitting().into_iter().next().or_else(|| hall.free().into_iter().next());
        hall.choice.desk.set(first.map(|desk| desk.code));
    };
    view! {
        <aside class="desk" aria-labelledby="h-desk">
            <div class="desk-in stack gap-16">
                <h2 class="h3" id="h-desk">{move || words().0}</h2>
                <p class="muted">{move || words().1}</p>
                {move || (!party() && !hall.free().is_empty()).then(|| view! {
                    <Button kind="secondary" icon="chair" on_press=suggest>{t.suggest}</Button>
                })}
            </div>
        </aside>
    }
}

#[component]
fn Chosen(hall: Hall, reserving: Reserving, desk: PlanDesk, codes: Vec<String>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let name = joined(&codes, t.and);
    let kind = hall.venue.with_value(|venue| {
        format!("{}, {}", capital(label(&venue.desk_kinds, &desk.kind, lang)), label(&venue.zones, &desk.zone, lang))
    });
    let party = codes.len() > 1;
    let subtitle = if party { (t.group_of)(hall.choice.people.get_untracked()) } else { kind };
    let first = StoredValue::new(desk.code.clone());
    let mark = Memo::new(move |_| {
        hall.marks.with(|marks| first.with_value(|code| marks.get(code).copied())).unwrap_or(Mark::Taken)
    });
    let picture = hall.plan.get_untracked().map(|plan| {
        let crop = crop_around(&plan.desks, &codes);
        let title = (t.crop_label)(&name);
        view! { <PlanPicture plan marks=hall.marks title id="d" crop detail=Detail::NoNames/> }
    });
    view! {
        <aside class="desk" aria-labelledby="h-desk">
            <div class="desk-view">{picture}</div>
            <div class="desk-in stack gap-16">
                <div class="row between start">
                    <div>
                        <h2 id="h-desk" tabindex="-1">
                            <span class="kern-sr-only">{t.desk} " "</span>
                            <span class="desk-code" class:desk-code--many=party>{name}</span>
                        </h2>
                        <p class="muted mt-6">{subtitle}</p>
                    </div>
                    <span class=move || format!("st st--{}", mark.get().name())>
                        <i aria-hidden="true">{move || mark.get().letter()}</i>
                        {move || mark_word(lang, mark.get())}
                    </span>
                </div>
                <Facts hall desk=desk.clone() lang/>
                <DayOf hall code=desk.code.clone()/>
                <Outcome hall reserving code=desk.code.clone()/>
            </div>
        </aside>
    }
}

/// What is known about the desk; facts that are not known are left out.
#[component]
fn Facts(hall: Hall, desk: PlanDesk, lang: Lang) -> impl IntoView {
    let t = texts(lang);
    let fact = |icon: &'static str, words: String| view! { <li><Icon name=icon/><div>{words}</div></li> };
    let features = desk.features.iter().map(|key| {
        let words = hall.venue.with_value(|venue| capital(label(&venue.features, key, lang)));
        fact(feature_icon(key), words)
    });
    let features = features.collect_view();
    let out = pick_opt(lang, desk.out_of_service_de.as_ref(), desk.out_of_service_en.as_ref()).map(str::to_owned);
    let origin = desk.furniture_origin.clone();
    let entrance = hall.plan.get_untracked().and_then(|plan| entrance_distance(&plan.room.doors, &desk));
    let desk = StoredValue::new(desk);
    let near = move || {
        let words = desk.with_value(|desk| neighbours(hall, desk, lang));
        (!words.is_empty()).then(|| view! { <li><Icon name="users"/><div>{(t.neighbours)(&words)}</div></li> })
    };
    view! {
        <ul role="list" class="facts">
            {out.map(|out| fact("x", out))}
            {features}
            {entrance.map(|metres| fact("pin", (t.from_entrance)(metres)))}
            {origin.map(|origin| fact("box", (t.reused)(&origin)))}
            {near}
        </ul>
    }
}

/// Metres from the widest door, as the crow flies.
fn entrance_distance(doors: &[shared::venues::Door], desk: &PlanDesk) -> Option<u32> {
    let door = doors.iter().max_by_key(|door| door.leaves)?;
    let (x, y) = (f64::midpoint(door.from[0], door.to[0]), f64::midpoint(door.from[1], door.to[1]));
    let metres = (desk.x - x).hypot(desk.y - y).round();
    (1..500).find(|whole| f64::from(*whole) >= metres)
}

/// The nearest desks and what they are: "A5 frei, A6 und A8 belegt"; tracks.
fn neighbours(hall: Hall, desk: &PlanDesk, lang: Lang) -> String {
    const REACH: f64 = 2.0;
    let Some(plan) = hall.plan.get() else { return String::new() };
    let distance = |other: &PlanDesk| (other.x - desk.x).hypot(other.y - desk.y);
    let near: Vec<&PlanDesk> =
        plan.desks.iter().filter(|other| other.code != desk.code && distance(other) < REACH).collect();
    let mut near = sorted(near, |a, b| distance(a).total_cmp(&distance(b)));
    near.truncate(4);
    let marks = hall.marks.read();
    let mut groups: Vec<(Mark, Vec<String>)> = Vec::new();
    for other in near {
        let mark = marks.get(&other.code).copied().unwrap_or(Mark::Taken);
        match groups.iter_mut().find(|(known, _)| *known == mark) {
            Some((_, codes)) => codes.push(other.code.clone()),
            None => groups.push((mark, vec![other.code.clone()])),
        }
    }
    let and = texts(lang).and;
    let words = groups.iter().map(|(mark, codes)| format!("{} {}", joined(codes, and), mark_word(lang, *mark)));
    words.collect::<Vec<_>>().join(", ")
}

/// "heute", "morgen" or the date; tracks.
pub(crate) fn day_word(hall: Hall, lang: Lang) -> String {
    let date = hall.choice.date.get();
    match (date - hall.today.get()).num_days() {
        0 => common(lang).today.to_owned(),
        1 => common(lang).tomorrow.to_owned(),
        _ => date_short(lang, date),
    }
}
