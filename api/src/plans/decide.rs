//! Who is touched when the hall changes, and what becomes of them (rule 11). Pure: facts before and
//! after, everything that is booked, and `now` in; a fate for each touched booking out.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use shared::bookings::{BookingState, walk_in_reach};
use shared::desks::{Alternative, Displaced, Seat, reseat};
use shared::ids::DeskId;
use shared::opening::Closure;
use shared::slots::{Period, Slot};

use crate::bookings::store::Stored;
use crate::bookings::{Fate, due_move};
use crate::calendar::{Change, Entry, Live, VenueCalendar};
use crate::desks::{Wish, alternatives};
use crate::venues::{Asker, Layout, VenueFacts};

/// A touched booking and its fate.
#[derive(Debug, Clone)]
pub(super) struct Decision {
    /// As it is before.
    pub booking: Stored,
    /// What becomes of it.
    pub fate: Fate,
}

/// The hall before and after.
pub(super) struct Case<'a> {
    /// As it was.
    pub before: &'a VenueFacts,
    /// As it will be, with everything that is booked.
    pub after: &'a VenueCalendar,
    /// When the change begins.
    pub begins: DateTime<Utc>,
    /// When it is over.
    pub ends: Option<DateTime<Utc>>,
    /// What time it is.
    pub now: DateTime<Utc>,
}

/// A touched booking and the time that matters.
struct Touched<'a> {
    booking: &'a Stored,
    /// What is not over of its time.
    rest: Period,
}

