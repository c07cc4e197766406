//! The language of a page in the app; what languages and their paths are says `shared::lang`.
//!
//! A page is built anew when the language changes, so inside a page the language is a plain value.

use crate::view::prelude::*;

pub(crate) use shared::lang::{Lang, href, other, pick, split, without_language};

/// The language of the page that is being built, as its route said.
pub(crate) fn use_lang() -> Lang {
    use_context().unwrap_or_default()
}

/// The text of an optional pair in this language.
pub(crate) fn pick_opt<'a>(lang: Lang, de: Option<&'a String>, en: Option<&'a String>) -> Option<&'a str> {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
    .map(String::as_str)
}
