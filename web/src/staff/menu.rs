//! The main menu of who works here: what their role may see.

use crate::view::prelude::*;
use shared::staff::Right;

use super::who::use_who;
use crate::lang::Lang;
use crate::texts::staff::texts;
use crate::ui::header::entries;

/// The entries; before anybody is known there is one, which leads to signing in.
pub(crate) fn menu(lang: Memo<Lang>) -> View {
    let t = texts(lang.get());
    let Some(me) = use_who().me.get() else { return entries(lang, &[("/staff/sign-in", t.sign_in)]) };
    let mut list = vec![("/staff", t.home)];
    if me.role.may_see(Right::ManageStaff) {
        list.push(("/staff/accounts", t.accounts));
    }
    if me.role.may_see(Right::WarnOnBoards) {
        list.push(("/staff/boards", t.boards));
    }
    if me.role.may_see(Right::Audit) {
        list.push(("/staff/audit", t.audit));
    }
    entries(lang, &list)
}
