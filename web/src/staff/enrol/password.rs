//! The first step: a password. The rules are told before; whether it is easy to guess is for the api to say.

use crate::view::prelude::*;
use web_sys::SubmitEvent;

use super::steps::{Form, StepTitle};
use crate::lang::use_lang;
use crate::staff::field::{TextField, send_button};
use crate::texts::staff::enrol::texts;
use crate::texts::staff::texts as shared_texts;

/// The step.
#[component]
pub(super) fn PasswordStep(form: Form) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.password.new_password(words).is_some() {
            form.step.set(1);
        }
    };
    // Whoever opens the page begins at its top; who comes back from the next step has been told why.
    view! {
        <section class="stack gap-16">
            <StepTitle title=t.password_title first=true/>
            <form class="stack gap-24" novalidate on:submit=submit>
                <TextField
                    field=form.password
                    id="password"
                    label=t.password
                    hint=words.password_rules
                    autocomplete="new-password"
                    secret=true
                />
                <div class="row">{send_button(t.next, t.next, Signal::derive(|| false))}</div>
            </form>
        </section>
    }
}
