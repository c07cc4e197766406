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
    let resting = StoredValue::new(false);
    Effect::new(move || {
        let now = words.get();
        if !resting.get_value() && said.get_untracked() != now {
            said.set(now);
            resting.set_value(true);
            rest(words, said, resting);
        }
    });
    said
}

/// After a while says what has changed meanwhile, until nothing has.
fn rest(words: Memo<String>, said: RwSignal<String>, resting: StoredValue<bool>) {
    let wake = move || {
        // The page may have been left.
        let Some(now) = words.try_get_untracked() else { return };
        if said.get_untracked() == now {
            resting.set_value(false);
        } else {
            said.set(now);
            rest(words, said, resting);
        }
    };
    set_timeout(wake, REST);
}

/// Where it is said.
#[component]
pub(crate) fn Region() -> impl IntoView {
    let Announcer(sentence) = use_announcer();
    view! { <p class="kern-sr-only" role="status">{move || sentence.get()}</p> }
}
