//! Shares the address of a page: by the device where it can, else by copying.

use crate::view::prelude::*;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::lang::use_lang;
use crate::texts::offers::texts;
use crate::ui::button::Button;

/// What came of sharing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shared {
    /// The device showed its own dialog, which has told the rest.
    ByDevice,
    /// The address is in the clipboard.
    Copied,
    /// Neither exists here, or it was not allowed.
    Nowhere,
}

/// The button, and what came of it.
#[component]
pub(super) fn Share(
    /// What the address is about.
    title: String,
) -> impl IntoView {
    let t = texts(use_lang());
    let share = Action::new(move |(): &()| {
        let title = title.clone();
        async move { share(&title, &window().location().href().unwrap_or_default()).await }
    });
    let said = move || match share.value() {
        Some(Shared::Copied) => t.shared,
        Some(Shared::Nowhere) => t.share_failed,
        Some(Shared::ByDevice) | None => "",
    };
    view! {
        <Button kind="tertiary" icon="share" on_press=move |_| { share.dispatch(()); }>{t.share}</Button>
        <p class="small muted" role="status">{said}</p>
    }
}

/// Shares an address.
async fn share(title: &str, url: &str) -> Shared {
    let navigator: JsValue = window().navigator().into();
    let data = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &url.into());
    if let Some(asked) = call(&navigator, "share", &data) {
        // Whoever closes the dialog has decided; there is nothing to say about it.
        let _ = asked.await;
        return Shared::ByDevice;
    }
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    let Some(asked) = call(&clipboard, "writeText", &url.into()) else { return Shared::Nowhere };
    if asked.await.is_ok() { Shared::Copied } else { Shared::Nowhere }
}

/// Calls `object.name(argument)` where there is such a function: neither of them exists everywhere,
/// and the typed bindings take for granted that they do.
fn call(object: &JsValue, name: &str, argument: &JsValue) -> Option<JsFuture> {
    let function: Function = Reflect::get(object, &name.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = function.call1(object, argument).ok()?.dyn_into().ok()?;
    Some(JsFuture::from(promise))
}
