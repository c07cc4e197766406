//! Prose: the little Markdown that offers and legal pages are written in, as views.
//!
//! What always holds: text becomes text nodes and links become links with a checked scheme. Markup
//! in a body is never markup on the page, so an editor's text cannot run anything.

use shared::prose::{Block, Span, parse};

use crate::view::prelude::*;

pub(crate) use shared::prose::is_safe;

/// A Markdown text as paragraphs, headings, lists and tables.
///
/// A heading `##` becomes `h2`, and so on; a title `#` is the page's own headline and left out.
#[component]
pub(crate) fn Prose(
    /// The Markdown.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <div class="prose">{parse(&text).into_iter().map(block).collect_view()}</div> }
}

/// One block as a view.
fn block(block: Block) -> View {
    match block {
        Block::Heading(1, _) => View::Nothing,
        Block::Heading(2, text) => view! { <h2 class="h2">{spans(text)}</h2> },
        Block::Heading(_, text) => view! { <h3 class="h3">{spans(text)}</h3> },
        Block::Paragraph(text) => view! { <p>{spans(text)}</p> },
        Block::List { ordered: false, items } => view! { <ul>{list_items(items)}</ul> },
        Block::List { ordered: true, items } => view! { <ol>{list_items(items)}</ol> },
        Block::Table { head, rows } => table(head, rows),
    }
}

/// The items of a list.
fn list_items(items: Vec<Vec<Span>>) -> impl IntoView {
    items.into_iter().map(|item| view! { <li>{spans(item)}</li> }).collect_view()
}

/// A table that scrolls by itself where the page is too narrow; hence it can have the focus.
fn table(head: Vec<Vec<Span>>, rows: Vec<Vec<Vec<Span>>>) -> View {
    let head = head.into_iter().map(|cell| view! { <th scope="col">{spans(cell)}</th> }).collect_view();
    let row = |cells: Vec<Vec<Span>>| cells.into_iter().map(|cell| view! { <td>{spans(cell)}</td> }).collect_view();
    let rows = rows.into_iter().map(|cells| view! { <tr>{row(cells)}</tr> }).collect_view();
    view! {
        <div class="prose-table" tabindex="0">
            <table>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Running text as views.
fn spans(spans: Vec<Span>) -> View {
    let one = |span| match span {
        Span::Text(text) => text.into_view(),
        Span::Bold(inner) => view! { <strong>{self::spans(inner)}</strong> },
        Span::Emphasis(inner) => view! { <em>{self::spans(inner)}</em> },
        Span::Code(text) => view! { <code>{text}</code> },
        Span::Link { text, href } => view! { <a href=href>{self::spans(text)}</a> },
    };
    spans.into_iter().map(one).collect_view()
}
