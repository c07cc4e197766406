//! The app: client-side rendered, one page per noun of the api.
//!
//! It comes in bundles, a program each, so that nobody loads what she does not look at: the visitor's
//! pages, the info point, those of somebody who signs in, and those of who works here. `app.rs` has
//! their route maps. What always holds: the app keeps nothing in the browser but the choice of theme,
//! asks only its own origin, and every word it shows comes from `texts/` or from the api.

/// Writes formatted text at the end of a `String`; unlike `push_str(&format!(…))` without a second one.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use std::fmt::Write as _;
        // Writing to a String cannot fail.
        let _ = write!($out, $($text)*);
    }};
}

mod account;
mod act;
mod advice;
mod app;
mod ask;
mod book;
mod bookings;
mod browser;
mod by_code;
mod changes;
mod clock;
mod dates;
mod effect;
mod file;
mod lang;
mod letters;
mod memo;
mod offers;
mod pages;
mod plan;
mod programme;
mod prose;
mod router;
mod rw_signal;
mod session;
mod signal;
mod signed_in;
mod staff;
mod start;
mod stored;
mod texts;
mod ui;
mod venue;
mod view;
mod waiting;
mod walk_in;

use wasm_bindgen::JsCast;

/// Starts the visitor's pages.
pub fn visitor() {
    start(app::visitor);
}

/// Starts the info point.
pub fn info_point() {
    start(app::info_point);
}

/// Starts the pages of somebody who signs in.
pub fn account() {
    start(app::signed_in);
}

/// Starts the pages of who works here.
pub fn staff() {
    start(app::working_here);
}

fn start(app: fn() -> view::View) {
    let Some(root) = browser::document().get_element_by_id("app") else { return };
    // The static shell of index.html has done its work: it was on the screen while this was loading.
    root.set_inner_html("");
    if let Ok(root) = root.dyn_into() {
        view::mount_to(&root, app);
    }
}
