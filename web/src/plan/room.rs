//! Drawing the room: floor, light, exhibition, walls, windows, doors, pillars, fixed furniture.

use shared::venues::{Door, FixedItem, Plan, PlanExhibition, Room};

use super::geometry::{extent, normal_at, outset};
use super::svg::{UNIT, centred, num, points, transform};

/// How far the light of a window falls into the room, and how far it drifts, in metres.
const BEAM: [f64; 2] = [1.5, 4.8];

/// What the drawing shows, metres `[x, y, width, height]`: the room with its walls and a little air.
pub(crate) fn cut(room: &Room) -> [f64; 4] {
    const AIR: f64 = 0.42;
    let [left, top, right, bottom] = extent(room.outline.iter().copied());
    [left - AIR, top - AIR, right - left + 2.0 * AIR, bottom - top + 2.0 * AIR]
}

/// The drawing's frame `x y width height`.
pub(crate) fn view_box(room: &Room) -> String {
    frame(cut(room))
}

/// A frame from metres.
pub(crate) fn frame(metres: [f64; 4]) -> String {
    metres.map(|value| num(value * UNIT)).join(" ")
}

/// Patterns and clips; `id` keeps those of two drawings on one page apart.
pub(crate) fn defs(room: &Room, id: &str) -> String {
    let outline = points(&room.outline);
    format!(
        r#"<defs><pattern id="{id}-hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="pl-hatch" x1="0" y1="0" x2="0" y2="14"/></pattern><pattern id="{id}-board" width="400" height="60" patternUnits="userSpaceOnUse"><path class="pl-board" d="M0 0H400M0 30H400M90 0V30M290 30V60"/></pattern><linearGradient id="{id}-sun" x1="0" y1="0" x2="0" y2="1"><stop class="pl-sun0" offset="0"/><stop class="pl-sun1" offset="1"/></linearGradient><clipPath id="{id}-clip"><polygon points="{outline}"/></clipPath></defs>"#
    )
}

/// Everything below the desks.
pub(crate) fn room(plan: &Plan, id: &str) -> String {
    let room = &plan.room;
    let outline = points(&room.outline);
    let mut out = format!(
        r#"<polygon class="pl-floor" points="{outline}"/><polygon points="{outline}" fill="url(#{id}-board)"/><g clip-path="url(#{id}-clip)">"#
    );
    light(room, id, &mut out);
    rug(room, &mut out);
    out.push_str("</g>");
    plan.exhibition_areas.iter().for_each(|area| exhibition(area, &mut out));
    walls(room, &mut out);
    room.doors.iter().for_each(|opening| door(room, opening, &mut out));
    for pillar in &room.pillars {
        let side = pillar.size * UNIT;
        out.push_str(&centred("pl-pillar", side, side, 6.0, &transform(pillar.x, pillar.y, 0.0)));
    }
    room.fixed.iter().for_each(|item| fixed(item, &mut out));
    for table in &plan.tables {
        let at = format!("transform=\"translate({} {})\"", num(table.x * UNIT + 4.0), num(table.y * UNIT + 8.0));
        out.push_str(&centred("pl-shadow", table.width * UNIT, table.depth * UNIT, 12.0, &at));
    }
    out
}

/// Sunlight through the windows at the top of the drawing.
fn light(room: &Room, id: &str, out: &mut String) {
    let [_, top, _, _] = extent(room.outline.iter().copied());
    for [x1, y1, x2, y2] in &room.windows {
        if (y1 - top).abs() < 0.01 && (y2 - top).abs() < 0.01 {
            let [drift, depth] = BEAM;
            let beam = [[*x1, top], [*x2, top], [x2 + drift, top + depth], [x1 + drift, top + depth]];
            put!(out, "<polygon fill=\"url(#{id}-sun)\" points=\"{}\"/>", points(&beam));
        }
    }
}

/// The rug lies under the round table of the reading corner.
fn rug(room: &Room, out: &mut String) {
    for table in room.fixed.iter().filter(|item| item.kind == "round_table") {
        let (x, y) = (num(table.x * UNIT + 5.0), num(table.y * UNIT));
        put!(
            out,
            "<circle class=\"pl-rug\" cx=\"{x}\" cy=\"{y}\" r=\"205\"/><circle class=\"pl-rug-line\" cx=\"{x}\" cy=\"{y}\" r=\"185\"/>"
        );
    }
}

fn exhibition(area: &PlanExhibition, out: &mut String) {
    let [x, y, w, h] = area.rect;
    let at = transform(x + w / 2.0, y + h / 2.0, 0.0);
    out.push_str(&centred("pl-ex", w * UNIT, h * UNIT, 16.0, &at));
    for item in &area.items {
        let class = if item.kind == "panel" { "pl-ex-panel" } else { "pl-ex-plinth" };
        let at = transform(item.x, item.y, item.rotation);
        out.push_str(&centred(class, item.width * UNIT, item.depth * UNIT, 0.0, &at));
    }
}

