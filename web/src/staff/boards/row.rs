//! A board in the list, with what can be done about it.

use crate::view::prelude::*;
use shared::boards::{Board, Emergency};

use super::form::Form;
use super::wall::{Deed, Open, Wall, acts_id};
use super::warn::Warn;
use crate::dates::clock_time;
use crate::lang::{Lang, pick, use_lang};
use crate::texts::staff::boards::texts;
use crate::ui::button::Button;
use crate::ui::tag::Tag;

/// The board.
pub(super) fn row(wall: Wall, board: &Board) -> View {
    let lang = use_lang();
    let t = texts(lang);
    let kinds: Vec<&str> = board.playlist.iter().map(|panel| (t.kind)(panel.kind)).collect();
    let address = format!("/board/{}{}", board.slug, if lang == Lang::En { "?lang=en" } else { "" });
    let (id, name, slug) = (board.id, board.name.clone(), board.slug.clone());
    let hangs = (t.orientation)(board.orientation);
    let shown = board.emergency.as_ref().map(|shown| emergency(lang, shown));
    let warned = shown.is_some().then(|| view! { <Tag kind="brick">{t.emergency}</Tag> });
    let doings = {
        let board = board.clone();
        move || match wall.open.get() {
            Open::Change(open) if open == id => view! { <Form wall board=Some(board.clone())/> },
            Open::Warn(Some(open)) if open == id => view! { <Warn wall board=Some(board.clone())/> },
            _ => doings(wall, &board),
        }
    };
    view! {
        <li class="staff-account">
            <div class="staff-account-who">
                <strong>{name}</strong>
                <a class="small" href=address rel="external">"/board/" {slug}</a>
                <span class="small muted">{kinds.join(", ")}</span>
            </div>
            <div class="row gap-8">
                <Tag>{hangs}</Tag>
                {warned}
            </div>
            {shown}
            {doings}
        </li>
    }
}

/// What takes the whole screen, and since when.
fn emergency(lang: Lang, shown: &Emergency) -> View {
    let since = (texts(lang).since)(&clock_time(shown.since.time()));
    view! { <p class="staff-board-said">{pick(lang, &shown.text_de, &shown.text_en).to_owned()} " " <span class="small muted">{since}</span></p> }
}

/// The buttons. Each says which board it is about to who hears it alone.
fn doings(wall: Wall, board: &Board) -> View {
    let t = texts(use_lang());
    let id = board.id;
    let button = |label: &'static str, press: Box<dyn Fn() + Send + Sync>| {
        let whose = board.name.clone();
        view! {
            <Button kind="secondary" size="sm" on_press=move |_| press()>
                {label} <span class="kern-sr-only">": " {whose}</span>
            </Button>
        }
    };
    let (a, b) = (board.clone(), board.clone());
    let shown = board.emergency.is_some();
    view! {
        <div class="row gap-8 staff-account-acts" id=acts_id(id)>
            {wall.may_edit.then(|| button(t.change, Box::new(move || wall.open.set(Open::Change(id)))))}
            {wall.may_warn.then(|| button(t.warn, Box::new(move || wall.open.set(Open::Warn(Some(id))))))}
            {(wall.may_warn && shown).then(|| button(t.lift, Box::new(move || wall.doing.ask(Deed::Lift(Some(a.clone()))))))}
            {wall.may_edit.then(|| button(t.remove, Box::new(move || wall.doing.ask(Deed::Remove(b.clone())))))}
        </div>
    }
}
