//! Signing in with a name, a password and a code. Whatever of it was wrong, there is one sentence: the api
//! tells nobody which.

use crate::router::{NavigateOptions, query_now, use_navigate};
use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;
use shared::staff::StaffSignIn;
use web_sys::SubmitEvent;

use super::field::{Field, TextField, is_there, send_button};
use super::place::place;
use super::refused::{Refused, told};
use super::ways::{CityWay, problem};
use super::who::use_who;
use crate::lang::{href, use_lang};
use crate::session::use_client;
use crate::texts::staff::sign_in::texts;
use crate::ui::headline::Headline;

/// The page.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let t = texts(use_lang());
    view! {
        <div class="wrap page">
            <div class="stack gap-24 account-in">
                <Headline title=t.title/>
                <p class="lead">{t.lead}</p>
                {problem()}
                <CityWay/>
                <SignInForm/>
                <details class="staff-lost">
                    <summary>{t.lost}</summary>
                    <div class="stack gap-10">
                        <p>{t.lost_code}</p>
                        <p>{t.lost_all}</p>
                    </div>
                </details>
            </div>
        </div>
    }
}

/// The three fields.
#[component]
fn SignInForm() -> impl IntoView {
    let (lang, client, navigate, who) = (use_lang(), use_client(), use_navigate(), use_who());
    let t = texts(lang);
    let (login, password, code) = (Field::new(), Field::new(), Field::new());
    let there = href(lang, place(query_now("to").as_deref()));
    let enter: Action<StaffSignIn, Option<Error>> = Action::new(move |asked: &StaffSignIn| {
        let (reply, there) = (client.sign_in_staff(asked), there.clone());
        async move {
            match reply.await {
                Ok(signed) => {
                    who.begin(Some(signed.recovery_codes_left));
                    navigate(&there, NavigateOptions { replace: true, scroll: true });
                    None
                }
                Err(error) => {
                    if error.kind() == Some(ProblemKind::WrongCode) {
                        // A code is good once and for half a minute: the next try has another one.
                        code.clear();
                        password.focus();
                    }
                    Some(error)
                }
            }
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let totp = code.given(t.code_missing, is_there);
        let secret = password.given(t.password_missing, is_there).map(|_| password.text());
        let name = login.given(t.login_missing, is_there);
        if let (Some(login), Some(password), Some(totp), false) = (name, secret, totp, untrack(|| enter.pending())) {
            enter.dispatch(StaffSignIn { login, password, totp });
        }
    };
    let retry = Callback::new(move |()| {
        if let Some(asked) = untrack(|| enter.input()) {
            enter.dispatch(asked);
        }
    });
    let failure = move || enter.value().flatten().filter(|_| !enter.pending());
    view! {
        {move || failure().map(|error| match error.kind() {
            Some(ProblemKind::WrongCode) => told(t.wrong.to_owned(), t.wrong_body),
            _ => view! { <Refused error retry/> },
        })}
        <form class="stack gap-24" novalidate on:submit=submit>
            <TextField field=login id="login" label=t.login hint=t.login_hint autocomplete="username"/>
            <TextField field=password id="password" label=t.password autocomplete="current-password" secret=true/>
            <TextField field=code id="code" label=t.code hint=t.code_hint autocomplete="one-time-code" maxlength="40"/>
            <div class="row">{send_button(t.enter, t.entering, Signal::derive(move || enter.pending()))}</div>
        </form>
    }
}
