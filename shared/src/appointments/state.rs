//! The state machine of an appointment, as a table. No other move exists.

use serde::{Deserialize, Serialize};

/// Where an appointment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AppointmentState {
    /// It keeps its slot while the visitor confirms.
    Held,
    /// It is booked.
    Confirmed,
    /// The visitor was there.
    Attended,
    /// Nobody came.
    NoShow,
    /// Nobody confirmed in time.
    Expired,
    /// It was called off.
    Cancelled,
}

/// What can happen to an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppointmentMove {
    /// The visitor proves the address.
    Confirm,
    /// The hold runs out.
    Expire,
    /// The office says that she was there.
    Attend,
    /// The office says that nobody came.
    Miss,
    /// The visitor, or the office, calls it off.
    Cancel,
}

/// Every move that exists: from, move, to. What the office says can be said otherwise: people come late, and
/// fingers slip. Time alone marks nobody as missing: not every office keeps count.
const TABLE: [(AppointmentState, AppointmentMove, AppointmentState); 8] = [
    (AppointmentState::Held, AppointmentMove::Confirm, AppointmentState::Confirmed),
    (AppointmentState::Held, AppointmentMove::Expire, AppointmentState::Expired),
    (AppointmentState::Held, AppointmentMove::Cancel, AppointmentState::Cancelled),
    (AppointmentState::Confirmed, AppointmentMove::Attend, AppointmentState::Attended),
    (AppointmentState::Confirmed, AppointmentMove::Miss, AppointmentState::NoShow),
    (AppointmentState::Confirmed, AppointmentMove::Cancel, AppointmentState::Cancelled),
    (AppointmentState::NoShow, AppointmentMove::Attend, AppointmentState::Attended),
    (AppointmentState::Attended, AppointmentMove::Miss, AppointmentState::NoShow),
];

impl AppointmentState {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Held, Self::Confirmed, Self::Attended, Self::NoShow, Self::Expired, Self::Cancelled];

    /// Where a move leads from here; `None` if there is no such move.
    pub fn after(self, step: AppointmentMove) -> Option<Self> {
        TABLE.iter().find(|(from, with, _)| *from == self && *with == step).map(|(_, _, to)| *to)
    }

    /// Whether it is still to come, as far as the state tells.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Held | Self::Confirmed)
    }

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Confirmed => "confirmed",
            Self::Attended => "attended",
            Self::NoShow => "no_show",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_here_and_on_the_wire() {
        for state in AppointmentState::ALL {
            assert_eq!(serde_json::to_value(state).expect("json"), state.name());
            assert_eq!(AppointmentState::from_name(state.name()), Some(state));
        }
    }

    #[test]
    fn what_is_over_can_be_corrected_and_not_undone() {
        use AppointmentMove::{Attend, Cancel, Confirm, Expire, Miss};
        for ended in [AppointmentState::Expired, AppointmentState::Cancelled] {
            assert!(
                [Confirm, Expire, Attend, Miss, Cancel].iter().all(|step| ended.after(*step).is_none()),
                "{ended:?}"
            );
        }
        for said in [AppointmentState::Attended, AppointmentState::NoShow] {
            assert!([Confirm, Expire, Cancel].iter().all(|step| said.after(*step).is_none()), "{said:?}");
        }
        assert_eq!(AppointmentState::NoShow.after(Attend), Some(AppointmentState::Attended));
    }
}
