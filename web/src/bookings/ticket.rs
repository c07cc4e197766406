//! The ticket: a booked desk, before the visit and during it.

use crate::view::prelude::*;
use shared::bookings::{Booking, BookingState};

use super::again::change_href;
use super::calendar_file::download;
use super::dialog::{Ask, More, Question};
use super::facts::{day, desks, hhmm, near_date, times, today};
use super::hall::Whereabouts;
use super::longer::Longer;
use super::moves::Step;
use super::nearby::Nearby;
use super::page::Subject;
use super::refused::refused;
use super::steps::Steps;
use crate::clock::use_clock;
use crate::lang::{href, use_lang};
use crate::plan::Mark;
use crate::session::use_client;
use crate::texts::bookings::{Ticket, texts};
use crate::ui::button::{Button, Link};
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::tag::{Example, Tag};

/// The page of a booked desk.
#[component]
pub(super) fn TicketView(subject: Subject, state: BookingState) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ticket;
    let booking = subject.booking;
    // The steps belong to booking; whoever opens the link later has long taken them.
    let just_booked =
        untrack(|| subject.moves.outcome()).is_some_and(|outcome| matches!(outcome.step, Step::Confirm(_)));
    // Nobody who just sat down has left an address.
    let walk_in = booking.read_untracked().walk_in;
    let data =
        move || if walk_in { t.data_walk_in.to_owned() } else { (t.data)(&near_date(lang, booking.read().erased_at)) };
    let find_again = if walk_in { t.find_again_walk_in } else { t.find_again };
    view! {
        <div class="section--sand booking-ticket">
            <div class="wrap page">
                {just_booked.then(|| view! { <div class="mb-24"><Steps current=2/></div> })}
                <article class="ticket">
                    <div class="ticket-a stack gap-22">
                        <Top subject state/>
                        <div class="grid booking-facts">
                            <Facts subject state/>
                            <Whereabouts
                                hall=subject.hall
                                booking
                                own=Mark::Mine
                                title=Signal::derive(move || (t.plan)(&desks(lang, &booking.read()).0))
                                id="ticket"
                            />
                        </div>
                        <Doings subject state/>
                    </div>
                    <Stub subject/>
                </article>
                <p class="small muted mt-18">
                    {data} " " <a href=href(lang, "/privacy")>{t.data_link}</a> " " {find_again}
                </p>
            </div>
        </div>
        <Nearby booking/>
    }
}

/// The state, the headline and the time.
#[component]
fn Top(subject: Subject, state: BookingState) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ticket;
    let booking = subject.booking;
    let here = state == BookingState::CheckedIn;
    let is_today = Memo::new(move |_| today(&booking.read()) == booking.read().from.date_naive());
    let title = move || {
        let (codes, count) = desks(lang, &booking.read());
        let words = match (here, is_today.get()) {
            (true, _) => t.title_here,
            (false, true) => t.title_soon,
            (false, false) => t.title_later,
        };
        words(&codes, count)
    };
    let time = move || {
        let booking = booking.read();
        format!("{}, {}", day(lang, &booking, today(&booking)), times(lang, &booking))
    };
    let (tag, icon) = if here { (t.checked_in, "chair") } else { (t.booked, "check") };
    view! {
        <div class="row between">
            <Tag kind=if here { "lake" } else { "patina" } icon=icon>{tag}</Tag>
            {move || booking.read().series_id.map(|_| view! { <Tag icon="refresh">{t.series}</Tag> })}
            {move || subject.hall.is_demo().then(|| view! { <Example text=t.example/> })}
        </div>
        <div>
            <Headline title=Signal::derive(title) class="display booking-title"/>
            <p class="lead num mt-12">{time}</p>
        </div>
    }
}

/// Where it is, and until when one must come or may stay.
#[component]
fn Facts(subject: Subject, state: BookingState) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ticket;
    let Subject { booking, hall, .. } = subject;
    let zone = move || hall.zone(lang, &booking.read()).map(|zone| (t.in_zone)(&zone));
    let line = |icon: &'static str, text: String, more: &'static str| {
        view! { <li><Icon name=icon/><div>{text}<span>{more}</span></div></li> }
    };
    let clock = move || {
        let booking = booking.read();
        if state == BookingState::CheckedIn {
            return line("clock", (t.until)(&hhmm(booking.to)), t.check_out_why).into_view();
        }
        let opens = (!check_in_open(&booking))
            .then(|| line("walk", (t.check_in_from)(&hhmm(booking.check_in_from)), t.check_in_from_why));
        view! { {opens} {line("clock", (t.come_by)(&hhmm(booking.check_in_until)), t.come_by_why)} }
    };
    view! {
        <ul role="list" class="facts">
            <li>
                <Icon name="pin"/>
                <div>{move || hall.address()}<span>{zone}</span></div>
            </li>
            {clock}
        </ul>
    }
}

