//! Where on a page somebody was, kept with its entry in the browser's history.
//!
//! What always holds: a page that is still being filled is waited for, and whoever scrolls meanwhile is
//! left where she is.

use std::time::Duration;

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlElement, ScrollBehavior, ScrollToOptions};

use super::Location;
use super::url::Url;
use crate::browser::{document, listen, next_frame, settled, window};
use crate::ui::headline::focus;

/// Scrolling is over when nothing has come for this long; browsers refuse to note it much more often.
const STILL: Duration = Duration::from_millis(300);

/// So many frames a page may take to become as tall as it was.
const FRAMES: u32 = 180;

/// Keeps the place whenever somebody has scrolled, for as long as the app runs.
pub(super) fn follow() {
    let still = settled(STILL, |()| keep());
    listen("scroll", move |_| still(()));
}

/// Keeps the place with the entry of the page that is on the screen.
pub(super) fn keep() {
    if let Ok(history) = window().history() {
        // It fails where a browser limits how often this is done; then an older place stays.
        let _ = history.replace_state(&here(), "");
    }
}

/// The place, as entries keep it: how far the page was scrolled, in pixels.
pub(super) fn here() -> JsValue {
    JsValue::from_f64(scrolled())
}

/// The page of an entry is shown again, coming from `left`: it is seen from where it was, and the card that
/// led away has the focus.
pub(super) fn return_to(location: Location, left: &Url) {
    let Some(place) = window().history().and_then(|history| history.state()).ok().and_then(|kept| kept.as_f64()) else {
        return;
    };
    let url = location.url.get_untracked();
    let left = Url { hash: String::new(), ..left.clone() }.address();
    let card = format!("#inhalt article a[href=\"{left}\"]");
    next_frame(move || {
        if let Ok(Some(card)) = document().query_selector(&card) {
            focus(card.unchecked_ref::<HtmlElement>());
        }
        scroll(location, url.clone(), place, FRAMES);
    });
}

/// Scrolls to a place; again with the next frame while the page is not tall enough for it.
fn scroll(location: Location, url: Url, place: f64, frames: u32) {
    if *location.url.read_untracked() != url {
        return;
    }
    scroll_to(place);
    let reached = scrolled();
    if reached + 1.0 >= place || frames == 0 {
        return;
    }
    let mut url = Some(url);
    next_frame(move || {
        // Somebody has scrolled by herself.
        if (scrolled() - reached).abs() > 1.0 {
            return;
        }
        if let Some(url) = url.take() {
            scroll(location, url, place, frames - 1);
        }
    });
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
