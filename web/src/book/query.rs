//! Day, time and people, and what there is for them.

use crate::view::prelude::*;
use chrono::{NaiveDate, TimeDelta};
use shared::slots::Slot;
use shared::venues::OpeningDay;

use super::hall::Hall;
use super::next_free::NextFree;
use super::page::{LIST_ID, PLAN_ID};
use super::times::{ends, starts};
use crate::dates::{day_month_short, hhmm, weekday_short};
use crate::lang::{Lang, use_lang};
use crate::letters::capital;
use crate::texts::book::texts;
use crate::texts::frame::texts as common;
use crate::ui::announce::calmly;
use crate::ui::icon::Icon;

/// How many desks are free for the chosen time; said to screen readers when it changes.
#[component]
pub(crate) fn Count(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let count = move || u32::try_from(hall.free().len()).unwrap_or(u32::MAX);
    let span = move || {
        let zone = hall.venue().utc_offsets.clone();
        hall.period.get().map(|period| (t.from_to_free)(&hhmm(&zone, period.start()), &hhmm(&zone, period.end())))
    };
    let known = move || !hall.situations.read().is_empty();
    let words = Memo::new(move |_| {
        let words = known().then(|| format!("{} {}", (t.free_count)(count()), span().unwrap_or_default()));
        words.unwrap_or_default()
    });
    let said = calmly(words);
    view! {
        <p class="muted book-count" aria-hidden="true">
            {move || known().then(|| view! { <b class="ink">{(t.free_count)(count())}</b> " " {span()} })}
        </p>
        <p class="kern-sr-only" role="status">{move || said.get()}</p>
    }
}

/// The query bar.
#[component]
pub(crate) fn Query(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    view! {
        <form class="query" aria-label=t.query_label on:submit=|event| event.prevent_default()>
            <DayField hall/>
            <TimeField hall/>
            <PeopleField hall/>
            <div class="q q-go"><NextFree hall/></div>
        </form>
    }
}

/// A day in the list of days: "Heute, 24. Nov.", and that it is closed if it is.
fn day_name(lang: Lang, day: &OpeningDay, today: NaiveDate) -> String {
    let date = day_month_short(lang, day.date);
    let name = match (day.date - today).num_days() {
        0 => capital(common(lang).today),
        1 => capital(common(lang).tomorrow),
        _ => weekday_short(lang, day.date),
    };
    let closed = if day.intervals.is_empty() { format!(" · {}", texts(lang).closed) } else { String::new() };
    format!("{name}, {date}{closed}")
}

#[component]
fn DayField(hall: Hall) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let days = move || hall.hours();
    let options = move || {
        let today = hall.today.get();
        let option = |day: &OpeningDay| {
            let date = day.date;
            view! {
                <option value=date.to_string() selected=move || hall.choice.date.get() == date>
                    {day_name(lang, day, today)}
                </option>
            }
        };
        days().iter().map(option).collect_view()
    };
    let step = move |by: i64| hall.choice.date.get() + TimeDelta::days(by);
    let can = move |by: i64| days().iter().any(|day| day.date == step(by));
    let on_change = move |event| {
        if let Ok(date) = event_target_value(&event).parse() {
            hall.choice.date.set(date);
        }
    };
    view! {
        <div class="q">
            <label for="q-d">{t.day}</label>
            <div class="q-val">
                <button class="sq" type="button" aria-label=t.day_before disabled=move || !can(-1)
                    on:click=move |_| hall.choice.date.set(step(-1))>
                    <Icon name="cl"/>
                </button>
                <select id="q-d" class="grow" prop:value=move || hall.choice.date.get().to_string() on:change=on_change>
                    {options}
                </select>
                <button class="sq" type="button" aria-label=t.day_after disabled=move || !can(1)
                    on:click=move |_| hall.choice.date.set(step(1))>
                    <Icon name="cr"/>
                </button>
            </div>
        </div>
    }
}

