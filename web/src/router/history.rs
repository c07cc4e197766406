//! Going from one address to another: by a link, by the app itself, by the browser's buttons.
//!
//! What always holds: whoever goes back finds the page where she left it.

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::pages::has;
use super::places;
use super::url::Url;
use super::{Location, use_location};
use crate::browser::{document, listen, window};

/// How to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NavigateOptions {
    /// The new address takes the place of the old one in the history.
    pub(crate) replace: bool,
    /// The new page is seen from its top.
    pub(crate) scroll: bool,
}

impl Default for NavigateOptions {
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

/// Goes to an address of the app.
pub(crate) fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy + Send + Sync + 'static {
    let location = use_location();
    move |address, options| go(location, address, options)
}

fn go(location: Location, address: &str, options: NavigateOptions) {
    let Some(url) = Url::read(address) else { return };
    if !has(location.pages, &url.path) {
        // It fails for addresses the browser can't read; this one it has just read.
        let _ = window().location().assign(address);
        return;
    }
    if *location.url.read_untracked() != url {
        // While the page that is left is still there.
        places::keep();
        location.url.set(url.clone());
    }
    arrive(&url, options);
}

/// Takes over the links that lead to the app, and follows the browser's own buttons. For as long as
/// the app runs: nothing is ever let go.
pub(super) fn follow(location: Location) {
    listen("click", move |event| on_click(location, event.unchecked_ref()));
    listen("popstate", move |_| {
        let left = location.url.get_untracked();
        location.from.set_value(None);
        location.url.set(Url::current());
        places::return_to(location, &left);
    });
    places::follow(location);
}

fn on_click(location: Location, event: &MouseEvent) {
    let with_key = event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || with_key {
        return;
    }
    let Some(link) = link_of(event) else { return };
    let Some(url) = Url::read(&link.href()).filter(|url| has(location.pages, &url.path)) else { return };
    event.prevent_default();
    // The way back to where somebody has just come from is the browser's.
    let back = link.rel() == "prev" && location.from.get_value().as_ref() == Some(&url);
    if back && window().history().is_ok_and(|history| history.back().is_ok()) {
        return;
    }
    location.from.set_value(Some(location.url.get_untracked()));
    places::keep();
    let same_page = location.url.read_untracked().path == url.path;
    location.url.set(url.clone());
    if same_page {
        arrive(&url, NavigateOptions::default());
    } else {
        // The task that puts the new page in place was woken before this one: then there is
        // something to scroll to.
        spawn_local(async move {
            if *location.url.read_untracked() == url {
                arrive(&url, NavigateOptions::default());
            }
        });
    }
}

/// The link that was clicked, if the app may take it over.
fn link_of(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let path = event.composed_path();
    let link = path.iter().rev().find_map(|target| target.dyn_into::<HtmlAnchorElement>().ok())?;
    let rel = link.get_attribute("rel").unwrap_or_default();
    let elsewhere = !link.target().is_empty() || link.href().is_empty() || link.has_attribute("download");
    (!elsewhere && !rel.split([' ', '\t']).any(|word| word == "external")).then_some(link)
}

/// Says in the address bar where we are, and shows the place that the address names.
fn arrive(url: &Url, options: NavigateOptions) {
    let address = url.address();
    if let Ok(history) = window().history() {
        // Both fail only where a browser limits how often the address may change; then it lags behind.
        let _ = if options.replace {
            history.replace_state_with_url(&places::here(), "", Some(&address))
        } else if Url::current() == *url {
            Ok(())
        } else {
            history.push_state_with_url(&JsValue::UNDEFINED, "", Some(&address))
        };
    }
    let place = js_sys::decode_uri(url.hash.trim_start_matches('#')).map(String::from).unwrap_or_default();
    let named = document().get_element_by_id(&place).filter(|_| !place.is_empty());
    if let Some(named) = named {
        named.scroll_into_view();
    } else if options.scroll {
        places::scroll_to(0.0);
    }
}
