//! Line icons from one sprite file. An icon never stands alone: there is always a text beside it,
//! be it a hidden one.

use crate::view::prelude::*;

/// One icon of `static/sprite.svg`, by its name there.
#[component]
pub(crate) fn Icon(
    /// The symbol's name without its `i-`.
    #[prop(into)]
    name: String,
    /// More classes, such as `i--lg`.
    #[prop(optional, into)]
    class: String,
) -> View {
    view! {
        <svg class=format!("i {class}") aria-hidden="true">
            <use href=format!("/sprite.svg#i-{name}")></use>
        </svg>
    }
}
