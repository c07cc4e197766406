//! Signing in: an address, then the code from the mail. The mail's link brings both along; opening it
//! changes nothing, a press does, because mail scanners open links too.

use crate::router::{NavigateOptions, use_location, use_navigate};
use crate::view::prelude::*;
use client::Error;
use shared::people::{NewCode, SignIn};
use shared::problem::ProblemKind;
use web_sys::{HtmlInputElement, SubmitEvent};

use super::mine::Sought;
use crate::lang::{href, use_lang};
use crate::session::{is_code, use_client};
use crate::signed_in;
use crate::texts::account::{Texts, texts};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, classes};
use crate::ui::code::CodeField;
use crate::ui::email::{Email, EmailField};
use crate::ui::headline::Headline;
use crate::ui::notice::Failed;

/// The page.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let (lang, client) = (use_lang(), use_client());
    let t = texts(lang);
    let mailed = Mailed::parse(&use_location().hash.read_untracked());
    let code = RwSignal::new(mailed.code.unwrap_or_default());
    let email = Email::new();
    // Where a code went: the mail's link says so, or it was sent from here.
    let known = RwSignal::new(mailed.email);
    let send = Action::new(move |email: &String| {
        let (email, reply) = (email.clone(), client.send_code(&NewCode { email: email.clone(), locale: Some(lang) }));
        async move { reply.await.map(|_| email) }
    });
    let sent = Memo::new(move |_| known.get().or_else(|| send.value()?.ok()));
    let other = Callback::new(move |()| {
        known.set(None);
        code.set(String::new());
        send.clear();
    });
    view! {
        <div class="wrap page">
            <div class="stack gap-20 account-in">
                <Headline title=t.sign_in_title/>
                {move || match sent.get() {
                    None => view! { <AddressForm email send/> },
                    Some(address) => view! { <CodeForm address code send other/> },
                }}
                <p class="small muted">{t.no_need}</p>
            </div>
        </div>
    }
}

/// Asks where the code should go.
#[component]
fn AddressForm(email: Email, send: Action<String, Result<String, Error>>) -> impl IntoView {
    let t: &'static Texts = texts(use_lang());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(email) = email.complete().filter(|_| !untrack(|| send.pending())) {
            send.dispatch(email);
        }
    };
    let failure = move || send.value().filter(|_| !send.pending()).and_then(Result::err);
    let again = Callback::new(move |()| send.dispatch(email.typed.get_untracked().trim().to_owned()));
    view! {
        <p class="lead">{t.sign_in_lead}</p>
        <form class="stack gap-24" novalidate on:submit=submit>
            <EmailField email id="email" hint=t.email_hint.to_owned()/>
            {submit_button(t.send, t.sending, Signal::derive(move || send.pending()))}
        </form>
        {move || failure().map(|error| view! { <Failed error retry=again/> })}
    }
}

/// Asks for the code.
#[component]
fn CodeForm(
    address: String,
    code: RwSignal<String>,
    send: Action<String, Result<String, Error>>,
    other: Callback<()>,
) -> impl IntoView {
    let (lang, client, navigate) = (use_lang(), use_client(), use_navigate());
    let t: &'static Texts = texts(lang);
    let sought = Sought::here().map_or("", Sought::hash);
    let enter = Action::new(move |sign_in: &SignIn| {
        let reply = client.sign_in(sign_in);
        async move {
            let failure = reply.await.err();
            if failure.is_none() {
                signed_in::remember(true);
                navigate(&format!("{}{sought}", href(lang, "/me")), NavigateOptions { replace: true, scroll: true });
            }
            failure
        }
    });
    let short = RwSignal::new(false);
    let remember = RwSignal::new(false);
    let failure = move || enter.value().flatten().filter(|_| !enter.pending());
    let error = Memo::new(move |_| {
        let wrong = failure().is_some_and(|error| error.kind() == Some(ProblemKind::WrongCode));
        let words = if short.get() { Some(t.code_short) } else { wrong.then_some(t.code_wrong) };
        words.map(str::to_owned)
    });
    let to = address.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = code.get_untracked();
        short.set(!is_code(&typed));
        if is_code(&typed) && !untrack(|| enter.pending()) {
            enter.dispatch(SignIn { email: to.clone(), code: typed, remember: remember.get_untracked() });
        }
    };
    let fresh = address.clone();
    let retry = Callback::new(move |()| enter.clear());
    let again = RwSignal::new(false);
    let told = move || (again.get() && !send.pending()).then_some(t.sent_again);
    let fresh_code = move |_| {
        again.set(true);
        send.dispatch(fresh.clone());
    };
    view! {
        <p class="lead" role="status">{(t.sent_to)(&address)}</p>
        <form class="stack gap-24" novalidate on:submit=submit>
            <CodeField code error label=t.code hint=t.code_hint/>
            <label class="check">
                <input
                    type="checkbox"
                    on:change=move |event| remember.set(event_target::<HtmlInputElement>(&event).checked())
                />
                <span>{t.remember} <span class="tiny">{t.remember_hint}</span></span>
            </label>
            {submit_button(t.enter, t.entering, Signal::derive(move || enter.pending()))}
        </form>
        {move || failure().filter(|error| error.kind() != Some(ProblemKind::WrongCode)).map(|error| match error.kind() {
            Some(ProblemKind::RateLimited) => view! { <Alert kind=AlertKind::Warning title=t.too_many/> },
            _ => view! { <Failed error retry/> },
        })}
        <div class="row">
            <Button kind="tertiary" icon="refresh" on_press=fresh_code>{t.send_again}</Button>
            <Button kind="tertiary" icon="edit" on_press=move |_| other.run(())>{t.other_address}</Button>
        </div>
        <p class="small muted" role="status">{told}</p>
    }
}

/// The button that sends a form.
fn submit_button(label: &'static str, busy: &'static str, pending: Signal<bool>) -> impl IntoView {
    let words = move || if pending.get() { busy } else { label };
    view! {
        <div class="row">
            <button type="submit" class=classes("primary", "lg", false) aria-disabled=move || pending.get().then_some("true")>
                <span class="kern-label">{words}</span>
            </button>
        </div>
    }
}

/// What the mail's link brings along after `#`.
#[derive(Debug, PartialEq, Eq, Default)]
struct Mailed {
    email: Option<String>,
    code: Option<String>,
}

impl Mailed {
    /// Reads `#e=…&c=…`; a code without an address is of no use.
    fn parse(hash: &str) -> Self {
        let mut found = Self::default();
        for part in hash.trim_start_matches('#').split('&') {
            match part.split_once('=') {
                Some(("e", value)) => found.email = js_sys::decode_uri_component(value).ok().map(String::from),
                Some(("c", value)) if is_code(value) => found.code = Some(value.to_owned()),
                _ => {}
            }
        }
        found.email = found.email.filter(|email| email.contains('@'));
        found
    }
}