impl Case<'_> {
    /// Decides about bookings, which come in the order of their making.
    pub(super) fn decide(&self, bookings: &[Stored]) -> Vec<Decision> {
        let touched: Vec<Touched<'_>> = bookings.iter().filter_map(|booking| self.touched(booking)).collect();
        let due = bookings.iter().filter(|booking| due_move(booking, self.after, self.now).is_some());
        let gone = due.chain(touched.iter().map(|one| one.booking));
        let gone = gone.map(|booking| Change { booking: booking.id, entry: None }).collect();
        let rest = self.after.live().with(gone);
        let displaced: Vec<Displaced<'_>> = touched.iter().map(|one| self.displaced(one, &rest)).collect();
        let mut fates: Vec<Fate> =
            touched.iter().zip(reseat(&displaced)).map(|(one, codes)| self.fate(one, codes)).collect();
        let settled = touched.iter().zip(&fates).map(|(one, fate)| self.change(one.booking, fate)).collect();
        self.offer(&touched, &mut fates, &rest.with(settled));
        let decided = touched.iter().zip(fates);
        decided.map(|(one, fate)| Decision { booking: one.booking.clone(), fate }).collect()
    }

    /// A booking that can't stay as it is.
    fn touched<'b>(&self, booking: &'b Stored) -> Option<Touched<'b>> {
        if due_move(booking, self.after, self.now).is_some() {
            return None;
        }
        let running = Slot::containing(self.now);
        let rest = Period::new(booking.period.from().max(running), booking.period.to())?;
        let within = self.begins < rest.end() && self.ends.is_none_or(|ends| rest.start() < ends);
        let stays = !self.is_shut(rest) && booking.desks.iter().all(|desk| self.stays(*desk, booking.period, rest));
        (within && !stays).then_some(Touched { booking, rest })
    }

    /// Whether the whole venue is closed for some of a time.
    fn is_shut(&self, rest: Period) -> bool {
        let whole = self.after.facts.schedule.closures.iter().filter(|closure| closure.zone.is_none());
        whole.filter_map(Closure::period).any(|closed| closed.overlaps(rest))
    }

    /// Whether a desk is there for all that is left of a booking's time. One that is out of order
    /// stays: that is no plan's doing.
    fn stays(&self, desk: DeskId, period: Period, rest: Period) -> bool {
        let facts = &self.after.facts;
        let Some((layout, place)) = facts.layout_at(period.start()).zip(facts.place_of(desk)) else { return false };
        let there = layout.spots.iter().any(|spot| spot.place == place);
        let closed = |desk| facts.closed_times(desk).any(|closed| closed.overlaps(rest));
        there && !facts.desk(place).is_some_and(closed)
    }

    fn displaced<'b>(&'b self, one: &Touched<'_>, live: &Live) -> Displaced<'b> {
        let (facts, period) = (&self.after.facts, one.booking.period);
        let shut = self.is_shut(one.rest);
        let (kept, lost): (Vec<DeskId>, Vec<DeskId>) =
            one.booking.desks.iter().partition(|desk| !shut && self.stays(**desk, period, one.rest));
        let new = facts.layout_at(period.start());
        let old = self.before.layout_at(period.start());
        Displaced {
            seated: one.booking.state == BookingState::CheckedIn,
            period,
            kept: kept.iter().filter_map(|desk| seat(facts, new, *desk)).collect(),
            lost: lost.iter().filter_map(|desk| seat(self.before, old, *desk)).collect(),
            free: new.filter(|_| !shut).map(|layout| self.free(one, layout, live)).unwrap_or_default(),
        }
    }

    /// Desks that could be given to somebody: those that anybody else could have for that time.
    fn free<'b>(&'b self, one: &Touched<'_>, layout: &'b Layout, live: &Live) -> Vec<Seat<'b>> {
        let facts = &self.after.facts;
        let soon = walk_in_reach(facts.rules(), self.now, one.booking.period.start()).is_ok();
        let found = layout.spots.iter().filter_map(|spot| {
            let desk = facts.desk(spot.place)?;
            let asker = Asker { now: self.now, person: one.booking.email.as_deref() };
            let own = facts.desk_facts(desk, spot, one.rest, asker);
            let open = !own.closed && !own.contingent && (soon || !own.walk_in);
            let free = live.desk(spot.place)?.is_free(one.booking.period);
            if open && free { seat(facts, Some(layout), desk.id) } else { None }
        });
        found.collect()
    }

    fn fate(&self, one: &Touched<'_>, codes: Option<Vec<&str>>) -> Fate {
        let facts = &self.after.facts;
        let desk = |code: &str| facts.places.get(code).and_then(|place| facts.desk(*place)).map(|desk| desk.id);
        match codes {
            Some(codes) => Fate::Reseated(codes.into_iter().filter_map(desk).collect()),
            // The state machine has no way from a visit that has begun to one that was called off.
            None if one.booking.state == BookingState::CheckedIn => {
                Fate::Ended(Slot::containing(self.begins), Vec::new())
            }
            None => Fate::Cancelled(Vec::new()),
        }
    }

    /// What the calendar makes of it.
    fn change(&self, booking: &Stored, fate: &Fate) -> Change {
        let places = |desks: &[DeskId]| desks.iter().filter_map(|desk| self.after.facts.place_of(*desk)).collect();
        let entry = match fate {
            Fate::Reseated(desks) => Some(Entry { period: booking.period, places: places(desks) }),
            Fate::Cancelled(_) => None,
            Fate::Ended(at, _) if *at <= Slot::containing(self.now) => None,
            Fate::Ended(at, _) => {
                Period::new(booking.period.from(), *at).map(|period| Entry { period, places: places(&booking.desks) })
            }
        };
        Change { booking: booking.id, entry }
    }

    /// What could be had instead, for those who get nothing. Many have the same time: it is looked for
    /// once.
    fn offer(&self, touched: &[Touched<'_>], fates: &mut [Fate], live: &Live) {
        let mut known: HashMap<(Period, u16), Vec<Alternative>> = HashMap::new();
        for (one, fate) in touched.iter().zip(fates) {
            let (Fate::Cancelled(others) | Fate::Ended(_, others)) = fate else { continue };
            let party_size = self.people(one.booking);
            let found = known.entry((one.rest, party_size)).or_insert_with(|| {
                let wish = Wish { party_size, ..Wish::default() };
                alternatives(self.after, live, &wish, one.rest, self.now)
            });
            others.clone_from(found);
        }
    }

    /// How many people a booking is for, as far as its desks tell.
    fn people(&self, booking: &Stored) -> u16 {
        let place = |desk: &DeskId| self.before.place_of(*desk).and_then(|place| self.before.desk(place));
        let seats: u16 = booking.desks.iter().filter_map(place).map(|desk| desk.seats).sum();
        seats.clamp(1, self.before.rules().max_party_size.max(1))
    }
}

/// A desk where a layout has it; one that no layout has stands nowhere in particular.
fn seat<'a>(facts: &'a VenueFacts, layout: Option<&'a Layout>, id: DeskId) -> Option<Seat<'a>> {
    let place = facts.place_of(id)?;
    let desk = facts.desk(place)?;
    let spot = layout.and_then(|layout| layout.spots.iter().find(|spot| spot.place == place));
    let (x, y) = spot.map_or((0.0, 0.0), |spot| (spot.x, spot.y));
    Some(Seat { code: &desk.code, zone: &desk.zone, seats: desk.seats, features: &desk.features, x, y })
}
