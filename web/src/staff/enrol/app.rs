//! The second step: an authenticator gets to know its secret, and shows that it does.

use crate::view::prelude::*;
use shared::staff::{SecondFactor, StaffEnrolment};
use web_sys::SubmitEvent;

use super::steps::{Form, StepTitle};
use crate::lang::use_lang;
use crate::session::is_code;
use crate::staff::field::{TextField, send_button};
use crate::staff::refused::Refused;
use crate::texts::staff::enrol::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;

/// The step.
#[component]
pub(super) fn AppStep(form: Form, token: String, factor: SecondFactor) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let Form { step, password, code, open } = form;
    let send = move || {
        let typed: String = code.text().split_whitespace().collect();
        if !is_code(&typed) {
            return code.refuse(words.code_missing);
        }
        if !untrack(|| open.pending()) {
            let (token, password) = (token.clone(), Some(password.text()));
            open.dispatch(StaffEnrolment { token, password, totp: Some(typed) });
        }
    };
    let send = Callback::new(move |()| send());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let failure = move || open.value().flatten().filter(|_| !open.pending());
    view! {
        <section class="stack gap-16">
            <StepTitle title=t.app_title/>
            <p>{t.app_lead}</p>
            <Secret factor/>
            <form class="stack gap-24" novalidate on:submit=submit>
                <TextField field=code id="code" label=words.code hint=t.code_hint autocomplete="one-time-code" maxlength="9"/>
                <div class="row">
                    {send_button(t.finish, t.finishing, Signal::derive(move || open.pending()))}
                    <Button kind="tertiary" icon="left" on_press=move |_| step.set(0)>{t.back}</Button>
                </div>
            </form>
            {move || failure().map(|error| view! { <Refused error retry=send/> })}
        </section>
    }
}

/// The secret: as a picture, as letters, and for an authenticator on the same device.
#[component]
fn Secret(factor: SecondFactor) -> impl IntoView {
    let t = texts(use_lang());
    // A picture and not markup: whatever is in it can't become part of the page.
    let picture = format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&factor.qr_svg)));
    view! {
        <div class="staff-factor">
            <div class="qr"><img src=picture alt=t.picture width="176" height="176"/></div>
            <div class="stack gap-10">
                <p>{t.secret_lead}</p>
                <p class="staff-secret"><span class="kern-sr-only">{t.secret} ": "</span>{in_fours(&factor.secret)}</p>
                <p><a href=factor.uri rel="external">{t.open_app}</a></p>
            </div>
        </div>
    }
}

/// "ABCD EFGH": easier to type.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn a_secret_is_written_in_fours() {
        assert_eq!(in_fours("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }
}
