//! The booking page: loads what it needs, builds the model and lays out its parts.

use std::sync::Arc;
use std::time::Duration;

use crate::router::NavigateOptions;
use crate::router::{query_now, use_location, use_navigate};
use crate::view::prelude::*;
use shared::ids::BookingId;
use shared::slots::Slot;
use shared::venues::Venue;

use super::bookbar::BookBar;
use super::change::{self, Change, Changing};
use super::choice::{Choice, at_first};
use super::day::period;
use super::full::Full;
use super::hall::Hall;
use super::histogram::DayBar;
use super::list::List;
use super::load::{self, Hours};
use super::notices::{Closed, Stale};
use super::panel::Panel;
use super::planbox::PlanBox;
use super::query::{Count, Query, ViewSwitch};
use super::reserve::Reserving;
use super::times::bookable;
use super::wishes::{NoMatch, Wishes};

use crate::clock::use_clock;
use crate::lang::use_lang;
use crate::texts::book::texts;
use crate::ui::headline::Headline;
use crate::ui::notice::{Failed, Loading};
use crate::venue::WithVenue;

/// How long the address may lag behind the controls; browsers limit how often it may change.
const ADDRESS_LAG: Duration = Duration::from_millis(400);

/// Where plan and list are found by their links.
pub(crate) const PLAN_ID: &str = "plan";
/// See [`PLAN_ID`].
pub(crate) const LIST_ID: &str = "liste";

/// The page at `/book`.
#[component]
pub(crate) fn BookPage() -> impl IntoView {
    let t = texts(use_lang());
    let named = change::named();
    view! {
        <div class="wrap book-head"><Headline title=t.title/></div>
        {move || {
            let named = named.get();
            view! { <WithVenue let:venue><WithHours venue named=named.clone()/></WithVenue> }
        }}
    }
}

/// Waits for the opening hours, since a choice can only be made within them.
#[component]
fn WithHours(venue: Arc<Venue>, named: Option<(BookingId, String)>) -> impl IntoView {
    let change = named.map(|(id, secret)| Change::new(id, secret));
    let hours = load::hours(Arc::clone(&venue));
    move || match hours.get() {
        None => view! { <div class="wrap"><Loading/></div> },
        Some(Ok(hours)) => view! { <Booking venue=Arc::clone(&venue) hours change/> },
        Some(Err(error)) => {
            let again = Callback::new(move |()| hours.refetch());
            view! { <div class="wrap"><Failed error retry=again/></div> }
        }
    }
}

/// The first choice: what the address says; without it, today, or the next day with time left.
fn first_choice(venue: &Venue, hours: &Hours) -> Choice {
    let clock = use_clock();
    let zone = &venue.utc_offsets;
    let now = zone.local(clock.now());
    let running = Slot::containing(clock.now());
    let open = hours.iter().find_map(|day| {
        let open: Vec<_> = day.intervals.iter().filter_map(period).collect();
        bookable(&open, running, &venue.rules).first().copied()
    });
    let begins = open.map_or(now, |open| zone.local(open.start())).max(now);
    Choice::new(at_first(begins.date_naive(), begins.time()).with_query(query_now, venue.rules.max_party_size))
}

/// The page once everything it stands on is there.
#[component]
fn Booking(venue: Arc<Venue>, hours: Hours, change: Option<Change>) -> impl IntoView {
    let choice = first_choice(&venue, &hours);
    let hall = Hall::new(venue, hours, choice, change);
    let reserving = Reserving::new(hall);
    keep_address(choice);
    let closed = Memo::new(move |_| hall.open.read().is_empty() || hall.period.read().is_none());
    view! {
        <div class="wrap">
            <Count hall/>
            {change.map(|change| view! { <Changing change/> })}
            <Query hall/>
            <Wishes hall/>
            <Stale hall/>
            {move || hall.failure.get().filter(|_| hall.day.read().is_none()).map(|error| {
                let again = Callback::new(move |()| hall.refresh());
                view! { <div class="mt-22"><Failed error retry=again/></div> }
            })}
            {move || (!closed.get()).then(|| view! { <DayBar hall/> })}
            {move || (!closed.get()).then(|| view! { <ViewSwitch/> })}
        </div>
        {move || if closed.get() {
            view! { <Closed hall/> }
        } else {
            view! {
                <div class="flow">
                    <div class="wrap flow-plan">
                        <NoMatch hall/>
                        <div class="book">
                            <PlanBox hall/>
                            <Panel hall reserving/>
                        </div>
                    </div>
                    <Full hall/>
                    <List hall reserving/>
                </div>
                <BookBar hall reserving/>
            }
        }}
    }
}

/// Keeps the choice in the address, so that a link or a reload leads back to it.
fn keep_address(choice: Choice) {
    let location = use_location();
    let path = location.pathname.get_untracked();
    let navigate = use_navigate();
    let write = settled(ADDRESS_LAG, move |query: String| {
        // The visitor may have gone elsewhere meanwhile.
        if window().location().pathname().is_ok_and(|now| now == path) {
            let options = NavigateOptions { replace: true, scroll: false };
            // What is behind `#` stays: it may say which booking is being changed.
            let hash = window().location().hash().unwrap_or_default();
            navigate(&format!("{path}{query}{hash}"), options);
        }
    });
    effect(move || {
        let query = choice.wanted().query();
        if location.search.read().as_str() != query.trim_start_matches('?') {
            write(query);
        }
    });
}
