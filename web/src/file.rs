//! Hands text, or whatever else, to the browser as a file.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::browser::document;

/// Saves it under a name; `kind` is its media type. Whether that worked.
pub(crate) fn save(text: &str, kind: &str, name: &str) -> bool {
    try_save(text, kind, name).is_ok()
}

/// The same of what is no text.
pub(crate) fn save_bytes(bytes: &[u8], kind: &str, name: &str) -> bool {
    let parts = Array::of1(&Uint8Array::from(bytes).into());
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &about(kind));
    blob.and_then(|blob| offer(&blob, name)).is_ok()
}

fn about(kind: &str) -> BlobPropertyBag {
    let about = BlobPropertyBag::new();
    about.set_type(kind);
    about
}

fn try_save(text: &str, kind: &str, name: &str) -> Result<(), JsValue> {
    offer(&Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &about(kind))?, name)
}

fn offer(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
