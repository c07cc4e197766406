//! Running text: bold, emphasis, code and links.

use super::parse::Span;

/// The spans of running text.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at_word = plain.chars().next_back().is_none_or(|before| !is_in_word(before));
        if let Some((span, after)) = special(rest, at_word) {
            flush(&mut plain, &mut found);
            found.push(span);
            rest = after;
        } else {
            plain.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    flush(&mut plain, &mut found);
    found
}

/// Moves plain text gathered so far to the spans.
fn flush(plain: &mut String, found: &mut Vec<Span>) {
    if !plain.is_empty() {
        found.push(Span::Text(std::mem::take(plain)));
    }
}

/// A span that begins right here, and what follows it.
fn special(rest: &str, at_word: bool) -> Option<(Span, &str)> {
    if let Some((inner, after)) = between(rest, "**", "**") {
        return Some((Span::Bold(spans(inner)), after));
    }
    if let Some((inner, after)) = between(rest, "`", "`") {
        return Some((Span::Code(inner.to_owned()), after));
    }
    if let Some((text, after)) = between(rest, "[", "](")
        && let Some((href, after)) = after.split_once(')')
        && is_safe(href)
    {
        return Some((Span::Link { text: spans(text), href: href.to_owned() }, after));
    }
    if at_word && (rest.starts_with("https://") || rest.starts_with("http://")) {
        return Some(bare_link(rest));
    }
    // Gender stars (Bürger*innen) and names_with_underscores are inside of words and stay.
    for mark in ["*", "_"] {
        if at_word
            && let Some((inner, after)) = between(rest, mark, mark)
            && !inner.starts_with(' ')
            && !inner.ends_with(' ')
            && !after.starts_with(is_in_word)
        {
            return Some((Span::Emphasis(spans(inner)), after));
        }
    }
    None
}

/// An address without brackets; a full stop at its end belongs to the sentence.
fn bare_link(rest: &str) -> (Span, &str) {
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '<' | '>' | '"')).unwrap_or(rest.len());
    let (address, _) = rest.split_at(end);
    let address = address.trim_end_matches(['.', ',', ';', ':']);
    let (address, after) = rest.split_at(address.len());
    (Span::Link { text: vec![Span::Text(address.to_owned())], href: address.to_owned() }, after)
}

/// What stands between two marks, if it is anything, and what follows.
fn between<'a>(rest: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    let (inner, after) = rest.strip_prefix(open)?.split_once(close)?;
    (!inner.is_empty()).then_some((inner, after))
}

/// Whether something stands in a word: the letters and digits of what is written with Latin ones.
fn is_in_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&letter)
}

/// Whether a link leads to a page, a mailbox or a telephone, and to nothing that runs.
pub fn is_safe(href: &str) -> bool {
    let local = href.starts_with('/') && !href.starts_with("//");
    let anchor = href.starts_with('#');
    local || anchor || ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Span {
        Span::Text(text.to_owned())
    }

    #[test]
    fn words_are_made_of_letters_and_digits() {
        assert!("aZ9äßéž".chars().all(is_in_word));
        assert!(!" -–„*_.()".chars().any(is_in_word));
    }

    #[test]
    fn marks_inside_of_words_stay() {
        for same in
            ["Bürger*innen und Besucher*innen", "hannover_aktiv_pass", "2 * 3 * 4", "**offen", "[x](y", "3. Oktober"]
        {
            assert_eq!(spans(same), vec![text(same)], "{same}");
        }
        assert_eq!(spans("so *ist* es"), vec![text("so "), Span::Emphasis(vec![text("ist")]), text(" es")]);
    }

    #[test]
    fn links_lead_only_where_nothing_runs() {
        let link = |label: &str, href: &str| Span::Link { text: vec![text(label)], href: href.to_owned() };
        assert_eq!(spans("[Seite](/privacy)"), vec![link("Seite", "/privacy")]);
        assert_eq!(
            spans("Siehe https://example.org/a."),
            vec![text("Siehe "), link("https://example.org/a", "https://example.org/a"), text(".")]
        );
        for href in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"] {
            let typed = format!("[x]({href})");
            assert!(!spans(&typed).iter().any(|span| matches!(span, Span::Link { .. })), "{href}");
        }
    }

    #[test]
    fn markup_is_text() {
        assert_eq!(spans("<img src=x onerror=alert(1)>"), vec![text("<img src=x onerror=alert(1)>")]);
    }
}
