//! What stands in the place of something that is not there yet, or did not come.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;

use super::alert::{Alert, AlertKind};
use super::button::Button;
use super::headline::focus_on;
use crate::lang::use_lang;
use crate::texts::frame::{Texts, texts};
use crate::venue::{current, use_venue};
use leptos::reactive::owner::on_cleanup;

/// A skeleton while something loads; said once to those who do not see it.
#[component]
pub(crate) fn Loading() -> impl IntoView {
    view! {
        <div class="stack" aria-busy="true">
            <p class="kern-sr-only" role="status">{texts(use_lang()).loading}</p>
            <div class="skel skel-title"></div>
            <div class="skel skel-line"></div>
            <div class="skel skel-line w-70"></div>
        </div>
    }
}

/// What happened and what to do, for an error nobody on the page can do more about.
#[component]
pub(crate) fn Failed(
    /// What happened.
    error: Error,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let t = texts(use_lang());
    let (title, body) = words(t, &error);
    if error.is_offline() {
        // As the words say, it goes on by itself.
        listen("online", move |_| retry.run(()));
    }
    let pressed = StoredValue::new(false);
    on_cleanup(move || {
        if pressed.get_value() {
            next_frame(move_on);
        }
    });
    let press = move |_| {
        pressed.set_value(true);
        retry.run(());
    };
    let venue = use_venue();
    let phone = move || current(venue).and_then(|venue| venue.phone.clone()).map(t.by_phone);
    view! {
        <Alert kind=AlertKind::Danger title=title.to_owned()>
            <div class="stack gap-10">
                <p class="small">{body} " " {phone}</p>
                <Button kind="secondary" size="sm" icon="refresh" on_press=press>{t.retry}</Button>
            </div>
        </Alert>
    }
}

/// The button that was pressed has gone with its notice: the focus goes to what came instead.
fn move_on() {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    let places = ["#inhalt .kern-alert--danger button", "#inhalt h2[tabindex]", "#inhalt h1"];
    if lost
        && let Some(place) = places.into_iter().find(|place| matches!(document().query_selector(place), Ok(Some(_))))
    {
        focus_on(place);
    }
}

/// Title and body for an error.
fn words(t: &'static Texts, error: &Error) -> (&'static str, &'static str) {
    match error.kind() {
        _ if error.is_offline() => (t.offline_title, t.offline_body),
        Some(ProblemKind::RateLimited) => (t.busy_title, t.busy_body),
        Some(ProblemKind::NotFound) => (t.missing_title, t.missing_body),
        _ => (t.broken_title, t.broken_body),
    }
}
