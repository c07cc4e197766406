//! The plan of the hall with what each desk is at this moment.
//!
//! The room is drawn by the app's own files, so it is the same hall everywhere. Desks are drawn leaner than there:
//! nothing is chosen here, and nothing changes while one looks. A state is told by fill, pattern and chair.

/// Writes into a string, as in the app.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use std::fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!($out, $($text)*);
    }};
}

mod desk;
#[path = "../../../../web/src/plan/geometry.rs"]
#[expect(dead_code, reason = "the app measures more than a picture needs")]
pub(crate) mod geometry;
#[path = "../../../../web/src/plan/room.rs"]
pub(crate) mod room;
#[path = "../../../../web/src/plan/svg.rs"]
pub(crate) mod svg;

use chrono::{DateTime, Utc};
use shared::venues::{PlanDesk, Point};

use super::hall::{Hall, State};
use super::letters::FACES;
use super::theme::{Theme, style};
use super::words::texts;
use crate::lang::Lang;
use crate::venues::{VenueFacts, drawn as plan_at};
use geometry::{bounds, placed};
use svg::{UNIT, escaped, num};

/// How wide the picture is where nobody says.
const WIDTH: f64 = 880.0;

const RULES: &str = "\
.pl-floor{fill:$floor}.pl-board{stroke:$board;stroke-width:1.5;fill:none}.pl-sun0{stop-color:$sun;stop-opacity:.55}.pl-sun1{stop-color:$sun;stop-opacity:0}\
.pl-wall{fill:none;stroke:$wall;stroke-width:35}.pl-win{stroke:$win;stroke-width:36;fill:none}.pl-win-line{stroke:$win-line;stroke-width:3;fill:none}\
.pl-doorgap{stroke:$floor;stroke-width:37}.pl-door{stroke:$wall;stroke-width:7;fill:none}.pl-swing{stroke:$fix-line;stroke-width:3;stroke-dasharray:8 9;fill:none}\
.pl-pillar{fill:$wall}.pl-fix{fill:$fix;stroke:$fix-line;stroke-width:3}.pl-info{fill:$patina}.i{fill:$on-patina;font-weight:600;font-size:46px}\
.pl-booth{fill:$fix;stroke:$wall;stroke-width:8}.pl-booth-door{stroke:$win;stroke-width:10}.pl-soft{fill:$ex;stroke:$ex-line;stroke-width:4}.pl-soft-l{stroke:$ex-line;stroke-width:3;fill:none}\
.pl-rug{fill:$rug}.pl-rug-line{fill:none;stroke:$rug-line;stroke-width:3}.pl-plant{fill:$patina-mid}.pl-plant-l{stroke:$floor;stroke-width:4;stroke-linecap:round}\
.pl-ex{fill:$ex;stroke:$ex-line;stroke-width:3;stroke-dasharray:14 10}.pl-ex-panel,.pl-ex-plinth{fill:$ex-item}.pl-shadow{fill:$shadow;opacity:.12}.pl-hatch{stroke:$hatch;stroke-width:8}\
.f{fill:$free;stroke:$free-line;stroke-width:5}.f circle{fill:$free-chair}.t{fill:$taken;stroke:$taken-line;stroke-width:3}.t circle{fill:$taken-chair;stroke:none}.t .p{fill:url(#p-hatch)}\
.w{fill:$walk;stroke:$walk-line;stroke-width:5}.w .p{fill:none;stroke-width:4;stroke-dasharray:4 7}.x{fill:$block;stroke:$block-line;stroke-width:3}.x .p{stroke-width:5}.n{fill:$floor;stroke:$fix-line;stroke-width:3}";

/// A desk is as large to a finger as this much around it, metres.
const REACH: f64 = 0.25;

/// The code of the desk that lies at these shares of the picture's width and height, with its chairs.
pub(super) fn desk_at(facts: &VenueFacts, at: DateTime<Utc>, [across, down]: Point) -> Option<String> {
    let plan = plan_at(facts, at)?;
    let [left, top, wide, tall] = room::cut(&plan.room);
    let (x, y) = (left + across * wide, top + down * tall);
    let far = |desk: &PlanDesk| (desk.x - x).hypot(desk.y - y);
    let around = |desk: &PlanDesk| {
        let [first, above, last, below] = bounds(desk);
        (first - REACH..=last + REACH).contains(&x) && (above - REACH..=below + REACH).contains(&y)
    };
    let near = plan.desks.iter().filter(|desk| around(desk)).min_by(|one, other| far(one).total_cmp(&far(other)))?;
    Some(near.code.clone())
}

/// Where each desk lies on the picture: the box it is cut out of, and by its code the corners of the desk.
pub(super) fn places(facts: &VenueFacts, at: DateTime<Utc>) -> Option<(String, Vec<(String, String)>)> {
    let plan = plan_at(facts, at)?;
    let corners = |desk: &PlanDesk| {
        let (w, d) = (desk.width / 2.0, desk.depth / 2.0);
        let points = [[-w, -d], [w, -d], [w, d], [-w, d]].map(|corner| placed(desk, corner));
        points.map(|[x, y]| format!("{},{}", num(x * UNIT), num(y * UNIT))).join(" ")
    };
    let desks = plan.desks.iter().map(|desk| (desk.code.clone(), corners(desk)));
    Some((room::view_box(&plan.room), desks.collect()))
}

/// The picture; `None` where no layout is valid.
pub(super) fn drawn(facts: &VenueFacts, lang: Lang, theme: Theme, hall: &Hall, at: DateTime<Utc>) -> Option<String> {
    let (plan, t) = (plan_at(facts, at)?, texts(lang));
    let [_, _, wide, tall] = room::cut(&plan.room);
    let closed = hall.state == State::Closed;
    let title = if closed { t.plan_closed.to_owned() } else { (t.plan)(hall.free, hall.desks) };
    let mut out = String::new();
    put!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="{}" role="img" aria-labelledby="t" xml:lang="{}"><title id="t">{}</title><style>{}</style>"#,
        num(WIDTH),
        num(WIDTH * tall / wide.max(0.1)),
        room::view_box(&plan.room),
        lang.tag(),
        escaped(&title),
        style(RULES, theme)
    );
    out.push_str(&room::defs(&plan.room, "p"));
    out.push_str(&room::room(&plan, "p"));
    for item in plan.room.fixed.iter().filter(|item| item.kind == "info_point") {
        let (x, y) = (num(item.x * UNIT), num(item.y * UNIT + 15.0));
        put!(
            out,
            r#"<text class="i" x="{x}" y="{y}" text-anchor="middle" font-family="{FACES}">{}</text>"#,
            t.info_point
        );
    }
    for one in &plan.desks {
        let state = hall.marks.get(&one.code).copied().filter(|_| !closed);
        out.push_str(&desk::drawn(one, state));
    }
    out.push_str("</svg>");
    Some(out)
}
