//! One polite live region for the whole app: what changed without the focus moving there.

use crate::view::prelude::*;

/// Says something to people who do not see the screen.
#[derive(Clone, Copy)]
pub(crate) struct Announcer(RwSignal<String>);

impl Announcer {
    /// Says a sentence; the same sentence twice in a row is said once.
    pub(crate) fn say(self, sentence: impl Into<String>) {
        self.0.set(sentence.into());
    }
}

/// Makes the announcer; once, by the app.
pub(crate) fn provide() {
    provide_context(Announcer(RwSignal::new(String::new())));
}

/// The app's announcer.
pub(crate) fn use_announcer() -> Announcer {
    use_context().unwrap_or_else(|| Announcer(RwSignal::new(String::new())))
}

/// Where it is said.
#[component]
pub(crate) fn Region() -> impl IntoView {
    let Announcer(sentence) = use_announcer();
    view! { <p class="kern-sr-only" role="status">{move || sentence.get()}</p> }
}
