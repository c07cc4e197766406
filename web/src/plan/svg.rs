//! Writing SVG as text: numbers, points and escaping.

/// Units of the drawing per metre.
pub(crate) const UNIT: f64 = 100.0;

/// A number with at most one decimal.
pub(crate) fn num(value: f64) -> String {
    let written = decimal(value);
    written.strip_suffix(".0").map_or(written.clone(), str::to_owned)
}

/// A number with one decimal. By hand: `{:.1}` brings everything along that any number might need.
pub(crate) fn decimal(value: f64) -> String {
    #[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "drawings are small; it saturates")]
    let tenths = (value * 10.0).round() as i64;
    // Minus zero is a number to a computer only.
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// Points of a polygon, from metres.
pub(crate) fn points(corners: &[[f64; 2]]) -> String {
    let corner = |[x, y]: &[f64; 2]| format!("{},{}", num(x * UNIT), num(y * UNIT));
    corners.iter().map(corner).collect::<Vec<_>>().join(" ")
}

/// Moves and turns what follows, from metres and degrees.
pub(crate) fn transform(x: f64, y: f64, rotation: f64) -> String {
    format!("transform=\"translate({} {}) rotate({})\"", num(x * UNIT), num(y * UNIT), num(rotation))
}

/// A rectangle around the origin, from units.
pub(crate) fn centred(class: &str, width: f64, depth: f64, radius: f64, more: &str) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {more}/>",
        num(-width / 2.0),
        num(-depth / 2.0),
        num(width),
        num(depth),
        num(radius)
    )
}

/// Text that comes from the api, safe between tags and in attributes.
pub(crate) fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!((num(1.0).as_str(), num(2.345).as_str(), num(-0.01).as_str()), ("1", "2.3", "0"));
        assert_eq!((decimal(2.0).as_str(), decimal(-0.25).as_str(), num(-12.5).as_str()), ("2.0", "-0.3", "-12.5"));
        assert_eq!(points(&[[0.0, 0.0], [24.0, 4.25]]), "0,0 2400,425");
    }

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(escaped("<b a=\"'\">&"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;");
    }
}
