//! Everything the booking page shows, derived from the choice and the loaded day. Nothing in here is
//! set by hand: change the [`Choice`], and the rest follows.

use std::ops::Deref;
use std::sync::Arc;

use crate::view::prelude::*;
use chrono::{NaiveDate, NaiveTime};
use client::Error;
use shared::desks::{Candidate, DeskState, Situation, closest_group};
use shared::order::sorted;
use shared::slots::{Period, Slot};
use shared::venues::{OpeningDay, Plan, PlanDesk, Venue};

use super::change::Change;
use super::choice::Choice;
use super::day::{Day, mark_of, period as slots_of};
use super::load::{self, Hours};
use super::times::fit;
use crate::by_code::ByCode;
use crate::clock::use_clock;
use crate::plan::{Mark, Marks};

/// What every desk is for the chosen time.
pub(crate) type Situations = ByCode<Situation>;

/// The page's model: a handle of one word, because nearly everything on the page keeps one. What it
/// refers to is a few hundred bytes of handles, and stays for as long as the app is open.
#[derive(Clone, Copy)]
pub(crate) struct Hall(&'static Model);

impl Deref for Hall {
    type Target = Model;

    fn deref(&self) -> &Model {
        self.0
    }
}

/// What the page shows.
pub(crate) struct Model {
    pub(crate) venue: StoredValue<Arc<Venue>>,
    /// What the page was opened with: the opening hours, and the booking that is being changed, if one is.
    opened: StoredValue<(Hours, Option<Change>)>,
    pub(crate) choice: Choice,
    /// Counts up when the day has to be asked for again.
    pub(crate) version: RwSignal<u32>,
    /// Today's date at the venue.
    pub(crate) today: Memo<NaiveDate>,
    /// The slot that is running.
    pub(crate) running: Memo<Slot>,
    /// When the venue is open on the chosen date.
    pub(crate) open: Memo<Vec<Period>>,
    /// The chosen time, as it can be booked; `None` on a day without any.
    pub(crate) period: Memo<Option<Period>>,
    /// The chosen date's day, once it is there.
    pub(crate) day: Memo<Option<Arc<Day>>>,
    /// Whether that day is only the last one known.
    pub(crate) stale: Memo<bool>,
    /// Why there is no day.
    pub(crate) failure: Memo<Option<Error>>,
    /// The plan of the chosen date, once it is there.
    pub(crate) plan: Memo<Option<Arc<Plan>>>,
    /// What every desk is for the chosen time.
    pub(crate) situations: Memo<Arc<Situations>>,
    /// The chosen desks: one, or as many as a party takes.
    pub(crate) chosen: Memo<Vec<String>>,
    /// What the drawing shows.
    pub(crate) marks: Memo<Marks>,
    /// Free desks that lack something wished for.
    pub(crate) dim: Memo<Vec<String>>,
}

impl Hall {
    /// The model for a venue, its opening hours and a first choice.
    pub(crate) fn new(venue: Arc<Venue>, hours: Hours, choice: Choice, change: Option<Change>) -> Self {
        let clock = use_clock();
        let version = RwSignal::new(0);
        let zone = StoredValue::new(venue.utc_offsets.clone());
        let today = Memo::new(move |_| zone.with_value(|zone| clock.today(zone)));
        let running = Memo::new(move |_| Slot::containing(clock.follow()));
        let date: Signal<NaiveDate> = choice.date.into();
        let days = load::day(venue.slug.clone(), date, version);
        let plans = load::plan(Arc::clone(&venue), date);
        let day = Memo::new(move |_| {
            let known = days.get()?.ok()?;
            let day = (known.day.date == date.get()).then_some(known.day)?;
            let own = change.and_then(Change::own);
            Some(own.map_or_else(|| Arc::clone(&day), |(codes, period)| Arc::new(day.without(&codes, period))))
        });
        let stale = Memo::new(move |_| matches!(days.get(), Some(Ok(known)) if known.stale));
        let failure =
            Memo::new(move |_| days.get().and_then(Result::err).or_else(|| plans.get().and_then(Result::err)));
        let plan = Memo::new(move |_| plans.get().and_then(Result::ok));
        let (venue, opened) = (StoredValue::new(venue), StoredValue::new((hours, change)));
        let open = Memo::new(move |_| opened.with_value(|(hours, _)| open_on(hours, date.get())));
        let period = Memo::new(move |_| {
            let slot = |time: NaiveTime| zone.with_value(|zone| zone.instant(date.get().and_time(time)));
            let (from, to) = (Slot::at_or_after(slot(choice.from.get())), Slot::at_or_after(slot(choice.to.get())));
            venue.with_value(|venue| fit(&open.read(), running.get(), &venue.rules, from, to))
        });
        let situations = Memo::new(move |_| Arc::new(judge_all(plan.get(), day.get(), period.get())));
        let chosen = Memo::new(move |_| {
            let kept = kept(change, choice, &situations.read());
            kept.unwrap_or_else(|| choose(choice, plan.get(), &situations.read()))
        });
        let marks = Memo::new(move |_| mark_all(&situations.read(), &chosen.read()));
        let dim = Memo::new(move |_| dim_all(choice, plan.get(), &marks.read()));
        Self(Box::leak(Box::new(Model {
            venue,
            opened,
            choice,
            version,
            today,
            running,
            open,
            period,
            day,
            stale,
            failure,
            plan,
            situations,
            chosen,
            marks,
            dim,
        })))
    }

    /// The change of a booking that is under way, if one is.
    pub(crate) fn change(self) -> Option<Change> {
        self.opened.get_value().1
    }

    /// The opening hours of every date that can be booked.
    pub(crate) fn hours(self) -> Hours {
        self.opened.get_value().0
    }

    /// The venue.
    pub(crate) fn venue(self) -> Arc<Venue> {
        self.venue.get_value()
    }

    /// Desks that are free and have everything wished for; tracks.
    pub(crate) fn fitting(self) -> Vec<PlanDesk> {
        let wishes = self.choice.wishes.get();
        self.free().into_iter().filter(|desk| has_all(desk, &wishes)).collect()
    }

    /// Desks that are free; tracks.
    pub(crate) fn free(self) -> Vec<PlanDesk> {
        let Some(plan) = self.plan.get() else { return Vec::new() };
        self.situations.with(|situations| free_desks(&plan, situations).cloned().collect())
    }

    /// A desk of the plan; tracks.
    pub(crate) fn desk(self, code: &str) -> Option<PlanDesk> {
        self.plan.with(|plan| plan.as_ref()?.desks.iter().find(|desk| desk.code == code).cloned())
    }

    /// Asks for the day again.
    pub(crate) fn refresh(self) {
        self.version.update(|version| *version = version.wrapping_add(1));
    }

    /// Takes a time and a desk that were suggested.
    pub(crate) fn take(self, period: Period, desk: Option<String>) {
        let zone = self.venue.with_value(|venue| venue.utc_offsets.clone());
        let (from, to) = (zone.local(period.start()), zone.local(period.end()));
        self.choice.date.set(from.date_naive());
        self.choice.from.set(from.time());
        self.choice.to.set(to.time());
        self.choice.desk.set(desk);
    }
}

/// The opening hours of a date as slots.
fn open_on(hours: &[OpeningDay], date: NaiveDate) -> Vec<Period> {
    let day = hours.iter().find(|day| day.date == date);
    day.into_iter().flat_map(|day| day.intervals.iter().filter_map(slots_of)).collect()
}

fn judge_all(plan: Option<Arc<Plan>>, day: Option<Arc<Day>>, period: Option<Period>) -> Situations {
    let (Some(plan), Some(day), Some(period)) = (plan, day, period) else { return Situations::new() };
    let mut situations = Situations::new();
    situations.extend(plan.desks.iter().map(|desk| (desk.code.clone(), day.situation(desk, period))));
    situations
}

fn free_desks<'a>(plan: &'a Plan, situations: &'a Situations) -> impl Iterator<Item = &'a PlanDesk> {
    let is_free = |desk: &&PlanDesk| situations.get(&desk.code).is_some_and(|found| found.state == DeskState::Free);
    plan.desks.iter().filter(is_free)
}

/// Whether a desk has everything that is wished for.
pub(crate) fn has_all(desk: &PlanDesk, wishes: &[String]) -> bool {
    wishes.iter().all(|wish| desk.features.contains(wish))
}

/// Whoever changes a party's booking keeps its desks until others are chosen, if they are free.
fn kept(change: Option<Change>, choice: Choice, situations: &Situations) -> Option<Vec<String>> {
    let (codes, _) = change?.own()?;
    let free = |code: &String| situations.get(code).is_some_and(|found| found.state == DeskState::Free);
    let kept = choice.desk.get().is_none() && usize::from(choice.people.get()) == codes.len() && codes.iter().all(free);
    kept.then_some(codes)
}

/// The chosen desk, or the desks a party should take: around the chosen one, if there is one.
fn choose(choice: Choice, plan: Option<Arc<Plan>>, situations: &Situations) -> Vec<String> {
    let (people, desk) = (choice.people.get(), choice.desk.get());
    let Some(plan) = plan else { return Vec::new() };
    let known = desk.filter(|code| plan.desks.iter().any(|desk| desk.code == *code));
    if people <= 1 {
        return known.into_iter().collect();
    }
    let wishes = choice.wishes.get();
    let free: Vec<&PlanDesk> = free_desks(&plan, situations).filter(|desk| has_all(desk, &wishes)).collect();
    let near = known.and_then(|code| around(&free, &code, people));
    near.or_else(|| {
        let candidates: Vec<Candidate<'_>> = free.iter().map(|desk| candidate(desk)).collect();
        closest_group(&candidates, people).map(|group| group.into_iter().map(str::to_owned).collect())
    })
    .unwrap_or_default()
}

fn candidate(desk: &PlanDesk) -> Candidate<'_> {
    Candidate { code: &desk.code, zone: &desk.zone, seats: desk.seats, x: desk.x, y: desk.y }
}

