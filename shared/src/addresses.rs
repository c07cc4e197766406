//! Addresses of the web as people read and type them, and telephone numbers as programs read them.
//!
//! Names with letters beyond ASCII are written in Punycode (RFC 3492) in addresses: `xn--brgeramt-hannover-22b.de` is
//! `bürgeramt-hannover.de`. What always holds: only Latin letters are shown so; any other name stays as it is
//! written, since letters of other scripts can be taken for those they are not. A library for all of IDNA would bring
//! the tables of every script into the browser.

/// What stands before a part of a name in Punycode.
const PREFIX: &str = "xn--";

/// An address without what nobody types: the scheme, `www.`, and a slash at its end.
pub fn bare(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (name, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let part = |part: &str| part.strip_prefix(PREFIX).and_then(decoded).unwrap_or_else(|| part.to_owned());
    let name = name.strip_prefix("www.").unwrap_or(name);
    let name: Vec<String> = name.split('.').map(part).collect();
    format!("{}{path}", name.join(".")).trim_end_matches('/').to_owned()
}

/// The name of the computer an address leads to, without `www.`.
pub fn host(url: &str) -> String {
    let mut host = bare(url);
    host.truncate(host.find(['/', '?', '#']).unwrap_or(host.len()));
    host
}

/// A telephone number as the address of a call (RFC 3966): digits only, with the country's code.
pub fn tel(phone: &str) -> String {
    let digits: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    match digits.strip_prefix('0') {
        Some(national) => format!("tel:+49{national}"),
        None => format!("tel:{digits}"),
    }
}

/// What a part of a name says, where it is Punycode of Latin letters (RFC 3492, 6.2, with the numbers of section 5).
fn decoded(code: &str) -> Option<String> {
    let (plain, code) = code.rsplit_once('-').unwrap_or(("", code));
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut letter, mut at, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = code.chars();
    while !digits.as_str().is_empty() {
        let before = at;
        let mut weight = 1_u32;
        for base in (36_u32..).step_by(36) {
            let digit = value(digits.next()?)?;
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let least = base.saturating_sub(bias).clamp(1, 26);
            if digit < least {
                break;
            }
            weight = weight.checked_mul(36 - least)?;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        bias = adapted(at - before, count, before == 0);
        letter = letter.checked_add(at / count)?;
        at %= count;
        let found = char::from_u32(letter).filter(|found| is_latin(*found))?;
        letters.insert(usize::try_from(at).ok()?, found);
        at += 1;
    }
    (!letters.is_empty()).then(|| letters.into_iter().collect())
}

/// What a digit is worth: a to z, then 0 to 9.
fn value(digit: char) -> Option<u32> {
    match digit.to_digit(36)? {
        number @ 0..10 => Some(number + 26),
        letter => Some(letter - 10),
    }
}

/// How the next number is cut into digits, after this one (section 6.1).
fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = delta / if first { 700 } else { 2 };
    delta += delta / count;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

/// The small letters of Latin-1 and of Latin Extended-A.
fn is_latin(letter: char) -> bool {
    matches!(letter, 'ß'..='ö' | 'ø'..='ſ') && letter.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_as_people_write_them() {
        for (url, name) in [
            ("https://www.a.example/b", "a.example"),
            ("https://a.example?x", "a.example"),
            ("https://www.xn--brgeramt-hannover-22b.de", "bürgeramt-hannover.de"),
            ("https://xn--mnchen-3ya.example/x", "münchen.example"),
            ("https://xn--strae-oqa.example", "straße.example"),
            ("https://xn--frdergesellschaft-zzb.xn--grn-ioa.example", "fördergesellschaft.grün.example"),
        ] {
            assert_eq!(host(url), name);
        }
        assert_eq!(bare("https://www.example.org/"), "example.org");
        assert_eq!(bare("http://localhost:8080/en/offers/x"), "localhost:8080/en/offers/x");
        assert_eq!(bare("https://xn--grn-ioa.example/a?b#c"), "grün.example/a?b#c");
    }

    #[test]
    fn a_number_has_its_country() {
        assert_eq!(tel("0511 168-0"), "tel:+495111680");
        assert_eq!(tel("+49 511 168-0"), "tel:+495111680");
    }

    #[test]
    fn what_is_no_punycode_or_of_another_script_stays_as_it_is() {
        // Cyrillic letters that look Latin, Chinese, a broken number, one that is too large, nothing.
        for name in
            ["xn--80ak6aa92e.example", "xn--fiqs8s.example", "xn--a-b.example", "xn--99999999.example", "xn--.x"]
        {
            assert_eq!(host(&format!("https://{name}/")), name);
        }
    }
}
