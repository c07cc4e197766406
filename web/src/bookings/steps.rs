//! The three steps of booking, and where the visitor is.

use crate::view::prelude::*;

use crate::lang::use_lang;
use crate::texts::bookings::texts;

/// The steps; `current` counts from 0.
#[component]
pub(super) fn Steps(current: usize) -> impl IntoView {
    let t = texts(use_lang());
    let step = |(at, name): (usize, &'static str)| {
        if at < current {
            view! {
                <li class="done">
                    <b aria-hidden="true">"✓"</b>
                    {name}
                    <span class="kern-sr-only">" " {t.step_done}</span>
                </li>
            }
        } else {
            let here = (at == current).then_some("step");
            view! {
                <li aria-current=here>
                    <b aria-hidden="true">{at + 1}</b>
                    {name}
                </li>
            }
        }
    };
    view! { <ol class="steps" aria-label=t.steps>{t.step_names.into_iter().enumerate().map(step).collect_view()}</ol> }
}
