//! The question before something that everybody in the hall will notice.

use crate::view::prelude::*;

use super::wall::{Deed, Wall};
use crate::bookings::Question;
use crate::lang::use_lang;
use crate::texts::staff::boards::texts;

/// The question of the moment.
#[component]
pub(super) fn Sure(wall: Wall) -> impl IntoView {
    let t = texts(use_lang());
    wall.doing.sure(move |deed| {
        let (title, text, yes) = match deed {
            Deed::Remove(board) => ((t.remove_sure)(&board.name), t.remove_text, t.remove_yes),
            Deed::Warn(Some(board), _) => ((t.warn_sure)(&board.name), t.warn_text, t.warn_yes),
            Deed::Warn(None, _) => (t.warn_all_sure.to_owned(), t.warn_text, t.warn_yes),
            Deed::Lift(Some(board)) => ((t.lift_sure)(&board.name), t.lift_text, t.lift_yes),
            Deed::Lift(None) => (t.lift_all_sure.to_owned(), t.lift_text, t.lift_yes),
            // The form was the question.
            Deed::Add(_) | Deed::Change(..) => return None,
        };
        Some(Question { title, text, yes, no: t.no })
    })
}
