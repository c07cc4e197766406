//! book.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn BookPage() -> impl IntoView {
    view! { <super::ui::headline::Headline title="x"/> }
}
