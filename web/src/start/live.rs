//! What the page knows about the hall at this moment.

use std::sync::Arc;

use crate::view::prelude::*;
use chrono::NaiveDate;
use shared::desks::{AvailabilityCounts, DeskState};
use shared::slots::{Period, Slot};
use shared::venues::{Plan, Venue};

use crate::book::load::{self, Hours};
use crate::book::{Day, interval_slots, mark_of, running_or_next};
use crate::clock::use_clock;
use crate::plan::Marks;

/// How it is now.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Situation {
    /// Nothing is known yet.
    Loading,
    /// Nothing came.
    Unknown,
    /// The hall is open.
    Open {
        /// How many desks are what.
        counts: AvailabilityCounts,
        /// Until when.
        until: Slot,
        /// When the data was made, and whether the connection is lost since.
        as_of: Slot,
        /// Whether this is the last known data.
        stale: bool,
    },
    /// The hall is closed.
    Closed {
        /// The next opening, if one is in sight.
        next: Option<Slot>,
    },
}

/// The page's model; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    pub(crate) venue: StoredValue<Arc<Venue>>,
    pub(crate) today: Memo<NaiveDate>,
    pub(crate) now: Memo<Slot>,
    pub(crate) plan: Memo<Option<Arc<Plan>>>,
    pub(crate) day: Memo<Option<Arc<Day>>>,
    pub(crate) situation: Memo<Situation>,
    pub(crate) marks: Memo<Marks>,
}

/// There is one hall: a model of it follows what changes in it by itself, and never needs another.
impl PartialEq for Live {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Live {
    /// The model of a venue.
    pub(crate) fn new(venue: Arc<Venue>) -> Self {
        let clock = use_clock();
        let zone = StoredValue::new(venue.utc_offsets.clone());
        let today = Memo::new(move |_| zone.with_value(|zone| clock.today(zone)));
        let now = Memo::new(move |_| Slot::containing(clock.follow()));
        let hours = load::hours(Arc::clone(&venue));
        let days = load::day(venue.slug.clone(), today.into(), RwSignal::new(0));
        let plans = load::plan(Arc::clone(&venue), today.into());
        let plan = Memo::new(move |_| plans.get().and_then(Result::ok));
        let day = Memo::new(move |_| days.get().and_then(Result::ok).map(|known| known.day));
        let situation = Memo::new(move |_| match (plans.get(), days.get()) {
            (Some(Err(_)), _) | (_, Some(Err(_))) => Situation::Unknown,
            (Some(Ok(plan)), Some(Ok(known))) => judge(&plan, &known, now.get(), next_opening(hours.get(), now.get())),
            _ => Situation::Loading,
        });
        let marks = Memo::new(move |_| match (plan.get(), day.get()) {
            (Some(plan), Some(day)) => marks(&plan, &day, now.get()),
            _ => Marks::new(),
        });
        Self { venue: StoredValue::new(venue), today, now, plan, day, situation, marks }
    }
}

/// The slot that is running, or the first of the next opening: what the plan then shows.
fn shown(day: &Day, now: Slot) -> Option<Period> {
    let open = running_or_next(&day.open, now)?;
    Period::of_length(now.max(open.from()), 1)
}

fn marks(plan: &Plan, day: &Day, now: Slot) -> Marks {
    let period = shown(day, now);
    let state = |desk| period.map_or(DeskState::Closed, |period| day.situation(desk, period).state);
    let mut marks = Marks::new();
    marks.extend(plan.desks.iter().map(|desk| (desk.code.clone(), mark_of(state(desk)))));
    marks
}

fn judge(plan: &Plan, known: &load::Known, now: Slot, next: Option<Slot>) -> Situation {
    let day = &known.day;
    let open = day.open.iter().find(|open| open.from() <= now && now < open.to());
    let Some((open, period)) = open.and_then(|open| Some((open, Period::of_length(now, 1)?))) else {
        let later_today = running_or_next(&day.open, now).map(Period::from);
        return Situation::Closed { next: later_today.or(next) };
    };
    let mut counts = AvailabilityCounts::default();
    plan.desks.iter().for_each(|desk| counts.add(day.situation(desk, period).state));
    Situation::Open { counts, until: open.to(), as_of: Slot::containing(day.as_of), stale: known.stale }
}

/// The first opening after now in the days to come.
fn next_opening(hours: Option<Result<Hours, client::Error>>, now: Slot) -> Option<Slot> {
    let hours = hours?.ok()?;
    let openings = hours.iter().flat_map(|day| day.intervals.iter().filter_map(interval_slots));
    openings.map(Period::from).find(|opening| *opening > now)
}
