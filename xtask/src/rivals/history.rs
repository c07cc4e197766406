//! What happened, as the clients saw it: who asked for what, when, and what came of it.
//!
//! What always holds: a call is written down whole and only after it has ended, and times of the house's clock and of
//! the steady clock are taken at the same two moments.

/// From one instant to another, microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Span {
    /// Whether some instant lies in both; touching counts.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// What somebody wants. Its number makes key, name and place in [`History::wishes`].
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) number: usize,
    pub(crate) email: String,
    /// Desks by name; empty for a party.
    pub(crate) desks: Vec<String>,
    /// So many people of this zone.
    pub(crate) party: Option<(usize, String)>,
    /// Unix seconds.
    pub(crate) from: i64,
    pub(crate) to: i64,
}

impl Wish {
    /// Idempotency key, and the name on the booking by which it is found again.
    pub(crate) fn key(&self) -> String {
        format!("wish-{}", self.number)
    }
}

/// What a visitor can do with a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Confirm,
    ExtendHold,
    Cancel,
    CheckIn,
    CheckOut,
    Look,
}

impl Step {
    /// The last part of its path.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Confirm => "/confirm",
            Self::ExtendHold => "/extend-hold",
            Self::Cancel => "/cancel",
            Self::CheckIn => "/check-in",
            Self::CheckOut => "/check-out",
            Self::Look => "",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Book,
    /// A step with the booking of this id.
    Step(Step, String),
}

/// A booking as an answer told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) id: String,
    pub(crate) state: State,
    pub(crate) desks: Vec<String>,
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Whether the answer said that it is a stored one.
    pub(crate) replayed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// No answer, or half of one: what was asked for may have been done or not.
    Silence,
    /// 200 or 201.
    Booking(Seen),
    /// Any other status, with the last part of the problem's type and the rule.
    Refusal { status: u16, problem: String, rule: String },
}

impl Reply {
    /// Whether somebody else was faster.
    pub(crate) fn is_taken(&self) -> bool {
        matches!(self, Self::Refusal { status: 409, problem, .. } if problem == "desk-taken")
    }

    /// Whether what was asked for may have been done although nobody said so.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Silence | Self::Refusal { status: 500.., .. })
    }
}

/// One request and what came of it.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Number of the wish it is about.
    pub(crate) wish: usize,
    pub(crate) act: Act,
    /// By the house's clock, which jumps only while nobody asks.
    pub(crate) span: Span,
    /// Since the run began, by a clock that never jumps.
    pub(crate) steady: Span,
    pub(crate) reply: Reply,
}

/// Something was broken on purpose.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) name: String,
    /// From before it was done until everything said that it was ready again, since the run began.
    pub(crate) steady: Span,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) wishes: Vec<Wish>,
    pub(crate) calls: Vec<Call>,
    pub(crate) faults: Vec<Fault>,
    /// The desks of the zone that groups want.
    pub(crate) room: Vec<String>,
}

/// Where a booking stands. Written down here once more, because a check must not believe what it checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Held,
    Confirmed,
    CheckedIn,
    Completed,
    NoShow,
    Expired,
    Cancelled,
}

impl State {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "held" => Self::Held,
            "confirmed" => Self::Confirmed,
            "checked_in" => Self::CheckedIn,
            "completed" => Self::Completed,
            "no_show" => Self::NoShow,
            "expired" => Self::Expired,
            "cancelled" => Self::Cancelled,
            _ => return None,
        })
    }

    pub(crate) fn blocks(self) -> bool {
        matches!(self, Self::Held | Self::Confirmed | Self::CheckedIn)
    }

    /// Whether somebody had the desk for good, at least for a while.
    pub(crate) fn was_used(self) -> bool {
        matches!(self, Self::Confirmed | Self::CheckedIn | Self::NoShow | Self::Completed)
    }

    /// Whether a booking that was seen in this state can be found in the other one later.
    pub(crate) fn leads_to(self, later: Self) -> bool {
        let beyond: &[Self] = match self {
            Self::Held => return true,
            Self::Confirmed => &[Self::CheckedIn, Self::Completed, Self::NoShow, Self::Cancelled],
            Self::CheckedIn => &[Self::Completed],
            Self::Completed | Self::NoShow | Self::Expired | Self::Cancelled => &[],
        };
        self == later || beyond.contains(&later)
    }
}
