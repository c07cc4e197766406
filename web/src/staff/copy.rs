//! Puts text where it can be pasted from.

use wasm_bindgen_futures::JsFuture;

use crate::browser::window;

/// Copies it; whether that worked. Browsers let nobody copy on pages that came without TLS.
pub(super) async fn copy(text: String) -> bool {
    // Elsewhere there is no clipboard at all, and asking for it would end the program.
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok()
}
