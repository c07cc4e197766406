//! The legend of the plan: the same shapes, colours and letters, with words.

use crate::view::prelude::*;

use super::Mark;
use crate::lang::use_lang;
use crate::texts::book::mark_word;

/// A small desk with a mark.
fn swatch(mark: Mark) -> String {
    let pattern = match mark {
        Mark::Taken => {
            r#"<clipPath id="sw-c"><rect x="5" y="5" width="38" height="46" rx="7"/></clipPath><path clip-path="url(#sw-c)" d="M-10 30 30 -10M-4 44 44 -4M8 52 52 8M22 58 58 22" class="pl-hatch" fill="none"/>"#
        }
        Mark::Blocked => r#"<path class="pl-cross" d="M10 10 38 46M38 10 10 46"/>"#,
        Mark::WalkIn => r#"<rect class="pl-inner" x="10" y="10" width="28" height="36" rx="4"/>"#,
        _ => "",
    };
    let letter = mark.letter();
    format!(
        r#"<g transform="translate(0 2)"><circle class="pl-chair" cx="66" cy="28" r="22"/><rect class="pl-top" x="4" y="4" width="40" height="48" rx="8"/>{pattern}<text class="pl-letter" x="66" y="38" text-anchor="middle">{letter}</text></g>"#
    )
}

/// What the marks that occur look like, in words.
#[component]
pub(crate) fn Legend(
    /// The marks, in order.
    marks: &'static [Mark],
    /// What to add at the end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lang = use_lang();
    let entry = |mark: &Mark| {
        view! {
            <li>
                <svg
                    class=format!("swatch pl-place is-{}", mark.name())
                    viewBox="0 0 92 60"
                    aria-hidden="true"
                    inner_html=swatch(*mark)
                ></svg>
                {mark_word(lang, *mark)}
            </li>
        }
    };
    view! {
        <ul role="list" class="legend">
            {marks.iter().map(entry).collect_view()}
            {children.map(|children| view! { <li class="tiny">{children()}</li> })}
        </ul>
    }
}
