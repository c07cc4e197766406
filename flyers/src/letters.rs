//! Texts as they can be printed: letters the fonts have, words that can be broken, no longer than a sheet bears.

/// Whether the fonts lack a letter.
pub(crate) type Lacks<'a> = &'a dyn Fn(char) -> bool;

/// Longer words than this are no words, and get places to break them; the hyphenation of the language does the rest.
const LONGEST_WORD: usize = 30;
/// What fits into a line of the largest type.
const PIECE: usize = 15;

/// The text in letters that can be printed, in one line. What has no letter to stand for it is left out, as pictures
/// are; where a letter of a word is missing, a question mark says so.
pub(crate) fn printable(text: &str, lacks: Lacks<'_>) -> String {
    let letters: String = text.chars().filter_map(|letter| replaced(letter, lacks)).collect();
    letters.split_ascii_whitespace().map(breakable).collect::<Vec<_>>().join(" ")
}

/// An address, in one piece: where no mark lets it go on in the next line there is a place to do so that is not seen.
pub(crate) fn address(text: &str, lacks: Lacks<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut since = 0;
    for letter in text.chars().filter(|letter| !letter.is_whitespace()).filter_map(|letter| replaced(letter, lacks)) {
        if since == LONGEST_WORD {
            out.push('\u{200b}');
            since = 0;
        }
        out.push(letter);
        since = if letter.is_alphanumeric() { since + 1 } else { 0 };
    }
    out
}

/// A word, with soft hyphens where it is too long to be one.
fn breakable(word: &str) -> String {
    if word.chars().count() <= LONGEST_WORD {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len() + word.len() / PIECE);
    for (place, letter) in word.chars().enumerate() {
        if place > 0 && place % PIECE == 0 {
            out.push('\u{ad}');
        }
        out.push(letter);
    }
    out
}

fn replaced(letter: char, lacks: Lacks<'_>) -> Option<char> {
    match letter {
        _ if letter.is_whitespace() && letter != '\u{a0}' => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        // Marks of direction, joiners and the like are for other fonts.
        _ if letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
        {
            None
        }
        _ if !lacks(letter) => Some(letter),
        _ if letter.is_alphanumeric() => Some('?'),
        _ => None,
    }
}

/// At most so many letters, cut between words where there are some.
pub(crate) fn short(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let kept = text.get(..cut).unwrap_or(text);
    let whole =
        kept.rsplit_once(' ').map_or(kept, |(whole, _)| if whole.len() * 2 > kept.len() { whole } else { kept });
    format!("{} …", whole.trim_end_matches([' ', ',', ';', ':', '.', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fonts_lack_is_left_out_or_marked() {
        let lacks = |letter: char| !(letter.is_ascii() || "äöüß€\u{ad}".contains(letter));
        assert_eq!(printable("Größe \u{1f600} 5\u{202f}€\n\tE\u{2011}Mail \u{6f22}", &lacks), "Größe 5 € E-Mail ?");
        assert_eq!(printable(" \u{202e}a\u{0}b  c ", &lacks), "ab c");
    }

    #[test]
    fn long_words_get_a_place_to_break() {
        let word = printable(&"x".repeat(60), &|_| false);
        assert!(word.split('\u{ad}').all(|part| part.len() == PIECE), "{word}");
        let rule = "Rindfleischetikettierung";
        assert_eq!(printable(rule, &|_| false), rule);
    }

    #[test]
    fn addresses_have_no_hyphen_that_is_not_theirs() {
        let url = "rathaus.example/offers/ausstellung-jugend-gestaltet-die-stadt?lang=de-simple";
        assert_eq!(address(url, &|_| false), url);
        let absurd = address(&"W".repeat(70), &|_| false);
        assert!(absurd.split('\u{200b}').all(|part| part.len() <= LONGEST_WORD), "{absurd}");
        assert!(!absurd.contains(['\u{ad}', '-']));
    }

    #[test]
    fn what_is_cut_ends_with_a_word_and_says_so() {
        assert_eq!(short("eins, zwei drei", 11), "eins, zwei …");
        assert_eq!(short("eins, zwei drei", 8), "eins …");
        assert_eq!(short("kurz", 4), "kurz");
        assert_eq!(short(&"x".repeat(9), 4), "xxxx …");
    }
}
