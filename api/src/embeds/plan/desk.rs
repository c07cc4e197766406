//! A desk with its chairs, as lean as it can be said: there are dozens in a picture of a few kilobytes.

use shared::desks::DeskState;
use shared::venues::PlanDesk;

use super::geometry::{STOOL_KIND, chairs};
use super::svg::{UNIT, num, transform};

/// The desk; without a state it is furniture.
pub(super) fn drawn(desk: &PlanDesk, state: Option<DeskState>) -> String {
    let small = desk.table.is_some() || desk.kind == STOOL_KIND;
    let (gap, radius) = if small { (3.0, 5) } else { (6.0, 10) };
    let (w, d) = (desk.width * UNIT - gap, desk.depth * UNIT - gap);
    let mut out = String::new();
    put!(out, "<g class=\"{}\" {}>", class(state), transform(desk.x, desk.y, desk.rotation));
    let chair = if desk.kind == STOOL_KIND { 22 } else { 27 };
    for [x, y] in chairs(desk) {
        put!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{chair}\"/>", num(x * UNIT), num(y * UNIT));
    }
    let (x, y, wide, deep) = (num(-w / 2.0), num(-d / 2.0), num(w), num(d));
    put!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{deep}\" rx=\"{radius}\"/>");
    match state {
        Some(DeskState::Taken | DeskState::Contingent | DeskState::Unknown) => {
            put!(out, "<rect class=\"p\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{deep}\" rx=\"{radius}\"/>");
        }
        Some(DeskState::WalkIn) => {
            let (x, y, wide, deep) = (num(7.0 - w / 2.0), num(7.0 - d / 2.0), num(w - 14.0), num(d - 14.0));
            put!(out, "<rect class=\"p\" x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{deep}\" rx=\"4\"/>");
        }
        Some(DeskState::Closed) => {
            let (x, y) = (num(w / 2.0 - 10.0), num(d / 2.0 - 8.0));
            put!(out, "<path class=\"p\" d=\"M-{x} -{y}L{x} {y}M{x} -{y}L-{x} {y}\"/>");
        }
        Some(DeskState::Free) | None => {}
    }
    out.push_str("</g>");
    out
}

/// Its class; what is kept for a group is taken for everybody else.
const fn class(state: Option<DeskState>) -> &'static str {
    match state {
        Some(DeskState::Free) => "f",
        Some(DeskState::WalkIn) => "w",
        Some(DeskState::Closed) => "x",
        Some(DeskState::Taken | DeskState::Contingent | DeskState::Unknown) => "t",
        None => "n",
    }
}
