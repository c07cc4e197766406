//! Another name or role for somebody.

use crate::view::prelude::*;
use shared::staff::{Role, StaffAccount, StaffChange};
use web_sys::SubmitEvent;

use super::roll::{Deed, Roll, acts_id};
use crate::lang::use_lang;
use crate::staff::field::{Field, TextField, send_button};
use crate::texts::staff::accounts::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;

/// The form, in the place of the buttons.
#[component]
pub(super) fn Change(roll: Roll, account: StaffAccount) -> impl IntoView {
    let t = texts(use_lang());
    let (name, role) = (Field::of(&account.name), RwSignal::new(account.role));
    let id = account.id;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = name.given(t.name_wrong, is_name) else { return };
        let role = role.get_untracked();
        let change = StaffChange {
            name: (name != account.name).then_some(name),
            role: (role != account.role).then_some(role),
            suspended: None,
        };
        if change == StaffChange::default() {
            close(roll, id);
        } else {
            roll.doing.act(Deed::Change(account.clone(), change));
        }
    };
    next_frame(move || name.focus());
    view! {
        <form class="staff-form stack gap-20" novalidate on:submit=submit>
            <TextField field=name id=format!("name-{id}") label=t.name autocomplete="off" maxlength="100"/>
            <RoleField role id=format!("role-{id}") hint=t.change_hint/>
            <div class="row">
                {send_button(t.save, t.save, Signal::derive(move || roll.doing.pending()))}
                <Button kind="tertiary" on_press=move |_| close(roll, id)>{t.cancel}</Button>
            </div>
        </form>
    }
}

/// Nothing is changed; reading goes on at the button that was pressed.
fn close(roll: Roll, id: shared::ids::StaffId) {
    roll.editing.set(None);
    next_frame(move || focus_on(&format!("#{} button", acts_id(id))));
}

/// Whether colleagues can call somebody this.
pub(super) fn is_name(text: &str) -> bool {
    (1..=100).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// Chooses a role; what it may do stands below.
#[component]
pub(super) fn RoleField(role: RwSignal<Role>, #[prop(into)] id: String, hint: &'static str) -> impl IntoView {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let about = format!("{id}-h");
    let options = Role::ALL.map(|one| {
        view! {
            <option value=one.name() selected=move || role.get() == one>{(words.role)(one)}</option>
        }
    });
    let choose = move |event| {
        if let Some(chosen) = Role::from_name(&event_target_value(&event)) {
            role.set(chosen);
        }
    };
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=id.clone()>{t.role}</label>
            <div class="kern-form-input__select-wrapper">
                <select class="kern-form-input__select" id=id aria-describedby=about.clone() on:change=choose>
                    {options.collect_view()}
                </select>
            </div>
            <p class="tiny mt-8" id=about>{move || (words.role_may)(role.get())} " " {hint}</p>
        </div>
    }
}
