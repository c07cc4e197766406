//! pages.

use leptos::prelude::*;

/// Imprint.
#[component]
pub(crate) fn Imprint() -> impl IntoView {}

/// Privacy.
#[component]
pub(crate) fn Privacy() -> impl IntoView {}

/// Accessibility.
#[component]
pub(crate) fn Accessibility() -> impl IntoView {}

/// NotFound.
#[component]
pub(crate) fn NotFound() -> impl IntoView {}
