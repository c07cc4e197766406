//! Letting somebody in: the form is there when it is asked for.

use crate::view::prelude::*;
use shared::staff::{NewStaff, Role};
use web_sys::SubmitEvent;

use super::change::{RoleField, is_name};
use super::roll::{Deed, Roll};
use crate::lang::use_lang;
use crate::staff::field::{Field, TextField, send_button};
use crate::texts::staff::accounts::texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;

/// The button, or the form.
#[component]
pub(super) fn Invite(roll: Roll) -> impl IntoView {
    let t = texts(use_lang());
    let open = move |_| {
        roll.invitation.set(None);
        roll.login.clear();
        roll.inviting.set(true);
    };
    move || {
        if roll.inviting.get() {
            view! { <Form roll/> }
        } else {
            view! { <div class="row" id="invite"><Button icon="plus" on_press=open>{t.invite}</Button></div> }
        }
    }
}

#[component]
fn Form(roll: Roll) -> impl IntoView {
    let t = texts(use_lang());
    let (login, name, role) = (roll.login, Field::new(), RwSignal::new(Role::FrontDesk));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let called = name.given(t.name_wrong, is_name);
        let signs_in = login.given(t.login_wrong, is_login);
        if let (Some(login), Some(name)) = (signs_in, called) {
            roll.doing.act(Deed::Invite(NewStaff { login, name, role: role.get_untracked() }));
        }
    };
    let cancel = move |_| {
        roll.inviting.set(false);
        next_frame(|| focus_on("#invite button"));
    };
    next_frame(move || login.focus());
    view! {
        <form class="card staff-form stack gap-20" novalidate aria-labelledby="invite-title" on:submit=submit>
            <h2 class="h3" id="invite-title">{t.invite_title}</h2>
            <TextField field=login id="login" label=t.login hint=t.login_hint autocomplete="off"/>
            <TextField field=name id="name" label=t.name hint=t.name_hint autocomplete="off" maxlength="100"/>
            <RoleField role id="role" hint=""/>
            <div class="row">
                {send_button(t.send, t.sending, Signal::derive(move || roll.doing.pending()))}
                <Button kind="tertiary" on_press=cancel>{t.cancel}</Button>
            </div>
        </form>
    }
}

/// Whether somebody can sign in with this: letters as the api takes them.
fn is_login(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || "._-+@".contains(letter))
}
