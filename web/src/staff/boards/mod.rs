//! Screens in the hall: what each of them shows in turn, and what all of them show in an emergency.

mod draft;
mod form;
mod panel;
mod row;
mod sure;
mod wall;
mod warn;

use crate::view::prelude::*;
use client::Error;
use shared::problem::ProblemKind;
use shared::staff::{Right, StaffMe};

use self::form::Form;
use self::row::row;
use self::sure::Sure;
use self::wall::{Deed, Open, Wall};
use self::warn::Warn;
use super::known::Known;
use super::refused::{Refused, told};
use crate::lang::use_lang;
use crate::texts::staff::boards::texts;
use crate::texts::staff::texts as shared_texts;
use crate::ui::button::Button;
use crate::ui::headline::Headline;
use crate::ui::notice::Loading;
use crate::view::keyed;

/// The page.
#[component]
pub(crate) fn BoardsPage() -> impl IntoView {
    view! {
        <Known title=shared_texts(use_lang()).boards right=Some(Right::WarnOnBoards) let:me><Boards me/></Known>
    }
}

/// Every board.
#[component]
fn Boards(me: StaffMe) -> impl IntoView {
    let lang = use_lang();
    let t = texts(lang);
    let wall = Wall::new(t, me.role);
    let failure = move || wall.doing.failure();
    let retry = Callback::new(move |()| wall.doing.again());
    view! {
        <div class="wrap page stack gap-24">
            <Headline title=shared_texts(lang).boards/>
            <p class="lead">{t.lead}</p>
            {wall.may_warn.then(|| view! { <Everywhere wall/> })}
            {wall.may_edit.then(|| view! { <New wall/> })}
            <p class="staff-said" role="status">{move || wall.said.get()}</p>
            {move || failure().map(|error| refusal(wall, error, retry))}
            <List wall/>
            <Sure wall/>
        </div>
    }
}

/// On all of them at once.
#[component]
fn Everywhere(wall: Wall) -> impl IntoView {
    let t = texts(use_lang());
    let shown = move || wall.list.get().iter().any(|board| board.emergency.is_some());
    move || {
        if wall.open.get() == Open::Warn(None) {
            return view! { <Warn wall board=None/> };
        }
        view! {
            <div class="row" id="everywhere">
                <Button kind="secondary" icon="info" on_press=move |_| wall.open.set(Open::Warn(None))>{t.warn_all}</Button>
                {move || shown().then(|| view! {
                    <Button kind="secondary" on_press=move |_| wall.doing.ask(Deed::Lift(None))>{t.lift_all}</Button>
                })}
            </div>
        }
    }
}

/// The button, or the form.
#[component]
fn New(wall: Wall) -> impl IntoView {
    let t = texts(use_lang());
    move || {
        if wall.open.get() == Open::New {
            return view! { <Form wall board=None/> };
        }
        view! {
            <div class="row" id="new"><Button icon="plus" on_press=move |_| wall.open.set(Open::New)>{t.add}</Button></div>
        }
    }
}

/// The list, once it is there.
#[component]
fn List(wall: Wall) -> impl IntoView {
    let t = texts(use_lang());
    let again = Callback::new(move |()| wall.loaded.refetch());
    let rows = keyed(
        move || wall.list.get(),
        |board| format!("{}-{}", board.id, board.revision),
        move |board| row(wall, &board),
    );
    let there = move || match wall.loaded.get() {
        None => Some(view! { <Loading/> }),
        Some(Err(error)) => Some(view! { <Refused error retry=again/> }),
        Some(Ok(())) => wall.list.get().is_empty().then(|| view! { <p>{t.nothing}</p> }),
    };
    view! {
        <section class="stack gap-16 mt-24" aria-labelledby="boards">
            <h2 class="h2" id="boards" tabindex="-1">{t.list}</h2>
            {there}
            <ul role="list" class="my-devices">{rows}</ul>
        </section>
    }
}

/// Why something was not done.
fn refusal(wall: Wall, error: Error, retry: Callback<()>) -> View {
    let t = texts(use_lang());
    let kept = wall.typed.get().is_some();
    match error.kind() {
        Some(ProblemKind::PreconditionFailed) if kept => told(t.meanwhile.to_owned(), t.meanwhile_kept),
        Some(ProblemKind::PreconditionFailed) => told(t.meanwhile.to_owned(), t.meanwhile_body),
        Some(ProblemKind::NotFound) => told(t.gone.to_owned(), t.gone_body),
        _ => view! { <Refused error retry/> },
    }
}
