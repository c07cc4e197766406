//! Reads the little Markdown we write: headings, paragraphs, lists, tables, bold, emphasis, code, links.
//!
//! Small on purpose: a full Markdown crate weighs more than a whole page of the app. What it does not know
//! stays as it was typed.

use super::inline::spans;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// `**…**`
    Bold(Vec<Span>),
    /// `*…*` or `_…_` around words.
    Emphasis(Vec<Span>),
    /// Between backticks.
    Code(String),
    /// `[…](…)`, or a bare `https://…` address.
    Link {
        /// What is shown.
        text: Vec<Span>,
        /// Where it leads.
        href: String,
    },
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of a level from 1.
    Heading(usize, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list, without lists inside.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// Its items.
        items: Vec<Vec<Span>>,
    },
    /// A table.
    Table {
        /// The cells of its head.
        head: Vec<Vec<Span>>,
        /// Its rows of cells.
        rows: Vec<Vec<Vec<Span>>>,
    },
}

/// What a line begins.
enum Line<'a> {
    Blank,
    Heading(usize, &'a str),
    Item(bool, &'a str),
    Row(&'a str),
    Words(&'a str),
}

/// Blocks while they are being read: text is joined first and looked into at the end of its block.
enum Open {
    Nothing,
    Paragraph(String),
    List(bool, Vec<String>),
    Table(Vec<String>),
}

/// The blocks of a text.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Open::Nothing;
    for line in text.lines() {
        open = match (classify(line), open) {
            (Line::Words(words), Open::Paragraph(text)) => Open::Paragraph(joined(text, words)),
            // A date such as "3. Oktober" may begin a line; a numbered list begins after a blank one.
            (Line::Item(true, _), Open::Paragraph(text)) => Open::Paragraph(joined(text, line.trim())),
            (Line::Words(words), Open::List(ordered, mut items)) => {
                if let Some(last) = items.last_mut() {
                    *last = joined(std::mem::take(last), words);
                }
                Open::List(ordered, items)
            }
            (Line::Item(ordered, words), Open::List(same, mut items)) if same == ordered => {
                items.push(words.to_owned());
                Open::List(ordered, items)
            }
            (Line::Row(row), Open::Table(mut rows)) => {
                rows.push(row.to_owned());
                Open::Table(rows)
            }
            (line, finished) => {
                close(finished, &mut blocks);
                begin(&line, &mut blocks)
            }
        };
    }
    close(open, &mut blocks);
    blocks
}

/// What a line is.
fn classify(line: &str) -> Line<'_> {
    let line = line.trim();
    if line.is_empty() {
        return Line::Blank;
    }
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    if let Some(words) = line.get(level..).and_then(|rest| rest.strip_prefix(' ')).filter(|_| (1..=6).contains(&level))
    {
        return Line::Heading(level, words.trim());
    }
    if let Some(words) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Line::Item(false, words.trim());
    }
    if let Some((number, words)) = line.split_once(". ")
        && (1..=3).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Line::Item(true, words.trim());
    }
    if line.len() > 1 && line.starts_with('|') && line.ends_with('|') {
        return Line::Row(line);
    }
    Line::Words(line)
}

/// What a line opens.
fn begin(line: &Line<'_>, blocks: &mut Vec<Block>) -> Open {
    match *line {
        Line::Blank => Open::Nothing,
        Line::Heading(level, words) => {
            blocks.push(Block::Heading(level, spans(words)));
            Open::Nothing
        }
        Line::Item(ordered, words) => Open::List(ordered, vec![words.to_owned()]),
        Line::Row(row) => Open::Table(vec![row.to_owned()]),
        Line::Words(words) => Open::Paragraph(words.to_owned()),
    }
}

/// Finishes a block.
fn close(open: Open, blocks: &mut Vec<Block>) {
    blocks.push(match open {
        Open::Nothing => return,
        Open::Paragraph(text) => Block::Paragraph(spans(&text)),
        Open::List(ordered, items) => Block::List { ordered, items: items.iter().map(|item| spans(item)).collect() },
        Open::Table(rows) => {
            let mut rows = rows.iter().filter(|row| !is_rule(row)).map(|row| cells(row));
            Block::Table { head: rows.next().unwrap_or_default(), rows: rows.collect() }
        }
    });
}

/// Whether a table row is the line between head and body.
fn is_rule(row: &str) -> bool {
    row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// The cells of a row.
fn cells(row: &str) -> Vec<Vec<Span>> {
    row.trim_matches('|').split('|').map(|cell| spans(cell.trim())).collect()
}

/// Two lines of one block.
fn joined(mut text: String, words: &str) -> String {
    text.push(' ');
    text.push_str(words);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Span {
        Span::Text(text.to_owned())
    }

    #[test]
    fn blocks_are_told_apart() {
        let blocks = parse("# Titel\n\nEin Satz am\n3. Oktober.\n- eins\n- zwei\n  weiter\n\n1. erstens\n## Mehr");
        assert_eq!(
            blocks,
            vec![
                Block::Heading(1, vec![text("Titel")]),
                Block::Paragraph(vec![text("Ein Satz am 3. Oktober.")]),
                Block::List { ordered: false, items: vec![vec![text("eins")], vec![text("zwei weiter")]] },
                Block::List { ordered: true, items: vec![vec![text("erstens")]] },
                Block::Heading(2, vec![text("Mehr")]),
            ]
        );
    }

    #[test]
    fn a_table_has_a_head() {
        let blocks = parse("| a | b |\n|---|:-:|\n| 1 | 2 |");
        let row = |a: &str, b: &str| vec![vec![text(a)], vec![text(b)]];
        assert_eq!(blocks, vec![Block::Table { head: row("a", "b"), rows: vec![row("1", "2")] }]);
    }
}
