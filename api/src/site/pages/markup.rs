//! HTML as a type of its own: whatever is not of it is escaped, and only what is made here is of it.

use std::fmt::{self, Write as _};

use askama::filters::HtmlSafe;
use serde_json::Value;
use shared::prose::{Block, Span, is_safe, parse};

use crate::site::html::escape;

/// Text that may stand in a page as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Html(String);

impl fmt::Display for Html {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Markdown as HTML, with the headings and lists the app makes of it.
pub(super) fn prose(text: &str) -> Html {
    Html(parse(text).iter().map(block).collect())
}

fn block(block: &Block) -> String {
    match block {
        // The page's own headline says it.
        Block::Heading(1, _) => String::new(),
        Block::Heading(2, text) => format!("<h2 class=\"h2\">{}</h2>\n", spans(text)),
        Block::Heading(_, text) => format!("<h3 class=\"h3\">{}</h3>\n", spans(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", spans(text)),
        Block::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            format!("<{tag}>{}</{tag}>\n", each(items, "<li>", "</li>"))
        }
        Block::Table { head, rows } => {
            let head = each(head, "<th scope=\"col\">", "</th>");
            let rows = rows.iter().fold(String::new(), |out, row| out + "<tr>" + &each(row, "<td>", "</td>") + "</tr>");
            format!(
                "<div class=\"prose-table\" tabindex=\"0\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n"
            )
        }
    }
}

/// Each of them between two tags.
fn each(texts: &[Vec<Span>], open: &str, close: &str) -> String {
    texts.iter().fold(String::new(), |out, text| out + open + &spans(text) + close)
}

fn spans(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        // Writing into a string can't fail.
        let _ = match span {
            Span::Text(text) => write!(out, "{}", escape(text)),
            Span::Bold(inner) => write!(out, "<strong>{}</strong>", self::spans(inner)),
            Span::Emphasis(inner) => write!(out, "<em>{}</em>", self::spans(inner)),
            Span::Code(text) => write!(out, "<code>{}</code>", escape(text)),
            Span::Link { text, href } if is_safe(href) => {
                write!(out, "<a href=\"{}\">{}</a>", escape(href), self::spans(text))
            }
            Span::Link { text, .. } => write!(out, "{}", self::spans(text)),
        };
    }
    out
}

/// Text as it is.
pub(super) fn plain(text: &str) -> Html {
    Html(escape(text))
}

/// A text in which the search has marked its words: escaped already, and only the marks become markup.
pub(super) fn marked(text: &str) -> Html {
    let words = |text: &str| text.replace('<', "&lt;").replace('>', "&gt;");
    let mut pieces = text.split("<mark>");
    let mut out = words(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (inside, after) = piece.split_once("</mark>").unwrap_or((piece, ""));
        // Writing into a string can't fail.
        let _ = write!(out, "<mark>{}</mark>{}", words(inside), words(after));
    }
    Html(out)
}

/// Linked data as it may stand between `<script>` and `</script>`: nothing in it can end the block or begin
/// another, and it is the same JSON.
pub(super) fn linked_data(value: &Value) -> Html {
    let text = value.to_string();
    Html(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn markup_in_prose_is_text_and_links_lead_where_nothing_runs() {
        let typed =
            "## A & <b>\n\n**x** [y](javascript:alert(1)) [z](https://a.example/?b=\"c\"&d)\n\n- <script>1</script>";
        assert_eq!(
            prose(typed).to_string(),
            "<h2 class=\"h2\">A &amp; &lt;b&gt;</h2>\n<p><strong>x</strong> [y](javascript:alert(1)) \
             <a href=\"https://a.example/?b=&quot;c&quot;&amp;d\">z</a></p>\n\
             <ul><li>&lt;script&gt;1&lt;/script&gt;</li></ul>\n"
        );
    }

    #[test]
    fn of_a_searched_text_only_the_marks_are_markup() {
        assert_eq!(marked("a &lt;b&gt; <mark>K&amp;K</mark>, c").to_string(), "a &lt;b&gt; <mark>K&amp;K</mark>, c");
        let broken = marked("<mark>a<b></mark></mark><mark>c").to_string();
        assert_eq!(broken, "<mark>a&lt;b&gt;</mark>&lt;/mark&gt;<mark>c</mark>");
        assert_eq!(plain("<i>").to_string(), "&lt;i&gt;");
    }

    #[test]
    fn linked_data_cannot_end_its_block() {
        let value = json!({ "name": "</script><!--<script>&\u{2028}\"" });
        let text = linked_data(&value).to_string();
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
