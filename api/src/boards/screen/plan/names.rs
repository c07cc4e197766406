//! What stands on the floor: how many are free in each zone, and where the entrance is. Large letters look for the
//! nearest spot that covers nothing, so they fit another layout and another hall; what finds none is left out.

use shared::venues::{Plan, Point};

use crate::boards::screen::words::words;
use crate::embeds::hall::{Hall, State};
use crate::embeds::plan::geometry::{bounds, extent};
use crate::embeds::plan::svg::{UNIT, escaped, num};
use crate::lang::{Lang, pick};
use crate::venues::VenueFacts;

/// Width of a letter of a zone's name, metres.
const LETTER: f64 = 0.385;
/// Half of what it takes in height.
const HALF: f64 = 0.36;
/// The same of everything else on the floor.
const SMALL: f64 = 0.87;
/// Between two spots that are tried, metres.
const STEP: f64 = 0.1;

/// A box `[left, top, right, bottom]` in metres.
type Area = [f64; 4];

/// Names that have their place, and what they must not cover.
struct Floor {
    outline: Area,
    taken: Vec<Area>,
    out: String,
}

/// All of it, as text elements.
pub(super) fn drawn(plan: &Plan, facts: &VenueFacts, lang: Lang, hall: &Hall) -> String {
    let w = words(lang);
    let outline = extent(plan.room.outline.iter().copied());
    let mut floor = Floor { outline, taken: obstacles(plan), out: String::new() };
    for item in plan.room.fixed.iter().filter(|item| item.kind == "info_point") {
        let (x, y) = (num(item.x * UNIT), num(item.y * UNIT + 18.0));
        put!(floor.out, "<text class=\"info\" x=\"{x}\" y=\"{y}\">{}</text>", w.info_point);
    }
    for zone in &facts.venue.zones {
        let desks = plan.desks.iter().filter(|desk| desk.zone == zone.key);
        let Some((at, (free, _))) = mean(desks.map(|desk| [desk.x, desk.y])).zip(hall.zones.get(&zone.key)) else {
            continue;
        };
        let name = pick(lang, &zone.label_de, &zone.label_en);
        let free = (hall.state != State::Closed).then(|| (w.zone_free)(*free));
        floor.put(name, free.as_deref(), at, 1.0);
    }
    if let Some(door) = plan.room.doors.iter().max_by_key(|door| door.leaves) {
        let at = [f64::midpoint(door.from[0], door.to[0]), f64::midpoint(door.from[1], door.to[1])];
        let [left, _, right, _] = outline;
        let inwards = if at[0] - left < right - at[0] { 2.3 } else { -2.3 };
        floor.put(w.entrance, None, [at[0] + inwards, at[1]], SMALL);
    }
    for area in &plan.exhibition_areas {
        let [x, y, wide, deep] = area.rect;
        floor.put(w.exhibition_area, None, [x + wide * 0.42, y + deep * 0.45], SMALL);
    }
    floor.out
}

impl Floor {
    /// Writes a name, and a number behind it, at the nearest free spot, and keeps that.
    fn put(&mut self, name: &str, number: Option<&str>, at: Point, scale: f64) {
        let letters = name.chars().count() + number.map_or(0, |number| number.chars().count() + 2);
        let letters = f64::from(u32::try_from(letters).unwrap_or(0));
        let half = [letters * LETTER * scale / 2.0, HALF * scale];
        let Some([x, y]) = self.nearest_free(at, half) else { return };
        self.taken.push([x - half[0], y - half[1], x + half[0], y + half[1]]);
        let class = if number.is_some() { "zone" } else { "zone plain" };
        let (x, y) = (num(x * UNIT), num(y * UNIT + 26.0 * scale));
        put!(self.out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}", escaped(name));
        if let Some(number) = number {
            put!(self.out, ": <tspan>{}</tspan>", escaped(number));
        }
        self.out.push_str("</text>");
    }

    /// The nearest centre where a box of this half size meets nothing; what is above or below comes before what is aside.
    fn nearest_free(&self, [x, y]: Point, [w, h]: Point) -> Option<Point> {
        let steps = |reach: i32| -reach..=reach;
        let grid = steps(40).flat_map(|row| steps(40).map(move |column| (f64::from(row), f64::from(column))));
        let spots = grid.map(|(row, column)| [x + column * STEP, y + row * STEP]);
        let free = spots.filter(|[cx, cy]| {
            let spot = [cx - w - 0.12, cy - h - 0.05, cx + w + 0.12, cy + h + 0.05];
            let [left, top, right, bottom] = self.outline;
            let inside = spot[0] > left && spot[1] > top && spot[2] < right && spot[3] < bottom;
            inside && !self.taken.iter().any(|other| meets(spot, *other))
        });
        let far = |[cx, cy]: &Point| (cx - x).hypot(cy - y);
        free.min_by(|a, b| far(a).total_cmp(&far(b)))
    }
}

/// Everything a name must not cover.
fn obstacles(plan: &Plan) -> Vec<Area> {
    let around = |x: f64, y: f64, w: f64, d: f64| [x - w, y - d, x + w, y + d];
    let desks = plan.desks.iter().map(bounds);
    let fixed = plan.room.fixed.iter().map(|item| around(item.x, item.y, item.width / 2.0, item.depth / 2.0));
    let pillars =
        plan.room.pillars.iter().map(|pillar| around(pillar.x, pillar.y, pillar.size / 2.0, pillar.size / 2.0));
    let panels = plan.exhibition_areas.iter().flat_map(|area| &area.items);
    let panels = panels.map(|item| around(item.x, item.y, item.width / 2.0, item.depth / 2.0));
    let edges = plan.exhibition_areas.iter().flat_map(|area| {
        let [x, y, w, h] = area.rect;
        [[x, y, x + w, y], [x, y + h, x + w, y + h], [x, y, x, y + h], [x + w, y, x + w, y + h]]
    });
    desks.chain(fixed).chain(pillars).chain(panels).chain(edges).collect()
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
    fn a_name_moves_only_as_far_as_it_must_and_is_left_out_where_it_fits_nowhere() {
        let floor = |taken| Floor { outline: [0.0, 0.0, 10.0, 10.0], taken, out: String::new() };
        assert_eq!(floor(vec![]).nearest_free([5.0, 5.0], [1.0, 0.2]), Some([5.0, 5.0]));
        let [x, y] = floor(vec![[3.0, 4.5, 7.0, 5.5]]).nearest_free([5.0, 5.0], [1.0, 0.2]).unwrap();
        assert!((x - 5.0).abs() < 0.01 && ((y - 5.0).abs() - 0.8).abs() < 0.06, "{x} {y}");
        assert_eq!(floor(vec![[0.0, 0.0, 10.0, 10.0]]).nearest_free([5.0, 5.0], [1.0, 0.2]), None);
    }
}
