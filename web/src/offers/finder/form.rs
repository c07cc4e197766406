//! The questions of the finder: chips to tap, a field for the age, and the rest behind a button.

use crate::view::prelude::*;

use super::Finder;
use super::answers::{NEEDS, Said, age};
use super::questions::{BENEFITS, CHILDREN, TOPICS};
use super::reasons::{languages, passes};
use crate::lang::use_lang;
use crate::texts::finder::{Texts, texts};
use crate::texts::offers;
use crate::ui::icon::Icon;

/// The questions.
#[component]
pub(super) fn Form(finder: Finder) -> impl IntoView {
    let t: &'static Texts = texts(use_lang());
    let open = RwSignal::new(false);
    let benefits = BENEFITS.into_iter().map(|key| (Said::Benefit(key), (t.benefit)(key).to_owned()));
    let benefits = benefits.chain([(Said::NoBenefit, t.no_benefit.to_owned())]).collect();
    let children = CHILDREN.into_iter().map(|(from, to)| (Said::Child(from, to), (t.child_chip)(from, to))).collect();
    let topics = TOPICS.into_iter().map(|topic| (Said::LooksFor(topic), (t.topic)(topic).to_owned())).collect();
    let more = move |_| {
        open.update(|open| *open = !*open);
        finder.fetch();
    };
    view! {
        <div class="grid g3 mt-24 finder-grid">
            {question(finder, t.receive, benefits)}
            {question(finder, t.children, children)}
            {question(finder, t.looks_for, topics)}
        </div>
        <button
            type="button"
            class="chip chip--more mt-18"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls="finder-more"
            on:click=more
        >
            <Icon name="plus"/>
            {t.more}
        </button>
        <div id="finder-more" class="grid g2 mt-18 finder-grid" hidden=move || !open.get()>
            <Age finder/>
            {question(finder, t.needs, NEEDS.into_iter().map(|need| (Said::Need(need), (t.need)(need).to_owned())).collect())}
            {move || known_passes(finder, t)}
            {move || known_languages(finder, t)}
        </div>
    }
}

/// A question with its chips; nothing without any.
fn question(finder: Finder, name: &'static str, chips: Vec<(Said, String)>) -> View {
    if chips.is_empty() {
        return View::Nothing;
    }
    let chips = chips.into_iter().map(|(said, name)| chip(finder, said, name)).collect_view();
    view! {
        <fieldset>
            <legend class="h4 mb-10">{name}</legend>
            <div class="wishes">{chips}</div>
        </fieldset>
    }
}

/// One thing to say.
fn chip(finder: Finder, said: Said, name: String) -> View {
    let said = StoredValue::new(said);
    let on = move || said.with_value(|said| finder.answers.read().has(said));
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || if on() { "true" } else { "false" }
            on:click=move |_| said.with_value(|said| finder.toggle(said))
        >
            {move || on().then(|| view! { <Icon name="check"/> })}
            {name}
        </button>
    }
}

/// The passes that offers know of.
fn known_passes(finder: Finder, t: &'static Texts) -> Option<View> {
    let offers = finder.offers()?;
    let known = passes(&offers);
    Some(question(finder, t.passes, known.into_iter().map(|(key, name)| (Said::Pass(key), name)).collect()))
}

/// The languages that are spoken somewhere.
fn known_languages(finder: Finder, t: &'static Texts) -> Option<View> {
    let name = offers::texts(use_lang()).language;
    let all = finder.offers()?;
    let known = languages(&all);
    let named = known.into_iter().map(|tag| (Said::Language(tag.clone()), name(&tag).map_or(tag, str::to_owned)));
    Some(question(finder, t.languages, named.collect()))
}

/// Her age. A field without a name, in no form: there is nothing to send.
#[component]
fn Age(finder: Finder) -> impl IntoView {
    let t = texts(use_lang());
    let typed = move |event| {
        let age = age(&event_target_value(&event));
        finder.answers.update(|answers| answers.age = age);
        finder.fetch();
    };
    view! {
        <div>
            <label class="h4 mb-10 finder-label" for="finder-age">{t.age}</label>
            <input
                id="finder-age"
                class="kern-form-input__input finder-age"
                type="text"
                inputmode="numeric"
                maxlength="3"
                autocomplete="off"
                prop:value=move || finder.answers.read().age.map_or_else(String::new, |age| age.to_string())
                on:change=typed
            />
        </div>
    }
}
