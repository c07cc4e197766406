//! The form of reserving: one button, then the address field, and what came of it.

use crate::view::prelude::*;
use shared::bookings::Rule;
use web_sys::HtmlInputElement;

use super::hall::Hall;
use super::panel::{day_word, joined, like_it};
use super::query::capital;
use super::reserve::{FIELD, Refusal, Reserving, is_address, wish};
use crate::dates::hhmm;
use crate::lang::{Lang, use_lang};
use crate::texts::book::{Texts, texts};
use crate::texts::frame::texts as common;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, classes};
use crate::ui::headline::focus;
use crate::ui::icon::Icon;
use crate::ui::notice::Failed;

/// The button, then the field.
#[component]
pub(crate) fn Form(hall: Hall, reserving: Reserving) -> impl IntoView {
    let lang = use_lang();
    move || {
        if reserving.asking.get() {
            view! { <Address hall reserving lang/> }
        } else {
            view! { <Begin hall reserving lang/> }
        }
    }
}

#[component]
fn Begin(hall: Hall, reserving: Reserving, lang: Lang) -> impl IntoView {
    let t = texts(lang);
    let minutes = hall.venue.with_value(|venue| venue.rules.hold_minutes);
    let hint = move || {
        let zone = hall.venue().utc_offsets.clone();
        let period = hall.period.get()?;
        let span = (common(lang).span)(&hhmm(&zone, period.start()), &hhmm(&zone, period.end()));
        Some((t.hold_hint)(&format!("{}, {span}", capital(&day_word(hall, lang))), minutes))
    };
    let stale = move || hall.stale.get();
    view! {
        <div class="stack gap-10">
            <button
                type="button"
                class=classes("primary", "lg", true)
                aria-disabled=move || stale().then_some("true")
                on:click=move |_| if !hall.stale.get_untracked() { reserving.begin() }
            >
                <span class="kern-label">{move || (t.reserve_desk)(&joined(&hall.chosen.get(), t.and))}</span>
                <Icon name="right"/>
            </button>
            <p class="tiny">{move || if stale() { Some(t.stale_button.to_owned()) } else { hint() }}</p>
        </div>
    }
}

#[component]
fn Address(hall: Hall, reserving: Reserving, lang: Lang) -> impl IntoView {
    let t = texts(lang);
    let days = hall.venue.with_value(|venue| venue.rules.retention_days);
    let field = NodeRef::<HtmlInputElement>::new();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let email = reserving.address.get_untracked().trim().to_owned();
        let complete = is_address(&email);
        reserving.incomplete.set(!complete);
        if !complete {
            if let Some(field) = field.get_untracked() {
                focus(&field);
            }
        } else if !untrack(|| reserving.send.pending())
            && let Some(wish) = wish(hall, lang, &email)
        {
            reserving.send.dispatch(wish);
        }
    };
    let wrong = move || reserving.incomplete.get();
    let described = move || if wrong() { "email-h email-e" } else { "email-h" };
    view! {
        <form class="stack gap-14" novalidate on:submit=submit>
            <Outcome hall reserving lang/>
            <div class="kern-form-input" class:kern-form-input--error=wrong>
                <label class="kern-label" for=FIELD>{t.email}</label>
                <p class="tiny mb-6" id="email-h">{(t.email_hint)(days)}</p>
                <input
                    class="kern-form-input__input"
                    class:kern-form-input__input--error=wrong
                    id=FIELD
                    type="email"
                    name="email"
                    autocomplete="email"
                    inputmode="email"
                    maxlength="254"
                    required=true
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described
                    node_ref=field
                    prop:value=move || reserving.address.get()
                    on:input=move |event| reserving.address.set(event_target_value(&event))
                />
                {move || wrong().then(|| view! {
                    <p class="kern-error" id="email-e" role="alert">
                        <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                        <span class="kern-body">{t.email_wrong}</span>
                    </p>
                })}
            </div>
            <div class="row">
                <button type="submit" class=classes("primary", "lg", false)
                    aria-disabled=move || reserving.send.pending().then_some("true")>
                    <span class="kern-label">
                        {move || if reserving.send.pending() { t.sending } else { t.send }}
                    </span>
                </button>
                <Button kind="tertiary" on_press=move |_| reserving.stop()>{t.back}</Button>
            </div>
        </form>
    }
}

/// What became of the last try, if it did not work.
#[component]
fn Outcome(hall: Hall, reserving: Reserving, lang: Lang) -> impl IntoView {
    let t = texts(lang);
    move || {
        let refusal = reserving.send.value().flatten().filter(|_| !reserving.send.pending())?;
        Some(match refusal {
            Refusal::Taken(code) => race(hall, reserving, t, &code),
            Refusal::Rule(rule) => view! {
                <Alert kind=AlertKind::Danger title=t.failed_title.to_owned()>
                    <p class="small">{rule_words(t, rule)}</p>
                </Alert>
            },
            Refusal::Failed(error) => {
                let again = Callback::new(move |()| {
                    let email = reserving.address.get_untracked();
                    if let Some(wish) = wish(hall, lang, email.trim()) {
                        reserving.send.dispatch(wish);
                    }
                });
                view! { <Failed error retry=again/> }
            }
        })
    }
}

const fn rule_words(t: &'static Texts, rule: Rule) -> &'static str {
    match rule {
        Rule::InThePast => t.rule_past,
        Rule::OutsideOpeningHours | Rule::Closed => t.rule_hours,
        Rule::QuotaBookings | Rule::QuotaHours => t.rule_quota,
        Rule::WalkInOnly => t.rule_walk_in,
        _ => t.rule_other,
    }
}

/// Somebody was faster: the nearest desk like it, one press away. Nothing typed is lost.
fn race(hall: Hall, reserving: Reserving, t: &'static Texts, code: &str) -> View {
    let title = (t.race)(code);
    match like_it(hall, code) {
        Some(desk) => {
            let (words, take) = ((t.race_instead)(&desk.code), (t.race_take)(&desk.code));
            let press = move |_| {
                hall.choice.desk.set(Some(desk.code.clone()));
                reserving.begin();
            };
            view! {
                <Alert kind=AlertKind::Warning title>
                    <div class="stack gap-10">
                        <p class="small">{words}</p>
                        <Button kind="secondary" size="sm" on_press=press>{take}</Button>
                    </div>
                </Alert>
            }
        }
        None => view! { <Alert kind=AlertKind::Warning title><p class="small">{t.race_nothing}</p></Alert> },
    }
}

/// The refusal stays visible when the desk is gone from under the form.
#[component]
pub(crate) fn Lost(hall: Hall, reserving: Reserving) -> impl IntoView {
    let t = texts(use_lang());
    move || match reserving.send.value().flatten() {
        Some(Refusal::Taken(code)) => Some(race(hall, reserving, t, &code)),
        _ => None,
    }
}
