//! Measuring on the plan, in metres: chairs, walls, neighbours, cut-outs.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use shared::venues::{PlanDesk, Point};

/// Distance between a table's edge and the middle of its chair.
const CHAIR: f64 = 0.34;
/// The same for a stool, which is smaller.
const STOOL: f64 = 0.3;

/// The kind of a stool, as the seed names it; anything else sits on a chair.
pub(crate) const STOOL_KIND: &str = "stool";

/// A direction on the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    Left,
    Right,
}

impl Direction {
    /// The direction of an arrow key.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            _ => None,
        }
    }

    /// How far a step goes in this direction, and how far it strays from it.
    fn along(self, dx: f64, dy: f64) -> (f64, f64) {
        match self {
            Self::Up => (-dy, dx.abs()),
            Self::Down => (dy, dx.abs()),
            Self::Left => (-dx, dy.abs()),
            Self::Right => (dx, dy.abs()),
        }
    }
}

/// Chairs around a desk, relative to its centre and before its rotation.
///
/// A table of four or more has them on both long sides, everything else one in front.
pub(crate) fn chairs(desk: &PlanDesk) -> Vec<Point> {
    if desk.seats > 1 {
        let side = usize::from(desk.seats.div_ceil(2));
        let step = desk.width / f64::from(desk.seats.div_ceil(2));
        let first = -desk.width / 2.0 + step / 2.0;
        let edge = desk.depth / 2.0 + CHAIR;
        let spots = std::iter::successors(Some(first), |x| Some(x + step)).take(side);
        return spots.flat_map(|x| [[x, edge], [x, -edge]]).take(usize::from(desk.seats)).collect();
    }
    let gap = if desk.kind == STOOL_KIND { STOOL } else { CHAIR };
    vec![[0.0, desk.depth / 2.0 + gap]]
}

/// The sine of an angle in radians, far more exact than a drawing. WebAssembly has none; the one that
/// comes with the language is made for every angle there is, and weighs as much as a page.
pub(crate) fn sine(angle: f64) -> f64 {
    let turned = angle - (angle / TAU + 0.5).floor() * TAU;
    let folded = if turned.abs() > FRAC_PI_2 { turned.signum() * PI - turned } else { turned };
    let square = folded * folded;
    // Taylor's series from its far end.
    let series = [15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0]
        .into_iter()
        .fold(1.0, |rest: f64, n: f64| 1.0 - rest * square / (n * (n - 1.0)));
    folded * series
}

/// A point relative to a desk, on the plan.
pub(crate) fn placed(desk: &PlanDesk, [x, y]: Point) -> Point {
    let angle = desk.rotation.to_radians();
    let (sin, cos) = (sine(angle), sine(angle + FRAC_PI_2));
    [desk.x + x * cos - y * sin, desk.y + x * sin + y * cos]
}

/// The box `[left, top, right, bottom]` a desk takes with its chairs.
pub(crate) fn bounds(desk: &PlanDesk) -> [f64; 4] {
    let (w, d) = (desk.width / 2.0, desk.depth / 2.0);
    let top = if desk.seats > 1 { -d - 0.66 } else { -d };
    let corners = [[-w, top], [w, top], [w, d + 0.66], [-w, d + 0.66]].map(|corner| placed(desk, corner));
    extent(corners)
}

/// The box `[left, top, right, bottom]` around points.
pub(crate) fn extent(points: impl IntoIterator<Item = Point>) -> [f64; 4] {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points.into_iter().fold(nothing, |[l, t, r, b], [x, y]| [l.min(x), t.min(y), r.max(x), b.max(y)])
}

/// The nearest desk in a direction: far ahead counts less than far aside.
pub(crate) fn neighbour<'a>(desks: &'a [PlanDesk], from: &str, direction: Direction) -> Option<&'a str> {
    let here = desks.iter().find(|desk| desk.code == from)?;
    let cost = |desk: &PlanDesk| {
        let (ahead, aside) = direction.along(desk.x - here.x, desk.y - here.y);
        (ahead > 0.05).then_some(ahead + 2.0 * aside)
    };
    desks
        .iter()
        .filter_map(|desk| cost(desk).map(|cost| (cost, desk)))
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, desk)| desk.code.as_str())
}

/// A cut-out `[x, y, width, height]` that shows these desks and what is around them.
pub(crate) fn crop_around(desks: &[PlanDesk], codes: &[String]) -> Option<[f64; 4]> {
    const WIDTH: f64 = 7.0;
    const RATIO: f64 = 4.1 / 7.0;
    let shown = desks.iter().filter(|desk| codes.contains(&desk.code));
    let [left, top, right, bottom] = extent(shown.flat_map(|desk| {
        let [l, t, r, b] = bounds(desk);
        [[l, t], [r, b]]
    }));
    if left > right {
        return None;
    }
    let width = WIDTH.max(right - left + 1.6).max((bottom - top + 1.2) / RATIO);
    let height = width * RATIO;
    let middle_y = f64::midpoint(top, bottom);
    // The wall above and the edges of the hall stay in the picture instead of empty paper.
    Some([f64::midpoint(left, right) - width / 2.0, (middle_y - height / 2.0).max(-0.45), width, height])
}

