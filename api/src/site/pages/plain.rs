//! Pages that can say only one thing without script: that they need it and what to do instead, or that nothing is here.

use askama::Template;

use super::frame::Frame;
use super::{Asking, Page};
use crate::texts::pages;

#[derive(Template)]
#[template(path = "plain.html")]
struct Plain {
    frame: Frame,
    title: &'static str,
    lead: Option<&'static str>,
    /// Where to go on.
    ways: bool,
}

/// A page of booking: it works with script alone; without it there are the telephone and the desk.
pub(super) fn needs_script(asking: &Asking<'_>) -> Option<Page> {
    let frame = asking.frame();
    let title = frame.t.nav_book;
    let head = asking.head(title, frame.w.start_description);
    // A booking, a place on the waiting list, a desk: each is somebody's, and has its secret in the address.
    let head = if asking.place == "/book" { head } else { head.hidden() };
    Page::of(head, &Plain { frame, title, lead: None, ways: false }).map(|page| Page { whole: false, ..page })
}

/// Nothing is here.
pub(super) fn nothing_here(asking: &Asking<'_>) -> Option<Page> {
    let t = pages::texts(asking.lang);
    let plain = Plain { frame: asking.frame(), title: t.not_found, lead: Some(t.not_found_lead), ways: true };
    Page::of(asking.head(t.not_found, t.not_found_lead), &plain).map(Page::missing)
}
