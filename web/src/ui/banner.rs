//! The honest line above everything while the venue is a demonstration.

use crate::view::prelude::*;

use crate::lang::Lang;
use crate::texts::frame::texts;
use crate::venue::{current, use_venue};

/// The banner. Until the venue is known its place is kept, so that nothing jumps.
#[component]
pub(crate) fn Banner(
    /// The language of the page.
    lang: Memo<Lang>,
) -> impl IntoView {
    let venue = use_venue();
    let city = move || current(venue).map(|venue| (venue.demo, venue.address.city.clone()));
    move || match city() {
        Some((false, _)) => View::Nothing,
        known => {
            let t = texts(lang.get());
            let city = known.map(|(_, city)| city).unwrap_or_default();
            view! {
                <aside class="draft" aria-label=t.draft_label>
                    <div class="wrap">
                        <b>{t.draft}</b>
                        <span>{(t.draft_text)(&city)}</span>
                    </div>
                </aside>
            }
        }
    }
}
