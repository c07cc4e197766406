//! The field for a code from a mail: one field, because six of them can neither be pasted into nor
//! read out well.

use crate::view::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::headline::focus;

/// The field with its label, hint and error. Whatever is typed or pasted, its digits are kept: "482 913"
/// is a code too.
#[component]
pub(crate) fn CodeField(
    /// What was typed.
    code: RwSignal<String>,
    /// What is wrong with it.
    error: Memo<Option<String>>,
    /// What it is.
    label: &'static str,
    /// Where it is found.
    hint: &'static str,
) -> impl IntoView {
    let field = NodeRef::<HtmlInputElement>::new();
    focus_when_needed(field, error);
    let typed = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let digits: String = input.value().chars().filter(char::is_ascii_digit).take(6).collect();
        if input.value() != digits {
            input.set_value(&digits);
        }
        code.set(digits);
    };
    let described = move || if error.read().is_some() { "code-error code-hint" } else { "code-hint" };
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || error.read().is_some()>
            <label class="kern-label booking-label" for="code">{label}</label>
            <input
                class="code-in"
                id="code"
                name="code"
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                required
                node_ref=field
                prop:value=code
                on:input=typed
                aria-describedby=described
                aria-invalid=move || error.read().is_some().then_some("true")
            />
            <p class="tiny mt-8" id="code-hint">{hint}</p>
            <div id="code-error" role="alert">{move || error.get().map(error_line)}</div>
        </div>
    }
}

/// An error of the field.
fn error_line(text: String) -> impl IntoView {
    view! {
        <p class="kern-error">
            <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
            <span class="kern-body">{text}</span>
        </p>
    }
}

/// The field has the focus when the page opens and when what is in it was refused.
fn focus_when_needed(field: NodeRef<HtmlInputElement>, error: Memo<Option<String>>) {
    let mut first = true;
    effect(move || {
        let refused = error.read().is_some();
        let opened = std::mem::replace(&mut first, false);
        if let Some(field) = field.get().filter(|_| refused || opened) {
            focus(&field);
            if refused {
                field.select();
            }
        }
    });
}
