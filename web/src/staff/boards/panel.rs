//! A panel of a playlist: what it shows, for how long, and when.

use crate::view::prelude::*;
use shared::boards::{EVERY_DAY, MOST_LETTERS, PanelKind};

use super::draft::Draft;
use super::form::Edited;
use crate::lang::use_lang;
use crate::staff::field::error_line;
use crate::texts::staff::boards::texts;
use crate::ui::button::{Button, classes};

/// A field of it, as text.
type Part = fn(&mut Draft) -> &mut String;

/// The panel with this key.
pub(super) fn panel(edited: Edited, key: u32) -> View {
    let t = texts(use_lang());
    let place = move || edited.panels.get().iter().position(|draft| draft.key == key);
    let kind = move || edited.panels.get().iter().find(|draft| draft.key == key).map(|draft| draft.kind);
    let title = move || {
        let number = place().map_or(1, |place| place + 1);
        (t.panel)(number, kind().map_or("", t.kind))
    };
    // At its end a list has nowhere further to go; the button stays, so that the focus on it is not lost.
    let end = move |down: bool| {
        let last = edited.panels.get().len().checked_sub(1);
        place() == if down { last } else { Some(0) }
    };
    let shift = move |label: &'static str, down: bool| {
        view! {
            <button type="button" class=classes("tertiary", "sm", false)
                aria-disabled=move || end(down).then_some("true")
                on:click=move |_| edited.shift(key, down)>
                <span class="kern-label">{label} <span class="kern-sr-only">": " {title}</span></span>
            </button>
        }
    };
    let notice = move || {
        (kind() == Some(PanelKind::Notice)).then(|| {
            view! {
                <div class="grid g2 gap-14">
                    {text_area(edited, key, "text_de", t.text_de, |draft| &mut draft.text_de)}
                    {text_area(edited, key, "text_en", t.text_en, |draft| &mut draft.text_en)}
                </div>
            }
        })
    };
    view! {
        <li class="staff-panel">
            <fieldset class="stack gap-14">
                <legend class="h4">{title}</legend>
                <div class="grid g2 gap-14">
                    {kind_field(edited, key)}
                    {input(edited, key, "seconds", t.seconds, "number", |draft| &mut draft.seconds)}
                </div>
                {days(edited, key)}
                <div class="grid g2 gap-14">
                    {input(edited, key, "from", t.from, "time", |draft| &mut draft.from)}
                    {input(edited, key, "to", t.to, "time", |draft| &mut draft.to)}
                </div>
                {notice}
                <div class="row gap-8">
                    {shift(t.up, false)}
                    {shift(t.down, true)}
                    <Button kind="tertiary" size="sm" on_press=move |_| edited.remove(key)>
                        {t.take_out} <span class="kern-sr-only">": " {title}</span>
                    </Button>
                </div>
            </fieldset>
        </li>
    }
}

/// What stands in a field of the panel now.
fn text_of(edited: Edited, key: u32, part: Part) -> String {
    let found = edited.panels.get().into_iter().find(|draft| draft.key == key);
    found.map(|mut draft| part(&mut draft).clone()).unwrap_or_default()
}

/// What is wrong with a field, if it is this one.
fn wrong(edited: Edited, id: String) -> Memo<Option<&'static str>> {
    Memo::new(move |_| edited.wrong.get().filter(|(field, _)| *field == id).map(|(_, words)| words))
}

/// The words below it.
fn said(wrong: Memo<Option<&'static str>>, id: String) -> View {
    view! { <div id=id role="alert">{move || wrong.get().map(error_line)}</div> }
}

fn kind_field(edited: Edited, key: u32) -> View {
    let t = texts(use_lang());
    let id = format!("panel-{key}-kind");
    let kind = move || edited.panels.get().iter().find(|draft| draft.key == key).map(|draft| draft.kind);
    let options = PanelKind::ALL.map(|one| {
        view! { <option value=one.name() selected=move || kind() == Some(one)>{(t.kind)(one)}</option> }
    });
    let choose = move |event| {
        if let Some(chosen) = PanelKind::from_name(&event_target_value(&event)) {
            edited.change(key, |draft| draft.kind = chosen);
        }
    };
    view! {
        <div class="kern-form-input">
            <label class="kern-label" for=id.clone()>{t.shows}</label>
            <div class="kern-form-input__select-wrapper">
                <select class="kern-form-input__select" id=id on:change=choose>{options.collect_view()}</select>
            </div>
        </div>
    }
}

fn days(edited: Edited, key: u32) -> View {
    let t = texts(use_lang());
    let on = move |day: u8| {
        let panels = edited.panels.get();
        panels.iter().any(|draft| draft.key == key && draft.weekdays.contains(&day))
    };
    let chip = move |(day, name): (u8, &'static str)| {
        // Where all days are missing the focus goes to the first.
        let id = if day == 1 { format!("panel-{key}-weekdays") } else { format!("panel-{key}-day-{day}") };
        view! {
            <button type="button" class="chip" id=id aria-pressed=move || if on(day) { "true" } else { "false" }
                on:click=move |_| edited.change(key, |draft| draft.toggle(day))>{name}</button>
        }
    };
    let id = format!("panel-{key}-weekdays");
    let (wrong, of_error) = (wrong(edited, id.clone()), format!("{id}-e"));
    view! {
        <fieldset aria-describedby=of_error.clone()>
            <legend class="kern-label mb-6">{t.days}</legend>
            <div class="wishes">{EVERY_DAY.into_iter().zip(t.weekdays).map(chip).collect_view()}</div>
            {said(wrong, of_error)}
        </fieldset>
    }
}

fn input(edited: Edited, key: u32, name: &'static str, label: &'static str, kind: &'static str, part: Part) -> View {
    let id = format!("panel-{key}-{name}");
    let (wrong, of_error) = (wrong(edited, id.clone()), format!("{id}-e"));
    let described = of_error.clone();
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || wrong.get().is_some()>
            <label class="kern-label" for=id.clone()>{label}</label>
            <input
                class="kern-form-input__input"
                id=id
                type=kind
                aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=move || wrong.get().map(|_| described.clone())
                prop:value=move || text_of(edited, key, part)
                on:change=move |event| {
                    let typed = event_target_value(&event);
                    edited.change(key, |draft| *part(draft) = typed);
                }
            />
            {said(wrong, of_error)}
        </div>
    }
}

fn text_area(edited: Edited, key: u32, name: &'static str, label: &'static str, part: Part) -> View {
    let id = format!("panel-{key}-{name}");
    let (wrong, of_error) = (wrong(edited, id.clone()), format!("{id}-e"));
    let described = of_error.clone();
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || wrong.get().is_some()>
            <label class="kern-label" for=id.clone()>{label}</label>
            <textarea
                class="kern-form-input__input"
                id=id
                rows="3"
                maxlength=MOST_LETTERS.to_string()
                aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=move || wrong.get().map(|_| described.clone())
                prop:value=move || text_of(edited, key, part)
                on:change=move |event| {
                    let typed = event_target_value(&event);
                    edited.change(key, |draft| *part(draft) = typed);
                }
            ></textarea>
            {said(wrong, of_error)}
        </div>
    }
}
