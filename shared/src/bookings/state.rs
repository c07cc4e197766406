//! The state machine of a booking, as a table. No other move exists.

use serde::{Deserialize, Serialize};

/// Where a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    /// It blocks its desks while the visitor confirms.
    Held,
    /// It is booked.
    Confirmed,
    /// The visitor is there.
    CheckedIn,
    /// It is over.
    Completed,
    /// Nobody came; the rest of the time is free again.
    NoShow,
    /// Nobody confirmed in time.
    Expired,
    /// It was called off.
    Cancelled,
}

/// What can happen to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// The visitor proves the address.
    Confirm,
    /// The hold runs out.
    Expire,
    /// The visitor arrives.
    CheckIn,
    /// Nobody came.
    MissStart,
    /// The visitor leaves, or the time is over.
    CheckOut,
    /// The visitor calls it off.
    Cancel,
}

/// Every move that exists: from, move, to.
const TABLE: [(BookingState, Move, BookingState); 7] = [
    (BookingState::Held, Move::Confirm, BookingState::Confirmed),
    (BookingState::Held, Move::Expire, BookingState::Expired),
    (BookingState::Confirmed, Move::CheckIn, BookingState::CheckedIn),
    (BookingState::Confirmed, Move::MissStart, BookingState::NoShow),
    (BookingState::CheckedIn, Move::CheckOut, BookingState::Completed),
    (BookingState::Held, Move::Cancel, BookingState::Cancelled),
    (BookingState::Confirmed, Move::Cancel, BookingState::Cancelled),
];

impl BookingState {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Held, Self::Confirmed, Self::CheckedIn, Self::Completed, Self::NoShow, Self::Expired, Self::Cancelled];

    /// Where a move leads from here; `None` if there is no such move.
    pub fn after(self, step: Move) -> Option<Self> {
        TABLE.iter().find(|(from, with, _)| *from == self && *with == step).map(|(_, _, to)| *to)
    }

    /// Whether bookings in this state keep others off their desks (rule 3).
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Held | Self::Confirmed | Self::CheckedIn)
    }

    /// Its name on the wire and in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Confirmed => "confirmed",
            Self::CheckedIn => "checked_in",
            Self::Completed => "completed",
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
    fn rule_2_names_are_the_same_here_and_on_the_wire() {
        for state in BookingState::ALL {
            assert_eq!(serde_json::to_value(state).expect("json"), state.name());
            assert_eq!(BookingState::from_name(state.name()), Some(state));
        }
    }

    #[test]
    fn rule_2_nothing_leads_out_of_an_end_and_blocking_states_are_never_ends() {
        let moves = [Move::Confirm, Move::Expire, Move::CheckIn, Move::MissStart, Move::CheckOut, Move::Cancel];
        for state in BookingState::ALL {
            let goes_on = moves.iter().any(|step| state.after(*step).is_some());
            assert_eq!(goes_on, state.blocks(), "{state:?}");
        }
    }
}
