//! Which booking the page is about, and in which state it is.

use crate::router::{NavigateOptions, use_location, use_navigate, use_param};
use crate::view::prelude::*;
use client::Error;
use shared::bookings::{Booking, BookingState};
use shared::ids::BookingId;
use shared::problem::ProblemKind;

use super::again::choose_again;
use super::ended::Ended;
use super::hall;
use super::held::HeldView;
use super::missing::{Missing, Reason};
use super::moves::{Moves, Step};
use super::ticket::TicketView;
use crate::lang::{split, use_lang};
use crate::session::{Fragment, use_client};
use crate::texts::bookings::texts;
use crate::ui::headline::Headline;
use crate::ui::notice::{Failed, Loading};

/// How often the page looks whether the system has moved the booking on.
const LOOK: std::time::Duration = std::time::Duration::from_mins(1);

/// What the address says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    id: Option<BookingId>,
    fragment: Fragment,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    Loading,
    Failed(Error),
    Unknown,
    Known(BookingState),
}

/// A booking as all parts of the page see it.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    /// Its id.
    pub(super) id: BookingId,
    /// Its secret.
    pub(super) secret: StoredValue<String>,
    /// It, in its newest version.
    pub(super) booking: Memo<Booking>,
    /// What can be done with it.
    pub(super) moves: Moves,
    /// Looks again.
    pub(super) look: Callback<()>,
    /// What was typed as its code.
    pub(super) code: RwSignal<String>,
    /// Whether the code came with the link.
    pub(super) from_link: bool,
    /// Where it takes place.
    pub(super) hall: hall::Hall,
}

/// The page of one booking.
#[component]
pub(crate) fn BookingPage() -> impl IntoView {
    let id = use_param("id");
    let location = use_location();
    let address = Memo::new(move |before: Option<&Address>| {
        // When the page is left, its address changes before it is gone.
        let here = split(&location.pathname.read()).1.starts_with("/booking/");
        match before {
            Some(before) if !here => before.clone(),
            _ => Address {
                id: id.get().and_then(|id| id.parse().ok()),
                fragment: Fragment::parse(&location.hash.read()),
            },
        }
    });
    move || {
        let Address { id, fragment } = address.get();
        match (id, fragment.secret) {
            (Some(id), Some(secret)) => view! { <Managed id secret code=fragment.code/> },
            (Some(_), None) => view! { <Missing reason=Reason::NoSecret/> },
            (None, _) => view! { <Missing reason=Reason::Unknown/> },
        }
    }
}

/// A booking whose secret is known.
#[component]
fn Managed(id: BookingId, secret: String, code: Option<String>) -> impl IntoView {
    let client = use_client();
    let moves = Moves::new(client.clone(), id, secret.clone());
    let asked = secret.clone();
    let loaded = Resource::new(move || client.booking(id, &asked));
    let newest = Memo::new(move |before: Option<&Option<Booking>>| {
        let before = before.cloned().flatten();
        [before, loaded.get().and_then(Result::ok), moves.booking()].into_iter().flatten().reduce(newer)
    });
    let stage = Memo::new(move |_| match (newest.get(), loaded.get()) {
        (Some(booking), _) => Stage::Known(booking.state),
        (None, Some(Err(error))) if error.kind() == Some(ProblemKind::NotFound) => Stage::Unknown,
        (None, Some(Err(error))) => Stage::Failed(error),
        (None, _) => Stage::Loading,
    });
    let look = Callback::new(move |()| loaded.refetch());
    look_now_and_then(look);
    leave_when_given_back(moves, newest);
    let from_link = code.is_some();
    let code = RwSignal::new(code.unwrap_or_default());
    let secret = StoredValue::new(secret);
    let hall = hall::Hall::new(newest, moves);
    let subject = move || {
        let first = newest.get_untracked()?;
        let booking = Memo::new(move |_| newest.get().unwrap_or_else(|| first.clone()));
        Some(Subject { id, secret, booking, moves, look, code, from_link, hall })
    };
    move || match stage.get() {
        Stage::Loading => waiting(),
        Stage::Failed(error) => failed(error, look),
        Stage::Unknown => view! { <Missing reason=Reason::Unknown/> },
        Stage::Known(state) => subject().map_or_else(waiting, |subject| shown(state, subject)),
    }
}

/// The view of a state.
fn shown(state: BookingState, subject: Subject) -> View {
    match state {
        BookingState::Held => view! { <HeldView subject/> },
        BookingState::Confirmed | BookingState::CheckedIn => view! { <TicketView subject state/> },
        BookingState::Completed | BookingState::NoShow | BookingState::Expired | BookingState::Cancelled => {
            view! { <Ended subject state/> }
        }
    }
}

/// The later of two versions; of equals the second, which came later.
fn newer(one: Booking, other: Booking) -> Booking {
    if other.revision >= one.revision { other } else { one }
}

/// Asks again every minute and when the visitor comes back to the page.
fn look_now_and_then(look: Callback<()>) {
    let visible = || !document().hidden();
    every(LOOK, move || {
        if visible() {
            look.run(());
        }
    });
    listen("focus", move |_| look.run(()));
}

/// Goes back to the plan, with the choice kept, once the desk is given back.
fn leave_when_given_back(moves: Moves, newest: Memo<Option<Booking>>) {
    let lang = use_lang();
    let navigate = use_navigate();
    effect(move || {
        let Some(outcome) = moves.outcome().filter(|outcome| outcome.step == Step::GiveBack) else { return };
        if let (Ok(_), Some(booking)) = (outcome.result, newest.get_untracked()) {
            navigate(&choose_again(lang, &booking), NavigateOptions::default());
        }
    });
}

/// While it is loading.
fn waiting() -> View {
    view! {
        <div class="wrap page">
            <Loading/>
        </div>
    }
}

/// It could not be loaded.
fn failed(error: Error, look: Callback<()>) -> View {
    view! {
        <div class="wrap page stack">
            <Headline title=texts(use_lang()).failed/>
            <Failed error retry=look/>
        </div>
    }
}
