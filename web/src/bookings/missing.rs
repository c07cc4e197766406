//! A link that does not lead to a booking: why, and what to do now.

use crate::view::prelude::*;
use shared::addresses::tel;

use crate::lang::{href, use_lang};
use crate::texts::bookings::texts;
use crate::ui::button::Link;
use crate::ui::headline::Headline;
use crate::venue::{current, use_venue};

/// Why there is no booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The address has no secret in it.
    NoSecret,
    /// The api knows no such booking, or must not say that it does.
    Unknown,
}

/// The page for such a link.
#[component]
pub(super) fn Missing(reason: Reason) -> impl IntoView {
    let lang = use_lang();
    let t = &texts(lang).missing;
    let (title, lead) = match reason {
        Reason::NoSecret => (t.no_secret_title, t.no_secret),
        Reason::Unknown => (t.unknown_title, t.unknown),
    };
    let venue = use_venue();
    let call = move || {
        let phone = current(venue)?.phone.clone()?;
        Some(view! { <li><a href=tel(&phone)>{(t.call)(&phone)}</a></li> })
    };
    view! {
        <div class="wrap page stack gap-16">
            <Headline title/>
            <p class="lead">{lead}</p>
            <h2 class="h3 mt-30">{t.what_to_do}</h2>
            <div class="prose">
                <ul>
                    <li>{t.open_mail}</li>
                    {call}
                    <li>{t.desk_help}</li>
                </ul>
            </div>
            <div class="row mt-24">
                <Link href=href(lang, "/book")>{t.book}</Link>
            </div>
        </div>
    }
}
