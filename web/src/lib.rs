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
use web_sys::{HtmlElement, HtmlInputElement};

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
    let Some(Ok(root)) = browser::document().get_element_by_id(PLACE).map(JsCast::dyn_into::<HtmlElement>) else {
        return;
    };
    if !root.has_attribute("data-filled") {
        // The static shell of index.html has done its work: it was on the screen while this was loading.
        root.set_inner_html("");
        view::mount_to(&root, app);
        return;
    }
    // What the server has written can be read: it stays until there is as much to show.
    let Some(Ok(stage)) = browser::document().create_element("div").ok().map(JsCast::dyn_into::<HtmlElement>) else {
        return;
    };
    view::mount_to(&stage, app);
    ask::when_quiet(move || take_place(&root, &stage));
}

/// Where the app is on its page.
const PLACE: &str = "app";

/// Puts the app into the place of the server's page. What somebody is typing goes on in the app.
fn take_place(page: &HtmlElement, app: &HtmlElement) {
    let document = browser::document();
    let typing = document.active_element().and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    app.set_id(PLACE);
    // It fails only where the page is gone, and then nobody looks.
    let _ = page.replace_with_with_node_1(app);
    if let Some(typed) = typing
        && let Some(Ok(field)) = document.get_element_by_id(&typed.id()).map(JsCast::dyn_into::<HtmlInputElement>)
    {
        let words = typed.value();
        ui::headline::focus(&field);
        if words != field.value() {
            field.set_value(&words);
            // The app hears of it as if it had been typed here.
            if let Ok(input) = web_sys::Event::new("input") {
                let _ = field.dispatch_event(&input);
            }
        }
    }
}
