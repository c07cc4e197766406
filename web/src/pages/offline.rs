//! Says when there is no connection, and once when there is one again.

use crate::view::prelude::*;

use crate::lang::Lang;
use crate::texts::pages::texts;
use crate::ui::announce::use_announcer;

/// A line above the page while the browser is offline. Nothing on the page is taken away by it.
#[component]
pub(crate) fn OfflineNotice(
    /// The language of the page.
    lang: Memo<Lang>,
) -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    let announcer = use_announcer();
    listen("offline", move |_| online.set(false));
    listen("online", move |_| {
        online.set(true);
        announcer.say(texts(lang.get_untracked()).online_again);
    });
    view! {
        <div role="status">
            {move || (!online.get()).then(|| view! {
                <p class="offline">
                    <span class="wrap">{move || texts(lang.get()).offline}</span>
                </p>
            })}
        </div>
    }
}
