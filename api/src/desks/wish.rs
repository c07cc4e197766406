//! What somebody is looking for, and where else it could be found.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::desks::{Alternative, Candidate, Desk, closest_group};
use shared::slots::{Period, Slot};

use crate::calendar::{Live, VenueCalendar};
use crate::problem::Failure;
use crate::venues::{Asker, Layout, Spot, VenueFacts};
use crate::wire::Params;

/// Most alternatives of one answer.
const MAX_ALTERNATIVES: usize = 5;
/// Most desks named by an alternative for one person.
const MAX_CODES: usize = 5;
/// How far around the asked time alternatives are looked for, slots: seven days.
const REACH: i64 = 7 * 96;
/// Slots between two alternatives; a quarter of an hour more or less is no other choice.
const APART: i64 = 2;

/// A wish for desks, without a time.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Features every desk must have.
    pub features: Vec<String>,
    /// The zone to sit in.
    pub zone: Option<String>,
    /// The kind of desk.
    pub kind: Option<String>,
    /// How many people want to sit together.
    pub party_size: u16,
}

impl Wish {
    /// Reads a wish from query values; unknown features, zones and kinds are refused.
    pub fn read(params: &mut Params, facts: &VenueFacts) -> Result<Self, Failure> {
        let most = i64::from(facts.rules().max_party_size);
        let party_size = params.number("party_size", 1, most)?.and_then(|size| u16::try_from(size).ok());
        let wish = Self {
            features: params.list("features"),
            zone: params.text("zone")?,
            kind: params.text("kind")?,
            party_size: party_size.unwrap_or(1),
        };
        wish.check(facts)?;
        Ok(wish)
    }

    /// Refuses words the venue does not know.
    pub fn check(&self, facts: &VenueFacts) -> Result<(), Failure> {
        let venue = &facts.venue;
        let known = |labels: &[shared::venues::Label], word: &str| labels.iter().any(|label| label.key == word);
        if let Some(word) = self.features.iter().find(|word| !known(&venue.features, word)) {
            return Err(Failure::invalid("features", format!("`{word}` is not a feature of this venue")));
        }
        if let Some(word) = self.zone.as_ref().filter(|word| !known(&venue.zones, word)) {
            return Err(Failure::invalid("zone", format!("`{word}` is not a zone of this venue")));
        }
        if let Some(word) = self.kind.as_ref().filter(|word| !known(&venue.desk_kinds, word)) {
            return Err(Failure::invalid("kind", format!("`{word}` is not a kind of desk of this venue")));
        }
        Ok(())
    }

    /// Whether a desk has what is wished for.
    pub fn fits(&self, desk: &Desk) -> bool {
        self.features.iter().all(|feature| desk.features.contains(feature))
            && self.zone.as_ref().is_none_or(|zone| *zone == desk.zone)
            && self.kind.as_ref().is_none_or(|kind| *kind == desk.kind)
    }

    /// The desks of a layout that fit.
    pub fn spots<'a>(
        &'a self,
        facts: &'a VenueFacts,
        layout: &'a Layout,
    ) -> impl Iterator<Item = (&'a Spot, &'a Desk)> {
        let desks = layout.spots.iter().filter_map(|spot| Some((spot, facts.desk(spot.place)?)));
        desks.filter(|(_, desk)| self.fits(desk))
    }

    /// Codes that can be booked for the whole of a period: desks for one, a group for more.
    /// Empty when there are none, and no more than `most` desks for one. The period must lie inside an opening interval.
    pub fn bookable(
        &self,
        facts: &VenueFacts,
        live: &Live,
        period: Period,
        asker: Asker<'_>,
        most: usize,
    ) -> Vec<String> {
        let Some(layout) = facts.layout_at(period.start()) else { return Vec::new() };
        let free = self.spots(facts, layout).filter(|(spot, desk)| {
            let own = facts.desk_facts(desk, spot, period, asker);
            !own.closed
                && !own.walk_in
                && !own.contingent
                && live.desk(spot.place).is_some_and(|calendar| calendar.is_free(period))
        });
        if self.party_size <= 1 {
            return free.filter(|(_, desk)| desk.seats == 1).take(most).map(|(_, desk)| desk.code.clone()).collect();
        }
        let candidates: Vec<Candidate<'_>> = free
            .map(|(spot, desk)| Candidate {
                code: &desk.code,
                zone: &desk.zone,
                seats: desk.seats,
                x: spot.x,
                y: spot.y,
            })
            .collect();
        let group = closest_group(&candidates, self.party_size).unwrap_or_default();
        group.into_iter().map(str::to_owned).collect()
    }
}

/// Other ways to get what is wished for, nearest in time first: the same time with other desks,
/// then other times. Never in the past, always inside opening hours.
pub fn alternatives(
    venue: &VenueCalendar,
    live: &Live,
    wish: &Wish,
    period: Period,
    now: DateTime<Utc>,
) -> Vec<Alternative> {
    let facts = &venue.facts;
    let running = Slot::containing(now);
    let latest = Slot::containing(now + chrono::TimeDelta::days(facts.rules().horizon_days));
    let mut found: Vec<Alternative> = Vec::new();
    let mut taken: BTreeSet<i64> = BTreeSet::new();
    for step in 0..=REACH {
        for shift in if step == 0 { vec![0] } else { vec![-step, step] } {
            let start = period.from().plus(shift);
            let Some(other) = Period::of_length(start, period.slots()) else { continue };
            let near = taken.range(shift - APART + 1..shift + APART).next().is_some();
            if near || start < running || start > latest || venue.open_around(other).is_none() {
                continue;
            }
            let codes = wish.bookable(facts, live, other, Asker::anybody(now), MAX_CODES);
            if codes.is_empty() {
                continue;
            }
            taken.insert(shift);
            let zone = &facts.schedule.zone;
            found.push(Alternative { from: zone.local(other.start()), to: zone.local(other.end()), desk_codes: codes });
            if found.len() == MAX_ALTERNATIVES {
                return found;
            }
        }
    }
    found
}
