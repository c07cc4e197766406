//! One polite live region for the whole app: what changed without the focus moving there.

use std::time::Duration;

use crate::view::prelude::*;

/// The least time between two announcements of what changes by itself.
const REST: Duration = Duration::from_secs(10);

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

/// Words that change by themselves, for a live region: the newest, at most once in ten seconds, so
/// that nobody is talked at.
pub(crate) fn calmly(words: Memo<String>) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let resting = RwSignal::new(false);
    let rested = settled(REST, move |()| resting.set(false));
    effect(move || {
        let now = words.get();
        // After the rest this looks again, and says what has changed meanwhile.
        if !resting.get() && said.get_untracked() != now {
            said.set(now);
            resting.set(true);
            rested(());
        }
    });
    said
}

/// Where it is said.
#[component]
pub(crate) fn Region() -> impl IntoView {
    let Announcer(sentence) = use_announcer();
    view! { <p class="kern-sr-only" role="status">{move || sentence.get()}</p> }
}
