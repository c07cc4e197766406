//! What the project needs from outside, each ensured by one file: found if it is there, installed if it may be,
//! otherwise one sentence that says what to install.

pub(crate) mod apt;
pub(crate) mod browser;
pub(crate) mod npm;
pub(crate) mod poppler;
pub(crate) mod postgres;
pub(crate) mod python;
pub(crate) mod wasm_target;
