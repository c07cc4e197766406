//! Whether a plan makes sense, and what the hall is with it. Pure.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta, Utc};
use shared::ids::{DeskId, PlanId};
use shared::opening::Closure;
use shared::plans::{ClosurePlan, ExhibitionPlan, LayoutPlan, PlanContent};
use shared::venues::Exhibition;

use super::pieces::{Piece, lay};
use crate::bookings::Reason;
use crate::problem::Failure;
use crate::venues::{LayoutPeriod, VenueFacts};

/// Longest exhibition or closure, days: two years.
const LONGEST_DAYS: i64 = 731;

/// The hall with a plan, or without it again.
#[derive(Debug, Clone)]
pub(super) struct Effect {
    /// When that begins.
    pub begins: DateTime<Utc>,
    /// When it is over; `None` for good.
    pub ends: Option<DateTime<Utc>>,
    /// Why, for those who are touched.
    pub reason: Reason,
    /// The venue's facts then.
    pub facts: VenueFacts,
    /// Which layout is valid when then.
    pub pieces: Vec<Piece>,
    /// What a layout replaces.
    pub replaced: Vec<Piece>,
    /// Desks an exhibition takes one by one.
    pub desks: Vec<DeskId>,
}

/// Works out what a plan makes of the hall; the plan will have this id.
pub(super) fn effect(
    content: &PlanContent,
    facts: VenueFacts,
    pieces: Vec<Piece>,
    plan: PlanId,
    now: DateTime<Utc>,
) -> Result<Effect, Failure> {
    match content {
        PlanContent::Layout(layout) => with_layout(layout, facts, &pieces, plan, now),
        PlanContent::Exhibition(exhibition) => with_exhibition(exhibition, facts, pieces, now),
        PlanContent::Closure(closure) => with_closure(closure, facts, pieces, now),
    }
}

fn with_layout(
    plan: &LayoutPlan,
    mut facts: VenueFacts,
    pieces: &[Piece],
    id: PlanId,
    now: DateTime<Utc>,
) -> Result<Effect, Failure> {
    let layout = facts.layouts.iter().find(|layout| layout.slug == plan.layout);
    let layout = layout.ok_or_else(|| Failure::invalid("/plan/layout/layout", "no layout is called that"))?.id;
    let zone = &facts.schedule.zone;
    sensible_date("/plan/layout/from", plan.from)?;
    if plan.from < zone.date(now) {
        return Err(Failure::invalid("/plan/layout/from", "should be today or later: what was, was"));
    }
    if let Some(to) = plan.to {
        sensible_date("/plan/layout/to", to)?;
        if to <= plan.from {
            return Err(Failure::invalid("/plan/layout/to", "should be later than `from`: it is the first day after"));
        }
    }
    let (begins, ends) = (zone.day(plan.from).0, plan.to.map(|to| zone.day(to).0));
    let (pieces, replaced) = lay(pieces, Piece { layout, from: Some(plan.from), to: plan.to, plan: Some(id) });
    facts.periods = periods(&facts, &pieces);
    Ok(Effect { begins, ends, reason: rearranged(), facts, pieces, replaced, desks: Vec::new() })
}

fn with_exhibition(
    plan: &ExhibitionPlan,
    mut facts: VenueFacts,
    pieces: Vec<Piece>,
    now: DateTime<Utc>,
) -> Result<Effect, Failure> {
    for (pointer, value, most) in [
        ("/plan/exhibition/title_de", &plan.title_de, 120),
        ("/plan/exhibition/title_en", &plan.title_en, 120),
        ("/plan/exhibition/summary_de", &plan.summary_de, 300),
        ("/plan/exhibition/summary_en", &plan.summary_en, 300),
    ] {
        sentence(pointer, value, most)?;
    }
    times("/plan/exhibition", plan.from, plan.to, now)?;
    known_zone("/plan/exhibition/zone", plan.zone.as_deref(), &facts)?;
    let mut desks = Vec::with_capacity(plan.desk_codes.len());
    for (index, code) in plan.desk_codes.iter().enumerate() {
        let pointer = format!("/plan/exhibition/desk_codes/{index}");
        let desk = facts.places.get(code).and_then(|place| facts.desk(*place));
        let id = desk.ok_or_else(|| Failure::invalid(&pointer, "no desk has this code"))?.id;
        if desks.contains(&id) {
            return Err(Failure::invalid(pointer, "names a desk twice"));
        }
        desks.push(id);
    }
    let zone = &facts.schedule.zone;
    let (begins, ends) = (plan.from.to_utc(), plan.to.to_utc());
    facts.exhibitions.push(Exhibition {
        title_de: plan.title_de.clone(),
        title_en: plan.title_en.clone(),
        summary_de: plan.summary_de.clone(),
        summary_en: plan.summary_en.clone(),
        from: zone.local(begins),
        to: zone.local(ends),
        example: false,
        zone: plan.zone.clone(),
        desk_codes: plan.desk_codes.clone(),
    });
    let reason = (
        format!("Dort steht in dieser Zeit die Ausstellung „{}“.", plan.title_de),
        format!("The exhibition “{}” stands there at that time.", plan.title_en),
    );
    Ok(Effect { begins, ends: Some(ends), reason, facts, pieces, replaced: Vec::new(), desks })
}

