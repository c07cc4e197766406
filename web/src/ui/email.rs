//! The field for the e-mail address: of a booking, of a wish on the waiting list.

use crate::view::prelude::*;
use web_sys::HtmlInputElement;

use super::reserve::is_address;
use crate::lang::use_lang;
use crate::texts::book::texts;
use crate::ui::headline::focus;

/// What was typed, and whether it was found incomplete; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Email {
    pub(super) typed: RwSignal<String>,
    pub(super) incomplete: RwSignal<bool>,
    field: NodeRef<HtmlInputElement>,
}

impl Email {
    /// Nothing typed yet.
    pub(super) fn new() -> Self {
        Self { typed: RwSignal::new(String::new()), incomplete: RwSignal::new(false), field: NodeRef::new() }
    }

    /// The address, if it is complete; else the field says what is missing and has the focus.
    pub(super) fn complete(self) -> Option<String> {
        let email = self.typed.get_untracked().trim().to_owned();
        let complete = is_address(&email);
        self.incomplete.set(!complete);
        if !complete && let Some(field) = self.field.get_untracked() {
            focus(&field);
        }
        complete.then_some(email)
    }
}

/// The field with its label, hint and error.
#[component]
pub(super) fn EmailField(email: Email, id: &'static str, hint: String) -> impl IntoView {
    let t = texts(use_lang());
    let wrong = move || email.incomplete.get();
    let described = move || if wrong() { format!("{id}-h {id}-e") } else { format!("{id}-h") };
    view! {
        <div class="kern-form-input" class:kern-form-input--error=wrong>
            <label class="kern-label" for=id>{t.email}</label>
            <p class="tiny mb-6" id=format!("{id}-h")>{hint}</p>
            <input
                class="kern-form-input__input"
                class:kern-form-input__input--error=wrong
                id=id
                type="email"
                name="email"
                autocomplete="email"
                inputmode="email"
                maxlength="254"
                required=true
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=described
                node_ref=email.field
                prop:value=move || email.typed.get()
                on:input=move |event| email.typed.set(event_target_value(&event))
            />
            {move || wrong().then(|| view! {
                <p class="kern-error" id=format!("{id}-e") role="alert">
                    <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                    <span class="kern-body">{t.email_wrong}</span>
                </p>
            })}
        </div>
    }
}
