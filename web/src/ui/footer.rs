//! The footer: help, accessibility, languages, what other programs can use.

use crate::view::prelude::*;
use shared::addresses::tel;

use super::header::in_other_language;
use crate::lang::{Lang, href, other};
use crate::texts::frame::texts;
use crate::venue::{current, use_venue};

/// The footer of every page.
#[component]
pub(crate) fn Footer(
    /// The language of the page.
    lang: Memo<Lang>,
) -> impl IntoView {
    let venue = use_venue();
    let there = in_other_language(lang);
    move || {
        let lang = lang.get();
        let t = texts(lang);
        let known = current(venue);
        let phone = known.as_ref().and_then(|venue| venue.phone.clone());
        let place = known.map(|venue| {
            let address = &venue.address;
            format!("{}, {}, {} {}", venue.name, address.street, address.postcode, address.city)
        });
        view! {
            <footer class="foot">
                <div class="wrap">
                    <div class="grid g4">
                        <div>
                            <h2>{t.foot_help}</h2>
                            <ul role="list">
                                {phone.map(|phone| view! { <li><a href=tel(&phone)>{(t.phone)(&phone)}</a></li> })}
                                <li><a href=href(lang, "/offers")>{t.foot_offers}</a></li>
                            </ul>
                        </div>
                        <div>
                            <h2>{t.foot_accessibility}</h2>
                            <ul role="list">
                                <li><a href=href(lang, "/accessibility#kontakt")>{t.foot_barrier}</a></li>
                                <li><a href=href(lang, "/accessibility")>{t.foot_statement}</a></li>
                            </ul>
                        </div>
                        <div>
                            <h2>{t.foot_languages}</h2>
                            <ul role="list">
                                <li><a href=href(lang, "/easy-language")>{t.easy_language}</a></li>
                                <li>
                                    <a href=there lang=other(lang).tag() hreflang=other(lang).tag()>
                                        {texts(other(lang)).own_name}
                                    </a>
                                </li>
                            </ul>
                        </div>
                        <div>
                            <h2>{t.foot_programs}</h2>
                            <ul role="list">
                                <li><a href="/api/docs" rel="external">{t.foot_api}</a></li>
                                <li><a href=href(lang, "/embed") rel="external">{t.foot_embed}</a></li>
                                <li><a href="/api/v1/openapi.yaml" rel="external">"OpenAPI"</a></li>
                            </ul>
                        </div>
                    </div>
                    <div class="foot-base">
                        <a href=href(lang, "/imprint")>{t.imprint}</a>
                        <a href=href(lang, "/privacy")>{t.privacy}</a>
                        <a href=href(lang, "/house-rules")>{t.house_rules}</a>
                        <a href=href(lang, "/accessibility")>{t.foot_statement}</a>
                        <a href=href(lang, "/staff")>{t.foot_staff}</a>
                        {place.map(|place| view! { <span class="foot-place">{place}</span> })}
                    </div>
                </div>
            </footer>
        }
    }
}
