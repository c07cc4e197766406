//! What is done when signals change, for what lies outside of the views: the title of the document,
//! the focus, a question that is sent.

use leptos::reactive::effect::Effect;

use crate::act::Act;

/// Does something once the page is built, and again whenever a signal changes that was read. It ends
/// with the owner it was started under.
pub(crate) fn effect(mut run: impl FnMut() + 'static) {
    start(Box::new(move |()| run()));
}

/// One type of effect, whatever it does (docs/adr/0011).
fn start(mut run: Box<dyn Act<()>>) {
    Effect::new(move || run.act(()));
}
