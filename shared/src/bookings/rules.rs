//! The booking rules that need no person's history, as pure functions.
//!
//! Rule numbers are those of docs/ARCHITECTURE.md. Each takes facts and `now` and returns a
//! decision; a refusal names its rule and what would be allowed.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::opening::Schedule;
use crate::slots::{Period, Slot};
use crate::venues::Rules;

/// The name of a rule that refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Times must lie on the 15-minute grid.
    OffGrid,
    /// Shorter than the shortest booking.
    TooShort,
    /// Longer than the longest booking.
    TooLong,
    /// The start has passed.
    InThePast,
    /// Further ahead than can be booked.
    BeyondHorizon,
    /// Not inside one opening interval.
    OutsideOpeningHours,
    /// The venue, the zone or the desk is closed.
    Closed,
    /// Too many open bookings of one person.
    QuotaBookings,
    /// Too many booked hours of one person in 7 days.
    QuotaHours,
    /// Too many appointments to come of one person.
    QuotaAppointments,
    /// Too much is held for one address that was not confirmed.
    HoldsPerAddress,
    /// Too many desks, or slots of advice hours, are held from one network, or by one app, that were not confirmed.
    HoldsPerNetwork,
    /// The desk is kept for a group.
    Contingent,
    /// The desk is kept for people who walk in.
    WalkInOnly,
    /// No group of desks of that size.
    PartyTooLarge,
    /// No such desk in the layout valid then.
    UnknownDesk,
    /// Check-in has not opened.
    CheckInTooEarly,
    /// Check-in is over.
    CheckInTooLate,
    /// Something this version does not know.
    #[serde(other)]
    Unknown,
}

/// A refusal and what would be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// The number it allows, where it has one.
    pub limit: Option<i64>,
    /// The earliest instant it allows.
    pub allowed_from: Option<DateTime<Utc>>,
    /// The latest instant it allows.
    pub allowed_to: Option<DateTime<Utc>>,
}

impl Violation {
    /// A refusal by a rule that has nothing to add.
    pub const fn of(rule: Rule) -> Self {
        Self { rule, limit: None, allowed_from: None, allowed_to: None }
    }

    /// A refusal by a rule with a number.
    pub const fn beyond(rule: Rule, limit: i64) -> Self {
        Self { rule, limit: Some(limit), allowed_from: None, allowed_to: None }
    }
}

