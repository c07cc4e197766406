//! The page of an appointment: the code, then what to know, then what became of it.

use std::time::Duration;

use crate::router::{use_location, use_param};
use crate::view::prelude::*;
use client::{Client, Error};
use shared::appointments::{Appointment, AppointmentState};
use shared::bookings::Confirmation;
use shared::ids::AppointmentId;
use shared::problem::ProblemKind;

use super::held::Held;
use super::slots::clock;
use crate::bookings::{Ask, Question};
use crate::dates::{day_month, weekday_date};
use crate::file::save;
use crate::lang::{Lang, href, pick, pick_opt, split, use_lang};
use crate::session::{Fragment, use_client};
use crate::texts::advice::{Texts, texts};
use crate::texts::frame;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, Link};
use crate::ui::headline::Headline;
use crate::ui::icon::Icon;
use crate::ui::notice::{Failed, Loading};
use crate::ui::tag::Tag;

/// How often the page looks what has become of it.
const LOOK: Duration = Duration::from_secs(30);

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Prove the address with this code.
    Confirm(String),
    /// Hold the slot for longer.
    Longer,
    /// Call it off.
    Cancel,
}

/// The one action of the page: only one thing happens at a time.
pub(super) type Steps = Action<Step, Option<Error>>;

/// What the page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    id: Option<AppointmentId>,
    fragment: Fragment,
}

/// The page.
#[component]
pub(crate) fn AppointmentPage() -> impl IntoView {
    let id = use_param("id");
    let location = use_location();
    let address = Memo::new(move |before: Option<&Address>| {
        // When the page is left, its address changes before it is gone.
        let here = split(&location.pathname.read()).1.starts_with("/appointment/");
        match before {
            Some(before) if !here => before.clone(),
            _ => Address {
                id: id.get().and_then(|id| id.parse().ok()),
                fragment: Fragment::parse(&location.hash.read()),
            },
        }
    });
    move || {
        let Address { id, fragment } = address.get();
        match id.zip(fragment.secret) {
            Some((id, secret)) => view! { <Managed id secret code=fragment.code/> },
            None => missing(),
        }
    }
}

/// An appointment whose secret is known.
#[component]
fn Managed(id: AppointmentId, secret: String, code: Option<String>) -> impl IntoView {
    let (lang, client) = (use_lang(), use_client());
    let (asker, proof) = (client.clone(), secret.clone());
    let loaded = Resource::new(move || asker.appointment(id, &proof));
    let (mover, proof) = (client.clone(), secret.clone());
    let steps = Steps::new(move |step: &Step| {
        let (client, secret, step) = (mover.clone(), proof.clone(), step.clone());
        async move {
            let error = take(&client, id, &secret, &step).await.err();
            loaded.refetch();
            error
        }
    });
    look_now_and_then(loaded);
    let again = Callback::new(move |()| loaded.refetch());
    let code = RwSignal::new(code.unwrap_or_default());
    let file = download(client, id, secret);
    // An answer that says nothing new leaves alone what is being typed; when it was told is nothing new.
    let known = Memo::new(move |_| loaded.get().map(|answer| answer.map(timeless)));
    move || match known.get() {
        None => view! { <div class="wrap page"><Loading/></div> },
        Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => missing(),
        Some(Err(error)) => view! {
            <div class="wrap page stack">
                <Headline title=texts(lang).failed/>
                <Failed error retry=again/>
            </div>
        },
        Some(Ok((appointment, over))) => view! { <Known appointment over steps code file/> },
    }
}

/// An appointment without when it was told, and whether it was over then: this device's clock may be wrong.
fn timeless(told: Appointment) -> (Appointment, bool) {
    let over = told.to <= told.as_of;
    (Appointment { as_of: told.created_at, ..told }, over)
}

/// Sends a step.
async fn take(client: &Client, id: AppointmentId, secret: &str, step: &Step) -> Result<Appointment, Error> {
    match step {
        Step::Confirm(code) => client.confirm_appointment(id, secret, &Confirmation { code: Some(code.clone()) }).await,
        Step::Longer => client.extend_appointment_hold(id, secret).await,
        Step::Cancel => client.cancel_appointment(id, secret).await,
    }
}

/// Looks when the visitor comes back, and else now and then.
fn look_now_and_then(loaded: Resource<Result<Appointment, Error>>) {
    let look = move || {
        if !document().hidden() {
            loaded.refetch();
        }
    };
    every(LOOK, look);
    listen("focus", move |_| look());
}

/// Fetches the calendar file and saves it; whether that worked. The secret travels in a header, so it is in no address.
fn download(client: Client, id: AppointmentId, secret: String) -> Action<(), bool> {
    let name = texts(use_lang()).file;
    Action::new(move |(): &()| {
        let reply = client.appointment_ics(id, &secret);
        async move { reply.await.is_ok_and(|file| save(&file, "text/calendar;charset=utf-8", &format!("{name}.ics"))) }
    })
}

