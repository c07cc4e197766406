//! Imprint, privacy, accessibility statement, rules of the hall, the most important in Leichte Sprache: the app's own
//! texts.

use askama::Template;

use super::frame::Frame;
use super::markup::{Html, prose};
use super::{Asking, Page};
use crate::site::files::Content;
use crate::texts::pages::texts;

#[derive(Template)]
#[template(path = "legal.html")]
struct Legal {
    frame: Frame,
    title: &'static str,
    text: Html,
}

/// The page, if the app was built with its text.
pub(super) fn page(asking: &Asking<'_>) -> Option<Page> {
    let t = texts(asking.lang);
    let (title, name) = match asking.place {
        "/imprint" => (t.imprint, "imprint"),
        "/privacy" => (t.privacy, "privacy"),
        "/easy-language" => (t.easy_language, "easy_language"),
        "/accessibility" => (t.accessibility, "accessibility"),
        _ => (t.house_rules, "house_rules"),
    };
    let file = asking.files.get(&format!("/legal/{name}.{}.md", asking.lang.tag()))?;
    let Content::Held(text) = &file.plain else { return None };
    let legal = Legal { frame: asking.frame(), title, text: prose(std::str::from_utf8(text).ok()?) };
    Page::of(asking.head(title, title), &legal)
}
