//! Typing errors: whether two words are so near that one may have been meant by the other. Pure.
//!
//! Both words are folded already (`words`). Trigrams say which words are worth a look; they take `Beirat` for `Heirat`,
//! so letters are counted here.

/// Words of fewer letters are what they are.
const SHORTEST: usize = 4;
/// From this length on a word may have two errors, and one in its first letter.
const LONG: usize = 8;
/// From this length on the rest of the word need not have been typed.
const UNFINISHED: usize = 6;
/// Words that begin alike do so with so many letters, and with half of the longer one.
const SAME_START: usize = 7;

/// Whether a word may be what was meant: a letter too many, one that is missing, another one, or two that have changed
/// places; two of these in a long word.
pub(crate) fn is_slip(typed: &str, word: &str) -> bool {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let length = typed.len();
    if length < SHORTEST || word.len() < SHORTEST || (length < LONG && typed.first() != word.first()) {
        return false;
    }
    let last = distances(&typed, &word);
    let apart = if length < UNFINISHED { last.last().copied() } else { last.into_iter().min() };
    apart.is_some_and(|apart| apart <= if length < LONG { 1 } else { 2 })
}

/// Whether a long word is another one but for a single error.
pub(crate) fn is_one_slip(typed: &str, word: &str) -> bool {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    typed.len() >= LONG && distances(&typed, &word).last() == Some(&1)
}

/// Whether two words begin alike: `Schwimmkurs` and `Schwimmbad`.
pub(crate) fn begins_alike(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    same >= SAME_START && same * 2 >= one.chars().count().max(other.chars().count())
}

/// How many errors lie between what was typed and each beginning of the word (Damerau and Levenshtein, without changing
/// a place twice).
fn distances(typed: &[char], word: &[char]) -> Vec<usize> {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=word.len()).collect();
    let mut above = None;
    for (at, letter) in typed.iter().enumerate() {
        let mut next = vec![at + 1];
        let mut left = None;
        for (place, other) in word.iter().enumerate() {
            let of = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let changed = of(&row, place) + usize::from(letter != other);
            let mut least = changed.min(of(&row, place + 1) + 1).min(of(&next, place) + 1);
            if place > 0 && above == Some(other) && left == Some(letter) {
                least = least.min(of(&before, place - 1) + 1);
            }
            next.push(least);
            left = Some(other);
        }
        before = std::mem::replace(&mut row, next);
        above = Some(letter);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_is_one_and_another_word_is_none() {
        for (typed, word) in [
            ("ferincard", "feriencard"),
            ("ausbildugn", "ausbildung"),
            ("musem", "museum"),
            ("sprengl", "sprengel"),
            ("bibliotek", "bibliotheken"),
            ("weinachtsmarkt", "weihnachtsmarkt"),
            ("nuseumskarte", "museumskarte"),
        ] {
            assert!(is_slip(typed, word), "{typed} {word}");
        }
        for (typed, word) in [
            ("asdf", "as"),
            ("wedding", "wing"),
            ("blind", "behind"),
            ("heirat", "beirat"),
            ("krippe", "krieg"),
            ("arbeitslos", "arbeiten"),
            ("tax", "tag"),
            ("mull", "multi"),
        ] {
            assert!(!is_slip(typed, word), "{typed} {word}");
        }
    }

    #[test]
    fn one_error_in_a_long_word_is_told_from_two_and_from_an_unfinished_word() {
        assert!(is_one_slip("fereincard", "feriencard") && is_one_slip("bibliotek", "bibliothek"));
        assert!(!is_one_slip("bibliotek", "bibliotheken") && !is_one_slip("feriencard", "feriencard"));
        assert!(!is_one_slip("tax", "tag") && !is_one_slip("ausbidlugn", "ausbildung"));
    }

    #[test]
    fn words_begin_alike_with_more_than_a_few_letters() {
        assert!(begins_alike("schwimmkurs", "schwimmbad"));
        assert!(
            !begins_alike("hundesteuer", "hundert")
                && !begins_alike("standesamt", "standen")
                && !begins_alike("krippe", "krieg")
        );
    }
}
