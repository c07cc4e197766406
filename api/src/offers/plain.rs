//! An offer's Markdown as plain text, and plain text as it may stand in XML and HTML.
//!
//! Bodies are never turned into HTML here: calendars, feeds and tables get text.

/// Markdown without its marks: emphasis goes, lists keep a dash, links keep their words.
pub(crate) fn plain(markdown: &str) -> String {
    let lines = markdown.lines().map(|line| {
        let line = line.trim_start_matches('#').trim();
        unlinked(line.strip_prefix("- ").unwrap_or(line)).replace("**", "").replace('`', "")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `[words](address)` as words.
fn unlinked(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        match after.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?.1))) {
            Some((words, after)) if !words.contains('[') => {
                out.push_str(words);
                rest = after;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Text as it may stand between tags and in quotes. What XML 1.0 has no place for goes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(plain("**Wo:** [hier](https://x.org)\n\n- eins [2]\n# Kopf"), "Wo: hier\n\neins [2]\nKopf");
        assert_eq!(escaped("a<b>&\"'\u{1}"), "a&lt;b&gt;&amp;&quot;&#39;");
    }
}
