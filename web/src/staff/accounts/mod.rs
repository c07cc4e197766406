//! Who works here: administrators invite, change, keep out and remove; auditors see it.

mod change;
mod invitation;
mod invite;
mod roll;
mod row;
mod sure;

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;
use shared::staff::{Right, StaffMe};

use self::invitation::Invitation;
use self::invite::Invite;
use self::roll::Roll;
use self::row::row;
use self::sure::Sure;
use super::known::Known;
use super::refused::{Refused, told};
use crate::lang::use_lang;
use crate::texts::staff::accounts::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::headline::Headline;
use crate::ui::notice::Loading;
use crate::view::keyed;

/// The page.
#[component]
pub(crate) fn AccountsPage() -> impl IntoView {
    view! {
        <Known title=shared_texts(use_lang()).accounts right=Some(Right::ManageStaff) let:me><Accounts me/></Known>
    }
}

/// Everybody.
#[component]
fn Accounts(me: StaffMe) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let roll = Roll::new(t, me.role.may(Right::ManageStaff));
    let failure = move || roll.doing.failure();
    let retry = Callback::new(move |()| roll.doing.again());
    view! {
        <div class="wrap page stack gap-24">
            <Headline title=shared_texts(lang).accounts/>
            <p class="lead">{if roll.may { t.lead } else { t.lead_auditor }}</p>
            {roll.may.then(|| view! { <Invite roll/> })}
            {move || roll.invitation.get().map(|invitation| view! { <Invitation roll invitation/> })}
            <p class="staff-said" role="status">{move || roll.said.get()}</p>
            {move || failure().map(|error| refusal(error, retry))}
            <List roll login=me.login/>
            <Sure roll/>
        </div>
    }
}

/// The list, once it is there.
#[component]
fn List(roll: Roll, login: Option<String>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let again = Callback::new(move |()| roll.loaded.refetch());
    let own = move |of: &str| login.as_deref() == Some(of);
    let rows = keyed(
        move || roll.list.get(),
        |account| format!("{}-{}", account.id, account.revision),
        move |account| {
            let own = own(&account.login);
            row(roll, account, own)
        },
    );
    let there = move || match roll.loaded.get() {
        None => Some(view! { <Loading/> }),
        Some(Err(error)) => Some(view! { <Refused error retry=again/> }),
        Some(Ok(())) => None,
    };
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="accounts">
            <h2 class="h2" id="accounts" tabindex="-1">{t.list}</h2>
            {there}
            <ul role="list" class="my-devices">{rows}</ul>
        </section>
    }
}

/// Why something was not done.
fn refusal(error: Error, retry: Callback<()>) -> View {
    let t = texts(use_lang());
    match error.kind() {
        Some(ProblemKind::WrongState) => told(t.last_admin.to_owned(), t.last_admin_body),
        Some(ProblemKind::PreconditionFailed) => told(t.meanwhile.to_owned(), t.meanwhile_body),
        Some(ProblemKind::NotFound) => told(t.gone.to_owned(), t.gone_body),
        _ => view! { <Refused error retry/> },
    }
}
