//! A page's heading: it names the document, and after a navigation it takes the focus, so that
//! people who do not see the screen hear where they are. Nothing scrolls because of it.

use crate::router::use_location;
use crate::view::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{FocusOptions, HtmlElement};

/// What follows a page's title in the document's.
const PRODUCT: &str = "Rathaus Co-Working";

/// Whether any page has been shown yet: the first one leaves the focus where the browser put it.
#[derive(Clone, Copy)]
struct Shown(StoredValue<bool>);

/// Makes the memory of shown pages; once, by the app.
pub(crate) fn provide() {
    provide_context(Shown(StoredValue::new(false)));
}

/// The one `h1` of a page.
#[component]
pub(crate) fn Headline(
    /// The document's title; an empty one leaves the product's name alone.
    #[prop(into)]
    title: Signal<String>,
    /// Its look.
    #[prop(default = "h1")]
    class: &'static str,
    /// What it says, if that is not the title.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let node = NodeRef::<HtmlElement>::new();
    let hash = use_location().hash;
    effect(move || {
        let title = title.get();
        document().set_title(&if title.is_empty() { PRODUCT.to_owned() } else { format!("{title} – {PRODUCT}") });
    });
    effect(move || {
        let Some(heading) = node.get() else { return };
        let Some(Shown(shown)) = use_context() else { return };
        let names_a_place = hash.read_untracked().len() > 1 && !hash.read_untracked().contains('=');
        if shown.get_value() && !names_a_place {
            focus(&heading);
        }
        shown.set_value(true);
    });
    view! {
        <h1 class=class tabindex="-1" node_ref=node>
            {match children {
                Some(children) => children(),
                None => (move || title.get()).into_view(),
            }}
        </h1>
    }
}

/// Gives the focus to the first element that a selector means, if there is one.
pub(crate) fn focus_on(selector: &str) {
    if let Ok(Some(found)) = document().query_selector(selector) {
        // What is in a page can take the focus, or leaves it where it was.
        let _ = found.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Focuses without scrolling.
pub(crate) fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it was.
    let _ = element.focus_with_options(&options);
}
