//! The field for the e-mail address: of a booking, of a wish on the waiting list, of who signs in.

use crate::view::prelude::*;
use web_sys::HtmlInputElement;

use super::headline::focus;
use crate::lang::use_lang;
use crate::texts::frame::texts;

/// What was typed, and whether it was found incomplete; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Email {
    pub(crate) typed: RwSignal<String>,
    pub(crate) incomplete: RwSignal<bool>,
    field: NodeRef<HtmlInputElement>,
}

impl Email {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        Self { typed: RwSignal::new(String::new()), incomplete: RwSignal::new(false), field: NodeRef::new() }
    }

    /// The address, if it is complete; else the field says what is missing and has the focus.
    pub(crate) fn complete(self) -> Option<String> {
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
pub(crate) fn EmailField(email: Email, id: &'static str, hint: String) -> impl IntoView {
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

/// Whether this can be an e-mail address. Only a mail that arrives proves it.
fn is_address(text: &str) -> bool {
    let Some((user, domain)) = text.split_once('@') else { return false };
    let plain = text.len() <= 254 && !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let dotted = domain.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    plain && !user.is_empty() && dotted && !domain.contains('@') && !domain.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_complete_or_not() {
        for good in ["kim@example.org", "a.b+c@mail.example.co"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "kim", "kim@", "@example.org", "kim@example", "kim @example.org", "a@b@c.de", "kim@example."] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
