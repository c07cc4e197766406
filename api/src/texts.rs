//! The app's own words: the same files, so a page says the same before and after the app has taken its place.

#[path = "../../web/src/texts/advice.rs"]
#[expect(dead_code, reason = "the app says more than a page without script")]
pub(crate) mod advice;
#[path = "../../web/src/texts/finder.rs"]
#[expect(dead_code, reason = "likewise")]
pub(crate) mod finder;
#[path = "../../web/src/texts/frame.rs"]
#[expect(dead_code, reason = "likewise")]
pub(crate) mod frame;
#[path = "../../web/src/texts/offers.rs"]
#[expect(dead_code, reason = "likewise")]
pub(crate) mod offers;
#[path = "../../web/src/texts/pages.rs"]
#[expect(dead_code, reason = "likewise")]
pub(crate) mod pages;
#[path = "../../web/src/texts/programme.rs"]
pub(crate) mod programme;
#[path = "../../web/src/texts/start.rs"]
#[expect(dead_code, reason = "likewise")]
pub(crate) mod start;
