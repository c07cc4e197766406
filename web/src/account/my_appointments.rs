//! The appointments that carry an address; each leads to its page.

use crate::view::prelude::*;
use shared::appointments::{Appointment, AppointmentState};

use crate::dates::{clock_time, weekday_date};
use crate::lang::{pick, use_lang};
use crate::session::appointment_href;
use crate::texts::account::{Texts, texts};
use crate::texts::frame;
use crate::ui::icon::Icon;
use crate::ui::tag::Tag;

/// The list; nothing for who has none.
#[component]
pub(super) fn MyAppointments(appointments: Vec<Appointment>) -> impl IntoView {
    let t = texts(use_lang());
    (!appointments.is_empty()).then(|| {
        let rows = appointments.into_iter().map(|appointment| view! { <li><Row appointment/></li> }).collect_view();
        view! {
            <section class="stack gap-16" aria-labelledby="appointments">
                <h2 class="h2" id="appointments">{t.appointments}</h2>
                <ul role="list" class="my-bookings">{rows}</ul>
            </section>
        }
    })
}

/// One of them.
#[component]
fn Row(appointment: Appointment) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let link = appointment_href(lang, appointment.id, appointment.secret.as_deref().unwrap_or_default());
    let (kind, words) = state(t, appointment.state);
    let day = weekday_date(lang, appointment.from.date_naive());
    let hours = (frame::texts(lang).span)(&clock_time(appointment.from.time()), &clock_time(appointment.to.time()));
    let title = pick(lang, &appointment.title_de, &appointment.title_en).to_owned();
    view! {
        <a class="my-booking" href=link>
            <span class="my-booking-when">
                <strong>{day}</strong>
                <span class="num">{hours}</span>
            </span>
            <span class="my-booking-desk"><Icon name="users"/>{title}</span>
            <span class="row gap-8"><Tag kind>{words}</Tag></span>
            <Icon name="right"/>
        </a>
    }
}

/// A state as a colour and a word.
fn state(t: &'static Texts, state: AppointmentState) -> (&'static str, &'static str) {
    match state {
        AppointmentState::Held => ("honey", t.held),
        AppointmentState::Confirmed => ("patina", t.booked),
        AppointmentState::Attended => ("", t.attended),
        AppointmentState::NoShow => ("", t.no_show),
        AppointmentState::Expired => ("", t.expired),
        AppointmentState::Cancelled => ("", t.cancelled),
    }
}
