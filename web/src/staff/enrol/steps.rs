//! The three steps, and what goes from one to the next.

use crate::router::{NavigateOptions, use_navigate};
use crate::view::prelude::*;
use client::Error;
use shared::problem::{FieldError, ProblemKind};
use shared::staff::{SecondFactor, StaffEnrolment};
use web_sys::HtmlElement;

use super::app::AppStep;
use super::password::PasswordStep;
use crate::lang::{href, use_lang};
use crate::session::use_client;
use crate::staff::field::Field;
use crate::staff::keep_codes::KeepCodes;
use crate::staff::who::use_who;
use crate::texts::staff::enrol::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::headline::{Headline, focus};

/// What the form has come to. Copied to its steps.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Which step is shown, from 0.
    pub(super) step: RwSignal<usize>,
    pub(super) password: Field,
    pub(super) code: Field,
    /// Opens the account.
    pub(super) open: Action<StaffEnrolment, Option<Error>>,
}

/// What came of it may be about a field: then that is where it is told, and where the focus goes.
fn placed(error: &Error) -> Option<&str> {
    let problem = error.problem().filter(|_| error.kind() == Some(ProblemKind::InvalidRequest))?;
    problem.errors.first().map(|FieldError { pointer, .. }| pointer.as_str())
}

/// All of it.
#[component]
pub(super) fn Setup(token: String, factor: SecondFactor) -> impl IntoView {
    let (lang, client, who) = (use_lang(), use_client(), use_who());
    let (t, words) = (texts(lang), shared_texts(lang));
    let (step, codes) = (RwSignal::new(0), RwSignal::new(Vec::new()));
    let (password, code) = (Field::new(), Field::new());
    let open = Action::new(move |asked: &StaffEnrolment| {
        let reply = client.enrol_staff(asked);
        async move {
            match reply.await {
                Ok(fresh) => {
                    who.begin(None);
                    codes.set(fresh.recovery_codes);
                    step.set(2);
                    None
                }
                Err(error) => match placed(&error) {
                    Some("/password") => {
                        code.clear();
                        step.set(0);
                        next_frame(move || password.refuse(words.password_weak));
                        None
                    }
                    Some("/totp") => {
                        code.refuse(words.code_wrong);
                        None
                    }
                    _ => Some(error),
                },
            }
        }
    });
    let form = Form { step, password, code, open };
    let login = factor.login.clone();
    view! {
        <div class="wrap page">
            <div class="stack gap-24 staff-in">
                <Headline title=t.title/>
                <p class="lead staff-long">{(t.welcome)(&factor.name, &factor.login)}</p>
                <Steps step/>
                {move || match step.get() {
                    0 => view! { <PasswordStep form/> },
                    1 => view! { <AppStep form token=token.clone() factor=factor.clone()/> },
                    _ => view! { <CodesStep codes=codes.get_untracked() login=login.clone()/> },
                }}
            </div>
        </div>
    }
}

/// Where one is.
#[component]
fn Steps(step: RwSignal<usize>) -> impl IntoView {
    let t = texts(use_lang());
    let row = move |(at, name): (usize, &'static str)| {
        let done = move || at < step.get();
        view! {
            <li class:done=done aria-current=move || (at == step.get()).then_some("step")>
                <b aria-hidden="true">{move || if done() { "✓".to_owned() } else { (at + 1).to_string() }}</b>
                {name}
                {move || done().then(|| view! { <span class="kern-sr-only">" " {t.step_done}</span> })}
            </li>
        }
    };
    view! { <ol class="steps" aria-label=t.steps>{t.step_names.into_iter().enumerate().map(row).collect_view()}</ol> }
}

/// A step's heading; it has the focus when the step begins.
#[component]
pub(super) fn StepTitle(title: &'static str, #[prop(optional)] first: bool) -> impl IntoView {
    let node = NodeRef::<HtmlElement>::new();
    effect(move || {
        if let Some(heading) = node.get().filter(|_| !first) {
            focus(&heading);
        }
    });
    view! { <h2 class="h2" tabindex="-1" node_ref=node>{title}</h2> }
}

/// The last one.
#[component]
fn CodesStep(codes: Vec<String>, login: String) -> impl IntoView {
    let (lang, navigate) = (use_lang(), use_navigate());
    let t = texts(lang);
    let on_done = Callback::new(move |()| {
        navigate(&href(lang, "/staff"), NavigateOptions { replace: true, scroll: true });
    });
    view! {
        <section class="stack gap-16">
            <StepTitle title=t.codes_title/>
            <KeepCodes codes login go_on=t.go_on on_done/>
        </section>
    }
}
