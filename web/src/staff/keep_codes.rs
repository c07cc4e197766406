//! Recovery codes, the one time they are shown: to copy, print or save. Nobody gets past them without saying
//! that they are kept.

use crate::view::prelude::*;
use web_sys::HtmlInputElement;

use super::copy::copy;
use crate::file::save;
use crate::lang::use_lang;
use crate::texts::staff::texts;
use crate::ui::button::Button;
use crate::ui::headline::focus;

/// The codes and what to do with them.
#[component]
pub(super) fn KeepCodes(
    codes: Vec<String>,
    /// What the account signs in with; it stands in the file.
    login: String,
    /// What the button says that leads on.
    go_on: &'static str,
    /// Goes on.
    on_done: Callback<()>,
) -> impl IntoView {
    let t = texts(use_lang());
    let text = format!("{}\n\n{}\n", (t.codes_for)(&login), codes.join("\n"));
    let said = RwSignal::new("");
    let copying = {
        let text = text.clone();
        Action::new(move |(): &()| {
            let text = text.clone();
            async move { said.set(if copy(text).await { t.copied } else { t.not_copied }) }
        })
    };
    let download = move |_| {
        if save(&text, "text/plain", t.codes_file) {
            said.set(t.downloaded);
        }
    };
    let print = move |_| {
        // It fails only where there is nothing to print with.
        let _ = window().print();
    };
    let rows = codes.into_iter().map(|code| view! { <li>{code}</li> }).collect_view();
    view! {
        <div class="stack gap-20">
            <p>{t.codes_lead}</p>
            <ol class="keep-codes" role="list" aria-label=t.codes_list>{rows}</ol>
            <div class="row no-print">
                <Button kind="secondary" on_press=move |_| copying.dispatch(())>{t.copy}</Button>
                <Button kind="secondary" icon="print" on_press=print>{t.print}</Button>
                <Button kind="secondary" icon="dl" on_press=download>{t.download}</Button>
            </div>
            <p class="small muted" role="status">{move || said.get()}</p>
            <Kept go_on on_done/>
        </div>
    }
}

/// Asks whether they are kept.
#[component]
fn Kept(go_on: &'static str, on_done: Callback<()>) -> impl IntoView {
    let t = texts(use_lang());
    let (kept, asked) = (RwSignal::new(false), RwSignal::new(false));
    let field = NodeRef::<HtmlInputElement>::new();
    let wrong = move || asked.get() && !kept.get();
    let done = move |_| {
        asked.set(true);
        if kept.get_untracked() {
            on_done.run(());
        } else if let Some(field) = field.get_untracked() {
            focus(&field);
        }
    };
    view! {
        <div class="stack gap-16 no-print">
            <label class="check">
                <input
                    type="checkbox"
                    node_ref=field
                    aria-describedby="kept-e"
                    aria-invalid=move || wrong().then_some("true")
                    on:change=move |event| kept.set(event_target::<HtmlInputElement>(&event).checked())
                />
                <span>{t.codes_kept}</span>
            </label>
            <div id="kept-e" role="alert">{move || wrong().then(|| view! {
                <p class="kern-error">
                    <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                    <span class="kern-body">{t.codes_not_kept}</span>
                </p>
            })}</div>
            <div class="row"><Button on_press=done>{go_on}</Button></div>
        </div>
    }
}
