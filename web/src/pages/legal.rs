//! Imprint, privacy, accessibility statement and rules of the hall.

use crate::view::prelude::*;

use crate::lang::{pick, use_lang};
use crate::prose::Prose;
use crate::texts::pages::texts;
use crate::ui::headline::Headline;

/// Who is responsible.
#[component]
pub(crate) fn Imprint() -> impl IntoView {
    let text = pick(use_lang(), include_str!("legal/imprint.de.md"), include_str!("legal/imprint.en.md"));
    legal(texts(use_lang()).imprint, text)
}

/// What is stored, how long, and what nobody does with it.
#[component]
pub(crate) fn Privacy() -> impl IntoView {
    let text = pick(use_lang(), include_str!("legal/privacy.de.md"), include_str!("legal/privacy.en.md"));
    legal(texts(use_lang()).privacy, text)
}

/// What works for whom, what does not yet, and where to report it.
#[component]
pub(crate) fn Accessibility() -> impl IntoView {
    let text = pick(use_lang(), include_str!("legal/accessibility.de.md"), include_str!("legal/accessibility.en.md"));
    legal(texts(use_lang()).accessibility, text)
}

/// How we get along in the hall.
#[component]
pub(crate) fn HouseRules() -> impl IntoView {
    let text = pick(use_lang(), include_str!("legal/house_rules.de.md"), include_str!("legal/house_rules.en.md"));
    legal(texts(use_lang()).house_rules, text)
}

/// A page that is read: a headline and prose of a comfortable width.
fn legal(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="wrap page">
            <Headline title/>
            <Prose text/>
        </div>
    }
}