/// A polygon with all its edges moved outwards by `distance`; `corners` run clockwise on the screen.
pub(crate) fn outset(corners: &[Point], distance: f64) -> Vec<Point> {
    let before = corners.iter().cycle().skip(corners.len().saturating_sub(1));
    let after = corners.iter().cycle().skip(1);
    corners
        .iter()
        .zip(before)
        .zip(after)
        .map(|((here, before), after)| {
            let (a, b) = (outward(*before, *here), outward(*here, *after));
            // The mitre: where both moved edges meet.
            let scale = distance / (1.0 + a[0] * b[0] + a[1] * b[1]).max(0.1);
            [here[0] + (a[0] + b[0]) * scale, here[1] + (a[1] + b[1]) * scale]
        })
        .collect()
}

/// The unit normal of an edge that points out of a polygon which runs clockwise on the screen.
pub(crate) fn outward([x1, y1]: Point, [x2, y2]: Point) -> Point {
    let length = (x2 - x1).hypot(y2 - y1).max(f64::EPSILON);
    [(y2 - y1) / length, (x1 - x2) / length]
}

/// The outward normal of the wall a line lies in.
pub(crate) fn normal_at(outline: &[Point], [x1, y1]: Point, [x2, y2]: Point) -> Point {
    let middle = [f64::midpoint(x1, x2), f64::midpoint(y1, y2)];
    let ends = outline.iter().zip(outline.iter().cycle().skip(1));
    ends.min_by(|(a, b), (c, d)| off(middle, **a, **b).total_cmp(&off(middle, **c, **d)))
        .map_or([0.0, -1.0], |(a, b)| outward(*a, *b))
}

/// How far a point is from an edge.
fn off([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let along = (((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy).max(f64::EPSILON)).clamp(0.0, 1.0);
    (x - x1 - along * dx).hypot(y - y1 - along * dy)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use shared::ids::DeskId;
    use uuid::Uuid;

    pub(crate) fn desk(code: &str, x: f64, y: f64) -> PlanDesk {
        PlanDesk {
            id: DeskId(Uuid::nil()),
            code: code.into(),
            kind: "desk".into(),
            zone: "fokus".into(),
            seats: 1,
            features: Vec::new(),
            furniture_origin: None,
            table: None,
            walk_in: false,
            out_of_service_de: None,
            out_of_service_en: None,
            x,
            y,
            width: 1.4,
            depth: 0.7,
            rotation: 0.0,
        }
    }

    #[test]
    fn arrows_lead_to_the_nearest_desk_in_their_direction() {
        let desks = [desk("A1", 0.0, 0.0), desk("A2", 2.0, 0.1), desk("A3", 4.0, 0.0), desk("B1", 0.2, 3.0)];
        assert_eq!(neighbour(&desks, "A1", Direction::Right), Some("A2"));
        assert_eq!(neighbour(&desks, "A3", Direction::Left), Some("A2"));
        assert_eq!(neighbour(&desks, "A1", Direction::Down), Some("B1"));
        assert_eq!(neighbour(&desks, "A1", Direction::Up), None);
    }

    #[test]
    fn a_chair_turns_with_its_desk() {
        let mut turned = desk("A1", 5.0, 5.0);
        turned.rotation = 90.0;
        let [x, y] = placed(&turned, chairs(&turned)[0]);
        assert!((x - 4.31).abs() < 0.01 && (y - 5.0).abs() < 0.01, "{x} {y}");
    }

    #[test]
    fn a_team_table_has_a_chair_for_everyone() {
        let mut table = desk("T1", 0.0, 0.0);
        for seats in [2, 4, 6] {
            table.seats = seats;
            assert_eq!(chairs(&table).len(), usize::from(seats));
        }
    }

    #[test]
    fn walls_grow_outwards() {
        let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        let grown = outset(&square, 0.5);
        assert_eq!(grown, [[-0.5, -0.5], [10.5, -0.5], [10.5, 10.5], [-0.5, 10.5]]);
        let [x, y] = normal_at(&square, [0.0, 4.0], [0.0, 6.0]);
        assert!((x + 1.0).abs() < 1e-9 && y.abs() < 1e-9, "{x}, {y}");
    }

    #[test]
    fn a_cut_out_holds_its_desks() {
        let desks = [desk("A1", 2.0, 2.0), desk("A2", 14.0, 6.0)];
        let codes = ["A1".to_owned(), "A2".to_owned()];
        let [x, y, w, h] = crop_around(&desks, &codes).unwrap();
        assert!(x < 1.3 && y < 1.7 && x + w > 14.7 && y + h > 6.9, "{x} {y} {w} {h}");
        assert_eq!(crop_around(&desks, &["Z9".to_owned()]), None);
    }

    #[test]
    fn the_sine_is_that_of_the_language() {
        for step in -400..400 {
            let angle = f64::from(step) * 0.1;
            assert!((sine(angle) - angle.sin()).abs() < 1e-9, "{angle}");
        }
    }
}
