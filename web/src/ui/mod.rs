//! What every page is put together from: KERN's components and our own small ones.

pub(crate) mod alert;
pub(crate) mod announce;
pub(crate) mod banner;
pub(crate) mod button;
pub(crate) mod code;
pub(crate) mod email;
pub(crate) mod footer;
pub(crate) mod header;
pub(crate) mod headline;
pub(crate) mod icon;
pub(crate) mod notice;
pub(crate) mod tag;
