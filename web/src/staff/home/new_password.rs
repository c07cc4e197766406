//! Another password: the form is there when it is asked for.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;
use shared::staff::NewPassword;
use web_sys::SubmitEvent;

use super::deeds::Sessions;
use crate::lang::use_lang;
use crate::session::use_client;
use crate::staff::field::{Field, TextField, is_there, send_button};
use crate::staff::refused::{told, unproven};
use crate::staff::who::use_who;
use crate::texts::staff::home::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;

/// What is tried, and what came of it.
type Try = Action<NewPassword, Option<Error>>;

/// The section.
#[component]
pub(super) fn NewPasswordForm(sessions: Resource<Sessions>) -> impl IntoView {
    let (t, client, who) = (texts(use_lang()), use_client(), use_who());
    let (open, saved) = (RwSignal::new(false), RwSignal::new(false));
    let change: Try = Action::new(move |new: &NewPassword| {
        let (client, new) = (client.clone(), new.clone());
        async move {
            let outcome = match who.client(client).await {
                Ok(own) => own.change_staff_password(&new).await,
                Err(error) => Err(error),
            };
            if outcome.is_ok() {
                saved.set(true);
                close(open);
                // Every other sign-in has ended by that.
                sessions.refetch();
            }
            outcome.err()
        }
    });
    let on_open = move |_| {
        change.clear();
        saved.set(false);
        open.set(true);
    };
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="password-title">
            <h2 class="h2" id="password-title">{t.password_title}</h2>
            {move || if open.get() {
                view! { <Form change open/> }
            } else {
                view! {
                    <div class="row" id="password-open">
                        <Button kind="secondary" icon="lock" on_press=on_open>{t.password_change}</Button>
                    </div>
                }
            }}
            <p class="small muted" role="status">{move || saved.get().then_some(t.password_saved)}</p>
        </section>
    }
}

/// The form goes; reading goes on at the button that has opened it.
fn close(open: RwSignal<bool>) {
    open.set(false);
    next_frame(|| focus_on("#password-open button"));
}

/// The form.
#[component]
fn Form(change: Try, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let (current, fresh, code) = (Field::new(), Field::new(), Field::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let totp = code.given(words.code_missing, is_there);
        let password = fresh.new_password(words);
        let so_far = current.given(t.password_now_missing, is_there).map(|_| current.text());
        if let (Some(current), Some(password), Some(totp), false) =
            (so_far, password, totp, untrack(|| change.pending()))
        {
            change.dispatch(NewPassword { current, totp, password });
        }
    };
    next_frame(move || current.focus());
    let retry = Callback::new(move |()| {
        if let Some(new) = untrack(|| change.input()) {
            change.dispatch(new);
        }
    });
    let failure = move || change.value().flatten().filter(|_| !change.pending());
    view! {
        <form class="stack gap-24 account-in" novalidate on:submit=submit>
            {move || failure().map(|error| refusal(error, retry))}
            <TextField field=current id="current" label=t.password_now autocomplete="current-password" secret=true/>
            <TextField
                field=fresh
                id="fresh"
                label=t.password_new
                hint=words.password_rules
                autocomplete="new-password"
                secret=true
            />
            <TextField field=code id="code" label=words.code hint=t.code_hint autocomplete="one-time-code" maxlength="40"/>
            <div class="row">
                {send_button(t.password_save, t.password_saving, Signal::derive(move || change.pending()))}
                <Button kind="tertiary" on_press=move |_| close(open)>{t.cancel}</Button>
            </div>
        </form>
    }
}

/// Why there is no new password.
fn refusal(error: Error, retry: Callback<()>) -> View {
    let lang = use_lang();
    match error.kind() {
        Some(ProblemKind::InvalidRequest) => told(shared_texts(lang).password_weak.to_owned(), ""),
        _ => unproven(error, texts(lang).password_wrong, retry),
    }
}
