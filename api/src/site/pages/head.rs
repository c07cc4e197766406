//! The head of a page: what search engines, other programs and people who share a link read.

use askama::Template;
use serde_json::{Value, json};

use super::markup::{Html, linked_data};
use crate::lang::{Lang, href};

/// What follows a page's title, as in the app.
const PRODUCT: &str = "Rathaus Co-Working";

/// Longest description: search engines show no more.
const DESCRIPTION: usize = 300;

/// The head.
#[derive(Template)]
#[template(path = "head.html")]
pub(super) struct Head {
    title: String,
    description: String,
    /// Whether search engines may show it.
    findable: bool,
    canonical: String,
    german: String,
    english: String,
    locale: &'static str,
    /// Where editors that are given this address learn how to show the page as a frame.
    oembed: Option<String>,
    linked: Vec<Html>,
}

impl Head {
    /// Of a page with a path, a query that belongs to its address, and a title; an empty one leaves the product alone.
    pub(super) fn new(public_url: &str, lang: Lang, path: &str, title: &str, description: &str) -> Self {
        let address = |lang| format!("{public_url}{}", href(lang, path));
        Self {
            title: if title.is_empty() { PRODUCT.to_owned() } else { format!("{title} – {PRODUCT}") },
            description: shortened(description),
            findable: true,
            canonical: address(lang),
            german: address(Lang::De),
            english: address(Lang::En),
            locale: match lang {
                Lang::De => "de_DE",
                Lang::En => "en_GB",
            },
            oembed: embeddable(path).then(|| discovery(public_url, &address(lang))),
            linked: Vec::new(),
        }
    }

    /// The same for what search engines should leave out: what is not there, what is one person's, what was searched.
    pub(super) fn hidden(mut self) -> Self {
        self.findable = false;
        self
    }

    /// With a block of linked data.
    pub(super) fn with(mut self, value: &Value) -> Self {
        self.linked.push(linked_data(value));
        self
    }

    /// With the way that leads here: names and paths, the first is the highest.
    pub(super) fn with_path(self, public_url: &str, lang: Lang, steps: &[(&str, &str)]) -> Self {
        let items: Vec<Value> = steps
            .iter()
            .zip(1..)
            .map(|((name, path), position)| {
                json!({ "@type": "ListItem", "position": position, "name": name, "item": format!("{public_url}{}", href(lang, path)) })
            })
            .collect();
        self.with(&json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items }))
    }
}

/// Whether there is a frame of a page ([`crate::embeds`]).
fn embeddable(path: &str) -> bool {
    ["/", "/book", "/offers"].contains(&path.split('?').next().unwrap_or(path))
}

fn discovery(public_url: &str, address: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("url", address)
        .append_pair("format", "json")
        .finish();
    format!("{public_url}/oembed?{query}")
}

/// At most so many letters, ending with a whole word.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(DESCRIPTION) {
        None => text,
        Some((end, _)) => {
            let cut = text.get(..end).unwrap_or_default();
            let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            format!("{whole} …")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_ends_with_a_whole_word() {
        assert_eq!(shortened(" ä\n b "), "ä b");
        let long = shortened(&"Straße ".repeat(60));
        assert!(long.ends_with("Straße …") && long.chars().count() <= DESCRIPTION + 2, "{long}");
    }

    #[test]
    fn a_page_names_itself_in_both_languages() {
        let head = Head::new("https://a.example", Lang::En, "/", "", "x").render().unwrap();
        for part in [
            "<title>Rathaus Co-Working</title>",
            "rel=\"canonical\" href=\"https://a.example/en\"",
            "hreflang=\"de\" href=\"https://a.example/\"",
        ] {
            assert!(head.contains(part), "{part}\n{head}");
        }
    }
}
