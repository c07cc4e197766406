//! From a path to a page. `/offers/:slug` stands for any slug; each path exists in both languages.

use crate::memo::Memo;
use leptos::reactive::owner::{provide_context, use_context};

use super::{url, use_location};
use crate::lang::{Lang, split};
use crate::view::View;

/// A page: its path without a language, and what it shows.
pub(crate) type Page = (&'static str, fn() -> View);

/// What an address names: a language and the place of a page in the list, if there is one.
type Named = (Lang, Option<usize>);

/// The page that is being built, for whoever asks for its part of the address.
#[derive(Clone, Copy)]
struct Here {
    pattern: &'static str,
    own: Named,
    now: Memo<Named>,
}

/// Whether a path names one of these pages.
pub(super) fn has(list: &[Page], path: &str) -> bool {
    let (_, path) = split(path);
    list.iter().any(|(pattern, _)| values(pattern, path).is_some())
}

/// The page that the address names, or `missing`. It is built anew only when another one is named.
pub(crate) fn pages(list: &'static [Page], missing: fn() -> View) -> View {
    let path = use_location().pathname;
    let now = Memo::new(move |_| {
        let path = path.read();
        let (lang, path) = split(&path);
        (lang, list.iter().position(|(pattern, _)| values(pattern, path).is_some()))
    });
    View::Live(Box::new(move |()| {
        let own = now.get();
        let page = own.1.and_then(|place| list.get(place));
        let (pattern, show) = page.copied().unwrap_or(("", missing));
        provide_context(own.0);
        provide_context(Here { pattern, own, now });
        show()
    }))
}

/// The segment of the path that stands for `name` in the page's pattern.
pub(crate) fn use_param(name: &'static str) -> Memo<Option<String>> {
    let path = use_location().pathname;
    while_here(move |pattern| {
        let path = path.get();
        let found = values(pattern, split(&path).1)?.into_iter().find(|(known, _)| *known == name)?;
        Some(url::decoded(found.1))
    })
}

/// What the query of the address says under a name.
pub(crate) fn use_query(name: &'static str) -> Memo<Option<String>> {
    let search = use_location().search;
    while_here(move |_| url::value(&search.read(), name))
}

/// The same at this moment; does not track.
pub(crate) fn query_now(name: &str) -> Option<String> {
    url::value(&use_location().search.read_untracked(), name)
}

/// Follows the address for as long as it names the page that asks.
fn while_here(read: impl Fn(&'static str) -> Option<String> + Send + Sync + 'static) -> Memo<Option<String>> {
    let here: Option<Here> = use_context();
    Memo::new(move |before: Option<&Option<String>>| match (here, before) {
        (Some(here), Some(before)) if here.now.get() != here.own => before.clone(),
        (here, _) => read(here.map_or("", |here| here.pattern)),
    })
}

/// The named segments of a path, if it fits a pattern.
fn values<'a>(pattern: &'static str, path: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut pattern, mut path) = (segments(pattern), segments(path));
    let mut found = Vec::new();
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return Some(found),
            (Some(wanted), Some(given)) => match wanted.strip_prefix(':') {
                Some(name) => found.push((name, given)),
                None if wanted == given => {}
                None => return None,
            },
            _ => return None,
        }
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn a_path_fits_a_pattern_segment_by_segment() {
        assert_eq!(values("/", "/"), Some(vec![]));
        assert_eq!(values("/book", "/book/"), Some(vec![]));
        assert_eq!(values("/offers/:slug", "/offers/kino"), Some(vec![("slug", "kino")]));
        for (pattern, path) in [("/", "/book"), ("/offers", "/offers/kino"), ("/offers/:slug", "/offers"), ("/a", "/b")]
        {
            assert_eq!(values(pattern, path), None, "{pattern} {path}");
        }
    }
}
