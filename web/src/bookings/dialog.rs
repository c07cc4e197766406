//! Asks before something that cannot be undone. The browser's own dialog keeps the focus inside and
//! gives it back.

use crate::view::prelude::*;
use web_sys::HtmlDialogElement;

use crate::ui::button::Button;

/// The words of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Question {
    /// What is asked.
    pub(crate) title: String,
    /// What would happen.
    pub(crate) text: &'static str,
    /// Do it.
    pub(crate) yes: &'static str,
    /// Leave it.
    pub(crate) no: &'static str,
}

/// Something else that can be done instead.
#[derive(Clone, Copy)]
pub(crate) struct More {
    /// What.
    pub(crate) label: &'static str,
    /// Do that.
    pub(crate) on_press: Callback<()>,
}

/// A question that is on the screen while `open`.
#[component]
pub(crate) fn Ask(
    open: RwSignal<bool>,
    question: Question,
    id: &'static str,
    on_yes: Callback<()>,
    #[prop(default = None)] more: Option<More>,
) -> impl IntoView {
    let node = NodeRef::<HtmlDialogElement>::new();
    effect(move || {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // It fails only when the dialog is not in the document, and then there is nobody to ask.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let done = move |chosen: Callback<()>| {
        open.set(false);
        chosen.run(());
    };
    let more = more.map(|More { label, on_press }| {
        view! { <Button kind="secondary" on_press=move |_| done(on_press)>{label}</Button> }
    });
    view! {
        <dialog class="kern-dialog" aria-labelledby=id node_ref=node on:close=move |_| open.set(false)>
            <header class="kern-dialog__header">
                <h2 class="kern-title" id=id>{question.title}</h2>
            </header>
            <section class="kern-dialog__body">
                <p class="kern-body">{question.text}</p>
            </section>
            <footer class="kern-dialog__footer">
                <Button kind="secondary" on_press=move |_| open.set(false)>{question.no}</Button>
                {more}
                <Button on_press=move |_| done(on_yes)>{question.yes}</Button>
            </footer>
        </dialog>
    }
}
