//! Drawing a desk: its shapes, which never change, and its letters, which change with its mark.
//!
//! All patterns are always there; the theme shows the one that belongs to the mark's class. So a
//! change of state is a change of one class, and colours can fade.

use shared::venues::PlanDesk;

use super::Mark;
use super::geometry::{STOOL_KIND, chairs, placed};
use super::svg::{UNIT, centred, escaped, num, transform};

/// Part of a larger table, or a stool at the window bar: small and close together.
fn is_small(desk: &PlanDesk) -> bool {
    desk.table.is_some() || desk.kind == STOOL_KIND
}

/// The desk's shapes; `hit` adds the area that can be touched: table and chair together.
pub(crate) fn shapes(desk: &PlanDesk, id: &str, hit: bool) -> String {
    let (w, d) = (desk.width * UNIT, desk.depth * UNIT);
    let (gap, radius) = if is_small(desk) { (1.5, 5.0) } else { (3.0, 10.0) };
    let mut out = format!("<g {}>", transform(desk.x, desk.y, desk.rotation));
    if hit {
        let (top, height) = if desk.seats > 1 { (-d / 2.0 - 66.0, d + 132.0) } else { (-d / 2.0, d + 66.0) };
        put!(
            out,
            "<rect class=\"pl-hit\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            num(-w / 2.0),
            num(top),
            num(w),
            num(height)
        );
    }
    if desk.table.is_none() {
        out.push_str(&centred("pl-shadow", w, d, radius, "transform=\"translate(4 7)\""));
    }
    let chair = if desk.kind == STOOL_KIND { 22 } else { 27 };
    for [x, y] in chairs(desk) {
        let (x, y) = (num(x * UNIT), num(y * UNIT));
        put!(out, "<circle class=\"pl-chair\" cx=\"{x}\" cy=\"{y}\" r=\"{chair}\"/>");
    }
    let (tw, td) = (w - 2.0 * gap, d - 2.0 * gap);
    out.push_str(&centred("pl-top", tw, td, radius, ""));
    out.push_str(&centred("pl-pat", tw, td, radius, &format!("fill=\"url(#{id}-hatch)\"")));
    let (cx, cy) = (num(w / 2.0 - 12.0), num(d / 2.0 - 10.0));
    put!(out, "<path class=\"pl-cross\" d=\"M-{cx} -{cy}L{cx} {cy}M{cx} -{cy}L-{cx} {cy}\"/>");
    out.push_str(&centred("pl-inner", tw - 14.0, td - 14.0, 4.0, ""));
    out.push_str(&centred("pl-ring", w + 24.0, d + 24.0, 18.0, "pathLength=\"1\""));
    out.push_str("</g>");
    out
}

/// The letters on the chairs and the code on the table, always upright.
pub(crate) fn words(desk: &PlanDesk, mark: Mark) -> String {
    let mut out = String::new();
    for chair in chairs(desk) {
        let [x, y] = placed(desk, chair);
        let (x, y) = (num(x * UNIT), num(y * UNIT + 11.0));
        let letter = mark.letter();
        put!(out, "<text class=\"pl-letter\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{letter}</text>");
    }
    if mark == Mark::Blocked {
        return out;
    }
    let (x, y) = (desk.x * UNIT, desk.y * UNIT);
    if mark == Mark::Taken {
        // The hatching must not run through the code.
        let letters = f64::from(u32::try_from(desk.code.chars().count()).unwrap_or(2));
        let at = format!("transform=\"translate({} {})\"", num(x), num(y));
        out.push_str(&centred("pl-codebg", letters * 22.0 + 8.0, 36.0, 6.0, &at));
    }
    let small = if is_small(desk) { " pl-code--s" } else { "" };
    put!(
        out,
        "<text class=\"pl-code{small}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        num(x),
        num(y + 13.0),
        escaped(&desk.code)
    );
    out
}
