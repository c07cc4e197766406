//! How wide a text is that is drawn in whatever face the device has: never less than it turns out to be.

/// The faces of the device: a picture can load none.
pub(super) const FACES: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',Arial,sans-serif";

/// Width of a letter in hundredths of its size, in the widest of the usual faces.
const fn hundredths(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '·' => 38,
        ' ' | '\u{a0}' => 36,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '*' => 48,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' | '–' | '—' => 106,
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' | 'ß' => 80,
        // What is not Latin is wide.
        '\u{1100}'.. => 120,
        _ => 68,
    }
}

/// Width of a text of this size, rounded up; bold letters are wider.
pub(super) fn width(text: &str, size: u32, bold: bool) -> u32 {
    let sum = text.chars().fold(0_u32, |sum, letter| sum.saturating_add(hundredths(letter)));
    let sum = if bold { sum.saturating_mul(11).div_ceil(10) } else { sum };
    sum.saturating_mul(size).div_ceil(100)
}

/// A text that takes at most this width, with an ellipsis where something was left out.
pub(super) fn fitting(text: &str, size: u32, most: u32) -> String {
    if width(text, size, false) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        let longer = format!("{kept}{letter}");
        if width(&format!("{longer}…"), size, false) > most {
            break;
        }
        kept = longer;
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_texts_are_wider_and_cut_ones_fit() {
        assert!(width("Plätze", 16, true) > width("Plätze", 16, false));
        assert!(width("Mm", 10, false) > width("il", 10, false));
        let cut = fitting("Bürger*innensaal im Ostflügel des Rathauses", 13, 160);
        assert!(cut.ends_with('…') && width(&cut, 13, false) <= 160, "{cut}");
        assert_eq!(fitting("Saal", 13, 160), "Saal");
    }
}
