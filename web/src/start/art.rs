//! A drawing in place of a photograph: lines that run through the picture like a river.

use crate::plan::{num, sine};

/// Size of the drawing.
const WIDTH: f64 = 760.0;
/// See [`WIDTH`].
const HEIGHT: f64 = 460.0;
/// Lines of the river.
const LINES: u8 = 26;
/// Distance of two points of a line.
const STEP: u16 = 20;

/// The drawing's inside.
pub(crate) fn drawing() -> String {
    let mut out = format!("<rect class=\"art-paper\" width=\"{}\" height=\"{}\"/>", num(WIDTH), num(HEIGHT));
    for line in 0..LINES {
        let class = match (line % 9, line % 7, line % 5) {
            (4, _, _) => "art-brick",
            (_, 3, _) => "art-honey",
            (_, _, 1) => "art-lake",
            _ => "art-patina",
        };
        put!(out, "<path class=\"art-line {class}\" d=\"{}\"/>", path(f64::from(line)));
    }
    put!(
        out,
        "<circle class=\"art-sun\" cx=\"{}\" cy=\"{}\" r=\"44\"/>",
        num((WIDTH * 0.78).round()),
        num((HEIGHT * 0.24).round())
    );
    out
}

/// One line, bundled and spread by three waves.
fn path(line: f64) -> String {
    let mut out = String::new();
    for step in 0..=40_u16 {
        let x = f64::from(step * STEP) - f64::from(STEP);
        let t = x / WIDTH;
        let y = HEIGHT * 0.5
            + (line - 13.0) * (9.0 + 7.0 * sine(t * 3.1 + 0.4))
            + 46.0 * sine(t * 5.2 + line * 0.045)
            + 18.0 * sine(t * 13.0 + line * 0.3);
        let pen = if step == 0 { 'M' } else { 'L' };
        put!(out, "{pen}{} {}", num(x), num(y));
    }
    out
}
