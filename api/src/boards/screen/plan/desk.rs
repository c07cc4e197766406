//! A desk with its chairs, and its code where somebody may sit down.

use shared::desks::DeskState;
use shared::venues::PlanDesk;

use super::name;
use crate::embeds::plan::geometry::{STOOL_KIND, chairs};
use crate::embeds::plan::svg::{UNIT, centred, escaped, num, transform};

/// The desk; without a state it is furniture.
pub(super) fn drawn(desk: &PlanDesk, state: Option<DeskState>) -> String {
    let small = desk.table.is_some() || desk.kind == STOOL_KIND;
    let (gap, radius) = if small { (3.0, 5.0) } else { (6.0, 10.0) };
    let (wide, deep) = (desk.width * UNIT - gap, desk.depth * UNIT - gap);
    let class = state.map_or("shut", name);
    let mut out = format!("<g class=\"desk {class}\" data-code=\"{}\">", escaped(&desk.code));
    put!(out, "<g {}>", transform(desk.x, desk.y, desk.rotation));
    let chair = if desk.kind == STOOL_KIND { 22 } else { 27 };
    for [x, y] in chairs(desk) {
        put!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{chair}\"/>", num(x * UNIT), num(y * UNIT));
    }
    out.push_str(&centred("top", wide, deep, radius, ""));
    match state {
        Some(DeskState::Taken | DeskState::Contingent | DeskState::Unknown) => {
            out.push_str(&centred("pattern", wide, deep, radius, "fill=\"url(#b-hatch)\""));
        }
        Some(DeskState::WalkIn) => out.push_str(&centred("inner", wide - 14.0, deep - 14.0, 4.0, "")),
        Some(DeskState::Closed) => {
            let (x, y) = (num(wide / 2.0 - 10.0), num(deep / 2.0 - 8.0));
            put!(out, "<path class=\"cross\" d=\"M-{x} -{y}L{x} {y}M{x} -{y}L-{x} {y}\"/>");
        }
        Some(DeskState::Free) | None => {}
    }
    out.push_str("</g>");
    if matches!(state, Some(DeskState::Free | DeskState::WalkIn)) {
        let (x, y) = (num(desk.x * UNIT), num(desk.y * UNIT + if small { 12.0 } else { 15.0 }));
        let class = if small { "letters small" } else { "letters" };
        put!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(&desk.code));
    }
    out.push_str("</g>");
    out
}
