//! The plan of the hall as a board shows it: readable from 4 metres how many are free where, and from 1.5 metres which.
//!
//! The room is drawn by the app's own files, so it is the same hall everywhere. Colours are the board's style sheet's;
//! a state is told by fill, pattern and chair as well, and free desks alone have their code on them.

/// Writes into a string, as in the app.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use std::fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!($out, $($text)*);
    }};
}

mod desk;
mod names;

use chrono::{DateTime, Utc};
use shared::desks::DeskState;

use super::words::words;
use crate::embeds::hall::{Hall, State};
use crate::embeds::plan::room;
use crate::embeds::plan::svg::escaped;
use crate::lang::Lang;
use crate::venues::{VenueFacts, drawn as plan_at};

/// The drawing; `None` where no layout is valid.
pub(super) fn drawn(facts: &VenueFacts, lang: Lang, hall: &Hall, at: DateTime<Utc>) -> Option<String> {
    let (plan, w) = (plan_at(facts, at)?, words(lang));
    let closed = hall.state == State::Closed;
    let title = if closed { w.plan_closed.to_owned() } else { (w.plan)(hall.free, hall.desks) };
    let mut out = String::new();
    put!(out, "<svg viewBox=\"{}\" role=\"img\" aria-label=\"{}\">", room::view_box(&plan.room), escaped(&title));
    out.push_str(&room::defs(&plan.room, "b"));
    out.push_str(&room::room(&plan, "b"));
    out.push_str(&names::drawn(&plan, facts, lang, hall));
    for one in &plan.desks {
        let state = hall.marks.get(&one.code).copied().filter(|_| !closed);
        out.push_str(&desk::drawn(one, state));
    }
    out.push_str("</svg>");
    Some(out)
}

/// What a desk is for everybody, as the data and the drawing call it. What is kept for a group is taken.
pub(super) const fn name(state: DeskState) -> &'static str {
    match state {
        DeskState::Free => "free",
        DeskState::WalkIn => "walk-in",
        DeskState::Closed => "closed",
        DeskState::Taken | DeskState::Contingent | DeskState::Unknown => "taken",
    }
}
