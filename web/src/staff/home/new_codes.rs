//! New recovery codes. The ones before are worth nothing then, and whoever finds a browser that was left open must
//! not have them: both factors are asked for again.

use crate::view::prelude::*;
use client::Error;
use shared::staff::StaffProof;
use web_sys::SubmitEvent;

use crate::lang::use_lang;
use crate::session::use_client;
use crate::staff::field::{Field, TextField, is_there, send_button};
use crate::staff::keep_codes::KeepCodes;
use crate::staff::refused::unproven;
use crate::staff::who::use_who;
use crate::texts::staff::home::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;

/// What is shown, and what came of it.
type Renewal = Action<StaffProof, Result<Vec<String>, Error>>;

/// The section.
#[component]
pub(super) fn NewCodes(login: String) -> impl IntoView {
    let (t, client, who) = (texts(use_lang()), use_client(), use_who());
    let open = RwSignal::new(false);
    let renew: Renewal = Action::new(move |proof: &StaffProof| {
        let (client, proof) = (client.clone(), proof.clone());
        async move {
            let fresh = who.client(client).await?.renew_recovery_codes(&proof).await?;
            who.codes_left.set(None);
            open.set(false);
            next_frame(|| focus_on("#codes"));
            Ok(fresh.recovery_codes)
        }
    });
    let on_done = Callback::new(move |()| {
        renew.clear();
        next_frame(|| focus_on("#codes"));
    });
    let on_open = move |_| {
        renew.clear();
        open.set(true);
    };
    let fresh = Memo::new(move |_| renew.value().and_then(Result::ok));
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="codes">
            <h2 class="h2" id="codes" tabindex="-1">{t.codes_title}</h2>
            {move || match (fresh.get(), open.get()) {
                (Some(codes), _) => view! { <KeepCodes codes login=login.clone() go_on=t.codes_done on_done/> },
                (None, true) => view! { <Form renew open/> },
                (None, false) => view! {
                    <p>{t.codes_lead}</p>
                    <div class="row" id="codes-open">
                        <Button kind="secondary" icon="refresh" on_press=on_open>{t.codes_renew}</Button>
                    </div>
                },
            }}
        </section>
    }
}

/// Asks for both factors.
#[component]
fn Form(renew: Renewal, open: RwSignal<bool>) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let (current, code) = (Field::new(), Field::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let totp = code.given(words.code_missing, is_there);
        let so_far = current.given(t.password_now_missing, is_there).map(|_| current.text());
        if let (Some(current), Some(totp), false) = (so_far, totp, untrack(|| renew.pending())) {
            renew.dispatch(StaffProof { current, totp });
        }
    };
    next_frame(move || current.focus());
    let retry = Callback::new(move |()| {
        if let Some(proof) = untrack(|| renew.input()) {
            renew.dispatch(proof);
        }
    });
    let close = move |_| {
        open.set(false);
        next_frame(|| focus_on("#codes-open button"));
    };
    let failure = move || renew.value().and_then(Result::err).filter(|_| !renew.pending());
    view! {
        <p>{t.codes_sure_text}</p>
        <form class="stack gap-24 account-in" novalidate on:submit=submit>
            {move || failure().map(|error| unproven(error, t.password_wrong, retry))}
            <TextField
                field=current
                id="codes-current"
                label=t.password_now
                autocomplete="current-password"
                secret=true
            />
            <TextField
                field=code
                id="codes-code"
                label=words.code
                hint=t.code_hint
                autocomplete="one-time-code"
                maxlength="40"
            />
            <div class="row">
                {send_button(t.codes_yes, t.codes_drawing, Signal::derive(move || renew.pending()))}
                <Button kind="tertiary" on_press=close>{t.codes_no}</Button>
            </div>
        </form>
    }
}
