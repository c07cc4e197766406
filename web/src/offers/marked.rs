//! Text in which the api has marked the words of a search, taken apart again: pieces, marked or not. Pure.
//!
//! What always holds: whatever the text says becomes text. Nothing of it is ever given to the browser as
//! markup, so a title cannot run anything, whoever has written it.

use crate::view::prelude::*;

/// A piece of a text, and whether it was looked for.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    text: String,
    marked: bool,
}

/// A text with its marks as a view.
pub(super) fn marked(text: &str) -> View {
    let piece = |piece: Piece| {
        if piece.marked {
            view! { <mark>{piece.text}</mark> }
        } else {
            piece.text.into_view()
        }
    };
    pieces(text).into_iter().map(piece).collect_view()
}

/// The pieces between `<mark>` and `</mark>`, and around them.
fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut add = |text: &str, marked: bool| {
        if !text.is_empty() {
            found.push(Piece { text: plain(text), marked });
        }
    };
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<mark>") {
        let (inside, after) = after.split_once("</mark>").unwrap_or((after, ""));
        add(before, false);
        add(inside, true);
        rest = after;
    }
    add(rest, false);
    found
}

/// What escaped text says.
fn plain(text: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, bool)> {
        pieces(text).into_iter().map(|piece| (piece.text, piece.marked)).collect()
    }

    #[test]
    fn what_was_marked_is_marked() {
        let found = told("Die <mark>Ferien</mark>Card im <mark>Sommer</mark>");
        let texts: Vec<(&str, bool)> = found.iter().map(|(text, marked)| (text.as_str(), *marked)).collect();
        assert_eq!(texts, [("Die ", false), ("Ferien", true), ("Card im ", false), ("Sommer", true)]);
    }

    #[test]
    fn markup_in_a_text_is_text() {
        let evil = "&lt;img src=x onerror=alert(1)&gt; &amp;lt; <mark>Kino</mark><b>";
        assert_eq!(
            told(evil),
            [
                ("<img src=x onerror=alert(1)> &lt; ".to_owned(), false),
                ("Kino".to_owned(), true),
                ("<b>".to_owned(), false)
            ]
        );
    }
}