/// A party around one desk: a team table that seats all of it, or the desk with its nearest neighbours.
fn around(free: &[&PlanDesk], code: &str, people: u16) -> Option<Vec<String>> {
    let middle = free.iter().find(|desk| desk.code == code)?;
    if middle.seats >= people {
        return Some(vec![middle.code.clone()]);
    }
    let near: Vec<&&PlanDesk> = free.iter().filter(|desk| desk.zone == middle.zone && desk.seats == 1).collect();
    let distance = |desk: &PlanDesk| (desk.x - middle.x).hypot(desk.y - middle.y);
    let mut near = sorted(near, |a, b| distance(a).total_cmp(&distance(b)));
    near.truncate(usize::from(people));
    let whole = near.len() == usize::from(people) && near.iter().any(|desk| desk.code == middle.code);
    whole.then(|| near.into_iter().map(|desk| desk.code.clone()).collect())
}

fn mark_all(situations: &Situations, chosen: &[String]) -> Marks {
    let mut marks = Marks::new();
    for (code, found) in situations.iter() {
        let mark = mark_of(found.state);
        let selected = chosen.contains(code) && matches!(mark, Mark::Free | Mark::WalkIn);
        marks.insert(code.clone(), if selected { Mark::Selected } else { mark });
    }
    marks
}

fn dim_all(choice: Choice, plan: Option<Arc<Plan>>, marks: &Marks) -> Vec<String> {
    let wishes = choice.wishes.get();
    let Some(plan) = plan.filter(|_| !wishes.is_empty()) else { return Vec::new() };
    let dim = |desk: &&PlanDesk| marks.get(&desk.code) == Some(&Mark::Free) && !has_all(desk, &wishes);
    plan.desks.iter().filter(dim).map(|desk| desk.code.clone()).collect()
}
