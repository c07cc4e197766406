//! offers.

use leptos::prelude::*;

/// OffersPage.
#[component]
pub(crate) fn OffersPage() -> impl IntoView {}

/// OfferPage.
#[component]
pub(crate) fn OfferPage() -> impl IntoView {}
