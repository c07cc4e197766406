//! QR codes as drawings.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use super::panels::Markup;
use crate::embeds::plan::svg::escaped;
use crate::problem::Failure;

/// Empty modules around it, as the standard wants it; the rest is the white of its card.
const QUIET: usize = 2;

/// The code that leads to an address, as one path; `label` says what it is for.
pub(super) fn drawn(address: &str, label: &str) -> Result<Markup, Failure> {
    let code = QrCode::with_error_correction_level(address.as_bytes(), EcLevel::M).map_err(Failure::internal)?;
    let side = code.width() + 2 * QUIET;
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % code.width() + QUIET, place / code.width() + QUIET);
            // Writing to a String cannot fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    Ok(Markup(format!(
        r#"<svg viewBox="0 0 {side} {side}" role="img" aria-label="{}" shape-rendering="crispEdges"><path d="{path}"/></svg>"#,
        escaped(label)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_name() {
        let code = drawn("https://rathaus.example/book", "Platz <buchen>").unwrap().0;
        assert!(code.contains("aria-label=\"Platz &lt;buchen&gt;\"") && code.contains("M2 2h1v1h-1z"), "{code}");
        let other = drawn("https://rathaus.example/offers", "Platz").unwrap().0;
        assert_ne!(code.split("path d").nth(1), other.split("path d").nth(1));
    }
}
