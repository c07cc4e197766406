//! How much may be held by who has proven nothing, as a pure function of what is held already.
//!
//! A hold costs nothing and keeps a desk from everybody, and it sends a mail to whatever address was typed. So
//! an address has few at a time and not many an hour, and one network, or one app, never has so many desks at
//! once that the hall is full of them. Desks are counted and not holds, or eight at a time would be one.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Rule, Violation};
use crate::venues::Rules;

/// What is held without proof. A series is one hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Holds of the address.
    pub of_address: i64,
    /// When the first of them ends.
    pub address_until: Option<DateTime<Utc>>,
    /// Holds of the address within the last hour that were never confirmed, those that have ended too.
    pub lately: i64,
    /// When the first of these was made.
    pub lately_since: Option<DateTime<Utc>>,
    /// Desks held from the same network, or by the same app.
    pub desks: i64,
    /// When the first of these is free again.
    pub desks_until: Option<DateTime<Utc>>,
}

/// Whether so many desks more may be held.
pub fn check_holds(rules: &Rules, held: &Held, desks: usize) -> Result<(), Violation> {
    check(rules, held, desks, rules.held_desks_per_network)
}

/// Whether one more slot of advice hours may be held; `held` counts slots where it says desks.
pub fn check_held_slots(rules: &Rules, held: &Held) -> Result<(), Violation> {
    check(rules, held, 1, rules.held_slots_per_network)
}

fn check(rules: &Rules, held: &Held, wanted: usize, most: i64) -> Result<(), Violation> {
    let until = |rule, limit, at| Violation { allowed_from: at, ..Violation::beyond(rule, limit) };
    if held.of_address >= rules.holds_per_address {
        return Err(until(Rule::HoldsPerAddress, rules.holds_per_address, held.address_until));
    }
    if held.lately >= rules.holds_per_address_and_hour {
        let again = held.lately_since.map(|at| at + TimeDelta::hours(1));
        return Err(until(Rule::HoldsPerAddress, rules.holds_per_address_and_hour, again));
    }
    let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
    if held.desks.saturating_add(wanted) > most {
        return Err(until(Rule::HoldsPerNetwork, most, held.desks_until));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(held: &Held, desks: usize) -> Option<(Rule, Option<i64>)> {
        check_holds(&Rules::default(), held, desks).err().map(|no| (no.rule, no.limit))
    }

    #[test]
    fn an_address_has_two_at_a_time_and_six_an_hour() {
        assert_eq!(refusal(&Held { of_address: 1, lately: 5, ..Held::default() }, 1), None);
        assert_eq!(refusal(&Held { of_address: 2, ..Held::default() }, 1), Some((Rule::HoldsPerAddress, Some(2))));
        let since = DateTime::from_timestamp(1_795_000_000, 0);
        let lately = Held { lately: 6, lately_since: since, ..Held::default() };
        assert_eq!(refusal(&lately, 1), Some((Rule::HoldsPerAddress, Some(6))));
        let told = check_holds(&Rules::default(), &lately, 1).expect_err("too many").allowed_from;
        assert_eq!(told, since.map(|at| at + TimeDelta::hours(1)));
    }

    #[test]
    fn a_network_holds_twenty_desks_however_they_are_asked_for() {
        let held = |desks| Held { desks, ..Held::default() };
        assert_eq!(refusal(&held(12), 8), None);
        assert_eq!(refusal(&held(13), 8), Some((Rule::HoldsPerNetwork, Some(20))));
        assert_eq!(refusal(&held(19), 1), None);
    }
}
