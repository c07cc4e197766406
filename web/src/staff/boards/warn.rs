//! What a board is to show in an emergency. What is most often needed stands there already.

use crate::view::prelude::*;
use shared::boards::{Board, EmergencyText, MOST_LETTERS};
use web_sys::SubmitEvent;

use super::wall::{Deed, Wall};
use crate::lang::use_lang;
use crate::staff::field::send_button;
use crate::texts::staff::boards::texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;

/// The form; it asks once more before anything is shown.
#[component]
pub(super) fn Warn(wall: Wall, board: Option<Board>) -> impl IntoView {
    let t = texts(use_lang());
    let shown = board.as_ref().and_then(|board| board.emergency.as_ref());
    let begin = |now: Option<&String>, usual: &str| RwSignal::new(now.map_or_else(|| usual.to_owned(), Clone::clone));
    let german = begin(shown.map(|shown| &shown.text_de), t.usual_de);
    let english = begin(shown.map(|shown| &shown.text_en), t.usual_en);
    let wrong = RwSignal::new(None::<String>);
    let title = board.as_ref().map_or_else(|| t.warn_all.to_owned(), |board| (t.warn_on)(&board.name));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = EmergencyText {
            text_de: german.get_untracked().trim().to_owned(),
            text_en: english.get_untracked().trim().to_owned(),
        };
        match text.check() {
            Ok(()) => {
                wrong.set(None);
                wall.doing.ask(Deed::Warn(board.clone(), text));
            }
            Err(fault) => {
                let id = if fault.pointer == "/text_de" { "warn-de" } else { "warn-en" };
                wrong.set(Some(id.to_owned()));
                focus_on(&format!("#{id}"));
            }
        }
    };
    next_frame(|| focus_on("#warn-de"));
    view! {
        <form class="card staff-form staff-board stack gap-20" novalidate aria-labelledby="warn-title" on:submit=submit>
            <h2 class="h3" id="warn-title">{title}</h2>
            <p class="small">{t.warn_hint}</p>
            {text_area("warn-de", t.text_de, german, wrong)}
            {text_area("warn-en", t.text_en, english, wrong)}
            <div class="row">
                {send_button(t.warn_go, t.warn_go, Signal::derive(move || wall.doing.pending()))}
                <Button kind="tertiary" on_press=move |_| wall.close()>{t.no}</Button>
            </div>
        </form>
    }
}

/// A text of several lines; `wrong` names the field that can't be taken.
fn text_area(id: &'static str, label: &'static str, text: RwSignal<String>, wrong: RwSignal<Option<String>>) -> View {
    let t = texts(use_lang());
    let refused = move || wrong.get().as_deref() == Some(id);
    let of_error = format!("{id}-e");
    view! {
        <div class="kern-form-input" class:kern-form-input--error=refused>
            <label class="kern-label" for=id>{label}</label>
            <textarea
                class="kern-form-input__input"
                id=id
                rows="3"
                maxlength=MOST_LETTERS.to_string()
                aria-invalid=move || refused().then_some("true")
                aria-describedby=of_error.clone()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="kern-error" id=of_error role="alert">{move || refused().then_some(t.text_wrong)}</p>
        </div>
    }
}
