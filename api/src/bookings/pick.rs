//! Which desks a wish comes down to, and whether the rules allow it.
//!
//! Pure: facts, calendar and `now` in, a plan or a refusal out. The database has the last word
//! on whether the desks are free.

use chrono::{DateTime, Utc};
use shared::bookings::{NewBooking, Rule, Violation, check_period, walk_in_reach};
use shared::ids::{BookingId, DeskId};
use shared::slots::Period;

use crate::calendar::{Live, VenueCalendar};
use crate::desks::Wish;
use crate::venues::{Asker, VenueFacts};

/// What is to be booked.
#[derive(Debug, Clone)]
pub struct Plan {
    /// When.
    pub period: Period,
    /// Places of the desks.
    pub places: Vec<usize>,
    /// Their ids.
    pub desks: Vec<DeskId>,
}

/// Why a wish can't be booked.
#[derive(Debug)]
pub enum Refusal {
    /// A value makes no sense.
    Invalid(&'static str, String),
    /// A rule says no.
    Rule(Violation),
    /// Nobody can sit there now: desks that would have to be free are not.
    Taken,
}

/// What is wished for besides the time, for alternatives.
pub(super) fn wish(new: &NewBooking, facts: &VenueFacts) -> Wish {
    let named = new.desk_codes.as_deref().unwrap_or_default();
    let first = named.first().and_then(|code| facts.places.get(code)).and_then(|place| facts.desk(*place));
    // Somebody who wanted one certain desk gets others of any kind rather than none.
    let party_size = new.party_size.unwrap_or_else(|| u16::try_from(named.len()).unwrap_or(1));
    let team_table = first.filter(|desk| desk.seats > 1).map(|desk| desk.seats);
    Wish {
        features: new.features.clone().unwrap_or_default(),
        zone: new.zone.clone(),
        kind: None,
        party_size: team_table.unwrap_or(party_size).max(1),
    }
}

/// Decides what is to be booked.
pub(super) fn plan(new: &NewBooking, venue: &VenueCalendar, now: DateTime<Utc>) -> Result<Plan, Refusal> {
    let facts = &venue.facts;
    let (period, _) =
        check_period(facts.rules(), &facts.schedule, now, new.from.to_utc(), new.to.to_utc()).map_err(Refusal::Rule)?;
    plan_for(new, venue, period, None, Asker { now, person: new.email.as_deref() })
}

/// The same for a period that is right already. Desks that `own` has count as free.
pub(super) fn plan_for(
    new: &NewBooking,
    venue: &VenueCalendar,
    period: Period,
    own: Option<BookingId>,
    asker: Asker<'_>,
) -> Result<Plan, Refusal> {
    let facts = &venue.facts;
    let codes = match (&new.desk_codes, new.party_size) {
        (Some(_), Some(_)) => {
            return Err(Refusal::Invalid("/party_size", "either name desks or say how many people, not both".into()));
        }
        (None, None) => {
            return Err(Refusal::Invalid("/desk_codes", "name desks, or say how many people with party_size".into()));
        }
        (Some(codes), None) => {
            let codes = named(codes, new.features.is_some() || new.zone.is_some())?;
            party_size(codes.len(), facts).map_err(Refusal::Rule)?;
            codes
        }
        (None, Some(size)) => match own {
            Some(own) => chosen(size, new, venue, &venue.live().without(own), period, asker)?,
            None => chosen(size, new, venue, &venue.live(), period, asker)?,
        },
    };
    let mut plan = Plan { period, places: Vec::with_capacity(codes.len()), desks: Vec::with_capacity(codes.len()) };
    admit(&mut plan, &codes, facts, asker)?;
    Ok(plan)
}

/// Puts desks into a plan, if the layout of its day has them and nothing but other bookings can
/// stand against them.
pub(super) fn admit(plan: &mut Plan, codes: &[String], facts: &VenueFacts, asker: Asker<'_>) -> Result<(), Refusal> {
    match examine(plan, codes, facts, asker)?.first() {
        Some(violation) => Err(Refusal::Rule(*violation)),
        None => Ok(()),
    }
}

/// The same, but says which rules about who may have these desks stand against it. What is refused is
/// what nobody can set aside: a desk that is not there.
pub(super) fn examine(
    plan: &mut Plan,
    codes: &[String],
    facts: &VenueFacts,
    asker: Asker<'_>,
) -> Result<Vec<Violation>, Refusal> {
    let period = plan.period;
    let unknown = Refusal::Rule(Violation::of(Rule::UnknownDesk));
    let layout = facts.layout_at(period.start()).ok_or(unknown)?;
    let mut broken = Vec::new();
    for code in codes {
        let place = facts.places.get(code).copied();
        let spot = layout.spots.iter().find(|spot| Some(spot.place) == place);
        let (Some(spot), Some(desk)) = (spot, place.and_then(|place| facts.desk(place))) else {
            return Err(Refusal::Rule(Violation::of(Rule::UnknownDesk)));
        };
        if facts.desk_facts(desk, spot, period, asker).closed {
            return Err(Refusal::Rule(Violation::of(Rule::Closed)));
        }
        broken.extend(facts.kept(spot.place, period, asker));
        if spot.walk_in {
            broken.extend(walk_in_reach(facts.rules(), asker.now, period.start()).err());
        }
        plan.places.push(spot.place);
        plan.desks.push(desk.id);
    }
    Ok(broken)
}

/// The desks somebody has named, in order and each once.
pub(super) fn named(codes: &[String], filtered: bool) -> Result<Vec<String>, Refusal> {
    if codes.is_empty() {
        return Err(Refusal::Invalid("/desk_codes", "names no desk".into()));
    }
    if filtered {
        return Err(Refusal::Invalid("/features", "features and zone go with party_size".into()));
    }
    let mut unique = codes.to_vec();
    unique.sort_unstable();
    unique.dedup();
    if unique.len() != codes.len() {
        return Err(Refusal::Invalid("/desk_codes", "names a desk twice".into()));
    }
    Ok(unique)
}

/// Rule 7: how many desks one booking may have.
pub(super) fn party_size(desks: usize, facts: &VenueFacts) -> Result<(), Violation> {
    let most = facts.rules().max_party_size;
    if desks > usize::from(most) {
        return Err(Violation::beyond(Rule::PartyTooLarge, i64::from(most)));
    }
    Ok(())
}

fn chosen(
    size: u16,
    new: &NewBooking,
    venue: &VenueCalendar,
    live: &Live,
    period: Period,
    asker: Asker<'_>,
) -> Result<Vec<String>, Refusal> {
    let facts = &venue.facts;
    let most = facts.rules().max_party_size;
    if size == 0 {
        return Err(Refusal::Invalid("/party_size", "should be at least 1".into()));
    }
    if size > most {
        return Err(Refusal::Rule(Violation::beyond(Rule::PartyTooLarge, i64::from(most))));
    }
    let wish = wish(new, facts);
    let unknown = |_| Refusal::Invalid("/features", "names a feature or zone this venue does not have".into());
    wish.check(facts).map_err(unknown)?;
    let codes = wish.bookable(facts, live, period, asker, 1);
    if codes.is_empty() {
        return Err(Refusal::Taken);
    }
    Ok(codes)
}
