//! The form of reserving: one button, then the address field, and what came of it.

use crate::view::prelude::*;
use shared::bookings::Rule;
use shared::problem::ProblemKind;

use super::change::Instead;
use super::hall::Hall;
use super::outcome::like_it;
use super::panel::{day_word, joined};
use super::reserve::{FIELD, Refusal, Reserving, wish};
use super::series::Repeat;
use crate::dates::hhmm;
use crate::lang::{Lang, use_lang};
use crate::letters::capital;
use crate::texts::book::{Texts, texts};
use crate::texts::frame::texts as common;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, classes};
use crate::ui::email::EmailField;
use crate::ui::icon::Icon;
use crate::ui::notice::Failed;

/// The button, then the field.
#[component]
pub(crate) fn Form(hall: Hall, reserving: Reserving) -> impl IntoView {
    let lang = use_lang();
    move || {
        if let Some(change) = hall.change() {
            view! { <Instead hall reserving change/> }
        } else if reserving.asking.get() {
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
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if let Some(who) = reserving.person()
            && !untrack(|| reserving.send.pending())
            && let Some(wish) = wish(hall, lang, who.email())
        {
            reserving.send.dispatch(wish);
        }
    };
    view! {
        <form class="stack gap-14" novalidate on:submit=submit>
            <Outcome hall reserving lang/>
            {move || if reserving.own.get() {
                let other = move |_| reserving.own.set(false);
                view! {
                    <p>{t.signed_in}</p>
                    <div class="row"><Button kind="tertiary" size="sm" icon="edit" on_press=other>{t.other_address}</Button></div>
                }
            } else {
                view! { <EmailField email=reserving.email id=FIELD hint=(t.email_hint)(days)/> }
            }}
            <div class="row">
                <button type="submit" class=classes("primary", "lg", false)
                    aria-disabled=move || reserving.send.pending().then_some("true")>
                    <span class="kern-label">
                        {move || match (reserving.send.pending(), reserving.own.get()) {
                            (true, _) => t.sending,
                            (false, true) => t.book_now,
                            (false, false) => t.send,
                        }}
                    </span>
                </button>
                <Button kind="tertiary" on_press=move |_| reserving.stop()>{t.back}</Button>
            </div>
        </form>
        <Repeat hall reserving/>
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
            // The session has ended meanwhile; an address does as well.
            Refusal::Failed(error) if error.kind() == Some(ProblemKind::Unauthorized) => view! {
                <Alert kind=AlertKind::Warning title=t.signed_out.to_owned()/>
            },
            Refusal::Failed(error) => {
                let again = Callback::new(move |()| {
                    if let Some(wish) = reserving.person().and_then(|who| wish(hall, lang, who.email())) {
                        reserving.send.dispatch(wish);
                    }
                });
                view! { <Failed error retry=again/> }
            }
        })
    }
}

pub(crate) const fn rule_words(t: &'static Texts, rule: Rule) -> &'static str {
    match rule {
        Rule::InThePast => t.rule_past,
        Rule::OutsideOpeningHours | Rule::Closed => t.rule_hours,
        Rule::QuotaBookings | Rule::QuotaHours => t.rule_quota,
        Rule::HoldsPerAddress | Rule::HoldsPerNetwork => t.rule_holds,
        Rule::WalkInOnly => t.rule_walk_in,
        Rule::BeyondHorizon => t.rule_horizon,
        Rule::Contingent => t.rule_kept,
        Rule::TooShort | Rule::TooLong => t.rule_length,
        _ => t.rule_other,
    }
}

/// Somebody was faster: the nearest desk like it, one press away. Nothing typed is lost.
pub(super) fn race(hall: Hall, reserving: Reserving, t: &'static Texts, code: &str) -> View {
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
