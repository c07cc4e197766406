//! What the api has refused, in the words of these pages.

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;

use super::place::sign_in_href;
use crate::dates::clock_time;
use crate::lang::use_lang;
use crate::texts::staff::texts;
use crate::ui::alert::{Alert, AlertKind};
use crate::ui::button::Link;
use crate::ui::notice::Failed;

/// An error that is about no field. What a page knows better it tells itself.
#[component]
pub(super) fn Refused(error: Error, retry: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    match error.kind() {
        Some(ProblemKind::Unauthorized) => view! {
            <Alert kind=AlertKind::Danger title=t.ended_title.to_owned()>
                <div class="stack gap-10">
                    <p class="small">{t.ended_body}</p>
                    <Link href=sign_in_href(lang) kind="secondary" size="sm">{t.sign_in}</Link>
                </div>
            </Alert>
        },
        Some(ProblemKind::Forbidden) => told(t.forbidden_title.to_owned(), t.forbidden_body),
        Some(ProblemKind::RateLimited) => match error.problem().and_then(|problem| problem.allowed_from) {
            Some(until) => told((t.closed_until)(&clock_time(until.time())), t.closed_body),
            None => told(t.too_many_title.to_owned(), t.too_many_body),
        },
        _ => view! { <Failed error retry/> },
    }
}

/// Both factors were asked for once more, and not believed; `wrong` says so.
pub(super) fn unproven(error: Error, wrong: &'static str, retry: Callback<()>) -> View {
    let t = texts(use_lang());
    match error.kind() {
        Some(ProblemKind::WrongCode) => told(wrong.to_owned(), ""),
        Some(ProblemKind::WrongState) => told(t.by_city_title.to_owned(), t.by_city_body),
        _ => view! { <Refused error retry/> },
    }
}

/// What happened, and what to do if there is more to say.
pub(super) fn told(title: String, body: &'static str) -> View {
    if body.is_empty() {
        return view! { <Alert kind=AlertKind::Danger title/> };
    }
    view! { <Alert kind=AlertKind::Danger title><p class="small">{body}</p></Alert> }
}
