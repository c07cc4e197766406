//! What happens to an answer that is not what was promised: the reading of it ends with an exception
//! of the browser, and whoever began it catches that.

use js_sys::Function;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};

/// Runs something that may throw.
pub(crate) fn caught(run: Box<dyn FnMut()>) {
    let run = Closure::wrap(run);
    let function: &Function = run.as_ref().unchecked_ref();
    // What was thrown says nothing; it is seen by what is missing.
    let _ = function.call0(&JsValue::UNDEFINED);
}

/// It does not fit; there is no value of it.
#[derive(Debug, Clone, Copy, thiserror::Error)]
pub(crate) enum Unreadable {}

/// Ends the reading.
#[cold]
#[inline(never)]
pub(crate) fn unreadable() -> ! {
    wasm_bindgen::throw_val(JsValue::UNDEFINED)
}

impl serde::de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(_words: T) -> Self {
        unreadable()
    }

    fn invalid_type(_found: serde::de::Unexpected<'_>, _wanted: &dyn serde::de::Expected) -> Self {
        unreadable()
    }

    fn invalid_value(_found: serde::de::Unexpected<'_>, _wanted: &dyn serde::de::Expected) -> Self {
        unreadable()
    }

    fn invalid_length(_found: usize, _wanted: &dyn serde::de::Expected) -> Self {
        unreadable()
    }

    fn unknown_variant(_found: &str, _wanted: &'static [&'static str]) -> Self {
        unreadable()
    }

    fn unknown_field(_found: &str, _wanted: &'static [&'static str]) -> Self {
        unreadable()
    }

    fn missing_field(_wanted: &'static str) -> Self {
        unreadable()
    }

    fn duplicate_field(_found: &'static str) -> Self {
        unreadable()
    }
}