/// Whether a booking can be checked in now; whoever reads it follows the clock.
fn check_in_open(booking: &Booking) -> bool {
    let now = use_clock().follow();
    booking.check_in_from <= now && now < booking.check_in_until
}

/// What can be done, and what came of it.
#[component]
fn Doings(subject: Subject, state: BookingState) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).ticket;
    let Subject { booking, moves, .. } = subject;
    let here = state == BookingState::CheckedIn;
    let can_check_in = Memo::new(move |_| !here && check_in_open(&booking.read()));
    let asking = RwSignal::new(false);
    let calendar = download(subject);
    let saved = move || match calendar.value() {
        Some(true) => t.calendar_done,
        Some(false) => t.calendar_failed,
        None => "",
    };
    let change = Signal::derive(move || change_href(lang, &booking.read(), &subject.secret.get_value()));
    let calendar_kind = if here { "tertiary" } else { "secondary" };
    let calendar_button = move |kind: &'static str| {
        view! { <Button kind icon="cal" on_press=move |_| { calendar.dispatch(()); }>{t.calendar}</Button> }
    };
    let check_in_label =
        move || if moves.is_taking(|step| *step == Step::CheckIn) { t.checking_in } else { t.check_in };
    view! {
        <div class="row booking-doings">
            {move || if here {
                view! { <Button icon="check" on_press=move |_| asking.set(true)>{t.check_out}</Button> {calendar_button(calendar_kind)} }
            } else if can_check_in.get() {
                view! {
                    <Button icon="check" on_press=move |_| moves.take(Step::CheckIn)>{check_in_label}</Button>
                    {calendar_button(calendar_kind)}
                }
            } else {
                calendar_button("primary").into_view()
            }}
            {(!here).then(|| view! { <Link href=change kind="secondary" icon="edit">{t.change}</Link> })}
            {(!here).then(|| view! { <Button kind="secondary" icon="x" on_press=move |_| asking.set(true)>{t.cancel}</Button> })}
            <Button kind="tertiary" icon="print" on_press=|_| { let _ = window().print(); }>{t.print}</Button>
        </div>
        <p class="small muted" role="status">{saved}</p>
        {here.then(|| view! { <Longer subject/> })}
        {move || moves.outcome().and_then(|outcome| outcome.result.err()).map(|error| refused(subject, error))}
        <Sure subject here open=asking/>
    }
}

/// The question before the booking ends.
#[component]
fn Sure(subject: Subject, here: bool, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let t: &'static Ticket = &texts(lang).ticket;
    let (codes, count) = desks(lang, &subject.booking.read_untracked());
    let in_series = !here && subject.booking.read_untracked().series_id.is_some();
    let (question, step) = if here {
        let title = (t.check_out_title)(&codes, count);
        (Question { title, text: t.check_out_text, yes: t.check_out_yes, no: t.check_out_no }, Step::CheckOut)
    } else {
        let title = (t.cancel_title)(&codes, count);
        (
            Question {
                title,
                text: t.cancel_text,
                yes: if in_series { t.cancel_one } else { t.cancel_yes },
                no: t.cancel_no,
            },
            Step::Cancel,
        )
    };
    let on_yes = Callback::new(move |()| subject.moves.take(step.clone()));
    let all = Callback::new(move |()| subject.moves.take(Step::CancelSeries));
    let more = in_series.then_some(More { label: t.cancel_series, on_press: all });
    view! { <Ask open question id="booking-sure" on_yes more/> }
}

/// The part that is shown at the info point: the code as a picture and as letters.
#[component]
fn Stub(subject: Subject) -> impl IntoView {
    let t = &texts(use_lang()).ticket;
    let client = use_client();
    let code = Memo::new(move |_| subject.booking.read().code.clone());
    let picture = Resource::new(move || {
        let reply = subject.secret.with_value(|secret| client.qr(subject.id, secret));
        async move { reply.await.ok().map(|svg| data_uri(&svg)) }
    });
    let image = move || match picture.get() {
        None => Some(view! { <div class="qr skel booking-qr"></div> }),
        Some(Some(src)) => {
            Some(view! { <div class="qr"><img src=src alt=(t.qr_alt)(&code.read()) width="176" height="176"/></div> })
        }
        // Without the picture the letters do.
        Some(None) => None,
    };
    view! {
        <div class="ticket-b">
            {image}
            <p class="tiny">{t.code}</p>
            <p class="bcode">{move || code.get()}</p>
            <p class="tiny">{if subject.booking.read_untracked().walk_in { t.code_hint_walk_in } else { t.code_hint }}</p>
        </div>
    }
}

/// An SVG picture as an address an `img` can show: an image runs no scripts, inline markup would.
fn data_uri(svg: &str) -> String {
    format!("data:image/svg+xml,{}", js_sys::encode_uri_component(svg))
}
