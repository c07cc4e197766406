//! Rule 5, its last sentence: what the front desk books for somebody, and which rules a reason can set
//! aside for it (docs/adr/0016).

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Locale, Rule};
use crate::ids::BookingId;
use crate::slots::Period;

/// As far ahead as a reason reaches, days: calendars end somewhere.
const MOST_DAYS: i64 = 366;
/// As long as one booking may be for whatever reason, minutes.
const MOST_MINUTES: i64 = 24 * 60;

/// A booking that staff make for a visitor. It is confirmed at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStaffBooking {
    /// When it begins; any offset.
    pub from: DateTime<FixedOffset>,
    /// When it is over.
    pub to: DateTime<FixedOffset>,
    /// The desks, by code. Either these or `party_size`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_codes: Option<Vec<String>>,
    /// How many people; the server chooses the desks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_size: Option<u16>,
    /// With `party_size`: features every desk must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// With `party_size`: the zone to sit in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Where mails go; without it the visitor has the printed code alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What the visitor is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language of mails and page: `de` (default) or `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<Locale>,
    /// Why rules may be set aside for it. Without a reason every rule holds. It is kept for good, also when
    /// the visitor has everything erased: say what the matter is, and never who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// Rules that were set aside for a booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Override {
    /// Its id.
    pub id: Uuid,
    /// The booking.
    pub booking_id: BookingId,
    /// When, in the venue's offset.
    pub at: DateTime<FixedOffset>,
    /// What colleagues call who did it.
    pub by: String,
    /// Which rules.
    pub rules: Vec<Rule>,
    /// Why.
    pub reason: String,
}

/// Whether a rule can be set aside for a period at all: what is fair or usual can, what is there or not
/// can't.
pub fn can_be_set_aside(rule: Rule, period: Period, now: DateTime<Utc>) -> bool {
    match rule {
        Rule::TooShort
        | Rule::OutsideOpeningHours
        | Rule::Closed
        | Rule::Contingent
        | Rule::WalkInOnly
        | Rule::PartyTooLarge
        | Rule::QuotaBookings
        | Rule::QuotaHours => true,
        Rule::TooLong => (period.end() - period.start()).num_minutes() <= MOST_MINUTES,
        Rule::BeyondHorizon => (period.start() - now).num_days() < MOST_DAYS,
        Rule::OffGrid
        | Rule::InThePast
        | Rule::UnknownDesk
        | Rule::CheckInTooEarly
        | Rule::CheckInTooLate
        | Rule::HoldsPerAddress
        | Rule::HoldsPerNetwork
        | Rule::QuotaAppointments
        | Rule::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slots::{SLOTS_PER_DAY, Slot};

    #[test]
    fn rule_5_a_reason_reaches_a_day_long_and_a_year_ahead_and_no_further() {
        let now = Slot::new(0).start();
        let period = |from: i64, length: i64| Period::of_length(Slot::new(from), length).expect("a period");
        let may = |rule, from, length| can_be_set_aside(rule, period(from, length), now);
        assert!(may(Rule::TooLong, 0, SLOTS_PER_DAY) && !may(Rule::TooLong, 0, SLOTS_PER_DAY + 1));
        assert!(
            may(Rule::BeyondHorizon, 366 * SLOTS_PER_DAY - 1, 4) && !may(Rule::BeyondHorizon, 366 * SLOTS_PER_DAY, 4)
        );
        assert!(may(Rule::QuotaHours, 0, 4) && may(Rule::Contingent, 0, 4) && may(Rule::OutsideOpeningHours, 0, 4));
        for rule in [Rule::OffGrid, Rule::InThePast, Rule::UnknownDesk, Rule::CheckInTooLate] {
            assert!(!may(rule, 0, 4), "{rule:?}");
        }
    }
}
