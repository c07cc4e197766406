//! The free slots of everything that is advised on an offer: days, times, one button.

use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset, NaiveDate};
use client::Error;
use shared::advice::{AdviceHour, AdviceSlot, AdviceSlots};
use shared::problem::ProblemKind;

use super::reserve::{Chosen, Reserve};
use crate::dates::{clock_time, month, weekday_day};
use crate::lang::{Lang, pick, use_lang};
use crate::session::use_client;
use crate::texts::advice::{Texts, texts};
use crate::ui::notice::Failed;
use crate::ui::tag::Example;

/// As many days are offered to choose from.
const MOST_DAYS: usize = 5;

/// The part of an offer's page; nothing where nobody advises on it.
#[component]
pub(crate) fn Slots(slug: String) -> impl IntoView {
    let client = use_client();
    let name = slug.clone();
    let slots = Resource::new(move || client.advice_slots(&name, None));
    let again = Callback::new(move |()| slots.refetch());
    let slug = StoredValue::new(slug);
    move || match slots.get() {
        None => View::Nothing,
        Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => View::Nothing,
        Some(Err(error)) => failed(error, again),
        Some(Ok(found)) => each(found, slug, again),
    }
}

/// Not loaded: that is said here, and the rest of the page stays.
fn failed(error: Error, again: Callback<()>) -> View {
    let t = texts(use_lang());
    view! {
        <section class="card stack gap-14" aria-labelledby="advice">
            <h2 class="h3" id="advice">{t.slots_failed}</h2>
            <Failed error retry=again/>
        </section>
    }
}

/// A card for each of the hours.
fn each(found: AdviceSlots, slug: StoredValue<String>, again: Callback<()>) -> View {
    let AdviceSlots { hours, items, .. } = found;
    let card = |(number, hour): (usize, AdviceHour)| {
        let own: Vec<AdviceSlot> = items.iter().filter(|slot| slot.advice_hour == hour.id).cloned().collect();
        view! { <Hours hour slots=own slug number again/> }
    };
    hours.into_iter().enumerate().map(card).collect_view().into_view()
}

/// One office's hours.
#[component]
fn Hours(
    hour: AdviceHour,
    slots: Vec<AdviceSlot>,
    slug: StoredValue<String>,
    number: usize,
    again: Callback<()>,
) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let id = format!("advice-{number}");
    let about = pick(lang, &hour.about_de, &hour.about_en).to_owned();
    let title = pick(lang, &hour.title_de, &hour.title_en).to_owned();
    let chosen = RwSignal::new(None::<Chosen>);
    let lost = RwSignal::new(Vec::new());
    let languages = hour.languages.clone();
    let body = if slots.iter().all(is_taken) {
        view! { <p>{t.nothing}</p> }
    } else {
        view! {
            <Choice slots chosen lost/>
            <Reserve chosen lost slug languages number again/>
        }
    };
    view! {
        <section class="card card--lift stack gap-18 advice" aria-labelledby=id.clone()>
            <div class="row advice-head">
                <div>
                    <p class="kicker">{t.kicker}</p>
                    <h2 class="h2" id=id>{title}</h2>
                </div>
                {hour.example.then(|| view! { <Example text=t.example/> })}
            </div>
            <p class="muted">{facts(lang, t, &hour)}</p>
            {(!about.is_empty()).then(|| view! { <p>{about}</p> })}
            {body}
        </section>
    }
}

/// Who, how long, where, in which languages.
fn facts(lang: Lang, t: &'static Texts, hour: &AdviceHour) -> String {
    let name = |tag: &String| (t.language)(tag).map_or_else(|| tag.clone(), str::to_owned);
    let languages: Vec<String> = hour.languages.iter().map(name).collect();
    let place = pick(lang, &hour.place_de, &hour.place_en);
    format!(
        "{} · {} · {} · {}: {}",
        pick(lang, &hour.office_de, &hour.office_en),
        (t.facts)(hour.slot_minutes, place),
        (t.step_free)(hour.accessible),
        t.languages,
        languages.join(", ")
    )
}

/// Days, and the times of the one that is chosen.
#[component]
fn Choice(
    slots: Vec<AdviceSlot>,
    chosen: RwSignal<Option<Chosen>>,
    /// Times that somebody else was quicker to take.
    lost: RwSignal<Vec<DateTime<FixedOffset>>>,
) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let days = days(&slots);
    let day = RwSignal::new(days.first().copied());
    // Another time may be offered below, on another day.
    effect(move || {
        let other = chosen.get().map(|one| one.from.date_naive()).filter(|date| Some(*date) != day.get_untracked());
        if other.is_some() {
            day.set(other);
        }
    });
    let pressed = move |yes: bool| if yes { "true" } else { "false" };
    let button = move |date: NaiveDate| {
        let press = move |_| {
            day.set(Some(date));
            chosen.set(None);
        };
        view! {
            <button type="button" aria-pressed=move || pressed(day.get() == Some(date)) on:click=press>
                {weekday_day(lang, date)} <span class="kern-sr-only">" " {month(lang, date)}</span>
            </button>
        }
    };
    let time = move |slot: AdviceSlot| {
        if is_taken(&slot) || lost.read().contains(&slot.from) {
            let words = format!(" {}", t.is_taken);
            return view! { <button type="button" class="slot" disabled=true>{clock(slot.from)} <span class="kern-sr-only">{words}</span></button> };
        }
        let (hour, from) = (slot.advice_hour, slot.from);
        let is_chosen = move || chosen.get().is_some_and(|one| one.from == from);
        let press = move |_| chosen.set(Some(Chosen { hour, from }));
        view! {
            <button type="button" class="slot" aria-pressed=move || pressed(is_chosen()) on:click=press>
                {clock(slot.from)}
            </button>
        }
    };
    let times = move || {
        let own = slots.iter().filter(|slot| Some(slot.from.date_naive()) == day.get()).cloned();
        own.map(time).collect_view()
    };
    view! {
        <div class="seg advice-days" role="group" aria-label=t.day>{days.into_iter().map(button).collect_view()}</div>
        <div class="slots" role="group" aria-label=t.time>{times}</div>
    }
}

/// Whether nobody can book it any more.
fn is_taken(slot: &AdviceSlot) -> bool {
    slot.places_left == 0
}

/// The next days that have a free slot, each once.
fn days(slots: &[AdviceSlot]) -> Vec<NaiveDate> {
    let free = slots.iter().filter(|slot| !is_taken(slot));
    let mut days: Vec<NaiveDate> = free.map(|slot| slot.from.date_naive()).collect();
    days.dedup();
    days.truncate(MOST_DAYS);
    days
}

/// "15:00".
pub(super) fn clock(at: DateTime<FixedOffset>) -> String {
    clock_time(at.time())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_named_once_and_not_too_many() {
        let slot = |from: &str| AdviceSlot {
            advice_hour: shared::ids::AdviceHourId(uuid::Uuid::from_u128(1)),
            from: from.parse().unwrap(),
            to: from.parse().unwrap(),
            places_left: 1,
        };
        let full = AdviceSlot { places_left: 0, ..slot("2026-11-23T10:00:00+01:00") };
        let mut slots = vec![full, slot("2026-11-24T10:00:00+01:00"), slot("2026-11-24T10:20:00+01:00")];
        for day in 25..=30 {
            slots.push(slot(&format!("2026-11-{day}T10:00:00+01:00")));
        }
        let days: Vec<String> = days(&slots).iter().map(NaiveDate::to_string).collect();
        assert_eq!(days, ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"]);
    }
}
