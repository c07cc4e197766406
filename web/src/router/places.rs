//! Where on a page somebody was, kept with its entry in the browser's history.
//!
//! What always holds: a page that is still being filled is waited for, nothing is noted meanwhile, and whoever
//! scrolls by herself is left where she is.

use std::cell::Cell;
use std::time::Duration;

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlElement, ScrollBehavior, ScrollToOptions};

use super::Location;
use super::url::Url;
use crate::ask;
use crate::browser::{document, listen, next_frame, settled, window};
use crate::ui::headline::focus;

/// Scrolling is over when nothing has come for this long; browsers refuse to note it much more often.
const STILL: Duration = Duration::from_millis(300);

/// So many frames a page may take to become as tall as it was.
const FRAMES: u32 = 300;

/// What somebody does who wants to be elsewhere.
const BY_HERSELF: [&str; 4] = ["wheel", "touchmove", "keydown", "pointerdown"];

thread_local! {
    /// The number of the return that is under way; 0 without one.
    static RETURNING: Cell<u32> = const { Cell::new(0) };
    /// How many there were.
    static RETURNS: Cell<u32> = const { Cell::new(0) };
}

/// Keeps the place whenever somebody has scrolled, for as long as the app runs. A page that was loaded anew is
/// seen from where it was, too.
pub(super) fn follow(location: Location) {
    let still = settled(STILL, |()| keep());
    listen("scroll", move |_| still(()));
    for event in BY_HERSELF {
        listen(event, |_| end());
    }
    if let Some(place) = noted() {
        begin(location, place);
    }
}

/// Keeps the place with the entry of the page that is on the screen.
pub(super) fn keep() {
    if RETURNING.get() != 0 {
        return;
    }
    if let Ok(history) = window().history() {
        // It fails where a browser limits how often this is done; then an older place stays.
        let _ = history.replace_state(&here(), "");
    }
}

/// The place, as entries keep it: how far the page was scrolled, in pixels.
pub(super) fn here() -> JsValue {
    JsValue::from_f64(scrolled())
}

/// The place that the entry on the screen has kept.
fn noted() -> Option<f64> {
    window().history().and_then(|history| history.state()).ok()?.as_f64()
}

/// The page of an entry is shown again, coming from `left`: it is seen from where it was, and the link that
/// led away has the focus.
pub(super) fn return_to(location: Location, left: &Url) {
    let Some(place) = noted() else { return };
    let left = Url { hash: String::new(), ..left.clone() }.address();
    let link = format!("#inhalt article a[href=\"{left}\"], #inhalt table a[href=\"{left}\"]");
    next_frame(move || {
        if let Ok(Some(link)) = document().query_selector(&link) {
            focus(link.unchecked_ref::<HtmlElement>());
        }
    });
    begin(location, place);
}

/// Begins to return to a place. What comes above it meanwhile must not move it.
fn begin(location: Location, place: f64) {
    let number = RETURNS.get().wrapping_add(1).max(1);
    RETURNS.set(number);
    RETURNING.set(number);
    anchored(false);
    scroll(location, location.url.get_untracked(), place, (number, FRAMES));
}

/// There, or somebody wants to be elsewhere.
fn end() {
    if RETURNING.replace(0) != 0 {
        anchored(true);
    }
}

/// With the next frame scrolls to a place, again and again until the page is tall enough and nothing more is awaited.
fn scroll(location: Location, url: Url, place: f64, (number, frames): (u32, u32)) {
    let mut url = Some(url);
    next_frame(move || {
        let Some(url) = url.take().filter(|_| RETURNING.get() == number) else { return };
        if *location.url.read_untracked() != url {
            // The app has gone elsewhere by itself.
            return end();
        }
        scroll_to(place);
        let there = scrolled() + 1.0 >= place && ask::is_quiet();
        if there || frames == 0 {
            end();
        } else {
            scroll(location, url, place, (number, frames - 1));
        }
    });
}

/// Whether the browser keeps what is seen in its place while something comes above it.
fn anchored(yes: bool) {
    if let Some(root) = document().document_element() {
        // An attribute of style can be set where a script sets it.
        let style = root.unchecked_ref::<HtmlElement>().style();
        let _ = if yes {
            style.remove_property("overflow-anchor").map(drop)
        } else {
            style.set_property("overflow-anchor", "none")
        };
    }
}

/// Shows a page from here on, at once: the way there is nothing to look at.
pub(super) fn scroll_to(place: f64) {
    let options = ScrollToOptions::new();
    options.set_top(place);
    options.set_behavior(ScrollBehavior::Instant);
    window().scroll_to_with_scroll_to_options(&options);
}

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}
