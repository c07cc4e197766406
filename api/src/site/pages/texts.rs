//! The app's own words: the same files, so a page says the same before and after the app has taken its place.

#[path = "../../../../web/src/texts/frame.rs"]
#[expect(dead_code, reason = "the app says more than a page without script")]
pub(super) mod frame;
#[path = "../../../../web/src/texts/offers.rs"]
#[expect(dead_code, reason = "likewise")]
pub(super) mod offers;
#[path = "../../../../web/src/texts/pages.rs"]
#[expect(dead_code, reason = "likewise")]
pub(super) mod pages;
#[path = "../../../../web/src/texts/start.rs"]
#[expect(dead_code, reason = "likewise")]
pub(super) mod start;
