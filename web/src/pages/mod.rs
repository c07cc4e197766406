//! The pages beside the app: imprint, privacy, accessibility, rules of the hall, the most important in
//! Leichte Sprache, nothing found, no connection.
//!
//! The legal texts are the Markdown files in `web/static/legal/`, one for each language, loaded when
//! their page is opened.

mod legal;
mod not_found;
mod offline;

pub(crate) use legal::{Accessibility, EasyLanguage, HouseRules, Imprint, Privacy};
pub(crate) use not_found::NotFound;
pub(crate) use offline::OfflineNotice;
