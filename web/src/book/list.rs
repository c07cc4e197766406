//! All desks as tables, one per zone: equal in content to the plan. Free ones come first; on phones
//! each row becomes a card, and the list comes before the plan.

use crate::view::keyed;
use crate::view::prelude::*;
use shared::desks::DeskState;
use shared::order::sorted;
use shared::venues::{Label, PlanDesk};

use super::hall::Hall;
use super::page::{LIST_ID, PLAN_ID};
use super::planbox::{feature_icons, free_before, until_words};
use super::reserve::Reserving;
use crate::lang::{Lang, pick, pick_opt, use_lang};
use crate::plan::Mark;
use crate::texts::book::{Texts, texts};
use crate::venue::label;

/// Rows of a zone before the rest is asked for.
const SHORT: usize = 7;

/// The list.
#[component]
pub(crate) fn List(hall: Hall, reserving: Reserving) -> impl IntoView {
    let t = texts(use_lang());
    let zones = hall.venue().zones.clone();
    view! {
        <div class="wrap book-list" id=LIST_ID>
            <div class="split mb-24">
                <div>
                    <h2 class="h2">{t.all_desks}</h2>
                    <p class="muted">{t.all_desks_body}</p>
                </div>
                <a href=format!("#{PLAN_ID}") rel="external">{t.to_plan}</a>
            </div>
            <div class="grid book-zones">
                {zones.into_iter().map(|zone| view! { <Zone hall reserving zone/> }).collect_view()}
            </div>
        </div>
    }
}

/// The order of a zone's rows: what can be had, then the rest.
const fn rank(mark: Mark) -> u8 {
    match mark {
        Mark::Free | Mark::Selected => 0,
        Mark::Mine | Mark::WalkIn => 1,
        Mark::Taken | Mark::Kept => 2,
        Mark::Blocked => 3,
    }
}

#[component]
fn Zone(hall: Hall, reserving: Reserving, zone: Label) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let all = RwSignal::new(false);
    let name = pick(lang, &zone.label_de, &zone.label_en).to_owned();
    let note = pick_opt(lang, zone.note_de.as_ref(), zone.note_en.as_ref()).map(str::to_owned);
    let key = StoredValue::new(zone.key);
    let desks = Memo::new(move |_| {
        let Some(plan) = hall.plan.get() else { return Vec::new() };
        let marks = hall.marks.read();
        let desks: Vec<PlanDesk> =
            key.with_value(|key| plan.desks.iter().filter(|desk| desk.zone == *key).cloned().collect());
        let rank = |desk: &PlanDesk| marks.get(&desk.code).map_or(3, |mark| rank(*mark));
        sorted(desks, |a, b| rank(a).cmp(&rank(b)))
    });
    let free = move || {
        let marks = hall.marks.read();
        let is_free = |desk: &&PlanDesk| marks.get(&desk.code).is_some_and(|mark| rank(*mark) == 0);
        desks.read().iter().filter(is_free).count()
    };
    let shown = move || desks.get().into_iter().take(if all.get() { usize::MAX } else { SHORT }).collect::<Vec<_>>();
    let rest = Memo::new(move |_| if all.get() { 0 } else { desks.read().len().saturating_sub(SHORT) });
    let (caption, more_name) = ((t.caption)(&name), name.clone());
    let summary = move || {
        let count = (t.of_free)(free(), desks.read().len());
        note.as_ref().map_or_else(|| count.clone(), |note| format!("{count} · {note}"))
    };
    view! {
        <section>
            <div class="zone-h">
                <h3 class="h3">{name}</h3>
                <span class="muted small">{summary}</span>
            </div>
            <table class="ptable">
                <caption class="kern-sr-only">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.col_desk}</th>
                        <th scope="col">{t.col_kind}</th>
                        <th scope="col">{t.col_features}</th>
                        <th scope="col">{t.col_state}</th>
                        <th scope="col"><span class="kern-sr-only">{t.col_choose}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {keyed(shown, |desk| desk.code.clone(), move |desk| view! { <Row hall reserving desk/> })}
                </tbody>
            </table>
            {move || (rest.get() > 0).then(|| view! {
                <p class="mt-12">
                    <button type="button" class="linkish small" on:click=move |_| all.set(true)>
                        {(t.more_desks)(rest.get(), &more_name)}
                    </button>
                </p>
            })}
        </section>
    }
}