/// What the page shows of it.
#[component]
fn Known(
    appointment: Appointment,
    over: bool,
    steps: Steps,
    code: RwSignal<String>,
    file: Action<(), bool>,
) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    // What is over is told as over, also where the office keeps no count.
    let open = matches!(appointment.state, AppointmentState::Held | AppointmentState::Confirmed) && !over;
    let (title, lead) = said(lang, t, &appointment, over);
    let held = appointment.state == AppointmentState::Held && !over;
    let stands = appointment.state == AppointmentState::Confirmed && !over;
    let more = appointment.hold_extensions_left > 0;
    let erased = (t.erased)(&day_month(lang, appointment.erased_at.date_naive()));
    let link = appointment.offer.as_ref().map_or_else(|| "/offers".to_owned(), |slug| format!("/offers/{slug}"));
    view! {
        <div class="wrap page stack gap-20">
            <Headline title/>
            <p class="lead" role="status">{lead}</p>
            {held.then(|| view! { <Held steps code more/> })}
            <Facts appointment/>
            {stands.then(|| calendar(t, file))}
            {open.then(|| view! { <Cancel steps/> })}
            {(!open).then(|| view! { <div class="row"><Link href=href(lang, &link)>{t.again}</Link></div> })}
            <p class="small muted">{open.then_some(t.find_again)} " " {erased}</p>
        </div>
    }
}

/// The state in a title and a sentence.
fn said(lang: Lang, t: &'static Texts, one: &Appointment, over: bool) -> (&'static str, String) {
    match one.state {
        AppointmentState::Held | AppointmentState::Confirmed if over => (t.over, t.over_lead.to_owned()),
        AppointmentState::Held => {
            (t.held, one.hold_expires_at.map(|at| (t.held_until)(&clock(at))).unwrap_or_default())
        }
        AppointmentState::Confirmed => (t.confirmed, (t.confirmed_lead)(&one.code)),
        AppointmentState::Attended => (t.attended, t.attended_lead.to_owned()),
        AppointmentState::NoShow => (t.no_show, t.no_show_lead.to_owned()),
        AppointmentState::Expired => (t.expired, t.expired_lead.to_owned()),
        AppointmentState::Cancelled => {
            let reason = pick_opt(lang, one.cancel_reason_de.as_ref(), one.cancel_reason_en.as_ref());
            (t.cancelled, reason.map_or_else(|| t.cancelled_lead.to_owned(), t.called_off))
        }
    }
}

/// What, when, where, and what to bring along.
#[component]
fn Facts(appointment: Appointment) -> impl IntoView {
    let lang = use_lang();
    let day = weekday_date(lang, appointment.from.date_naive());
    let span = (frame::texts(lang).span)(&clock(appointment.from), &clock(appointment.to));
    let title = pick(lang, &appointment.title_de, &appointment.title_en).to_owned();
    let office = pick(lang, &appointment.office_de, &appointment.office_en).to_owned();
    let place = pick(lang, &appointment.place_de, &appointment.place_en).to_owned();
    let about = pick(lang, &appointment.about_de, &appointment.about_en).to_owned();
    let t = texts(lang);
    let language = appointment.language.map(|tag| (t.spoken)((t.language)(&tag).unwrap_or(&tag)));
    let code = appointment.code;
    view! {
        <ul role="list" class="facts">
            <li><Icon name="cal"/><div class="num">{day} ", " {span}</div></li>
            <li><Icon name="users"/><div>{title}<span>{office}</span></div></li>
            <li><Icon name="pin"/><div>{place}</div></li>
            {language.map(|words| view! { <li><Icon name="speech"/><div>{words}</div></li> })}
            {(!about.is_empty()).then(|| view! { <li><Icon name="info"/><div>{about}</div></li> })}
        </ul>
        <p><Tag kind="patina">{code}</Tag></p>
    }
}

/// The way into a calendar.
fn calendar(t: &'static Texts, file: Action<(), bool>) -> View {
    let failed = move || file.value() == Some(false) && !file.pending();
    view! {
        <div class="row"><Button kind="secondary" icon="cal" on_press=move |_| file.dispatch(())>{t.calendar}</Button></div>
        {move || failed().then(|| view! { <Alert kind=AlertKind::Warning title=t.calendar_failed/> })}
    }
}

/// The way out of it, after a question.
#[component]
fn Cancel(steps: Steps) -> impl IntoView {
    let t = texts(use_lang());
    let open = RwSignal::new(false);
    let question =
        Question { title: t.cancel_title.to_owned(), text: t.cancel_text, yes: t.cancel_yes, no: t.cancel_no };
    let on_yes = Callback::new(move |()| steps.dispatch(Step::Cancel));
    let failure = move || {
        let mine = steps.input() == Some(Step::Cancel) && !steps.pending();
        steps.value().flatten().filter(|error| mine && error.kind() != Some(ProblemKind::WrongState))
    };
    view! {
        <div class="row"><Button kind="tertiary" icon="x" on_press=move |_| open.set(true)>{t.cancel}</Button></div>
        {move || failure().map(|error| view! { <Failed error retry=on_yes/> })}
        <Ask open question id="appointment-sure" on_yes/>
    }
}

/// A link that does not lead to an appointment.
fn missing() -> View {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=t.missing/>
            <p class="lead">{t.missing_lead}</p>
            <div class="row mt-24"><Link href=href(lang, "/offers")>{t.offers}</Link></div>
        </div>
    }
}
