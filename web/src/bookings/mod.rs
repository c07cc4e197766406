//! bookings.

use leptos::prelude::*;

/// BookingPage.
#[component]
pub(crate) fn BookingPage() -> impl IntoView {}
