//! The name of an offer in addresses, from its title.

/// Longest name, characters.
pub(super) const LONGEST: usize = 80;

/// A title as a name: `Café für Ältere` is `cafe-fuer-aeltere`.
pub(super) fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => slug.push_str(plain),
            None if letter.is_ascii_alphanumeric() => slug.push(letter),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    // Every letter here is one byte long.
    slug.truncate(LONGEST - 4);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "angebot".to_owned() } else { slug.to_owned() }
}

/// Letters that are written with others.
const fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'å' => "a",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'í' | 'î' | 'ï' | 'ı' => "i",
        'ó' | 'ô' | 'ø' => "o",
        'ú' | 'û' => "u",
        'ç' => "c",
        'ğ' => "g",
        'ş' => "s",
        'ñ' => "n",
        _ => return None,
    })
}

/// Whether a name may be one: small letters and digits, hyphens between them.
pub(super) fn is_slug(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.len() <= LONGEST && text.split('-').all(|part| !part.is_empty() && part.bytes().all(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_may_be_one() {
        for (title, name) in [
            ("Café für Ältere", "cafe-fuer-aeltere"),
            ("  „Rathaus“ – offen!  ", "rathaus-offen"),
            ("Жизнь", "angebot"),
            ("", "angebot"),
            ("İstanbul 2027", "i-stanbul-2027"),
        ] {
            assert_eq!(slug_of(title), name, "{title}");
            assert!(is_slug(&slug_of(title)));
        }
        assert!(slug_of(&"lang ".repeat(99)).len() <= LONGEST);
        for wrong in ["", "-a", "a--b", "A", "a_b", "ä"] {
            assert!(!is_slug(wrong), "{wrong}");
        }
    }
}
