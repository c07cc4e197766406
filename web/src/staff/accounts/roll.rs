//! The list of accounts, what is being done about it, and the one place that does it.

use crate::view::prelude::*;
use client::{Client, Error};
use shared::ids::StaffId;
use shared::staff::{NewStaff, StaffAccount, StaffChange, StaffInvitation};

use crate::session::use_client;
use crate::staff::doing::{Doing, all, is_about, is_outdated};
use crate::staff::field::Field;
use crate::staff::who::{Who, use_who};
use crate::texts::staff::accounts::Texts;
use crate::ui::headline::focus_on;

/// Something an administrator does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Invite somebody.
    Invite(NewStaff),
    /// Change an account as it was shown.
    Change(StaffAccount, StaffChange),
    /// Let somebody begin anew.
    Again(StaffAccount),
    /// Take an account away as it was shown.
    Remove(StaffAccount),
}

/// All of it; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Roll {
    /// Whether whoever looks may change anything.
    pub(super) may: bool,
    /// Everybody.
    pub(super) list: RwSignal<Vec<StaffAccount>>,
    /// Whether the list has come.
    pub(super) loaded: Resource<Result<(), Error>>,
    /// What is done.
    pub(super) doing: Doing<Deed>,
    /// What has been done, in words.
    pub(super) said: RwSignal<String>,
    /// An invitation that was just made.
    pub(super) invitation: RwSignal<Option<StaffInvitation>>,
    /// Whether somebody is being invited, and by which name they would sign in.
    pub(super) inviting: RwSignal<bool>,
    pub(super) login: Field,
    /// Whose account is being changed.
    pub(super) editing: RwSignal<Option<StaffId>>,
}

impl Roll {
    /// Loads the list.
    pub(super) fn new(t: &'static Texts, may: bool) -> Self {
        let (client, who) = (use_client(), use_who());
        let (list, said, invitation) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()), RwSignal::new(None));
        let (inviting, editing, login) = (RwSignal::new(false), RwSignal::new(None), Field::new());
        let reader = client.clone();
        let loaded = Resource::new(move || load(reader.clone(), who, list));
        let doing = Doing::new(move |deed: &Deed| {
            let (client, deed) = (client.clone(), deed.clone());
            said.set(String::new());
            async move {
                let outcome = act(client.clone(), who, &deed).await;
                match outcome {
                    Ok(made) => {
                        // Of what was done nothing is undone by a list that does not come. It is told when the list
                        // has: whoever goes on from there goes on with accounts as they are.
                        let listed = load(client, who, list).await.err();
                        said.set(words(t, &deed));
                        inviting.set(false);
                        editing.set(None);
                        invitation.set(made);
                        next_frame(move || to_row(&deed));
                        listed
                    }
                    Err(error) if is_about(&error, "/login") => {
                        login.refuse(t.login_taken);
                        None
                    }
                    Err(error) => {
                        if is_outdated(&error) {
                            editing.set(None);
                            let _shown_as_it_was = load(client, who, list).await;
                        }
                        Some(error)
                    }
                }
            }
        });
        Self { may, list, loaded, doing, said, invitation, inviting, login, editing }
    }
}

async fn load(client: Client, who: Who, list: RwSignal<Vec<StaffAccount>>) -> Result<(), Error> {
    let own = who.client(client).await?;
    list.set(all(|cursor| own.staff_accounts(cursor)).await?);
    Ok(())
}

async fn act(client: Client, who: Who, deed: &Deed) -> Result<Option<StaffInvitation>, Error> {
    let own = who.client(client).await?;
    match deed {
        Deed::Invite(new) => own.add_staff(new).await.map(Some),
        Deed::Change(account, change) => own.change_staff(account.id, account.revision, change).await.map(|_| None),
        Deed::Again(account) => own.invite_staff_again(account.id).await.map(Some),
        Deed::Remove(account) => own.remove_staff(account.id, account.revision).await.map(|()| None),
    }
}

/// What has been done. An invitation tells itself.
fn words(t: &'static Texts, deed: &Deed) -> String {
    match deed {
        Deed::Invite(_) | Deed::Again(_) => String::new(),
        Deed::Change(account, change) => match change.suspended {
            Some(true) => (t.suspended)(&account.name),
            Some(false) => (t.let_in_again)(&account.name),
            None => (t.changed)(change.name.as_ref().unwrap_or(&account.name)),
        },
        Deed::Remove(account) => (t.removed)(&account.name),
    }
}

/// The buttons of an account, for the focus to come back to.
pub(super) fn acts_id(account: StaffId) -> String {
    format!("acts-{account}")
}

/// Reading goes on where something was changed, or at the list where an account has gone.
fn to_row(deed: &Deed) {
    match deed {
        Deed::Change(account, _) => focus_on(&format!("#{} button", acts_id(account.id))),
        Deed::Remove(_) => focus_on("#accounts"),
        // The invitation has a heading that takes the focus.
        Deed::Invite(_) | Deed::Again(_) => {}
    }
}