/// Rule 1: on the grid, inside one opening interval, neither too short nor too long, neither past
/// nor too far ahead. Returns the period and the opening interval around it.
pub fn check_period(
    rules: &Rules,
    schedule: &Schedule,
    now: DateTime<Utc>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<(Period, Period), Violation> {
    let period = on_grid(rules, from, to)?;
    if let Some(violation) = broken_rules(rules, now, period).next() {
        return Err(violation);
    }
    schedule.interval_around(period).map(|open| (period, open)).ok_or_else(|| outside(schedule, period))
}

/// Rule 1, what no one can set aside: both ends lie on the grid, and the end after the start.
pub fn on_grid(rules: &Rules, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Period, Violation> {
    let (Some(start), Some(end)) = (Slot::starting_at(from), Slot::starting_at(to)) else {
        return Err(Violation::beyond(Rule::OffGrid, 15));
    };
    Period::new(start, end).ok_or(Violation::beyond(Rule::TooShort, rules.min_minutes))
}

/// Rule 1, what is about length and distance: everything that stands against a period, the most telling first.
pub fn broken_rules(rules: &Rules, now: DateTime<Utc>, period: Period) -> impl Iterator<Item = Violation> {
    let minutes = (period.end() - period.start()).num_minutes();
    let running = Slot::containing(now);
    let latest = now + TimeDelta::days(rules.horizon_days);
    let short = minutes < rules.min_minutes;
    let long = minutes > rules.max_minutes;
    let past = Violation { allowed_from: Some(running.start()), ..Violation::of(Rule::InThePast) };
    let far = Violation { allowed_to: Some(latest), ..Violation::beyond(Rule::BeyondHorizon, rules.horizon_days) };
    [
        short.then_some(Violation::beyond(Rule::TooShort, rules.min_minutes)),
        long.then_some(Violation::beyond(Rule::TooLong, rules.max_minutes)),
        (period.from() < running).then_some(past),
        (period.start() > latest).then_some(far),
    ]
    .into_iter()
    .flatten()
}

/// A period outside the hours, with the interval of that day it comes nearest to.
pub fn outside(schedule: &Schedule, period: Period) -> Violation {
    let day = schedule.day(schedule.zone.date(period.start()));
    let distance = |open: &Period| (open.from().number() - period.from().number()).abs();
    let nearest = day.intervals.iter().min_by_key(|open| distance(open));
    let closed = day.intervals.is_empty() && day.text.is_some();
    Violation {
        allowed_from: nearest.map(|open| open.start()),
        allowed_to: nearest.map(|open| open.end()),
        ..Violation::of(if closed { Rule::Closed } else { Rule::OutsideOpeningHours })
    }
}

/// Rule 4: whether a desk kept for walk-ins may be taken for a period that begins at `start`.
pub fn walk_in_reach(rules: &Rules, now: DateTime<Utc>, start: DateTime<Utc>) -> Result<(), Violation> {
    let latest = now + TimeDelta::minutes(rules.walk_in_window_minutes);
    if start <= latest {
        return Ok(());
    }
    let allowed_to = Some(latest);
    Err(Violation { allowed_to, ..Violation::beyond(Rule::WalkInOnly, rules.walk_in_window_minutes) })
}

/// Rule 6: whether desks kept for a group go to everyone for a booking that begins at `start`. Until
/// `hours` before the start they are the group's.
pub fn contingent_release(hours: i64, now: DateTime<Utc>, start: DateTime<Utc>) -> Result<(), Violation> {
    let released = start - TimeDelta::hours(hours);
    if now >= released {
        return Ok(());
    }
    Err(Violation { allowed_from: Some(released), ..Violation::beyond(Rule::Contingent, hours) })
}

/// When a booking may be checked in: `[from, until)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckIn {
    /// From here on.
    pub from: DateTime<Utc>,
    /// Until just before here; then it is a no-show.
    pub until: DateTime<Utc>,
}

/// Rule 2: the check-in window of a booking.
pub fn check_in_window(rules: &Rules, period: Period) -> CheckIn {
    let until = period.start() + TimeDelta::minutes(rules.check_in_late_minutes);
    CheckIn { from: period.start() - TimeDelta::minutes(rules.check_in_early_minutes), until: until.min(period.end()) }
}

impl CheckIn {
    /// Whether it may be checked in now.
    pub fn admits(self, now: DateTime<Utc>) -> Result<(), Violation> {
        let window = Violation {
            allowed_from: Some(self.from),
            allowed_to: Some(self.until),
            ..Violation::of(Rule::CheckInTooEarly)
        };
        if now < self.from {
            return Err(window);
        }
        if now >= self.until {
            return Err(Violation { rule: Rule::CheckInTooLate, ..window });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening::{MINUTES_PER_DAY, WeeklyHours};
    use crate::zones::berlin;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn schedule(opens: u16, closes: u16) -> Schedule {
        let weekly = (1..=7).map(|weekday| WeeklyHours { weekday, opens, closes }).collect();
        Schedule { zone: berlin(), weekly, holidays: Vec::new(), closures: Vec::new() }
    }

    fn refusal(now: &str, from: &str, to: &str) -> Option<Rule> {
        check_period(&Rules::default(), &schedule(480, 1080), at(now), at(from), at(to)).err().map(|no| no.rule)
    }

    #[test]
    fn rule_1_names_what_is_wrong() {
        let now = "2026-11-24T08:05:00Z";
        let cases = [
            ("2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z", None),
            ("2026-11-24T08:00:00Z", "2026-11-24T08:30:00Z", None),
            ("2026-11-24T09:05:00Z", "2026-11-24T10:00:00Z", Some(Rule::OffGrid)),
            ("2026-11-24T09:00:00Z", "2026-11-24T09:15:00Z", Some(Rule::TooShort)),
            ("2026-11-24T09:00:00Z", "2026-11-24T09:00:00Z", Some(Rule::TooShort)),
            ("2026-11-24T10:00:00Z", "2026-11-24T09:00:00Z", Some(Rule::TooShort)),
            ("2026-11-25T07:00:00Z", "2026-11-25T17:15:00Z", Some(Rule::TooLong)),
            ("2026-11-24T07:45:00Z", "2026-11-24T09:00:00Z", Some(Rule::InThePast)),
            ("2027-02-01T09:00:00Z", "2027-02-01T10:00:00Z", Some(Rule::BeyondHorizon)),
            ("2026-11-24T16:30:00Z", "2026-11-24T17:15:00Z", Some(Rule::OutsideOpeningHours)),
            ("2026-11-25T06:45:00Z", "2026-11-25T08:00:00Z", Some(Rule::OutsideOpeningHours)),
        ];
        for (from, to, rule) in cases {
            assert_eq!(refusal(now, from, to), rule, "{from} to {to}");
        }
    }

    #[test]
    fn rule_1_the_horizon_is_exact() {
        let now = "2026-11-24T09:00:00Z";
        assert_eq!(refusal(now, "2027-01-23T09:00:00Z", "2027-01-23T10:00:00Z"), None);
        assert_eq!(refusal(now, "2027-01-23T09:15:00Z", "2027-01-23T10:00:00Z"), Some(Rule::BeyondHorizon));
    }

    #[test]
    fn rule_12_ten_hours_across_a_clock_change_are_ten_hours() {
        let always = schedule(0, MINUTES_PER_DAY);
        let check = |from, to| check_period(&Rules::default(), &always, at("2026-10-24T12:00:00Z"), at(from), at(to));
        assert!(check("2026-10-24T22:00:00Z", "2026-10-25T08:00:00Z").is_ok());
        let longer = check("2026-10-24T22:00:00Z", "2026-10-25T08:15:00Z");
        assert_eq!(longer.err().map(|no| no.rule), Some(Rule::TooLong));
    }

    #[test]
    fn rule_2_check_in_opens_15_minutes_before_and_closes_30_after() {
        let period = Period::between(at("2026-11-24T09:00:00Z"), at("2026-11-24T12:00:00Z")).expect("a period");
        let window = check_in_window(&Rules::default(), period);
        let rule = |now| window.admits(at(now)).err().map(|no| no.rule);
        assert_eq!(rule("2026-11-24T08:44:59Z"), Some(Rule::CheckInTooEarly));
        assert_eq!(rule("2026-11-24T08:45:00Z"), None);
        assert_eq!(rule("2026-11-24T09:29:59Z"), None);
        assert_eq!(rule("2026-11-24T09:30:00Z"), Some(Rule::CheckInTooLate));
    }

    #[test]
    fn rule_4_walk_in_desks_reach_60_minutes_ahead() {
        let now = at("2026-11-24T09:00:00Z");
        assert!(walk_in_reach(&Rules::default(), now, at("2026-11-24T10:00:00Z")).is_ok());
        let far = walk_in_reach(&Rules::default(), now, at("2026-11-24T10:15:00Z"));
        assert_eq!(far.err().map(|no| no.rule), Some(Rule::WalkInOnly));
    }

    #[test]
    fn rule_6_a_contingent_goes_to_everyone_24_hours_before() {
        let start = at("2026-11-25T09:00:00Z");
        assert!(contingent_release(24, at("2026-11-24T09:00:00Z"), start).is_ok());
        let kept = contingent_release(24, at("2026-11-24T08:59:59Z"), start).expect_err("kept");
        assert_eq!((kept.rule, kept.allowed_from), (Rule::Contingent, Some(at("2026-11-24T09:00:00Z"))));
    }

    proptest! {
        #[test]
        fn rule_1_whatever_is_accepted_obeys_every_part_of_it(from in 0_i64..6000, length in -10_i64..60, off in 0_i64..3) {
            let rules = Rules::default();
            let schedule = schedule(480, 1080);
            let now = at("2026-11-24T08:05:00Z");
            let start = Slot::containing(now).plus(from - 100).start() + TimeDelta::minutes(off * 7);
            let end = start + TimeDelta::minutes(length * 15);
            if let Ok((period, open)) = check_period(&rules, &schedule, now, start, end) {
                prop_assert_eq!(off, 0);
                prop_assert!((2..=40).contains(&period.slots()));
                prop_assert!(open.contains(period));
                prop_assert!(period.from() >= Slot::containing(now));
                prop_assert!(start <= now + TimeDelta::days(60));
            }
        }
    }
}
