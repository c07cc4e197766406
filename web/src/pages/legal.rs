//! Imprint, privacy, accessibility statement, rules of the hall, and the most important in Leichte Sprache.
//!
//! The texts are files beside the app, so that nobody loads them who does not read them. Without a
//! connection the page says so, and what can be done.

use crate::lang::use_lang;
use crate::prose::Prose;
use crate::session::use_client;
use crate::texts::pages::texts;
use crate::ui::headline::Headline;
use crate::ui::notice::{Failed, Loading};
use crate::view::prelude::*;

/// Who is responsible.
#[component]
pub(crate) fn Imprint() -> impl IntoView {
    legal(texts(use_lang()).imprint, "imprint")
}

/// What is stored, how long, and what nobody does with it.
#[component]
pub(crate) fn Privacy() -> impl IntoView {
    legal(texts(use_lang()).privacy, "privacy")
}

/// What works for whom, what does not yet, and where to report it.
#[component]
pub(crate) fn Accessibility() -> impl IntoView {
    legal(texts(use_lang()).accessibility, "accessibility")
}

/// How we get along in the hall.
#[component]
pub(crate) fn HouseRules() -> impl IntoView {
    legal(texts(use_lang()).house_rules, "house_rules")
}

/// The most important in Leichte Sprache.
#[component]
pub(crate) fn EasyLanguage() -> impl IntoView {
    legal(texts(use_lang()).easy_language, "easy_language")
}

/// A page that is read: a headline and prose of a comfortable width.
fn legal(title: &'static str, name: &'static str) -> View {
    let (client, lang) = (use_client(), use_lang());
    let text = Resource::new(move || {
        let client = client.clone();
        async move { client.legal_text(name, lang).await }
    });
    view! {
        <div class="wrap page">
            <Headline title/>
            {move || match text.get() {
                None => view! { <Loading/> },
                Some(Ok(text)) => view! { <Prose text/> },
                Some(Err(error)) => view! { <Failed error retry=move |()| text.refetch()/> },
            }}
        </div>
    }
}
