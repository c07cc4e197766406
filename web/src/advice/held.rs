//! A held slot: the code from the mail, and more time for it.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;

use super::page::{Step, Steps};
use crate::lang::use_lang;
use crate::session::is_code;
use crate::texts::advice::{Texts, texts};
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::{Button, classes};
use crate::ui::code::CodeField;
use crate::ui::notice::Failed;

/// The form; `more` says whether the hold can be extended.
#[component]
pub(super) fn Held(steps: Steps, code: RwSignal<String>, more: bool) -> impl IntoView {
    let t = texts(use_lang());
    let short = RwSignal::new(false);
    let error = Memo::new(move |_| {
        if short.get() {
            return Some(t.code_short.to_owned());
        }
        let error = failure(steps)?;
        let problem = error.problem().filter(|_| error.kind() == Some(ProblemKind::WrongCode))?;
        Some((t.code_wrong)(problem.tries_left.unwrap_or(0)))
    });
    let send = Callback::new(move |()| {
        let typed = code.get_untracked();
        short.set(!is_code(&typed));
        if is_code(&typed) && !untrack(|| steps.pending()) {
            steps.dispatch(Step::Confirm(typed));
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let confirming = move || steps.pending() && matches!(steps.input(), Some(Step::Confirm(_)));
    let longer = move |_| {
        if !untrack(|| steps.pending()) {
            steps.dispatch(Step::Longer);
        }
    };
    view! {
        <form class="stack gap-20" novalidate on:submit=submit>
            <CodeField code error label=t.code hint=t.code_hint/>
            <div class="row">
                <button type="submit" class=classes("primary", "lg", false) aria-disabled=move || confirming().then_some("true")>
                    <span class="kern-label">{move || if confirming() { t.confirming } else { t.confirm }}</span>
                </button>
                {more.then(|| view! { <Button kind="secondary" icon="clock" on_press=longer>{t.longer}</Button> })}
            </div>
            {move || failure(steps).map(|error| other(t, error, send))}
        </form>
    }
}

/// Why the last step did not work, if it was not calling off.
fn failure(steps: Steps) -> Option<Error> {
    let mine = !steps.pending() && steps.input().is_some_and(|step| step != Step::Cancel);
    steps.value().flatten().filter(|_| mine)
}

/// What went wrong that is not the visitor's typing.
fn other(t: &'static Texts, error: Error, again: Callback<()>) -> View {
    match error.kind() {
        // The one is said at the field; the other the page shows as what it is now.
        Some(ProblemKind::WrongCode | ProblemKind::WrongState) => View::Nothing,
        Some(ProblemKind::CodeExpired) => view! {
            <Alert kind=AlertKind::Danger title=t.code_dead_title><p class="small">{t.code_dead}</p></Alert>
        },
        _ => view! { <Failed error retry=again/> },
    }
}
