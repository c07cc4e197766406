//! start.

use leptos::prelude::*;

/// The page.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    view! { <super::ui::headline::Headline title="x"/> }
}
