//! The form for the code from the mail.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;
use web_sys::SubmitEvent;

use super::moves::Step;
use super::page::Subject;
use crate::lang::use_lang;
use crate::session::is_code;
use crate::texts::bookings::{Held, texts};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::Button;
use crate::ui::code::CodeField;
use crate::ui::notice::Failed;

/// What is wrong with what was typed, said at the field.
fn field_error(t: &'static Held, subject: Subject, short: bool) -> Option<String> {
    if short {
        return Some(t.code_short.to_owned());
    }
    let error = subject.moves.failure(is_confirm)?;
    let problem = error.problem().filter(|_| error.kind() == Some(ProblemKind::WrongCode))?;
    Some((t.code_wrong)(problem.tries_left.unwrap_or(0)))
}

/// Whether a step is the one of this form.
fn is_confirm(step: &Step) -> bool {
    matches!(step, Step::Confirm(_))
}

/// The form.
#[component]
pub(super) fn CodeForm(subject: Subject) -> impl IntoView {
    let t = &texts(use_lang()).held;
    let short = RwSignal::new(false);
    let error = Memo::new(move |_| field_error(t, subject, short.get()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let code = subject.code.get_untracked();
        short.set(!is_code(&code));
        if is_code(&code) {
            subject.moves.take(Step::Confirm(code));
        }
    };
    send_when_back(subject);
    let pending = move || subject.moves.is_taking(is_confirm);
    let label = move || if pending() { t.confirming } else { t.confirm };
    view! {
        <form class="stack gap-24" novalidate on:submit=submit>
            <CodeField code=subject.code error label=t.code hint=t.code_hint/>
            <div class="row">
                <button type="submit" class="kern-btn kern-btn--primary kern-btn--lg" aria-disabled=move || pending().then_some("true")>
                    <span class="kern-label">{label}</span>
                </button>
            </div>
            {move || subject.moves.failure(is_confirm).map(|error| other_failure(subject, error))}
        </form>
    }
}

/// A code that could not be sent because there was no network is sent when there is one again.
fn send_when_back(subject: Subject) {
    listen("online", move |_| {
        let waiting = untrack(|| subject.moves.failure(is_confirm)).is_some_and(|error| error.is_offline());
        let code = subject.code.get_untracked();
        if waiting && is_code(&code) {
            subject.moves.take(Step::Confirm(code));
        }
    });
}

/// What went wrong that is not the visitor's typing.
fn other_failure(subject: Subject, error: Error) -> View {
    let t = &texts(use_lang()).held;
    let again = move || {
        let code = subject.code.get_untracked();
        if is_code(&code) {
            subject.moves.take(Step::Confirm(code));
        }
    };
    match error.kind() {
        Some(ProblemKind::WrongCode) => View::Nothing,
        Some(ProblemKind::CodeExpired) => view! {
            <Alert kind=AlertKind::Danger title=t.code_dead_title>
                <div class="stack gap-10">
                    <p class="small">{t.code_dead}</p>
                    <Button size="sm" on_press=move |_| subject.moves.take(Step::GiveBack)>{t.take_again}</Button>
                </div>
            </Alert>
        },
        _ if error.is_offline() => view! {
            <Alert kind=AlertKind::Warning title=t.offline_title>
                <div class="stack gap-10">
                    <p class="small">{t.offline}</p>
                    <Button kind="secondary" size="sm" icon="refresh" on_press=move |_| again()>{t.again}</Button>
                </div>
            </Alert>
        },
        _ => view! { <Failed error retry=move |()| again()/> },
    }
}
