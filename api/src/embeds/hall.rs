//! How it is in the hall, and how it will be in the days to come, as embeds tell it. From memory; looks at no
//! database.
//!
//! Of today `free` is the number at this moment, of another day that of its fullest hour: so many are free whenever
//! somebody comes. Hours of today that are over are left out, because what was given back has left the calendar.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::desks::{DeskState, judge};
use shared::slots::{Period, Slot};

use crate::calendar::VenueCalendar;
use crate::desks::hall_now;
use crate::venues::Asker;

/// Days that are told, today's first.
const TOLD: u64 = 6;
/// Days ahead in which the next opening is looked for.
const AHEAD: usize = 14;
/// Slots of an hour.
const HOUR: i64 = 4;

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    Full,
    Closed,
}

impl State {
    /// Its name on the wire, and in classes.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Full => "full",
            Self::Closed => "closed",
        }
    }
}

/// The hall.
#[derive(Debug)]
pub(crate) struct Hall {
    pub(crate) state: State,
    pub(crate) today: NaiveDate,
    pub(crate) free: u32,
    pub(crate) desks: u32,
    /// When it closes, while it is open.
    pub(crate) until: Option<Slot>,
    /// When it opens next, while it is closed.
    pub(crate) opens: Option<Slot>,
    /// Whether it has no hours at all today.
    pub(crate) closed_today: bool,
    pub(crate) days: Vec<Day>,
    /// By their keys: free, and all there are.
    pub(crate) zones: BTreeMap<String, (u32, u32)>,
    /// What each desk is, by its code.
    pub(crate) marks: BTreeMap<String, DeskState>,
}

/// A day.
#[derive(Debug, Clone)]
pub(crate) struct Day {
    pub(crate) date: NaiveDate,
    pub(crate) open: Vec<Period>,
    pub(crate) free: u32,
    pub(crate) hours: Vec<Hour>,
}

/// An hour of it, or what there is of one before it closes.
#[derive(Debug, Clone)]
pub(crate) struct Hour {
    pub(crate) from: Slot,
    /// How much of it is taken, in hundredths.
    pub(crate) taken: u32,
}

impl Hall {
    /// The first desk of a zone that can be booked at this moment.
    pub(crate) fn free_desk<'a>(&self, venue: &'a VenueCalendar, zone: &str) -> Option<&'a str> {
        let spots = venue.facts.layout_on(self.today).map(|(layout, _)| layout.spots.as_slice()).unwrap_or_default();
        let mut desks = spots.iter().filter_map(|spot| venue.facts.desk(spot.place));
        let free = desks.find(|desk| desk.zone == zone && self.marks.get(&desk.code) == Some(&DeskState::Free))?;
        Some(&free.code)
    }
}

/// How it is now.
pub(crate) fn hall(venue: &VenueCalendar, now: DateTime<Utc>) -> Hall {
    let schedule = &venue.facts.schedule;
    let today = schedule.zone.date(now);
    let current = hall_now(venue, now);
    let mut days: Vec<Day> = (0..TOLD)
        .filter_map(|ahead| today.checked_add_days(Days::new(ahead)))
        .map(|date| day(venue, date, now, None))
        .collect();
    let counts = current.as_ref().map(|current| current.counts);
    let free = counts.map_or(0, |counts| counts.free.saturating_add(counts.walk_in));
    if counts.is_some()
        && let Some(first) = days.first_mut()
    {
        first.free = free;
    }
    let (desks, zones) = match current.as_ref() {
        Some(now) => {
            let of = |(key, counts): (&String, &shared::desks::AvailabilityCounts)| {
                (key.clone(), (counts.free.saturating_add(counts.walk_in), counts.total))
            };
            (now.counts.total, now.zones.iter().map(of).collect())
        }
        None => furnished(venue, today),
    };
    let opens = match current {
        Some(_) => None,
        None => next_opening(venue, today, now),
    };
    Hall {
        state: match (counts.is_some(), free) {
            (false, _) => State::Closed,
            (true, 0) => State::Full,
            (true, _) => State::Open,
        },
        today,
        free,
        desks,
        until: current.map(|current| current.until),
        opens,
        closed_today: schedule.day(today).intervals.is_empty(),
        days,
        zones,
        marks: marks(venue, now),
    }
}

