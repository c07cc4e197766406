//! The page for addresses that lead nowhere: says so, and where to go.

use crate::view::prelude::*;

use crate::lang::{href, use_lang};
use crate::texts::pages::texts;
use crate::ui::button::Link;
use crate::ui::headline::Headline;

/// Nothing is here.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    view! {
        <div class="wrap page stack gap-16">
            <Headline title=t.not_found/>
            <p class="lead">{t.not_found_lead}</p>
            <h2 class="h3 mt-30">{t.not_found_ways}</h2>
            <div class="row">
                <Link href=href(lang, "/book")>{t.to_book}</Link>
                <Link href=href(lang, "/offers") kind="secondary">{t.to_offers}</Link>
                <Link href=href(lang, "/") kind="tertiary">{t.to_start}</Link>
            </div>
        </div>
    }
}
