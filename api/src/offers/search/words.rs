//! What people type and what offers say, brought to the same form. Pure.
//!
//! What always holds: the index and the question go through the same [`fold`], so umlauts, ß, accents and
//! capitals make no difference, nor does whether somebody writes ä as ae or as a. Stems are Postgres' business
//! (`offer_words`).

/// More words than that nobody means.
const MOST_TERMS: usize = 8;
/// Longer words are cut: nothing of the language is as long.
const LONGEST: usize = 40;
/// The shortest part of a compound.
const SHORTEST_PART: usize = 4;

/// Words that are in every sentence and say nothing about an offer.
const EMPTY: &[&str] = &[
    "a", "ab", "als", "am", "an", "and", "at", "auch", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die",
    "do", "ein", "eine", "einen", "einer", "es", "etwas", "for", "from", "fur", "gibt", "hat", "how", "i", "ich", "im",
    "in", "is", "ist", "man", "mein", "meine", "mit", "my", "nach", "of", "oder", "on", "or", "sich", "sie", "sind",
    "the", "to", "um", "und", "uns", "von", "was", "what", "wie", "wir", "with", "wo", "zu", "zum", "zur",
];

/// Words that ask for something about an offer, whatever its own words for it are: what it costs, when it is open, how
/// to get it. Folded.
const ASIDES: &[&str] = &[
    "address",
    "adresse",
    "anfahrt",
    "anmelden",
    "anmeldung",
    "antrag",
    "application",
    "apply",
    "appointment",
    "beantragen",
    "bekommen",
    "booking",
    "buchen",
    "buchung",
    "buy",
    "contact",
    "cost",
    "costs",
    "eintritt",
    "eintrittspreis",
    "eintrittspreise",
    "geoffnet",
    "get",
    "hannover",
    "hours",
    "info",
    "information",
    "informationen",
    "infos",
    "kaufen",
    "kontakt",
    "kosten",
    "kostet",
    "much",
    "number",
    "nummer",
    "offen",
    "offnungszeit",
    "offnungszeiten",
    "open",
    "opening",
    "phone",
    "preis",
    "preise",
    "price",
    "prices",
    "telefon",
    "telefonnummer",
    "termin",
    "termine",
    "ticket",
    "tickets",
    "times",
    "uhrzeit",
    "uhrzeiten",
    "viel",
    "wann",
    "when",
    "where",
];

/// A text as words: lower case, no accents, `ae` and `ä` both `a`, everything else than letters and digits a gap.
pub(crate) fn fold(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars().flat_map(char::to_lowercase) {
        // The middle dot of Leichte Sprache and the asterisk of Bürger*innen stand within a word.
        if matches!(letter, '·' | '•' | '･' | '*' | '\u{ad}' | '\'' | '’') {
            continue;
        }
        let plain = plain(letter);
        if plain.is_empty() {
            if letter.is_alphanumeric() {
                push(&mut words, letter);
            } else if words.last().is_some_and(|word| !word.is_empty()) {
                words.push(String::new());
            }
        }
        for letter in plain.chars() {
            push(&mut words, letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words.iter().map(|word| without_e(word).chars().take(LONGEST).collect()).collect()
}

fn push(words: &mut [String], letter: char) {
    if let Some(word) = words.last_mut() {
        word.push(letter);
    }
}

/// A letter without what stands above or below it; empty for one that has nothing of the kind.
fn plain(letter: char) -> &'static str {
    match letter {
        'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ą' | 'æ' => "a",
        'ö' | 'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'œ' => "o",
        'ü' | 'ù' | 'ú' | 'û' | 'ů' => "u",
        'ß' => "ss",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ı' => "i",
        'ç' | 'ć' | 'č' => "c",
        'ñ' | 'ń' | 'ň' => "n",
        'ş' | 'š' | 'ś' => "s",
        'ğ' => "g",
        'ý' | 'ÿ' => "y",
        'ž' | 'ź' | 'ż' => "z",
        'ł' => "l",
        'ř' => "r",
        _ => "",
    }
}

/// `ae`, `oe`, `ue` as people write umlauts without the keys for them: the e goes, unless a vowel or q stands
/// before (`neue`, `quelle`), as in Snowball's German2.
fn without_e(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).and_then(|at| letters.get(at)).copied();
        let umlaut = matches!(before(1), Some('a' | 'o' | 'u'));
        let alone = !matches!(before(2), Some('a' | 'e' | 'i' | 'o' | 'u' | 'q'));
        if !(*letter == 'e' && umlaut && alone) {
            out.push(*letter);
        }
    }
    out
}

/// The words of a question that say something; all of them where none does.
pub(crate) fn terms(question: &str) -> Vec<String> {
    let words = fold(question);
    let telling: Vec<String> = words.iter().filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
    let mut terms = if telling.is_empty() { words } else { telling };
    terms.truncate(MOST_TERMS);
    terms
}

/// Whether a folded word asks for something about an offer, not for one.
pub(crate) fn is_aside(term: &str) -> bool {
    ASIDES.contains(&term)
}

/// The ways to cut a word in two that could be a compound, the longest first part first. German joins parts by
/// an s or an n that belongs to neither.
pub(crate) fn splits(term: &str) -> Vec<(String, String)> {
    let letters: Vec<char> = term.chars().collect();
    let mut found = Vec::new();
    for at in (SHORTEST_PART..letters.len()).rev() {
        let Some((head, tail)) = letters.split_at_checked(at) else { continue };
        if tail.len() < SHORTEST_PART {
            continue;
        }
        let tail: String = tail.iter().collect();
        found.push((head.iter().collect(), tail.clone()));
        if let Some((joint, head)) = head.split_last()
            && matches!(joint, 's' | 'n')
            && head.len() >= SHORTEST_PART
        {
            found.push((head.iter().collect(), tail));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_accents_and_capitals_make_no_difference() {
        for (one, other) in [
            ("Bürgeramt", "buergeramt"),
            ("Bürgeramt", "BURGERAMT"),
            ("Straße", "strasse"),
            ("Führung", "fuehrung"),
            ("Café", "cafe"),
            ("Bürger*innen", "buergerinnen"),
            ("Ferien·Card", "feriencard"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_eq!(fold("neue Quelle, Bauern"), ["neue", "quelle", "bauern"]);
        assert_eq!(fold("0511 168-42472"), ["0511", "168", "42472"]);
        assert!(fold(" –, ").is_empty());
    }

    #[test]
    fn words_that_say_nothing_are_left_out_unless_there_are_no_others() {
        assert_eq!(terms("Was gibt es für Kinder im Sommer?"), ["kinder", "sommer"]);
        assert_eq!(terms("was ist das"), ["was", "ist", "das"]);
        assert!(terms("").is_empty());
    }

    #[test]
    fn the_words_of_the_lists_are_written_as_they_are_compared() {
        for word in EMPTY.iter().chain(ASIDES) {
            assert_eq!(fold(word), [*word]);
        }
        assert!(is_aside("kosten") && !is_aside("kostenlos"));
    }

    #[test]
    fn a_compound_is_cut_where_it_could_be_joined() {
        let cuts = splits("schulessen");
        assert!(cuts.contains(&("schul".to_owned(), "essen".to_owned())), "{cuts:?}");
        let cuts = splits("ausbildungsplatz");
        assert!(cuts.contains(&("ausbildung".to_owned(), "platz".to_owned())), "{cuts:?}");
        assert!(splits("kino").is_empty());
    }
}