/// So many desks stand there, in all and by zone, whether it is open or not.
fn furnished(venue: &VenueCalendar, date: NaiveDate) -> (u32, BTreeMap<String, (u32, u32)>) {
    let spots = venue.facts.layout_on(date).map(|(layout, _)| layout.spots.as_slice()).unwrap_or_default();
    let (mut all, mut zones) = (0_u32, BTreeMap::new());
    for desk in spots.iter().filter_map(|spot| venue.facts.desk(spot.place)) {
        all = all.saturating_add(1);
        let here: &mut (u32, u32) = zones.entry(desk.zone.clone()).or_default();
        here.1 = here.1.saturating_add(1);
    }
    (all, zones)
}

/// When it opens next.
fn next_opening(venue: &VenueCalendar, today: NaiveDate, now: DateTime<Utc>) -> Option<Slot> {
    let mut openings = today.iter_days().take(AHEAD).flat_map(|date| venue.facts.schedule.day(date).intervals);
    openings.find(|open| open.start() > now).map(Period::from)
}

/// What each desk is in the slot that is running.
fn marks(venue: &VenueCalendar, now: DateTime<Utc>) -> BTreeMap<String, DeskState> {
    let Some(period) = Period::of_length(Slot::containing(now), 1) else { return BTreeMap::new() };
    let (facts, live, open) = (&venue.facts, venue.live(), venue.open_around(period));
    let spots = facts.layout_at(period.start()).map(|layout| layout.spots.as_slice()).unwrap_or_default();
    let marked = spots.iter().filter_map(|spot| {
        let (desk, calendar) = (facts.desk(spot.place)?, live.desk(spot.place)?);
        let own = facts.desk_facts(desk, spot, period, Asker::anybody(now));
        Some((desk.code.clone(), judge(calendar, period, open, own).state))
    });
    marked.collect()
}

/// A day, hour by hour, of the whole hall or of a zone.
pub(crate) fn day(venue: &VenueCalendar, date: NaiveDate, now: DateTime<Utc>, zone: Option<&str>) -> Day {
    let open = venue.facts.schedule.day(date).intervals;
    let current = Slot::containing(now);
    let all = open.iter().flat_map(|open| hours(*open).map(move |hour| (*open, hour)));
    let (mut free, mut told) = (None::<u32>, Vec::new());
    for (open, hour) in all.filter(|(_, hour)| hour.to() > current) {
        let (taken, left) = measured(venue, open, hour, now, zone);
        free = Some(free.map_or(left, |least| least.min(left)));
        told.push(Hour { from: hour.from(), taken });
    }
    Day { date, open, free: free.unwrap_or(0), hours: told }
}

/// The hours of an opening, from its beginning.
fn hours(open: Period) -> impl Iterator<Item = Period> {
    let begins = std::iter::successors(Some(open.from()), |from| Some(from.plus(HOUR)));
    begins.map_while(move |from| Period::new(from, from.plus(HOUR).min(open.to())))
}

/// How much of an hour is taken, in hundredths, and how many desks are free for the whole of it.
fn measured(venue: &VenueCalendar, open: Period, hour: Period, now: DateTime<Utc>, zone: Option<&str>) -> (u32, u32) {
    let (facts, live) = (&venue.facts, venue.live());
    let spots = facts.layout_at(hour.start()).map(|layout| layout.spots.as_slice()).unwrap_or_default();
    let (mut busy, mut all, mut free) = (0_i64, 0_i64, 0_u32);
    for spot in spots {
        let Some((desk, calendar)) = facts.desk(spot.place).zip(live.desk(spot.place)) else { continue };
        if zone.is_some_and(|zone| desk.zone != zone) {
            continue;
        }
        let own = facts.desk_facts(desk, spot, hour, Asker::anybody(now));
        let state = judge(calendar, hour, Some(open), own).state;
        if matches!(state, DeskState::Free | DeskState::WalkIn) {
            free = free.saturating_add(1);
        }
        // Where nobody can sit nothing is taken.
        if state != DeskState::Closed {
            all = all.saturating_add(hour.slots());
            let here: i64 =
                if calendar.is_free(hour) { 0 } else { calendar.busy(hour).into_iter().map(Period::slots).sum() };
            busy = busy.saturating_add(here);
        }
    }
    let taken = busy.saturating_mul(100).checked_div(all).unwrap_or(100);
    (u32::try_from(taken).unwrap_or(100).min(100), free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_cover_an_opening_and_the_last_may_be_shorter() {
        let open = Period::new(Slot::new(36), Slot::new(46)).unwrap();
        let found: Vec<(i64, i64)> = hours(open).map(|hour| (hour.from().number(), hour.slots())).collect();
        assert_eq!(found, [(36, 4), (40, 4), (44, 2)]);
    }
}
