//! The search box: it searches while one types, once nothing more has come for a moment.
//!
//! What always holds: what is being typed is never overwritten; the address follows without filling the
//! history with every letter.

use std::time::Duration;

use crate::router::{NavigateOptions, use_navigate};
use crate::view::prelude::*;
use web_sys::{HtmlInputElement, SubmitEvent};

use super::search::Search;
use crate::lang::use_lang;
use crate::texts::offers::texts;
use crate::ui::icon::Icon;

/// How long nothing more must come: a pause between words, not between letters.
const PAUSE: Duration = Duration::from_millis(250);

/// Going to another list stays where the reader is.
pub(super) const STAY: NavigateOptions = NavigateOptions { replace: false, scroll: false };

/// The same without a step in the history.
pub(super) const INSTEAD: NavigateOptions = NavigateOptions { replace: true, scroll: false };

/// The box.
#[component]
pub(super) fn SearchBox(search: Memo<Search>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let field = NodeRef::<HtmlInputElement>::new();
    let navigate = use_navigate();
    let look = move |words: &str| {
        let wanted = search.get_untracked().for_words(words);
        if wanted != search.get_untracked() {
            navigate(&wanted.href(lang), INSTEAD);
        }
    };
    let soon = settled(PAUSE, move |words: String| look(&words));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        look(&field.get_untracked().map(|field| field.value()).unwrap_or_default());
    };
    // The field follows the address, but for the blank somebody has typed before the next word.
    effect(move || {
        let words = search.read().words.clone();
        if let Some(field) = field.get().filter(|field| field.value().trim() != words) {
            field.set_value(&words);
        }
    });
    view! {
        <form class="search mt-24" role="search" on:submit=submit>
            <label class="kern-sr-only" for="offers-q">{t.search_label}</label>
            <input
                id="offers-q"
                name="q"
                type="search"
                maxlength="100"
                autocomplete="off"
                enterkeyhint="search"
                placeholder=t.search_hint
                node_ref=field
                on:input=move |event| soon(event_target_value(&event))
            />
            <button type="submit" class="kern-btn kern-btn--primary">
                <Icon name="search"/>
                <span class="kern-label">{t.search}</span>
            </button>
        </form>
    }
}
