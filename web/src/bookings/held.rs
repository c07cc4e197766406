//! A held desk: the code on one side, what is held and for how long on the other.

use crate::view::prelude::*;

use super::code::CodeForm;
use super::countdown::{LAST, Ring, last_minute, remaining};
use super::facts::{day, desks, hhmm, near_date, times, today};
use super::hall::Whereabouts;
use super::moves::Step;
use super::page::Subject;
use super::steps::Steps;
use crate::lang::{href, use_lang};
use crate::plan::Mark;
use crate::session::address_of;
use crate::texts::bookings::texts;
use crate::ui::button::Button;
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::Failed;

/// The page of a held booking.
#[component]
pub(super) fn HeldView(subject: Subject) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).held;
    let left = remaining(subject);
    view! {
        <div class="wrap page">
            <Steps current=1/>
            <div class="grid auto-340 mt-30 booking-columns">
                <div class="stack gap-24">
                    <div class="stack gap-10">
                        <Headline title=t.title/>
                        <SentTo subject/>
                        {subject.from_link.then(|| view! { <p>{t.from_link}</p> })}
                    </div>
                    <CodeForm subject/>
                    <LastMinute subject left/>
                    {move || subject.moves.failure(|step| *step == Step::GiveBack).map(|error| give_back_failed(subject, error))}
                    <NoMail subject/>
                    <div class="card card--flat row start nowrap-row gap-14">
                        <Icon name="lock" class="i--lg"/>
                        <p class="small">
                            {move || (t.privacy)(&near_date(lang, subject.booking.read().erased_at))} " "
                            <a href=href(lang, "/privacy")>{t.privacy_link}</a>
                        </p>
                    </div>
                </div>
                <Choice subject left/>
            </div>
        </div>
    }
}

/// Where the code went, and the way to another address.
#[component]
fn SentTo(subject: Subject) -> impl IntoView {
    let t = &texts(use_lang()).held;
    let sent = match address_of(subject.id) {
        Some(email) => view! { {t.sent_before} <b class="ink">{email}</b> {t.sent_after} },
        None => t.sent_somewhere.into_view(),
    };
    let giving = move || subject.moves.is_taking(|step| *step == Step::GiveBack);
    let label = move || if giving() { t.changing_address } else { t.change_address };
    view! {
        <p class="lead">
            {sent}
            <button type="button" class="linkish" on:click=move |_| subject.moves.take(Step::GiveBack)>{label}</button>
        </p>
    }
}

/// The desk could not be given back.
fn give_back_failed(subject: Subject, error: client::Error) -> impl IntoView {
    view! { <Failed error retry=move |()| subject.moves.take(Step::GiveBack)/> }
}

/// In the last minute: whether the desk should stay.
#[component]
fn LastMinute(subject: Subject, left: Memo<i64>) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).held;
    let is_last = Memo::new(move |_| (1..=LAST).contains(&left.get()));
    let more = move || subject.booking.read().hold_extensions_left > 0;
    view! {
        {move || is_last.get().then(|| view! {
            <div class="card">
                <div class="stack gap-8">
                    <p class="small"><b>{move || last_minute(lang, &subject.booking.read())}</b></p>
                    {move || more().then(|| view! {
                        <Button size="sm" on_press=move |_| subject.moves.take(Step::ExtendHold)>{t.extend_yes}</Button>
                    })}
                </div>
            </div>
        })}
    }
}

/// What to do when no mail arrives.
#[component]
fn NoMail(subject: Subject) -> impl IntoView {
    let t = &texts(use_lang()).held;
    let phone = move || subject.hall.phone().map(|phone| format!(" {}", (t.or_phone)(&phone)));
    view! {
        <details class="kern-accordion">
            <summary class="kern-accordion__header">
                <span class="kern-title kern-title--small">{t.no_mail}</span>
            </summary>
            <div class="kern-accordion__body">
                <p class="kern-body">{t.no_mail_hint} {phone}</p>
            </div>
        </details>
    }
}

/// What is held, how long still, and where it is.
#[component]
fn Choice(subject: Subject, left: Memo<i64>) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).held;
    let Subject { booking, hall, .. } = subject;
    let named = move || desks(lang, &booking.read());
    let desk = move || match hall.desk_kind(lang, &booking.read()) {
        Some(kind) if named().1 == 1 => format!("{}, {kind}", named().0),
        _ => named().0,
    };
    let zone = move || hall.zone(lang, &booking.read()).map(|zone| (texts(lang).ticket.in_zone)(&zone));
    let place = move || hall.name().into_iter().chain(zone()).collect::<Vec<_>>().join(", ");
    view! {
        <aside class="card card--lift stack gap-22 booking-choice" aria-label=t.choice>
            <Hold subject left/>
            <hr class="hr"/>
            <dl class="kv">
                <dt>{t.desk}</dt>
                <dd>{desk}</dd>
                <dt>{t.when}</dt>
                <dd class="num">
                    {move || day(lang, &booking.read(), today(&booking.read()))} <br/>
                    {move || times(lang, &booking.read())}
                </dd>
                <dt>{t.place}</dt>
                <dd>{place}</dd>
            </dl>
            <Whereabouts hall booking own=Mark::Selected title=Signal::derive(move || (t.plan)(&named().0)) id="held" way=true/>
        </aside>
    }
}

/// How long the desk is held, and the way to more.
#[component]
fn Hold(subject: Subject, left: Memo<i64>) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).held;
    let Subject { booking, hall, moves, .. } = subject;
    let title = move || {
        let (codes, count) = desks(lang, &booking.read());
        (t.reserved)(&codes, count)
    };
    let more = Memo::new(move |_| booking.read().hold_extensions_left > 0);
    let extending = move || moves.is_taking(|step| *step == Step::ExtendHold);
    let label = move || if extending() { t.extending.to_owned() } else { (t.extend)(hall.hold_minutes()) };
    let extended = move || {
        let outcome = moves.outcome().filter(|outcome| outcome.step == Step::ExtendHold)?;
        let until = outcome.result.ok()?.hold_expires_at?;
        Some((t.extended)(&hhmm(until)))
    };
    // Until the day has come, nobody knows whether this device's clock is right.
    let known = move || hall.is_settled();
    let whole = Signal::derive(move || hall.hold_minutes() * 60);
    let failure = move || moves.failure(|step| *step == Step::ExtendHold);
    let retry = move |()| moves.take(Step::ExtendHold);
    view! {
        <div class="hold">
            {move || if known() {
                view! { <Ring remaining=left whole/> }
            } else {
                view! { <div class="booking-ring skel"></div> }
            }}
            <div class="stack gap-6">
                <p class="h4">{title}</p>
                <p class="small muted">{move || if more.get() { t.longer } else { t.longer_used }}</p>
                {move || more.get().then(|| view! {
                    <Button kind="secondary" size="sm" icon="clock" on_press=move |_| moves.take(Step::ExtendHold)>{label}</Button>
                })}
                <p class="small" role="status">{extended}</p>
            </div>
        </div>
        {move || failure().map(|error| view! { <Failed error retry/> })}
    }
}