/// What a row says about its desk.
fn state_words(hall: Hall, t: &'static Texts, code: &str, mark: Mark) -> &'static str {
    match mark {
        Mark::Free => t.state_free,
        Mark::Selected => t.state_selected,
        Mark::WalkIn => t.state_walk_in,
        Mark::Kept => t.state_kept,
        Mark::Blocked => t.state_blocked,
        Mark::Taken if free_before(hall, code).is_some() => t.state_partly,
        Mark::Taken | Mark::Mine => t.state_taken,
    }
}

#[component]
fn Row(hall: Hall, reserving: Reserving, desk: PlanDesk) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let code = StoredValue::new(desk.code.clone());
    let mark = Memo::new(move |_| {
        hall.marks.with(|marks| code.with_value(|code| marks.get(code).copied())).unwrap_or(Mark::Taken)
    });
    let kind = hall.venue.with_value(|venue| label(&venue.desk_kinds, &desk.kind, lang).to_owned());
    let seats = (desk.seats > 1).then(|| format!(" · {}", (t.up_to_people)(desk.seats)));
    let words = move || code.with_value(|code| state_words(hall, t, code, mark.get()));
    let out = pick_opt(lang, desk.out_of_service_de.as_ref(), desk.out_of_service_en.as_ref()).map(str::to_owned);
    view! {
        <tr
            class:is-off=move || matches!(mark.get(), Mark::Taken | Mark::Kept | Mark::Blocked)
            class:is-sel=move || mark.get() == Mark::Selected
        >
            <th scope="row">{desk.code.clone()}</th>
            <td>{kind} {seats.map(|seats| view! { <span class="muted">{seats}</span> })}</td>
            <td>{feature_icons(hall, &desk.features, lang)}</td>
            <td>
                <span class=move || format!("st st--{}", mark.get().name())>
                    <i aria-hidden="true">{move || mark.get().letter()}</i>
                    {words}
                </span>
            </td>
            <td>{move || last_cell(hall, reserving, lang, &code.get_value(), mark.get(), out.as_deref())}</td>
        </tr>
    }
}

/// The last cell: choose, reserve, or why not.
fn last_cell(hall: Hall, reserving: Reserving, lang: Lang, code: &str, mark: Mark, out: Option<&str>) -> View {
    let t = texts(lang);
    let button = |kind: &'static str, word: &'static str, name: String| {
        (format!("kern-btn kern-btn--{kind} kern-btn--sm"), view! { <span class="kern-label">{word}</span> }, name)
    };
    let state = hall.situations.with(|situations| situations.get(code).map(|found| found.state));
    match mark {
        Mark::Free => {
            let (class, inside, name) = button("secondary", t.choose, (t.choose_desk)(code));
            let code = code.to_owned();
            let choose = move |_| hall.choice.desk.set(Some(code.clone()));
            view! { <button type="button" class=class aria-label=name on:click=choose>{inside}</button> }
        }
        Mark::Selected if state == Some(DeskState::Free) => {
            let word = if hall.change().is_some() { t.change } else { t.reserve };
            let (class, inside, name) = button("primary", word, format!("{word}: {code}"));
            view! {
                <button type="button" class=class aria-label=name on:click=move |_| reserving.begin()>{inside}</button>
            }
        }
        _ => {
            let words = match mark {
                Mark::WalkIn | Mark::Selected => t.sit_down.to_owned(),
                Mark::Blocked => out.unwrap_or_default().to_owned(),
                _ => {
                    let words = until_words(hall, code, t.free_until, t.free_from);
                    if words.is_empty() { t.taken_today.to_owned() } else { words }
                }
            };
            view! { <span class="tiny">{words}</span> }
        }
    }
}
