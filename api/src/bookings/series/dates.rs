//! The dates of a series and what each of them comes down to.

use chrono::{DateTime, Utc};
use shared::bookings::{NewBooking, NewSeries, Recurrence, Rule, SeriesDate, SeriesOutcome};
use shared::slots::Period;

use crate::app::App;
use crate::bookings::pick::{self, Plan, Refusal};
use crate::bookings::secure::Obstacle;
use crate::calendar::VenueCalendar;
use crate::desks::alternatives;
use crate::problem::Failure;

/// One date: the wish, and a plan or a refusal.
pub(super) struct Occurrence {
    /// The wish for this date alone.
    pub(super) new: NewBooking,
    /// What it comes down to.
    pub(super) plan: Result<Plan, Refusal>,
}

/// Every date of a series, with what it comes down to by rules and calendar.
pub(super) fn occurrences(
    venue: &VenueCalendar,
    series: &NewSeries,
    now: DateTime<Utc>,
) -> Result<Vec<Occurrence>, Failure> {
    let facts = &venue.facts;
    let zone = &facts.schedule.zone;
    let rule = Recurrence::parse(&series.rrule).map_err(|reason| Failure::invalid("/rrule", reason))?;
    let (from, to) = (zone.local(series.from.to_utc()).naive_local(), zone.local(series.to.to_utc()).naive_local());
    if from.date() != to.date() || from >= to {
        return Err(Failure::invalid("/to", "should be later on the same local day as `from`"));
    }
    let most = usize::from(facts.rules().max_series_dates);
    let dates = rule.dates(from.date(), most);
    if dates.len() > most {
        return Err(Failure::invalid("/rrule", format!("has more than {most} dates")));
    }
    if dates.is_empty() {
        return Err(Failure::invalid("/rrule", "has no date"));
    }
    let one = |date: chrono::NaiveDate| {
        let local = |time: chrono::NaiveTime| zone.local(zone.instant(date.and_time(time)));
        let new = single(series, local(from.time()), local(to.time()));
        let plan = pick::plan(&new, venue, now);
        Occurrence { new, plan }
    };
    dates.into_iter().map(one).map(valid).collect()
}

/// A value that makes no sense makes none on any date.
fn valid(one: Occurrence) -> Result<Occurrence, Failure> {
    match one.plan {
        Err(Refusal::Invalid(pointer, detail)) => Err(Failure::invalid(pointer, detail)),
        _ => Ok(one),
    }
}

fn single(series: &NewSeries, from: DateTime<chrono::FixedOffset>, to: DateTime<chrono::FixedOffset>) -> NewBooking {
    NewBooking {
        venue: series.venue.clone(),
        from,
        to,
        desk_codes: series.desk_codes.clone(),
        party_size: series.party_size,
        features: series.features.clone(),
        zone: series.zone.clone(),
        email: series.email.clone(),
        name: series.name.clone(),
        locale: series.locale,
    }
}

impl Occurrence {
    /// Refuses what the calendar knows to be taken; the database still has the last word.
    pub(super) fn against(mut self, venue: &VenueCalendar) -> Self {
        let live = venue.live();
        let busy = |plan: &Plan| {
            let free = |place: &usize| live.desk(*place).is_some_and(|desk| desk.is_free(plan.period));
            !plan.places.iter().all(free)
        };
        if self.plan.as_ref().is_ok_and(busy) {
            self.plan = Err(Refusal::Taken);
        }
        self
    }

    /// As it is told.
    pub(super) fn wire(&self, app: &App, venue: &VenueCalendar) -> SeriesDate {
        let facts = &venue.facts;
        let code = |place: &usize| facts.desk(*place).map(|desk| desk.code.clone());
        let (outcome, rule) = match &self.plan {
            Ok(_) => (SeriesOutcome::Fits, None),
            Err(Refusal::Taken) => (SeriesOutcome::Taken, None),
            Err(Refusal::Rule(violation)) => (SeriesOutcome::Rule, Some(violation.rule)),
            Err(Refusal::Invalid(..)) => (SeriesOutcome::Rule, Some(Rule::Unknown)),
        };
        let period = Period::between(self.new.from.to_utc(), self.new.to.to_utc());
        let others = period
            .filter(|_| self.plan.is_err())
            .map(|period| alternatives(venue, &venue.live(), &pick::wish(&self.new, facts), period, app.clock.now()));
        SeriesDate {
            date: self.new.from.date_naive(),
            from: self.new.from,
            to: self.new.to,
            outcome,
            desk_codes: self.plan.iter().flat_map(|plan| plan.places.iter().filter_map(code)).collect(),
            rule,
            alternatives: others.unwrap_or_default(),
        }
    }
}

/// The refusal of a series that was wanted whole: the first date's reason, and every date that does
/// not fit by name.
pub(super) fn refusal(app: &App, venue: &VenueCalendar, dates: Vec<Occurrence>) -> Failure {
    let named: Vec<SeriesDate> = dates.iter().map(|date| date.wire(app, venue)).collect();
    let first = dates.into_iter().find_map(|date| date.plan.err());
    let mut failure = Obstacle::Refused(first.unwrap_or(Refusal::Taken)).failure(&venue.facts);
    for (at, date) in named.iter().enumerate().filter(|(_, date)| date.outcome != SeriesOutcome::Fits) {
        let why = match (date.outcome, date.rule) {
            (SeriesOutcome::Taken, _) => "taken".to_owned(),
            (_, rule) => rule
                .and_then(|rule| serde_json::to_value(rule).ok())
                .and_then(|rule| rule.as_str().map(str::to_owned))
                .unwrap_or_default(),
        };
        failure = failure.error(format!("/dates/{at}"), format!("{}: {why}", date.date));
    }
    failure.detail("Some dates do not fit. Book the possible ones with `mode`, or choose otherwise.")
}
