//! An account in the list, with what can be done about it.

use crate::view::prelude::*;
use shared::staff::{Provider, StaffAccount, StaffChange, StaffState};

use super::change::Change;
use super::roll::{Deed, Roll, acts_id};
use crate::dates::moment;
use crate::lang::use_lang;
use crate::texts::staff::accounts::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::tag::Tag;

/// The account.
pub(super) fn row(roll: Roll, account: StaffAccount, own: bool) -> View {
    let lang = use_lang();
    let (t, words) = (texts(lang), shared_texts(lang));
    let kind = match account.state {
        StaffState::Invited => "honey",
        StaffState::Active => "patina",
        StaffState::Suspended => "brick",
    };
    let signed_in = account.signed_in_at.map_or_else(|| t.never.to_owned(), |at| (t.signed_in)(&moment(lang, at)));
    let id = account.id;
    let doings = {
        let account = account.clone();
        move || {
            if !roll.may {
                View::Nothing
            } else if roll.editing.get() == Some(id) {
                view! { <Change roll account=account.clone()/> }
            } else {
                doings(roll, &account)
            }
        }
    };
    view! {
        <li class="staff-account">
            <div class="staff-account-who">
                <strong>{account.name.clone()}</strong>
                <span class="small muted">{account.login}</span>
                <span class="small muted">{signed_in}</span>
            </div>
            <div class="row gap-8">
                <Tag>{(words.role)(account.role)}</Tag>
                <Tag kind>{(t.state)(account.state)}</Tag>
                {(account.provider == Provider::Oidc).then(|| view! { <Tag kind="line">{t.by_city}</Tag> })}
                {own.then(|| view! { <Tag kind="lake">{t.you}</Tag> })}
            </div>
            {doings}
        </li>
    }
}

/// The buttons. Each says whose account it is about to who hears it alone.
fn doings(roll: Roll, account: &StaffAccount) -> View {
    let t = texts(use_lang());
    let id = account.id;
    let let_in = StaffChange { suspended: Some(false), ..StaffChange::default() };
    let keep_out = StaffChange { suspended: Some(true), ..StaffChange::default() };
    let button = |label: &'static str, press: Box<dyn Fn() + Send + Sync>| {
        let whose = account.name.clone();
        view! {
            <Button kind="secondary" size="sm" on_press=move |_| press()>
                {label} <span class="kern-sr-only">": " {whose}</span>
            </Button>
        }
    };
    let (a, b, c) = (account.clone(), account.clone(), account.clone());
    view! {
        <div class="row gap-8 staff-account-acts" id=acts_id(id)>
            {button(t.change, Box::new(move || roll.editing.set(Some(id))))}
            {if account.state == StaffState::Suspended {
                button(t.let_in, Box::new(move || roll.doing.act(Deed::Change(a.clone(), let_in.clone()))))
            } else {
                button(t.suspend, Box::new(move || roll.doing.ask(Deed::Change(a.clone(), keep_out.clone()))))
            }}
            {(account.provider == Provider::Local).then(|| button(t.again, Box::new(move || roll.doing.ask(Deed::Again(b.clone())))))}
            {button(t.remove, Box::new(move || roll.doing.ask(Deed::Remove(c.clone()))))}
        </div>
    }
}
