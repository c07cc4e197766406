//! The calendar file. It is fetched with the booking's secret in a header and handed over as a
//! download, so the secret is never part of an address that a server could log.

use crate::view::prelude::*;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::page::Subject;
use crate::lang::use_lang;
use crate::session::use_client;
use crate::texts::bookings::texts;

/// Fetches the file and saves it; whether that worked.
pub(super) fn download(subject: Subject) -> Action<(), bool> {
    let name = texts(use_lang()).ticket.file;
    let client = use_client();
    Action::new(move |(): &()| {
        let reply = subject.secret.with_value(|secret| client.ics(subject.id, secret));
        let name = format!("{name}-{}.ics", subject.booking.read_untracked().code);
        async move { reply.await.is_ok_and(|file| save(&file, &name).is_ok()) }
    })
}

/// Hands text to the browser as a file.
fn save(text: &str, name: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/calendar;charset=utf-8");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
