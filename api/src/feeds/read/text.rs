//! Texts of strangers as plain text.

use mail_parser::decoders::html::html_to_text;

use super::Broken;

/// Bytes as text: UTF-8, or what old programs write (Latin-1). What has bytes that no text has is none.
pub(super) fn decoded(bytes: &[u8]) -> Result<String, Broken> {
    if bytes.contains(&0) {
        return Err(Broken::because("it is no text"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_not_utf8) => {
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            // Pictures and archives are full of what is a control character in Latin-1.
            let odd = text.chars().filter(|letter| letter.is_control() && !letter.is_ascii_whitespace()).count();
            if odd > 16 + bytes.len() / 100 { Err(Broken::because("it is no text")) } else { Ok(text) }
        }
    }
}

/// On one line, of at most so many letters.
pub(super) fn line(text: &str, most: usize) -> String {
    let text = untagged(text);
    let clean: String = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let words: Vec<&str> = clean.split(' ').filter(|word| !word.is_empty()).collect();
    cut(&words.join(" ").chars().filter(|letter| shown(*letter)).collect::<String>(), most)
}

/// As paragraphs, of at most so many letters; what would be a mark in Markdown is none any more.
pub(super) fn paragraphs(text: &str, most: usize) -> String {
    let text = untagged(text);
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for one in text.lines() {
        let one: String = one.chars().filter(|letter| shown(*letter)).collect();
        let one = one.trim().trim_start_matches(['#', '>']).trim_start();
        empty = if one.is_empty() { empty + 1 } else { 0 };
        if empty > 1 || (out.is_empty() && one.is_empty()) {
            continue;
        }
        // No link but those the offer itself has, nothing bold, nothing that stands for code.
        out.push_str(&one.replace("](", "] (").replace("**", "*").replace("__", "_").replace('`', "'"));
        out.push('\n');
    }
    cut(out.trim_end(), most)
}

/// The first sentences of a text, as many as fit.
pub(super) fn opening(text: &str, most: usize) -> String {
    let first = text.split("\n\n").next().unwrap_or_default();
    let whole = line(first, usize::MAX);
    if whole.chars().count() <= most {
        return whole;
    }
    let short = cut(&whole, most);
    // A whole sentence, if there is one worth the name.
    let end = short.rmatch_indices(['.', '!', '?']).map(|(at, _)| at + 1).find(|at| *at >= most / 4);
    end.and_then(|at| short.get(..at)).map_or(short.clone(), str::to_owned)
}

/// The address of a page, if it is one that a browser opens without harm.
pub(super) fn address(text: &str, base: Option<&str>) -> Option<String> {
    let text = text.trim();
    let url = match (reqwest::Url::parse(text), base) {
        (Ok(url), _) => url,
        (Err(_), Some(base)) => reqwest::Url::parse(base).ok()?.join(text).ok()?,
        (Err(_), None) => return None,
    };
    let fine = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    (fine && url.as_str().len() <= 1000).then(|| url.to_string())
}

/// Without tags, where there are some. Half of the world's calendars have HTML where plain text belongs.
fn untagged(text: &str) -> String {
    let tag = |(at, _): (usize, &str)| {
        let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!'))
    };
    let entity = text.contains('&') && text.contains(';');
    if !text.match_indices('<').any(tag) && !entity {
        return text.to_owned();
    }
    let lined =
        text.replace('\n', "<br>").replace("<li>", "<br>- ").replace("</div>", "<br>").replace("</h", "<br></h");
    html_to_text(&lined)
}

/// Not what hides, turns the direction of the line or ends it.
fn shown(letter: char) -> bool {
    let turns =
        matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    !letter.is_control() && !turns && !matches!(letter, '\u{2028}' | '\u{2029}')
}

/// At most so many letters; where some are missing, three points say so.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most.saturating_sub(1)).collect();
    let word = short.rfind(' ').filter(|at| *at > short.len() / 2).and_then(|at| short.get(..at));
    format!("{}…", word.unwrap_or(&short).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_no_mark_and_no_hidden_letter_is_left() {
        assert_eq!(line("<script>alert(1)</script>Fest <b>im</b> Park", 80), "Fest im Park");
        assert_eq!(line("Preis < 5 €\u{202e}\r\n und\u{0} mehr", 80), "Preis < 5 € und mehr");
        assert_eq!(line("Caf&eacute; &amp; Bar", 80), "Café & Bar");
        let body = paragraphs("# Kopf\n\n\n\n[hier](javascript:alert(1)) **fett** `x`\n<p>Ende</p>", 400);
        assert_eq!(body, "Kopf\n\n[hier] (javascript:alert(1)) *fett* 'x'\nEnde");
        assert_eq!(paragraphs("eins<br>zwei<ul><li>drei</li></ul>", 400), "eins\nzwei\n- drei");
    }

    #[test]
    fn long_texts_end_at_a_word_or_a_sentence() {
        assert_eq!(line("eins zwei drei", 10), "eins zwei…");
        assert_eq!(opening("Ein Satz. Noch ein Satz, der länger ist.\n\nMehr", 30), "Ein Satz.");
        assert_eq!(opening("Kurz\n\nMehr", 30), "Kurz");
        assert_eq!(line(&"x".repeat(50), 10).chars().count(), 10);
    }

    #[test]
    fn only_pages_are_led_to() {
        assert_eq!(address("/a", Some("https://example.org/feed")), Some("https://example.org/a".to_owned()));
        for bad in ["javascript:alert(1)", "data:text/html,x", "https://a:b@example.org/", "//", "/a"] {
            assert_eq!(address(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn old_letters_are_read_and_pictures_are_not() {
        assert_eq!(decoded(b"Stra\xdfe").unwrap(), "Straße");
        assert_eq!(decoded(b"\xef\xbb\xbfa").unwrap(), "a");
        assert!(decoded(b"PK\x03\x04\x00").is_err());
        assert!(decoded(&[0x81; 400]).is_err());
    }
}
