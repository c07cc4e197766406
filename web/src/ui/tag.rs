//! Small labels: a quiet tag, the honest marker of invented data, a pass with its price.

use crate::view::prelude::*;

use super::icon::Icon;
use crate::lang::use_lang;
use crate::texts::frame::texts;

/// A quiet label; `kind` is empty or one of `patina`, `brick`, `lake`, `honey`, `plum`, `line`.
#[component]
pub(crate) fn Tag(
    /// Its colour.
    #[prop(default = "")]
    kind: &'static str,
    /// An icon before it.
    #[prop(optional, into)]
    icon: Option<&'static str>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let class = if kind.is_empty() { "tag".to_owned() } else { format!("tag tag--{kind}") };
    view! { <span class=class>{icon.map(|name| view! { <Icon name/> })} {children()}</span> }
}

/// Says that what stands here is invented.
#[component]
pub(crate) fn Example(
    /// The words, if "example" does not say it.
    #[prop(optional, into)]
    text: Option<&'static str>,
) -> impl IntoView {
    view! { <span class="example">{text.unwrap_or(texts(use_lang()).example)}</span> }
}