fn walls(room: &Room, out: &mut String) {
    let half = room.walls / 2.0;
    put!(out, "<polygon class=\"pl-wall\" points=\"{}\"/>", points(&outset(&room.outline, half)));
    for [x1, y1, x2, y2] in &room.windows {
        let [nx, ny] = normal_at(&room.outline, [*x1, *y1], [*x2, *y2]);
        let line = line([x1 + nx * half, y1 + ny * half], [x2 + nx * half, y2 + ny * half]);
        put!(out, "<path class=\"pl-win\" d=\"{line}\"/><path class=\"pl-win-line\" d=\"{line}\"/>");
    }
}

fn line([x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) -> String {
    format!("M{} {}L{} {}", num(x1 * UNIT), num(y1 * UNIT), num(x2 * UNIT), num(y2 * UNIT))
}

/// A gap in the wall, its leaves standing open into the room, and the arcs they swing through.
fn door(room: &Room, door: &Door, out: &mut String) {
    let (from, to) = (door.from, door.to);
    let [nx, ny] = normal_at(&room.outline, from, to);
    let half = room.walls / 2.0;
    let gap = line([from[0] + nx * half, from[1] + ny * half], [to[0] + nx * half, to[1] + ny * half]);
    put!(out, "<path class=\"pl-doorgap\" d=\"{gap}\"/>");
    let width = (to[0] - from[0]).hypot(to[1] - from[1]);
    let reach = if door.leaves > 1 { width / 2.0 } else { width };
    let open = |[x, y]: [f64; 2]| [x - nx * reach, y - ny * reach];
    let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
    // On the screen y points down, so a positive cross product turns clockwise.
    let sweep = u8::from(ny * (to[0] - from[0]) - nx * (to[1] - from[1]) > 0.0);
    let arc = |a: [f64; 2], b: [f64; 2]| {
        let radius = num(reach * UNIT);
        let (ax, ay, bx, by) = (num(a[0] * UNIT), num(a[1] * UNIT), num(b[0] * UNIT), num(b[1] * UNIT));
        format!("M{ax} {ay}A{radius} {radius} 0 0 {sweep} {bx} {by}")
    };
    let (leaves, swings) = if door.leaves > 1 {
        (line(from, open(from)) + &line(to, open(to)), arc(open(from), middle) + &arc(middle, open(to)))
    } else {
        (line(from, open(from)), arc(open(from), to))
    };
    put!(out, "<path class=\"pl-door\" d=\"{leaves}\"/><path class=\"pl-swing\" d=\"{swings}\"/>");
}

/// A piece of furniture that cannot be booked; unknown kinds are plain boxes.
fn fixed(item: &FixedItem, out: &mut String) {
    let (w, d) = (item.width * UNIT, item.depth * UNIT);
    let at = transform(item.x, item.y, item.rotation);
    let (long, short) = (num(w * 0.38), num(w * 0.26));
    let shapes = match item.kind.as_str() {
        "plant" => format!(
            "<circle class=\"pl-plant\" r=\"{}\"/><path class=\"pl-plant-l\" d=\"M0 -{long}V{long}M-{long} 0H{long}M-{short} -{short}L{short} {short}M{short} -{short}L-{short} {short}\"/>",
            num(w / 2.0)
        ),
        "round_table" => format!("<circle class=\"pl-fix\" r=\"{}\"/>", num(w / 2.0)),
        "info_point" => {
            centred("pl-shadow", w, d, 38.0, "transform=\"translate(4 7)\"") + &centred("pl-info", w, d, 38.0, "")
        }
        "phone_booth" => {
            let path = format!("M{} {}H{}", num(-w / 2.0 + 18.0), num(-d / 2.0), num(w / 2.0 - 18.0));
            centred("pl-booth", w, d, 12.0, "") + &format!("<path class=\"pl-booth-door\" d=\"{path}\"/>")
        }
        "sofa" => {
            let (x, y) = (num(w / 2.0 - 26.0), num(d / 2.0 - 24.0));
            let path = format!("M{x} -{y}V{y}M{} 0H{x}", num(-w / 2.0 + 10.0));
            centred("pl-soft", w, d, 26.0, "") + &format!("<path class=\"pl-soft-l\" d=\"{path}\"/>")
        }
        "armchair" => centred("pl-soft", w, d, 26.0, ""),
        _ => centred("pl-fix", w, d, 6.0, ""),
    };
    put!(out, "<g {at}>{shapes}</g>");
}
