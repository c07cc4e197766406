//! The numbers of the booking rules; each is a setting of the venue.

use serde::{Deserialize, Serialize};

/// Every number of the booking rules (docs/ARCHITECTURE.md, "Rules").
///
/// A venue stores only what it sets; whatever is missing takes the default below, so a new rule
/// needs no migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Rules {
    /// Shortest booking, minutes.
    pub min_minutes: i64,
    /// Longest booking, minutes.
    pub max_minutes: i64,
    /// How far ahead a booking may start, days.
    pub horizon_days: i64,
    /// How long a hold blocks while the visitor confirms, minutes.
    pub hold_minutes: i64,
    /// How often a hold may be extended.
    pub hold_extensions: i16,
    /// How long before its start a booking may be checked in, minutes.
    pub check_in_early_minutes: i64,
    /// How long after its start, minutes; then it is a no-show.
    pub check_in_late_minutes: i64,
    /// How far ahead walk-in desks may be taken, minutes.
    pub walk_in_window_minutes: i64,
    /// Longest walk-in, minutes.
    pub walk_in_max_minutes: i64,
    /// Open bookings one person may have.
    pub max_open_bookings: i64,
    /// Booked hours one person may have in any 7 days.
    pub max_hours_in_7_days: i64,
    /// How long before its start a contingent's desk goes to everyone, hours.
    pub contingent_release_hours: i64,
    /// Most persons of one party.
    pub max_party_size: u16,
    /// Most dates of a series.
    pub max_series_dates: u16,
    /// How long an offer of the waiting list holds, minutes.
    pub waiting_offer_minutes: i64,
    /// Days after its end until a booking's personal data is erased.
    pub retention_days: i64,
    /// Tries for a confirmation code.
    pub code_tries: i16,
    /// How long a confirmation code is good, minutes.
    pub code_minutes: i64,
    /// Unconfirmed holds an address may have at a time.
    pub holds_per_address: i64,
    /// Holds an address may be given within an hour that are not confirmed: each sends it a mail.
    pub holds_per_address_and_hour: i64,
    /// Desks that may be held at a time, unconfirmed, from one network or by one app.
    pub held_desks_per_network: i64,
    /// Appointments to come that one person may have.
    pub max_open_appointments: i64,
    /// Slots of advice hours that may be held at a time, unconfirmed, from one network or by one app.
    pub held_slots_per_network: i64,
    /// Whether an offer is published only by somebody else than who has written it.
    pub offers_four_eyes: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            min_minutes: 30,
            max_minutes: 600,
            horizon_days: 60,
            hold_minutes: 10,
            hold_extensions: 1,
            check_in_early_minutes: 15,
            check_in_late_minutes: 30,
            walk_in_window_minutes: 60,
            walk_in_max_minutes: 120,
            max_open_bookings: 3,
            max_hours_in_7_days: 40,
            contingent_release_hours: 24,
            max_party_size: 8,
            max_series_dates: 26,
            waiting_offer_minutes: 30,
            retention_days: 2,
            code_tries: 5,
            code_minutes: 10,
            holds_per_address: 2,
            holds_per_address_and_hour: 6,
            // Less than half of the demo hall, and enough for a hall full of people behind one address: whoever
            // has typed her code is counted no longer.
            held_desks_per_network: 20,
            max_open_appointments: 3,
            // An office has few of them a day.
            held_slots_per_network: 6,
            offers_four_eyes: false,
        }
    }
}
