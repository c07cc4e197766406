//! How it is in the hall at this moment, from memory: for pages that say one number.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::desks::{AvailabilityCounts, judge};
use shared::slots::{Period, Slot};

use crate::calendar::VenueCalendar;
use crate::venues::Asker;

/// The hall while it is open.
#[derive(Debug)]
pub(crate) struct HallNow {
    /// How many desks are what.
    pub(crate) counts: AvailabilityCounts,
    /// The same by zone, a key of the venue's `zones`.
    pub(crate) zones: BTreeMap<String, AvailabilityCounts>,
    /// Until when it is open.
    pub(crate) until: Slot,
}

/// The hall in the slot that is running; `None` while it is closed. Takes no look at the database.
pub(crate) fn hall_now(venue: &VenueCalendar, now: DateTime<Utc>) -> Option<HallNow> {
    let facts = &venue.facts;
    let period = Period::of_length(Slot::containing(now), 1)?;
    let open = venue.open_around(period)?;
    let (mut counts, mut zones) = (AvailabilityCounts::default(), BTreeMap::new());
    let live = venue.live();
    let spots = facts.layout_at(period.start()).map(|layout| layout.spots.as_slice()).unwrap_or_default();
    for spot in spots {
        let Some((desk, calendar)) = facts.desk(spot.place).zip(live.desk(spot.place)) else { continue };
        let closed = facts.closed_times(desk).filter_map(|time| time.intersection(open));
        let own = facts.desk_facts(desk, spot, period, Asker::anybody(now));
        let state = judge(&calendar.with(closed), period, Some(open), own).state;
        counts.add(state);
        zones.entry(desk.zone.clone()).or_insert_with(AvailabilityCounts::default).add(state);
    }
    Some(HallNow { counts, zones, until: open.to() })
}
