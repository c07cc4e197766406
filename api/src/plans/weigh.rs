//! What a change of the hall does, worked out in full; and writing that down.

use std::ops::Bound;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use shared::advice::Span;
use shared::ids::{PlanId, VenueId};
use shared::plans::{PlanContent, PlanOutcome, PlanPreview, TouchedBooking};
use shared::slots::Slot;

use super::check::{self, Effect};
use super::decide::{Case, Decision};
use super::store;
use crate::app::App;
use crate::appointments;
use crate::bookings::store::{self as bookings, Stored};
use crate::bookings::{Fate, desks, due_move, meet};
use crate::calendar::{VenueCalendar, filled};
use crate::jobs::due;
use crate::problem::Failure;
use crate::venues::{VenueFacts, load_venue};
use crate::wire::tag_of;

/// A change of the hall with all its consequences.
pub(super) struct Weighed {
    /// What it makes of the hall.
    pub effect: Effect,
    /// The hall then, with everything that is booked.
    pub after: VenueCalendar,
    /// Whom it touches.
    pub decisions: Vec<Decision>,
    /// How many appointments it calls off.
    pub appointments: u32,
}

/// Whether what is read may be written afterwards.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose<'a> {
    /// Bookings are locked, and those that are due are moved on first.
    Apply(&'a App),
    /// Nothing is written.
    Look,
}

/// The facts of a venue as this transaction sees them.
pub(super) async fn facts(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    now: DateTime<Utc>,
) -> Result<VenueFacts, Failure> {
    load_venue(conn, venue, now).await.map_err(Failure::internal)?.ok_or_else(Failure::not_found)
}

/// Works out what a plan would do.
pub(super) async fn weigh(
    conn: &mut AsyncPgConnection,
    (venue, id): (VenueId, PlanId),
    content: &PlanContent,
    purpose: Purpose<'_>,
    now: DateTime<Utc>,
) -> Result<Weighed, Failure> {
    let before = facts(conn, venue, now).await?;
    let pieces = store::pieces(conn, venue).await?;
    let effect = check::effect(content, before.clone(), pieces, id, now)?;
    let mut weighed = consequences(conn, &before, effect, purpose, now).await?;
    if let Some((closed, _)) = closed(content) {
        weighed.appointments = appointments::to_come(conn, venue, closed, now).await?;
    }
    Ok(weighed)
}

/// When the whole venue is closed by a plan, and why, in German and English.
pub(super) fn closed(content: &PlanContent) -> Option<(Span, (&str, &str))> {
    let PlanContent::Closure(plan) = content else { return None };
    let span = Span { from: plan.from.to_utc(), to: plan.to.to_utc() };
    plan.zone.is_none().then_some((span, (plan.reason_de.as_str(), plan.reason_en.as_str())))
}

/// Works out what an effect does to bookings. They are locked before anything else is: whoever moves
/// one of them locks it first and the venue's revision last, and nobody must wait in a circle.
pub(super) async fn consequences(
    conn: &mut AsyncPgConnection,
    before: &VenueFacts,
    effect: Effect,
    purpose: Purpose<'_>,
    now: DateTime<Utc>,
) -> Result<Weighed, Failure> {
    // A touched booking may reach out of the plan's time; whoever shares its time matters as well.
    let reach = TimeDelta::minutes(before.rules().max_minutes);
    let reached = (
        Bound::Included(effect.begins - reach),
        effect.ends.map_or(Bound::Unbounded, |ends| Bound::Excluded(ends + reach)),
    );
    let locked = matches!(purpose, Purpose::Apply(_));
    let booked = bookings::blocking(conn, before.venue.id, reached, locked).await?;
    let after = filled(conn, effect.facts.clone(), now, Arc::default()).await?;
    if let Purpose::Apply(app) = purpose {
        let overdue = booked.iter().filter(|booking| due_move(booking, &after, now).is_some());
        let overdue: Vec<_> = overdue.map(|booking| booking.id).collect();
        due::settle_all(app, conn, before, &overdue, now).await?;
    }
    let case = Case { before, after: &after, begins: effect.begins, ends: effect.ends, now };
    let decisions = case.decide(&booked);
    Ok(Weighed { effect, after, decisions, appointments: 0 })
}

impl Weighed {
    /// Makes it come true for the bookings, and tells everybody who is touched. Those who leave go
    /// first, so that nobody is moved to a desk that is still somebody's.
    pub(super) async fn fulfil(
        &self,
        conn: &mut AsyncPgConnection,
        app: &App,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let (moving, leaving): (Vec<&Decision>, Vec<&Decision>) =
            self.decisions.iter().partition(|one| matches!(one.fate, Fate::Reseated(_)));
        for Decision { booking, fate } in leaving.into_iter().chain(moving) {
            meet(conn, app, &self.after, booking.clone(), fate, &self.effect.reason, now).await?;
        }
        Ok(())
    }

    /// Tells staff.
    pub(super) fn preview(&self, content: &PlanContent, now: DateTime<Utc>) -> Result<PlanPreview, Failure> {
        let zone = &self.after.facts.schedule.zone;
        let touched = self.touched(now);
        // What else is free changes with every booking of anybody; what becomes of people is what was looked at.
        let essence: Vec<_> = touched
            .iter()
            .map(|one| (&one.code, one.from, one.to, &one.old_desk_codes, one.outcome, &one.desk_codes, one.ends_at))
            .collect();
        let essence = serde_json::to_vec(&(content, essence, self.appointments)).map_err(Failure::internal)?;
        Ok(PlanPreview {
            fingerprint: tag_of(&essence).trim_matches('"').to_owned(),
            begins_at: zone.local(self.effect.begins),
            ends_at: self.effect.ends.map(|ends| zone.local(ends)),
            touched,
            appointments: self.appointments,
        })
    }

    /// Every touched booking, without anything about the person.
    pub(super) fn touched(&self, now: DateTime<Utc>) -> Vec<TouchedBooking> {
        self.decisions.iter().map(|decision| self.told(decision, now)).collect()
    }

    fn told(&self, Decision { booking, fate }: &Decision, now: DateTime<Utc>) -> TouchedBooking {
        let zone = &self.after.facts.schedule.zone;
        let codes = |booking: &Stored| desks(&self.after, booking).into_iter().map(|desk| desk.code).collect();
        let mut told = TouchedBooking {
            code: booking.code.clone(),
            state: booking.state,
            from: zone.local(booking.period.start()),
            to: zone.local(booking.period.end()),
            old_desk_codes: codes(booking),
            outcome: PlanOutcome::Cancelled,
            desk_codes: Vec::new(),
            ends_at: None,
            reason_de: None,
            reason_en: None,
            alternatives: Vec::new(),
            told_by_mail: booking.email.is_some(),
        };
        match fate {
            Fate::Reseated(desks) => {
                told.outcome = PlanOutcome::Reseated;
                told.desk_codes = codes(&Stored { desks: desks.clone(), ..booking.clone() });
                return told;
            }
            Fate::Cancelled(others) => told.alternatives.clone_from(others),
            Fate::Ended(at, others) => {
                told.outcome = PlanOutcome::Ended;
                let running = Slot::containing(now);
                told.ends_at = Some(zone.local(if running < *at { at.start() } else { running.start() }));
                told.alternatives.clone_from(others);
            }
        }
        let (de, en) = self.effect.reason.clone();
        (told.reason_de, told.reason_en) = (Some(de), Some(en));
        told
    }
}
