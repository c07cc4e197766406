//! The address: which page it names, what it says beside that, and how to go elsewhere.
//!
//! The app has one flat list of pages, so this is small: a path is matched segment by segment, and
//! links are taken over from the browser where they lead to the app itself.
//!
//! What always holds: the address bar and [`Location`] say the same, apart from the moment between a
//! click and the new page. A page that is being left no longer sees the address change.

mod history;
mod pages;
mod places;
mod url;

use crate::memo::Memo;
use crate::rw_signal::RwSignal;
use crate::stored::StoredValue;
use leptos::reactive::owner::{provide_context, use_context};

pub(crate) use history::{NavigateOptions, use_navigate};
pub(crate) use pages::{Page, pages, query_now, use_param, use_query};
use url::Url;

/// The address, part by part; whoever reads a part follows it.
#[derive(Clone, Copy)]
pub(crate) struct Location {
    pages: &'static [Page],
    url: RwSignal<Url>,
    /// Where a link was followed from to come here.
    from: StoredValue<Option<Url>>,
    /// The path.
    pub(crate) pathname: Memo<String>,
    /// What follows `?`, without it.
    pub(crate) search: Memo<String>,
    /// `#` and what follows it; empty without.
    pub(crate) hash: Memo<String>,
}

impl Location {
    fn new(pages: &'static [Page]) -> Self {
        let url = RwSignal::new(Url::current());
        Self {
            pages,
            url,
            from: StoredValue::new(None),
            pathname: Memo::new(move |_| url.with(|url| url.path.clone())),
            search: Memo::new(move |_| url.with(|url| url.search.clone())),
            hash: Memo::new(move |_| url.get().hash),
        }
    }
}

/// Begins to follow the address and the links; once, by the app, which has these pages. Links to any
/// other address are the browser's: another bundle may have it.
pub(crate) fn provide(pages: &'static [Page]) {
    let location = Location::new(pages);
    provide_context(location);
    history::follow(location);
}

/// The address.
pub(crate) fn use_location() -> Location {
    use_context().unwrap_or_else(|| Location::new(&[]))
}
