//! What a board is called, how it hangs, and what it shows in turn.

use crate::view::prelude::*;
use shared::boards::{Board, BoardTerms, Fault, MOST_PANELS, Orientation, Panel, PanelKind, Wrong};
use web_sys::SubmitEvent;

use super::draft::Draft;
use super::panel::panel;
use super::wall::{Deed, Wall};
use crate::lang::use_lang;
use crate::staff::field::{Field, TextField, error_line, send_button};
use crate::texts::staff::boards::texts;
use crate::ui::button::Button;
use crate::ui::headline::focus_on;
use crate::view::keyed;

/// What is edited; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Edited {
    pub(super) panels: RwSignal<Vec<Draft>>,
    /// The field that was refused, by its id, and why.
    pub(super) wrong: RwSignal<Option<(String, &'static str)>>,
    /// Keys of panels that were added count on from here.
    next: RwSignal<u32>,
}

impl Edited {
    fn of(playlist: &[Panel]) -> Self {
        let drafts: Vec<Draft> = (0..).zip(playlist).map(|(key, panel)| Draft::of(key, panel)).collect();
        let next = u32::try_from(drafts.len()).unwrap_or(0);
        Self { panels: RwSignal::new(drafts), wrong: RwSignal::new(None), next: RwSignal::new(next) }
    }

    /// One more, at the end.
    fn add(self) {
        let key = self.next.get_untracked();
        self.next.set(key + 1);
        self.panels.update(|panels| panels.push(Draft::new(key)));
        next_frame(move || focus_on(&format!("#panel-{key}-kind")));
    }

    /// Changes a panel.
    pub(super) fn change(self, key: u32, change: impl FnOnce(&mut Draft)) {
        self.panels.update(|panels| {
            if let Some(draft) = panels.iter_mut().find(|draft| draft.key == key) {
                change(draft);
            }
        });
    }

    /// Moves a panel up or down.
    pub(super) fn shift(self, key: u32, down: bool) {
        self.panels.update(|panels| {
            let Some(place) = panels.iter().position(|draft| draft.key == key) else { return };
            let other = if down { place.checked_add(1) } else { place.checked_sub(1) };
            if let Some(other) = other.filter(|other| *other < panels.len()) {
                panels.swap(place, other);
            }
        });
    }

    /// Takes a panel out.
    pub(super) fn remove(self, key: u32) {
        self.panels.update(|panels| panels.retain(|draft| draft.key != key));
        next_frame(|| focus_on("#add-panel button"));
    }

    /// The field a fault is about.
    fn id_of(self, fault: &Fault) -> String {
        let mut parts = fault.pointer.split('/').skip(2);
        let place = parts.next().and_then(|place| place.parse::<usize>().ok());
        let key = place.and_then(|place| self.panels.get_untracked().get(place).map(|draft| draft.key));
        match (key, parts.next()) {
            (Some(key), Some(field)) => format!("panel-{key}-{field}"),
            _ => fault.pointer.trim_start_matches('/').to_owned(),
        }
    }
}

/// The form; without a board it is for a new one.
#[component]
pub(super) fn Form(wall: Wall, board: Option<Board>) -> impl IntoView {
    let t = texts(use_lang());
    // What was typed when somebody else was quicker is still there.
    let typed = wall.typed.get_untracked().filter(|(id, _)| Some(*id) == board.as_ref().map(|board| board.id));
    let shown = typed.map(|(_, terms)| terms).or_else(|| board.as_ref().map(Board::terms));
    let whose = |pick: fn(&BoardTerms) -> &String| Field::of(shown.as_ref().map_or("", |terms| pick(terms)));
    let (name, slug) = (whose(|terms| &terms.name), whose(|terms| &terms.slug));
    let orientation = RwSignal::new(shown.as_ref().map_or(Orientation::Landscape, |terms| terms.orientation));
    let edited = match &shown {
        Some(terms) => Edited::of(&terms.playlist),
        None => Edited::of(&[Panel::always(PanelKind::Hall, 30), Panel::always(PanelKind::Events, 15)]),
    };
    effect(move || {
        if wall.taken.get() {
            slug.refuse(t.slug_taken);
        }
    });
    let title = board.as_ref().map_or(t.add, |_| t.change);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        edited.wrong.set(None);
        name.forgive();
        slug.forgive();
        let terms = BoardTerms {
            slug: slug.text().trim().to_owned(),
            name: name.text().trim().to_owned(),
            orientation: orientation.get_untracked(),
            playlist: edited.panels.get_untracked().iter().map(Draft::panel).collect(),
        };
        match terms.check() {
            Ok(()) => wall.doing.act(
                board.clone().map_or_else(|| Deed::Add(terms.clone()), |board| Deed::Change(board, terms.clone())),
            ),
            Err(Fault { wrong: Wrong::Name, .. }) => name.refuse((t.wrong)(Wrong::Name)),
            Err(Fault { wrong: Wrong::Slug, .. }) => slug.refuse((t.wrong)(Wrong::Slug)),
            Err(fault) => {
                let id = edited.id_of(&fault);
                focus_on(&format!("#{id}"));
                edited.wrong.set(Some((id, (t.wrong)(fault.wrong))));
            }
        }
    };
    next_frame(move || name.focus());
    let rows = keyed(move || edited.panels.get(), |draft| draft.key.to_string(), move |draft| panel(edited, draft.key));
    view! {
        <form class="card staff-form staff-board stack gap-20" novalidate aria-labelledby="board-title" on:submit=submit>
            <h2 class="h3" id="board-title">{title}</h2>
            <TextField field=name id="name" label=t.name hint=t.name_hint autocomplete="off" maxlength="80"/>
            <TextField field=slug id="slug" label=t.slug hint=t.slug_hint autocomplete="off" maxlength="80"/>
            <OrientationField orientation/>
            <h3 class="h4" id="playlist" tabindex="-1">{t.playlist}</h3>
            <ol class="staff-panels stack gap-16" role="list">{rows}</ol>
            <div class="row" id="add-panel">
                {move || (edited.panels.get().len() < MOST_PANELS).then(|| view! {
                    <Button kind="secondary" size="sm" icon="plus" on_press=move |_| edited.add()>{t.add_panel}</Button>
                })}
            </div>
            // What is wrong with a panel stands in it; here, what is wrong with all of them.
            <div role="alert">{move || edited.wrong.get().filter(|(id, _)| id == "playlist").map(|(_, words)| error_line(words))}</div>
            <div class="row">
                {send_button(t.save, t.save, Signal::derive(move || wall.doing.pending()))}
                <Button kind="tertiary" on_press=move |_| wall.close()>{t.no}</Button>
            </div>
        </form>
    }
}

/// How the screen hangs.
#[component]
fn OrientationField(orientation: RwSignal<Orientation>) -> impl IntoView {
    let t = texts(use_lang());
    let choice = move |one: Orientation| {
        view! {
            <button type="button" class="chip" aria-pressed=move || if orientation.get() == one { "true" } else { "false" }
                on:click=move |_| orientation.set(one)>{(t.orientation)(one)}</button>
        }
    };
    view! {
        <fieldset>
            <legend class="kern-label mb-6">{t.hangs}</legend>
            <div class="wishes">{Orientation::ALL.map(choice).collect_view()}</div>
        </fieldset>
    }
}