fn with_closure(
    plan: &ClosurePlan,
    mut facts: VenueFacts,
    pieces: Vec<Piece>,
    now: DateTime<Utc>,
) -> Result<Effect, Failure> {
    sentence("/plan/closure/reason_de", &plan.reason_de, 300)?;
    sentence("/plan/closure/reason_en", &plan.reason_en, 300)?;
    times("/plan/closure", plan.from, plan.to, now)?;
    known_zone("/plan/closure/zone", plan.zone.as_deref(), &facts)?;
    let (begins, ends) = (plan.from.to_utc(), plan.to.to_utc());
    let reason = (plan.reason_de.clone(), plan.reason_en.clone());
    let (reason_de, reason_en) = reason.clone();
    facts.schedule.closures.push(Closure { from: begins, to: ends, zone: plan.zone.clone(), reason_de, reason_en });
    Ok(Effect { begins, ends: Some(ends), reason, facts, pieces, replaced: Vec::new(), desks: Vec::new() })
}

/// Why, when it is the arrangement of the hall that changes.
pub(super) fn rearranged() -> Reason {
    ("Der Saal ist dann anders eingerichtet.".to_owned(), "The hall is arranged differently then.".to_owned())
}

/// The pieces as the facts have them.
pub(super) fn periods(facts: &VenueFacts, pieces: &[Piece]) -> Vec<LayoutPeriod> {
    let place = |piece: &Piece| facts.layouts.iter().position(|layout| layout.id == piece.layout);
    let period = |piece: &Piece| Some(LayoutPeriod { layout: place(piece)?, from: piece.from, to: piece.to });
    pieces.iter().filter_map(period).collect()
}

fn sensible_date(pointer: &str, date: NaiveDate) -> Result<(), Failure> {
    if (2000..2100).contains(&date.year()) {
        Ok(())
    } else {
        Err(Failure::invalid(pointer, "should lie in this century"))
    }
}

/// A time that is not over, of whole seconds, in order, and not for ever.
fn times(
    place: &str,
    from: DateTime<FixedOffset>,
    to: DateTime<FixedOffset>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    for (name, at) in [("from", from), ("to", to)] {
        sensible_date(&format!("{place}/{name}"), at.to_utc().date_naive())?;
        if at.timestamp_subsec_nanos() != 0 {
            return Err(Failure::invalid(format!("{place}/{name}"), "should be a whole second"));
        }
    }
    let late = format!("{place}/to");
    if to <= from {
        return Err(Failure::invalid(late, "should be later than `from`"));
    }
    if to.to_utc() <= now {
        return Err(Failure::invalid(late, "should lie ahead"));
    }
    if to - from > TimeDelta::days(LONGEST_DAYS) {
        return Err(Failure::invalid(late, format!("should be at most {LONGEST_DAYS} days after `from`")));
    }
    Ok(())
}

/// A text for people.
fn sentence(pointer: &str, text: &str, most: usize) -> Result<(), Failure> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > most || text.chars().any(char::is_control) {
        return Err(Failure::invalid(pointer, format!("should have 1 to {most} characters on one line")));
    }
    Ok(())
}

fn known_zone(pointer: &str, zone: Option<&str>, facts: &VenueFacts) -> Result<(), Failure> {
    match zone.filter(|zone| facts.venue.zones.iter().all(|known| known.key != *zone)) {
        Some(_) => Err(Failure::invalid(pointer, "is not a zone of this venue")),
        None => Ok(()),
    }
}
