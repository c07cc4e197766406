//! A field of a form: what was typed, what is wrong with it, and the focus on it when it was refused.

use crate::view::prelude::*;
use shared::staff::PASSWORD_LENGTHS;
use web_sys::HtmlInputElement;

use crate::lang::use_lang;
use crate::texts::staff::{Texts, texts};
use crate::ui::button::classes;
use crate::ui::headline::focus;

/// A field; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) typed: RwSignal<String>,
    error: RwSignal<Option<&'static str>>,
    node: NodeRef<HtmlInputElement>,
}

impl Field {
    /// With this in it.
    pub(super) fn of(text: &str) -> Self {
        Self { typed: RwSignal::new(text.to_owned()), error: RwSignal::new(None), node: NodeRef::new() }
    }

    /// Nothing in it yet.
    pub(super) fn new() -> Self {
        Self::of("")
    }

    /// What was typed, as it is.
    pub(super) fn text(self) -> String {
        self.typed.get_untracked()
    }

    /// What was typed without blanks around it, if a rule lets it pass; else the field says what is missing and
    /// has the focus. Forms ask from the last field to the first: the first that is wrong has the focus then.
    pub(super) fn given(self, missing: &'static str, rule: fn(&str) -> bool) -> Option<String> {
        let text = self.text().trim().to_owned();
        if rule(&text) {
            self.error.set(None);
            return Some(text);
        }
        self.refuse(missing);
        None
    }

    /// A new password, if its length is right.
    pub(super) fn new_password(self, t: &'static Texts) -> Option<String> {
        let text = self.text();
        let letters = text.chars().count();
        if PASSWORD_LENGTHS.contains(&letters) {
            self.error.set(None);
            return Some(text);
        }
        self.refuse(if letters < *PASSWORD_LENGTHS.start() { t.password_short } else { t.password_long });
        None
    }

    /// Says what is wrong with it, and gives it the focus.
    pub(super) fn refuse(self, words: &'static str) {
        self.error.set(Some(words));
        self.focus();
    }

    /// Nothing is wrong with it any more, as far as anybody knows.
    pub(super) fn forgive(self) {
        self.error.set(None);
    }

    /// The focus is on it from now on.
    pub(super) fn focus(self) {
        if let Some(node) = self.node.get_untracked() {
            focus(&node);
        }
    }

    /// Nothing is in it any more.
    pub(super) fn clear(self) {
        self.typed.set(String::new());
        self.error.set(None);
    }
}

/// Whether something was typed at all.
pub(super) fn is_there(text: &str) -> bool {
    !text.is_empty()
}

/// The field with its label, hint and error. One that is `secret` shows points, and what was typed on request.
#[component]
pub(super) fn TextField(
    field: Field,
    #[prop(into)] id: String,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    autocomplete: &'static str,
    #[prop(default = "254")] maxlength: &'static str,
    #[prop(optional)] secret: bool,
) -> impl IntoView {
    let wrong = move || field.error.get().is_some();
    let shown = RwSignal::new(!secret);
    let (of_hint, of_error) = (format!("{id}-h"), format!("{id}-e"));
    let described = {
        let (hinted, of_hint, of_error) = (!hint.is_empty(), of_hint.clone(), of_error.clone());
        move || match (hinted, wrong()) {
            (true, true) => Some(format!("{of_error} {of_hint}")),
            (true, false) => Some(of_hint.clone()),
            (false, true) => Some(of_error.clone()),
            (false, false) => None,
        }
    };
    view! {
        <div class="kern-form-input" class:kern-form-input--error=wrong>
            <label class="kern-label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="tiny mb-6" id=of_hint>{hint}</p> })}
            <div class=if secret { "secret" } else { "secret-not" }>
                <input
                    class="kern-form-input__input"
                    class:kern-form-input__input--error=wrong
                    id=id.clone()
                    name=autocomplete
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength=maxlength
                    required=true
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described
                    node_ref=field.node
                    prop:value=move || field.typed.get()
                    on:input=move |event| field.typed.set(event_target_value(&event))
                />
                {secret.then(|| view! { <ShowButton shown id label/> })}
            </div>
            <div id=of_error role="alert">{move || field.error.get().map(error_line)}</div>
        </div>
    }
}

/// Shows what was typed, or hides it.
#[component]
fn ShowButton(shown: RwSignal<bool>, id: String, label: &'static str) -> impl IntoView {
    let t = texts(use_lang());
    view! {
        <button
            type="button"
            class=classes("secondary", "", false)
            aria-controls=id
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            <span class="kern-label">
                {move || if shown.get() { t.hide } else { t.show }}
                <span class="kern-sr-only">": " {label}</span>
            </span>
        </button>
    }
}

/// What is wrong.
pub(super) fn error_line(words: &'static str) -> View {
    view! {
        <p class="kern-error">
            <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
            <span class="kern-body">{words}</span>
        </p>
    }
}

/// The button that sends a form.
pub(super) fn send_button(label: &'static str, busy: &'static str, pending: Signal<bool>) -> View {
    let words = move || if pending.get() { busy } else { label };
    view! {
        <button type="submit" class=classes("primary", "lg", false) aria-disabled=move || pending.get().then_some("true")>
            <span class="kern-label">{words}</span>
        </button>
    }
}
