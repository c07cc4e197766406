//! Another password: the form is there when it is asked for.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;
use shared::staff::NewPassword;
use web_sys::SubmitEvent;

use super::deeds::{Deed, Done};
use crate::lang::use_lang;
use crate::staff::field::{Field, TextField, is_there, send_button};
use crate::staff::refused::{Refused, told};
use crate::texts::staff::home::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;

/// The button that opens it, for the focus to come back to.
const OPENER: &str = "password-change";

/// The section.
#[component]
pub(super) fn NewPasswordForm(deeds: Action<Deed, Done>) -> impl IntoView {
    let t = texts(use_lang());
    let open = RwSignal::new(false);
    // What came of the last try; a new form begins without it.
    let came = move || match deeds.value().filter(|_| !deeds.pending()) {
        Some((Deed::Password(_), came)) => Some(came.err()),
        _ => None,
    };
    let done = move || matches!(came(), Some(None));
    view! {
        <section class="stack gap-16" aria-labelledby="password-title">
            <h2 class="h2" id="password-title">{t.password_title}</h2>
            {move || if open.get() && !done() {
                view! { <Form deeds open/> }
            } else {
                view! {
                    <div class="row" id=OPENER>
                        <Button kind="secondary" icon="lock" on_press=move |_| {
                            deeds.clear();
                            open.set(true);
                        }>{t.password_change}</Button>
                    </div>
                }
            }}
            <p class="small muted" role="status">{move || done().then_some(t.password_saved)}</p>
        </section>
    }
}

/// The form.
#[component]
fn Form(deeds: Action<Deed, Done>, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let (current, fresh, code) = (Field::new(), Field::new(), Field::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let totp = code.given(words.code_missing, is_there);
        let password = fresh.new_password(words);
        let so_far = current.given(t.password_now_missing, is_there).map(|_| current.text());
        if let (Some(current), Some(password), Some(totp), false) =
            (so_far, password, totp, untrack(|| deeds.pending()))
        {
            deeds.dispatch(Deed::Password(NewPassword { current, totp, password }));
        }
    };
    next_frame(move || current.focus());
    let failure = move || match deeds.value().filter(|_| !deeds.pending()) {
        Some((deed @ Deed::Password(_), Err(error))) => Some((deed, error)),
        _ => None,
    };
    view! {
        <form class="stack gap-24 account-in" novalidate on:submit=submit>
            {move || failure().map(|(deed, error)| refusal(error, Callback::new(move |()| deeds.dispatch(deed.clone()))))}
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
                {send_button(t.password_save, t.password_saving, Signal::derive(move || deeds.pending()))}
                <Button kind="tertiary" on_press=move |_| open.set(false)>{t.cancel}</Button>
            </div>
        </form>
    }
}

/// Why there is no new password.
fn refusal(error: Error, retry: Callback<()>) -> View {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    match error.kind() {
        Some(ProblemKind::WrongCode) => told(t.password_wrong.to_owned(), ""),
        Some(ProblemKind::InvalidRequest) => told(words.password_weak.to_owned(), ""),
        Some(ProblemKind::WrongState) => told(words.by_city_title.to_owned(), words.by_city_body),
        _ => view! { <Refused error retry/> },
    }
}
