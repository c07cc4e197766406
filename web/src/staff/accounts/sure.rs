//! The question before something that somebody will notice.

use crate::view::prelude::*;

use super::roll::{Deed, Roll};
use crate::bookings::Question;
use crate::lang::use_lang;
use crate::texts::staff::accounts::texts;

/// The question of the moment.
#[component]
pub(super) fn Sure(roll: Roll) -> impl IntoView {
    let t = texts(use_lang());
    roll.doing.sure(move |deed| {
        let (title, text, yes) = match deed {
            Deed::Remove(account) => ((t.remove_sure)(&account.name), t.remove_text, t.remove_yes),
            Deed::Again(account) => ((t.again_sure)(&account.name), t.again_text, t.again_yes),
            Deed::Change(account, _) => ((t.suspend_sure)(&account.name), t.suspend_text, t.suspend_yes),
            // Nobody is asked before somebody is invited: the form was the question.
            Deed::Invite(_) => return None,
        };
        Some(Question { title, text, yes, no: t.no })
    })
}
