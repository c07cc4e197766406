//! Buttons and links that look like buttons, in KERN's markup.

use crate::view::prelude::*;
use web_sys::MouseEvent;

use super::icon::Icon;

/// KERN's classes for a button; `kind` is `primary`, `secondary` or `tertiary`, `size` is empty, `lg` or `sm`.
pub(crate) fn classes(kind: &str, size: &str, block: bool) -> String {
    let size = if size.is_empty() { String::new() } else { format!(" kern-btn--{size}") };
    format!("kern-btn kern-btn--{kind}{size}{}", if block { " kern-btn--block" } else { "" })
}

/// The inside of a button: icon, label, icon.
fn inside(icon: Option<&'static str>, icon_after: Option<&'static str>, children: Children) -> View {
    view! {
        {icon.map(|name| view! { <Icon name/> })}
        <span class="kern-label">{children()}</span>
        {icon_after.map(|name| view! { <Icon name/> })}
    }
}

/// A button. What it does is given by `on_press`; `aria-…` and other attributes are spread onto it.
#[component]
pub(crate) fn Button(
    /// What a press does.
    #[prop(into)]
    on_press: Callback<MouseEvent>,
    /// `primary` (one per view), `secondary` or `tertiary`.
    #[prop(default = "primary")]
    kind: &'static str,
    /// Empty, `lg` or `sm`.
    #[prop(default = "")]
    size: &'static str,
    /// As wide as what it stands in.
    #[prop(optional)]
    block: bool,
    /// Icon before the label.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// Icon after the label.
    #[prop(optional, into)]
    icon_after: Option<&'static str>,
    /// The label.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="button" class=classes(kind, size, block) on:click=move |event| on_press.run(event)>
            {inside(icon, icon_after, children)}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub(crate) fn Link(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// `primary` (one per view), `secondary` or `tertiary`.
    #[prop(default = "primary")]
    kind: &'static str,
    /// Empty, `lg` or `sm`.
    #[prop(default = "")]
    size: &'static str,
    /// As wide as what it stands in.
    #[prop(optional)]
    block: bool,
    /// Icon before the label.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// Icon after the label.
    #[prop(optional, into)]
    icon_after: Option<&'static str>,
    /// The label.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=classes(kind, size, block) href=move || href.get()>
            {inside(icon, icon_after, children)}
        </a>
    }
}
