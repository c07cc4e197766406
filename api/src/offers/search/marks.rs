//! Where the words of a search stand in a text, as markup that can be nothing but `<mark>`. Pure.

use shared::offers::Highlights;

use super::vocabulary::Meaning;
use super::words::fold;
use crate::offers::plain::{escaped, plain};

/// A part of the body is about so long, characters.
const LENGTH: usize = 160;

/// The title and the part of the texts that the words were found in.
pub(crate) fn highlights(meanings: &[Meaning], title: &str, summary: &str, body: &str) -> Highlights {
    let text = if found(meanings, summary) {
        summary.to_owned()
    } else {
        part(meanings, body).unwrap_or_else(|| summary.to_owned())
    };
    Highlights { title: marked(meanings, title), text: marked(meanings, &text) }
}

/// A text with its meant words marked.
fn marked(meanings: &[Meaning], text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    for piece in pieces(text) {
        if is_meant(meanings, piece) {
            out.push_str("<mark>");
            out.push_str(&escaped(piece));
            out.push_str("</mark>");
        } else {
            out.push_str(&escaped(piece));
        }
    }
    out
}

fn found(meanings: &[Meaning], text: &str) -> bool {
    pieces(text).iter().any(|piece| is_meant(meanings, piece))
}

fn is_meant(meanings: &[Meaning], piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
        && fold(piece).iter().any(|word| meanings.iter().any(|meaning| meaning.has(word)))
}

/// The line of a body that has the words, cut where it is long.
fn part(meanings: &[Meaning], body: &str) -> Option<String> {
    let body = plain(body);
    let line = body.lines().find(|line| found(meanings, line))?;
    if line.chars().count() <= LENGTH {
        return Some(line.to_owned());
    }
    let sentence = line.split_inclusive(". ").find(|sentence| found(meanings, sentence)).unwrap_or(line);
    let short: String = sentence.trim().chars().take(LENGTH).collect();
    let whole = short.chars().count() == sentence.trim().chars().count();
    Some(if whole { short } else { format!("{short} …") })
}

/// Words and what stands between them, which together are the text.
fn pieces(text: &str) -> Vec<&str> {
    let in_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '·' | '*' | '’' | '\'');
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = in_word(first);
        let end = rest.find(|letter: char| in_word(letter) != word).unwrap_or(rest.len());
        let Some((piece, after)) = rest.split_at_checked(end) else { break };
        pieces.push(piece);
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(words: &[&str]) -> Vec<Meaning> {
        vec![Meaning { near: words.iter().map(|&word| word.to_owned()).collect(), ..Meaning::default() }]
    }

    #[test]
    fn words_are_marked_and_nothing_of_a_text_is_markup() {
        let meanings = meaning(&["burgeramter", "script"]);
        let told = highlights(&meanings, "Bürgerämter & <script>", "\"nichts\"", "- Eins\n- **Bürgerämter** hier");
        assert_eq!(told.title, "<mark>Bürgerämter</mark> &amp; &lt;<mark>script</mark>&gt;");
        assert_eq!(told.text, "<mark>Bürgerämter</mark> hier");
    }

    #[test]
    fn where_nothing_is_found_the_summary_stands_as_it_is() {
        let told = highlights(&meaning(&["x"]), "A", "1 < 2", "B");
        assert_eq!((told.title.as_str(), told.text.as_str()), ("A", "1 &lt; 2"));
    }

    #[test]
    fn pieces_together_are_the_text() {
        for text in ["", "Bürger*innen, Ferien·Card – 7 €", "  ß"] {
            assert_eq!(pieces(text).concat(), text);
        }
    }
}
