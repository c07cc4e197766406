//! What is known of a venue besides its bookings, held in memory.
//!
//! Everything here changes when staff change it, which is rare, and is read by every request.
//! So it is loaded whole at start and replaced whole when it changes.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use shared::bookings::{Violation, contingent_release};
use shared::desks::{Desk, DeskFacts};
use shared::ids::{DeskId, LayoutId};
use shared::opening::{Closure, Schedule};
use shared::slots::Period;
use shared::venues::{Exhibition, PlanExhibition, Room, Rules, Table, Venue};

/// A venue.
#[derive(Debug, Clone)]
pub struct VenueFacts {
    /// The venue's revision at which these facts came to be; a booking's transaction compares it.
    pub revision: i64,
    /// As it is told to the public.
    pub venue: Venue,
    /// When it is open.
    pub schedule: Schedule,
    /// Its desks, in natural order of their codes; other structures refer to places in this list.
    pub desks: Vec<Desk>,
    /// Table of a desk that is part of one, by place.
    pub tables_of: Vec<Option<String>>,
    /// Its layouts.
    pub layouts: Vec<Layout>,
    /// Which layout is valid when, in order, never overlapping.
    pub periods: Vec<LayoutPeriod>,
    /// Desks kept for groups.
    pub contingents: Vec<Contingent>,
    /// Exhibitions, in order of their opening.
    pub exhibitions: Vec<Exhibition>,
    /// The room.
    pub room: Room,
    /// An honest remark about the plan, German and English.
    pub notice: (Option<String>, Option<String>),
    /// Place of each desk code.
    pub places: HashMap<String, usize>,
}

/// An arrangement of desks.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its id.
    pub id: LayoutId,
    /// Its key.
    pub slug: String,
    /// Its name.
    pub label: String,
    /// Tables that carry several desks.
    pub tables: Vec<Table>,
    /// Areas taken by an exhibition.
    pub exhibition_areas: Vec<PlanExhibition>,
    /// Where the desks stand, in order of their place.
    pub spots: Vec<Spot>,
}

/// A desk where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// Its place in the list of desks.
    pub place: usize,
    /// Kept for walk-ins.
    pub walk_in: bool,
    /// Centre of the top, metres.
    pub x: f64,
    /// Centre of the top, metres.
    pub y: f64,
    /// Width of the top before rotation, metres.
    pub width: f64,
    /// Depth of the top before rotation, metres.
    pub depth: f64,
    /// Degrees clockwise.
    pub rotation: f64,
}

/// When a layout is valid, in local dates, half-open.
#[derive(Debug, Clone, Copy)]
pub struct LayoutPeriod {
    /// Place in the list of layouts.
    pub layout: usize,
    /// First date; `None` since ever.
    pub from: Option<NaiveDate>,
    /// First date after it; `None` for ever.
    pub to: Option<NaiveDate>,
}

/// Desks kept for a group on some dates (rule 6).
#[derive(Debug, Clone)]
pub struct Contingent {
    /// Places of its desks.
    pub places: Vec<usize>,
    /// First date; `None` since ever.
    pub from: Option<NaiveDate>,
    /// First date after it; `None` for ever.
    pub to: Option<NaiveDate>,
    /// Weekdays, 1 = Monday (ISO 8601).
    pub weekdays: Vec<i16>,
    /// Hours before the start at which it goes to everyone.
    pub release_hours: i64,
    /// Addresses, or `@domain` for everybody there, in lower case.
    pub members: Vec<String>,
    /// Addresses the city's own sign-in has vouched for, in lower case, and until when that is believed.
    pub vouched: Vec<(String, DateTime<Utc>)>,
}

impl Contingent {
    /// Whether an address belongs to the group.
    fn has(&self, person: &str, now: DateTime<Utc>) -> bool {
        let person = person.to_lowercase();
        let domain = person.rfind('@').and_then(|at| person.get(at..));
        let vouched = || self.vouched.iter().any(|(member, until)| *member == person && now < *until);
        self.members.iter().any(|member| *member == person || Some(member.as_str()) == domain) || vouched()
    }
}

/// Who asks, and when: what a desk is depends on both.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// Now.
    pub now: DateTime<Utc>,
    /// The address of who asks, where one is given.
    pub person: Option<&'a str>,
}

impl Asker<'_> {
    /// Anybody.
    pub const fn anybody(now: DateTime<Utc>) -> Self {
        Self { now, person: None }
    }
}

impl VenueFacts {
    /// The numbers of the rules.
    pub fn rules(&self) -> &Rules {
        &self.venue.rules
    }

    /// The layout valid on a local date, with its validity.
    pub fn layout_on(&self, date: NaiveDate) -> Option<(&Layout, LayoutPeriod)> {
        let valid = |period: &&LayoutPeriod| {
            period.from.is_none_or(|from| from <= date) && period.to.is_none_or(|to| date < to)
        };
        let period = self.periods.iter().find(valid)?;
        Some((self.layouts.get(period.layout)?, *period))
    }

    /// The layout valid at an instant.
    pub fn layout_at(&self, at: DateTime<Utc>) -> Option<&Layout> {
        self.layout_on(self.schedule.zone.date(at)).map(|(layout, _)| layout)
    }

    /// The desk at a place.
    pub fn desk(&self, place: usize) -> Option<&Desk> {
        self.desks.get(place)
    }

    /// The place of a desk.
    pub fn place_of(&self, id: DeskId) -> Option<usize> {
        self.desks.iter().position(|desk| desk.id == id)
    }

    /// When nobody can have a desk, whatever its bookings: its zone is closed, or an exhibition stands there.
    pub fn closed_times(&self, desk: &Desk) -> impl Iterator<Item = Period> {
        let zone = |closure: &&Closure| closure.zone.as_ref() == Some(&desk.zone);
        let closed = self.schedule.closures.iter().filter(zone).filter_map(Closure::period);
        let shown = self.exhibitions.iter().filter(|shown| shown.takes(desk)).filter_map(Exhibition::period);
        closed.chain(shown)
    }

    /// What decides about a desk in a period besides its bookings.
    pub fn desk_facts(&self, desk: &Desk, spot: &Spot, period: Period, asker: Asker<'_>) -> DeskFacts {
        let closed = desk.out_of_service_de.is_some() || self.closed_times(desk).any(|closed| closed.overlaps(period));
        DeskFacts { walk_in: spot.walk_in, contingent: self.kept(spot.place, period, asker).is_some(), closed }
    }

    /// Rule 6: why a desk can't be had by who asks, if it is kept for a group.
    pub fn kept(&self, place: usize, period: Period, asker: Asker<'_>) -> Option<Violation> {
        if self.contingents.is_empty() {
            return None;
        }
        let date = self.schedule.zone.date(period.start());
        let keeping = self
            .contingents_on(place, date)
            .find(|kept| !asker.person.is_some_and(|person| kept.has(person, asker.now)))?;
        contingent_release(keeping.release_hours, asker.now, period.start()).err()
    }

    /// The contingents a desk is part of on a date.
    pub fn contingents_on(&self, place: usize, date: NaiveDate) -> impl Iterator<Item = &Contingent> {
        let weekday = i16::try_from(date.weekday().number_from_monday()).unwrap_or(0);
        self.contingents.iter().filter(move |kept| {
            kept.places.contains(&place)
                && kept.weekdays.contains(&weekday)
                && kept.from.is_none_or(|from| from <= date)
                && kept.to.is_none_or(|to| date < to)
        })
    }
}