#[component]
fn TimeField(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let rules = move || hall.venue.with_value(|venue| venue.rules.clone());
    let from_slots = Memo::new(move |_| starts(&hall.open.read(), hall.running.get(), &rules()));
    let to_slots = Memo::new(move |_| {
        let period = hall.period.get();
        period.map_or_else(Vec::new, |period| ends(&hall.open.read(), hall.running.get(), &rules(), period.from()))
    });
    let from = Memo::new(move |_| hall.period.get().map(shared::slots::Period::from));
    let to = Memo::new(move |_| hall.period.get().map(shared::slots::Period::to));
    let length = move || hall.period.get().map(|period| (t.hours)(period.duration().num_minutes()));
    view! {
        <div class="q">
            <span class="q-label" id="q-t">{t.time}</span>
            <div class="q-val num" role="group" aria-labelledby="q-t">
                <SlotSelect hall label=t.from slots=from_slots value=from on_pick=move |slot| set_from(hall, slot)/>
                <span class="plain">{t.to}</span>
                <SlotSelect hall label=t.to slots=to_slots value=to on_pick=move |slot| set_to(hall, slot)/>
                <span class="muted plain q-length">{length}</span>
            </div>
        </div>
    }
}

/// Moves the start; the length stays, as long as the day has room for it.
pub(crate) fn set_from(hall: Hall, from: Slot) {
    let Some(period) = hall.period.get_untracked() else { return };
    let to = if from < period.to() { period.to() } else { from.plus(period.slots()) };
    set_time(hall, from, to);
}

/// Moves the end; the start gives way where it has to.
pub(crate) fn set_to(hall: Hall, to: Slot) {
    let Some(period) = hall.period.get_untracked() else { return };
    let from = if period.from() < to { period.from() } else { to.plus(-period.slots()) };
    set_time(hall, from, to);
}

/// At least as long as the rules ask for, so that a handle pushed too far pushes the other one.
fn set_time(hall: Hall, from: Slot, to: Slot) {
    let zone = hall.venue.with_value(|venue| venue.utc_offsets.clone());
    hall.choice.from.set(zone.local(from.start()).time());
    hall.choice.to.set(zone.local(to.start()).time());
}

/// A select of slots.
#[component]
fn SlotSelect(
    hall: Hall,
    label: &'static str,
    slots: Memo<Vec<Slot>>,
    value: Memo<Option<Slot>>,
    #[prop(into)] on_pick: Callback<Slot>,
) -> impl IntoView {
    let name = move |slot: Slot| hall.venue.with_value(|venue| hhmm(&venue.utc_offsets, slot.start()));
    let options = move || {
        let option = |slot: Slot| {
            view! { <option value=slot.number().to_string() selected=move || value.get() == Some(slot)>{name(slot)}</option> }
        };
        slots.get().into_iter().map(option).collect_view()
    };
    let on_change = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            on_pick.run(Slot::new(number));
        }
    };
    view! {
        <select
            aria-label=label
            prop:value=move || value.get().map(|slot| slot.number().to_string()).unwrap_or_default()
            on:change=on_change
        >
            {options}
        </select>
    }
}

#[component]
fn PeopleField(hall: Hall) -> impl IntoView {
    let t = texts(use_lang());
    let most = hall.venue().rules.max_party_size.max(1);
    let people = hall.choice.people;
    view! {
        <div class="q">
            <span class="q-label" id="q-p">{t.people}</span>
            <div class="q-val" role="group" aria-labelledby="q-p">
                <button class="sq" type="button" aria-label=t.fewer disabled=move || { people.get() <= 1 }
                    on:click=move |_| people.update(|people| *people = people.saturating_sub(1).max(1))>
                    <Icon name="minus"/>
                </button>
                <output class="q-people">{move || people.get()}</output>
                <button class="sq" type="button" aria-label=t.more_people disabled=move || { people.get() >= most }
                    on:click=move |_| people.update(|people| *people = people.saturating_add(1).min(most))>
                    <Icon name="plus"/>
                </button>
            </div>
        </div>
    }
}

/// On phones: jumps to list or plan, which stand below each other.
#[component]
pub(crate) fn ViewSwitch() -> impl IntoView {
    let t = texts(use_lang());
    view! {
        <div class="row phone-only mt-20">
            <div class="seg" role="group" aria-label=t.view>
                <a href=format!("#{LIST_ID}") rel="external"><Icon name="list"/>{t.list}</a>
                <a href=format!("#{PLAN_ID}") rel="external"><Icon name="map"/>{t.plan}</a>
            </div>
            <span class="tiny">{t.same}</span>
        </div>
    }
}
