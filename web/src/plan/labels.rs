//! Names on the plan. The data says what there is, not where its name fits, so each name looks for
//! the nearest spot that covers nothing: the same names fit another layout, or another hall.

use shared::venues::{Label, Plan, Point};

use super::geometry::{bounds, extent};
use super::svg::{UNIT, escaped, num};
use crate::lang::{Lang, pick};
use crate::letters::upper;
use crate::texts::book::plan_words;

/// Width of a letter of a label, in metres, spaced as the theme does.
const LETTER: f64 = 0.235;
/// Half the height a label needs.
const HALF: f64 = 0.19;

/// A box `[left, top, right, bottom]` in metres.
type Area = [f64; 4];

/// All names of the plan, as text elements.
pub(crate) fn labels(plan: &Plan, zones: &[Label], lang: Lang) -> String {
    let words = plan_words(lang);
    let mut taken = obstacles(plan);
    let mut out = String::new();
    for item in plan.room.fixed.iter().filter(|item| item.kind == "info_point") {
        let (x, y) = (num(item.x * UNIT), num(item.y * UNIT + 13.0));
        put!(out, "<text class=\"pl-infotext\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>", words.info_point);
    }
    if let Some(door) = plan.room.doors.iter().max_by_key(|door| door.leaves) {
        let (x, y) = (f64::midpoint(door.from[0], door.to[0]), f64::midpoint(door.from[1], door.to[1]));
        let inside = if x < 1.0 { 1.9 } else { -1.9 };
        put(words.entrance, [x + inside, y], "pl-label pl-label--door", plan, &mut taken, &mut out);
    }
    for (name, at) in zone_targets(plan, zones, lang) {
        put(name, at, "pl-label", plan, &mut taken, &mut out);
    }
    for area in &plan.exhibition_areas {
        let [x, y, w, h] = area.rect;
        let name = pick(lang, &area.label, words.exhibition);
        put(name, [x + w * 0.42, y + h * 0.45], "pl-label", plan, &mut taken, &mut out);
    }
    for (kind, name) in [("sofa", words.reading), ("phone_booth", words.phone)] {
        let places = plan.room.fixed.iter().filter(|item| item.kind == kind).map(|item| [item.x, item.y]);
        if let Some(at) = mean(places) {
            put(name, at, "pl-label", plan, &mut taken, &mut out);
        }
    }
    out
}

/// Where a zone's name belongs: in the middle of its desks, once for those inside its area and
/// once for those elsewhere.
fn zone_targets<'a>(plan: &Plan, zones: &'a [Label], lang: Lang) -> Vec<(&'a str, Point)> {
    let mut targets = Vec::new();
    for zone in zones {
        let area = plan.room.areas.iter().find(|area| area.id == zone.key);
        let reach = area.map(|area| extent(area.polygon.iter().copied()));
        let inside = |x: f64, y: f64| reach.is_some_and(|[l, t, r, b]| l <= x && x <= r && t <= y && y <= b);
        for within in [true, false] {
            let desks = plan.desks.iter().filter(|desk| desk.zone == zone.key && inside(desk.x, desk.y) == within);
            if let Some(at) = mean(desks.map(|desk| [desk.x, desk.y])) {
                targets.push((pick(lang, &zone.label_de, &zone.label_en), at));
            }
        }
    }
    targets
}

/// Everything a name must not cover.
fn obstacles(plan: &Plan) -> Vec<Area> {
    let around = |x: f64, y: f64, side: f64| [x - side, y - side, x + side, y + side];
    let desks = plan.desks.iter().map(bounds);
    let fixed = plan.room.fixed.iter().map(|item| {
        let (w, d) = (item.width / 2.0, item.depth / 2.0);
        [item.x - w, item.y - d, item.x + w, item.y + d]
    });
    let pillars = plan.room.pillars.iter().map(|pillar| around(pillar.x, pillar.y, pillar.size / 2.0));
    let panels = plan.exhibition_areas.iter().flat_map(|area| &area.items);
    let panels = panels.map(|item| around(item.x, item.y, item.width.max(item.depth) / 2.0));
    let edges = plan.exhibition_areas.iter().flat_map(|area| {
        let [x, y, w, h] = area.rect;
        [[x, y, x + w, y], [x, y + h, x + w, y + h], [x, y, x, y + h], [x + w, y, x + w, y + h]]
    });
    desks.chain(fixed).chain(pillars).chain(panels).chain(edges).collect()
}

/// Writes a name at the nearest spot around `at` that is free, and keeps that spot.
fn put(name: &str, at: Point, class: &str, plan: &Plan, taken: &mut Vec<Area>, out: &mut String) {
    let name = upper(name);
    let letters = u32::try_from(name.chars().count()).unwrap_or(0);
    let half = [f64::from(letters) * LETTER / 2.0, HALF];
    let floor = extent(plan.room.outline.iter().copied());
    let [x, y] = nearest_free(at, half, floor, taken).unwrap_or(at);
    taken.push([x - half[0], y - half[1], x + half[0], y + half[1]]);
    put!(
        out,
        "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        num(x * UNIT),
        num(y * UNIT + 11.0),
        escaped(&name)
    );
}

/// The nearest centre around `at` where a box of this half size meets nothing.
fn nearest_free([x, y]: Point, [w, h]: Point, floor: Area, taken: &[Area]) -> Option<Point> {
    const STEP: f64 = 0.2;
    let grid = (-20_i32..=20).flat_map(|row| (-20_i32..=20).map(move |column| (row, column)));
    grid.map(|(row, column)| [x + f64::from(column) * STEP, y + f64::from(row) * STEP])
        .filter(|[cx, cy]| {
            let spot = [cx - w - 0.1, cy - h - 0.06, cx + w + 0.1, cy + h + 0.06];
            let inside = spot[0] > floor[0] && spot[1] > floor[1] && spot[2] < floor[2] && spot[3] < floor[3];
            inside && !taken.iter().any(|other| meets(spot, *other))
        })
        .min_by(|[ax, ay], [bx, by]| (ax - x).hypot(ay - y).total_cmp(&(bx - x).hypot(by - y)))
}

fn meets(a: Area, b: Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

fn mean(points: impl Iterator<Item = Point>) -> Option<Point> {
    let (mut x, mut y, mut count) = (0.0, 0.0, 0.0);
    for [px, py] in points {
        x += px;
        y += py;
        count += 1.0;
    }
    (count > 0.0).then(|| [x / count, y / count])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_moves_only_as_far_as_it_must() {
        let floor = [0.0, 0.0, 10.0, 10.0];
        let half = [1.0, 0.2];
        assert_eq!(nearest_free([5.0, 5.0], half, floor, &[]), Some([5.0, 5.0]));
        let [x, y] = nearest_free([5.0, 5.0], half, floor, &[[3.0, 4.5, 7.0, 5.5]]).unwrap();
        assert!((x - 5.0).abs() < 0.01 && ((y - 5.0).abs() - 0.8).abs() < 0.01, "{x} {y}");
    }
}
