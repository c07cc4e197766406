//! The boards, what is being done about them, and the one place that does it.

use crate::view::prelude::*;
use client::{Client, Error};
use shared::boards::{Board, BoardTerms, EmergencyText};
use shared::ids::BoardId;
use shared::staff::{Right, Role};

use crate::session::use_client;
use crate::staff::doing::{Doing, all, is_about, is_changed, is_outdated};
use crate::staff::who::{Who, use_who};
use crate::texts::staff::boards::Texts;
use crate::ui::headline::focus_on;

/// Something that is done; without a board it is about all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Set one up.
    Add(BoardTerms),
    /// Have one as it was shown show something else.
    Change(Board, BoardTerms),
    /// Take one away as it was shown.
    Remove(Board),
    /// Show what to do in an emergency.
    Warn(Option<Board>, EmergencyText),
    /// Show the playlist again.
    Lift(Option<Board>),
}

/// Which form is open; one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Nothing,
    New,
    Change(BoardId),
    Warn(Option<BoardId>),
}

/// All of it; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Wall {
    /// What whoever looks may do.
    pub(super) may_edit: bool,
    pub(super) may_warn: bool,
    /// Every board.
    pub(super) list: RwSignal<Vec<Board>>,
    /// Whether the list has come.
    pub(super) loaded: Resource<Result<(), Error>>,
    /// What is done.
    pub(super) doing: Doing<Deed>,
    /// What has been done, in words.
    pub(super) said: RwSignal<String>,
    /// The form that is open.
    pub(super) open: RwSignal<Open>,
    /// Whether another board has the address that was typed.
    pub(super) taken: RwSignal<bool>,
    /// What was typed about a board when somebody else had changed it meanwhile.
    pub(super) typed: RwSignal<Option<(BoardId, BoardTerms)>>,
}

impl Wall {
    /// Loads the list.
    pub(super) fn new(t: &'static Texts, role: Role) -> Self {
        let (client, who) = (use_client(), use_who());
        let (list, said, open) =
            (RwSignal::new(Vec::new()), RwSignal::new(String::new()), RwSignal::new(Open::Nothing));
        let (taken, typed) = (RwSignal::new(false), RwSignal::new(None));
        let reader = client.clone();
        let loaded = Resource::new(move || load(reader.clone(), who, list));
        let doing = Doing::new(move |deed: &Deed| {
            let (client, deed) = (client.clone(), deed.clone());
            said.set(String::new());
            taken.set(false);
            typed.set(None);
            async move {
                match act(client.clone(), who, &deed).await {
                    Ok(()) => {
                        // Of what was done nothing is undone by a list that does not come.
                        let listed = load(client, who, list).await.err();
                        said.set(words(t, &deed));
                        open.set(Open::Nothing);
                        next_frame(move || to_row(&deed));
                        listed
                    }
                    Err(error) if is_about(&error, "/slug") => {
                        taken.set(true);
                        None
                    }
                    Err(error) => {
                        if is_outdated(&error) {
                            match &deed {
                                Deed::Change(board, terms) if is_changed(&error) => {
                                    typed.set(Some((board.id, terms.clone())));
                                }
                                _ => open.set(Open::Nothing),
                            }
                            let _shown_as_it_was = load(client, who, list).await;
                            if open.get_untracked() == Open::Nothing {
                                next_frame(|| focus_on("#boards"));
                            }
                        }
                        Some(error)
                    }
                }
            }
        });
        let (may_edit, may_warn) = (role.may(Right::EditBoards), role.may(Right::WarnOnBoards));
        Self { may_edit, may_warn, list, loaded, doing, said, open, taken, typed }
    }

    /// Nothing is changed; reading goes on at the button that was pressed.
    pub(super) fn close(self) {
        let selector = match self.open.get_untracked() {
            Open::Change(id) | Open::Warn(Some(id)) => format!("#{} button", acts_id(id)),
            Open::Warn(None) => "#everywhere button".to_owned(),
            Open::New | Open::Nothing => "#new button".to_owned(),
        };
        self.open.set(Open::Nothing);
        self.typed.set(None);
        next_frame(move || focus_on(&selector));
    }
}

async fn load(client: Client, who: Who, list: RwSignal<Vec<Board>>) -> Result<(), Error> {
    let own = who.client(client).await?;
    list.set(all(|cursor| own.boards(cursor)).await?);
    Ok(())
}

async fn act(client: Client, who: Who, deed: &Deed) -> Result<(), Error> {
    let own = who.client(client).await?;
    match deed {
        Deed::Add(terms) => own.add_board(terms).await.map(drop),
        Deed::Change(board, terms) => own.change_board(board.id, board.revision, terms).await.map(drop),
        Deed::Remove(board) => own.remove_board(board.id, board.revision).await,
        Deed::Warn(Some(board), text) => own.raise_emergency(board.id, text).await.map(drop),
        Deed::Warn(None, text) => own.raise_emergency_everywhere(text).await.map(drop),
        Deed::Lift(Some(board)) => own.lift_emergency(board.id).await.map(drop),
        Deed::Lift(None) => own.lift_emergency_everywhere().await.map(drop),
    }
}

/// What has been done.
fn words(t: &'static Texts, deed: &Deed) -> String {
    match deed {
        Deed::Add(terms) => (t.added)(&terms.name),
        Deed::Change(_, terms) => (t.changed)(&terms.name),
        Deed::Remove(board) => (t.removed)(&board.name),
        Deed::Warn(Some(board), _) => (t.warned)(&board.name),
        Deed::Warn(None, _) => t.warned_all.to_owned(),
        Deed::Lift(Some(board)) => (t.lifted)(&board.name),
        Deed::Lift(None) => t.lifted_all.to_owned(),
    }
}

/// The buttons of a board, for the focus to come back to.
pub(super) fn acts_id(board: BoardId) -> String {
    format!("acts-{board}")
}

/// Reading goes on where something was changed, or at the list.
fn to_row(deed: &Deed) {
    match deed {
        Deed::Change(board, _) | Deed::Warn(Some(board), _) | Deed::Lift(Some(board)) => {
            focus_on(&format!("#{} button", acts_id(board.id)));
        }
        Deed::Warn(None, _) | Deed::Lift(None) => focus_on("#everywhere button"),
        Deed::Add(_) | Deed::Remove(_) => focus_on("#boards"),
    }
}
