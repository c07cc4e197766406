//! The little Markdown of bodies as parts that can be left out from the end: sentences, headings, items of lists.

use serde::Serialize;

use super::Ink;
use crate::letters::printable;

/// Parts at most; nothing longer fits on any sheet.
const MOST: usize = 60;
/// A sentence is no longer, letters.
const SENTENCE: usize = 400;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Heading,
    Item,
    /// A sentence.
    Text,
}

/// Some words in one weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    text: String,
    strong: bool,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    kind: Kind,
    /// Whether it begins a paragraph.
    opens: bool,
    runs: Vec<Run>,
}

/// The parts of a text.
pub(super) fn parts(ink: &Ink<'_>, markdown: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (kind, text) in blocks(markdown) {
        if parts.len() >= MOST {
            break;
        }
        let runs = runs(ink, &unlinked(&text));
        match kind {
            Kind::Text if is_heading(&runs) => parts.push(Part { kind: Kind::Heading, opens: true, runs: plain(runs) }),
            Kind::Text => parts.extend(sentences(runs)),
            Kind::Heading | Kind::Item => parts.push(Part { kind, opens: true, runs: plain(runs) }),
        }
    }
    parts.retain(|part| !part.runs.is_empty());
    parts.truncate(MOST);
    parts
}

/// Lines joined to blocks.
fn blocks(markdown: &str) -> Vec<(Kind, String)> {
    let mut blocks: Vec<(Kind, String)> = Vec::new();
    let mut open = false;
    for line in markdown.lines().map(str::trim) {
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        let heading = line.starts_with('#').then(|| line.trim_start_matches('#'));
        match (item, heading) {
            _ if line.is_empty() => open = false,
            (Some(words), _) => {
                blocks.push((Kind::Item, words.to_owned()));
                open = true;
            }
            (_, Some(words)) => {
                blocks.push((Kind::Heading, words.to_owned()));
                open = false;
            }
            _ => match blocks.last_mut().filter(|_| open) {
                Some((_, text)) => {
                    text.push(' ');
                    text.push_str(line);
                }
                None => {
                    blocks.push((Kind::Text, line.to_owned()));
                    open = true;
                }
            },
        }
    }
    blocks
}

/// A paragraph that is nothing but strong words heads what follows.
fn is_heading(runs: &[Run]) -> bool {
    !runs.is_empty() && runs.iter().all(|run| run.strong)
}

/// Headings are strong as a whole, items have their marks.
fn plain(runs: Vec<Run>) -> Vec<Run> {
    if is_heading(&runs) { runs.into_iter().map(|run| Run { strong: false, ..run }).collect() } else { runs }
}

/// `**…**` is strong; spaces between the runs stay.
fn runs(ink: &Ink<'_>, text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let pieces: Vec<&str> = text.split("**").collect();
    for (place, piece) in pieces.iter().enumerate() {
        // The last mark of an odd number opens nothing.
        let strong = place % 2 == 1 && place + 1 < pieces.len();
        let mut text = printable(&piece.replace('`', ""), ink.lacks);
        if text.is_empty() {
            continue;
        }
        if piece.starts_with(' ') && !runs.is_empty() {
            text.insert(0, ' ');
        }
        if piece.ends_with(' ') {
            text.push(' ');
        }
        runs.push(Run { text: crate::letters::short(&text, SENTENCE * 8), strong });
    }
    runs
}

/// The sentences of a paragraph.
fn sentences(runs: Vec<Run>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<Run> = Vec::new();
    for run in runs {
        let mut rest = run.text.as_str();
        while let Some((sentence, after)) = cut(rest) {
            open.push(Run { text: sentence.to_owned(), strong: run.strong });
            parts.push(Part { kind: Kind::Text, opens: parts.is_empty(), runs: std::mem::take(&mut open) });
            rest = after;
        }
        if !rest.is_empty() {
            let text = if open.is_empty() { rest.trim_start() } else { rest };
            open.push(Run { text: text.to_owned(), strong: run.strong });
        }
    }
    if !open.is_empty() {
        parts.push(Part { kind: Kind::Text, opens: parts.is_empty(), runs: open });
    }
    parts
}

/// The first sentence and the rest. An ordinal number (`1. Januar`) and a short abbreviation (`z. B.`) end none; what
/// goes on without end is cut at a space.
fn cut(text: &str) -> Option<(&str, &str)> {
    for (place, _) in text.match_indices(['.', '!', '?']) {
        let (before, after) = text.split_at_checked(place + 1)?;
        let word = before.trim_end_matches(['.', '!', '?']).rsplit(' ').next().unwrap_or_default();
        let next = after.strip_prefix(' ').and_then(|after| after.chars().next());
        let ends = next.is_some_and(|next| !next.is_lowercase())
            && word.chars().count() > 1
            && !word.chars().all(|letter| letter.is_ascii_digit());
        if ends {
            return Some((before, after.trim_start()));
        }
    }
    let (place, _) = text.char_indices().nth(SENTENCE)?;
    let (before, _) = text.split_at_checked(place)?;
    let space = before.rfind(' ').unwrap_or(before.len());
    text.split_at_checked(space).map(|(one, rest)| (one, rest.trim_start()))
}

/// `[words](address)` as words: paper can't be clicked, and addresses stand where they are told.
fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;
    use shared::flyers::FlyerLanguage;

    fn told(markdown: &str) -> Vec<(Kind, bool, String)> {
        let ink = Ink { words: words(FlyerLanguage::De), lacks: &|_| false };
        let text = |runs: &[Run]| {
            runs.iter()
                .map(|run| if run.strong { format!("<{}>", run.text) } else { run.text.clone() })
                .collect::<String>()
        };
        parts(&ink, markdown).iter().map(|part| (part.kind, part.opens, text(&part.runs))).collect()
    }

    #[test]
    fn a_body_falls_into_what_can_be_left_out() {
        let parts = told(
            "Eins ist da. Zwei **auch.**\n\n**Wo es sie gibt:**\n\n- hier\n- [dort](https://x.org)\n  und da\n\nVom 1. Januar an, z. B. heute.",
        );
        let parts: Vec<(Kind, bool, &str)> =
            parts.iter().map(|(kind, opens, text)| (*kind, *opens, text.as_str())).collect();
        assert_eq!(
            parts,
            [
                (Kind::Text, true, "Eins ist da."),
                (Kind::Text, false, "Zwei <auch.>"),
                (Kind::Heading, true, "Wo es sie gibt:"),
                (Kind::Item, true, "hier"),
                (Kind::Item, true, "dort und da"),
                (Kind::Text, true, "Vom 1. Januar an, z. B. heute."),
            ]
        );
    }

    #[test]
    fn what_has_no_end_is_cut_all_the_same() {
        let parts = told(&"wort ".repeat(30_000));
        assert!(parts.len() <= MOST && parts.iter().all(|(_, _, text)| text.chars().count() <= SENTENCE));
        assert!(told(&"x".repeat(100_000)).iter().all(|(_, _, text)| !text.is_empty()));
        assert!(told("- \n\n** **\n\u{1f600}").is_empty() || told("").is_empty());
    }

    #[test]
    fn a_mark_without_its_fellow_is_none() {
        assert_eq!(told("a ** b"), [(Kind::Text, true, "a  b".to_owned())]);
    }
}
