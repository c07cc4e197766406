//! An address of the app in its parts, as the browser reads it.

use crate::browser::window;

/// Path, query and fragment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Url {
    pub(super) path: String,
    /// Without its `?`.
    pub(super) search: String,
    /// With its `#`.
    pub(super) hash: String,
}

impl Url {
    /// What the address bar says.
    pub(super) fn current() -> Self {
        let location = window().location();
        Self {
            path: location.pathname().unwrap_or_default(),
            search: without_mark(&location.search().unwrap_or_default()),
            hash: location.hash().unwrap_or_default(),
        }
    }

    /// An address, absolute or seen from where we are. `None` if it leads to another origin.
    pub(super) fn read(address: &str) -> Option<Self> {
        let location = window().location();
        let url = web_sys::Url::new_with_base(address, &location.href().ok()?).ok()?;
        let ours = location.origin().is_ok_and(|origin| origin == url.origin());
        ours.then(|| Self { path: url.pathname(), search: without_mark(&url.search()), hash: url.hash() })
    }

    /// It as an address.
    pub(super) fn address(&self) -> String {
        let mark = if self.search.is_empty() { "" } else { "?" };
        [&self.path, mark, &self.search, &self.hash].concat()
    }
}

fn without_mark(search: &str) -> String {
    search.trim_start_matches('?').to_owned()
}

/// What a query says under a name.
pub(super) fn value(search: &str, name: &str) -> Option<String> {
    web_sys::UrlSearchParams::new_with_str(search).ok()?.get(name)
}

/// A segment of a path as it was meant: `%20` is a space.
pub(super) fn decoded(segment: &str) -> String {
    js_sys::decode_uri_component(segment).map_or_else(|_| segment.to_owned(), String::from)
}
