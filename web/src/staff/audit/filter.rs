//! Which entries are wanted: what was done, and on which days.

use crate::view::prelude::*;
use chrono::NaiveDate;
use client::AuditQuery;
use shared::audit::Action as Doing;
use web_sys::SubmitEvent;

use super::log::Log;
use crate::lang::use_lang;
use crate::staff::refused::told;
use crate::texts::staff::audit::texts;
use crate::ui::button::classes;
use crate::venue::{current, use_venue};

/// The form.
#[component]
pub(super) fn Filter(log: Log) -> impl IntoView {
    let (t, venue) = (texts(use_lang()), use_venue());
    let (what, from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let turned = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let day = |text: RwSignal<String>| text.get_untracked().parse::<NaiveDate>().ok();
        let (first, last) = (day(from), day(to));
        turned.set(matches!((first, last), (Some(first), Some(last)) if last < first));
        let Some(venue) = untrack(|| current(venue)).filter(|_| !turned.get_untracked()) else { return };
        let zone = &venue.utc_offsets;
        log.ask(AuditQuery {
            action: Doing::from_name(&what.get_untracked()),
            from: first.map(|day| zone.local(zone.day(day).0)),
            to: last.map(|day| zone.local(zone.day(day).1)),
        });
    };
    let options = Doing::ALL.map(|doing| view! { <option value=doing.name()>{(t.action)(doing)}</option> });
    view! {
        <form class="card staff-filter" novalidate aria-label=t.filter on:submit=submit>
            <div class="kern-form-input">
                <label class="kern-label" for="what">{t.what}</label>
                <div class="kern-form-input__select-wrapper">
                    <select class="kern-form-input__select" id="what" on:change=move |event| what.set(event_target_value(&event))>
                        <option value="">{t.all}</option>
                        {options.collect_view()}
                    </select>
                </div>
            </div>
            {day_field("from", t.from, from)}
            {day_field("to", t.to, to)}
            <button type="submit" class=classes("primary", "", false)><span class="kern-label">{t.show}</span></button>
        </form>
        {move || turned.get().then(|| told(t.turned.to_owned(), ""))}
    }
}

/// A day, as the browser lets one choose it.
fn day_field(id: &'static str, label: &'static str, day: RwSignal<String>) -> View {
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=id>{label}</label>
            <input
                class="kern-form-input__input"
                id=id
                type="date"
                prop:value=move || day.get()
                on:input=move |event| day.set(event_target_value(&event))
            />
        </div>
    }
}
