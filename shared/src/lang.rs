//! The languages of pages, the server's and the app's: German has the plain paths, English the same ones below `/en`.

pub use crate::bookings::Locale as Lang;

/// The first segment of every English path.
const ENGLISH: &str = "/en";

/// The address of a page in a language; `path` begins with a slash and has no language in it.
pub fn href(lang: Lang, path: &str) -> String {
    match lang {
        Lang::De => path.to_owned(),
        Lang::En if path == "/" => ENGLISH.to_owned(),
        Lang::En if path.starts_with("/#") || path.starts_with("/?") => {
            format!("{ENGLISH}{}", path.trim_start_matches('/'))
        }
        Lang::En => format!("{ENGLISH}{path}"),
    }
}

/// The language an address names, and the path without it.
pub fn split(path: &str) -> (Lang, &str) {
    match path.strip_prefix(ENGLISH) {
        Some("") => (Lang::En, "/"),
        Some(rest) if rest.starts_with('/') => (Lang::En, rest),
        _ => (Lang::De, path),
    }
}

/// The other language.
pub const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::De => Lang::En,
        Lang::En => Lang::De,
    }
}

/// A query of an address without the language of texts, which is chosen anew with the language of the page.
pub fn without_language(query: &str) -> String {
    query.split('&').filter(|pair| !pair.starts_with("lang=")).collect::<Vec<_>>().join("&")
}

/// The text of a pair in this language.
pub fn pick<'a>(lang: Lang, de: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_its_language_come_apart_and_together() {
        for path in ["/", "/book", "/offers/x", "/english"] {
            for lang in [Lang::De, Lang::En] {
                assert_eq!(split(&href(lang, path)), (lang, path), "{path}");
            }
        }
        assert_eq!(without_language("lang=de-simple&q=Kino"), "q=Kino");
        assert_eq!(without_language("language=uk"), "language=uk");
        assert_eq!(href(Lang::En, "/#heute"), "/en#heute");
        assert_eq!(split("/en/"), (Lang::En, "/"));
    }
}
