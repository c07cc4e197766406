//! What a visitor can do with a booking, as one action: only one thing happens at a time.

use crate::view::prelude::*;
use chrono::{DateTime, FixedOffset};
use client::{Client, Error};
use shared::bookings::{Booking, Confirmation, Extension};
use shared::ids::BookingId;
use shared::problem::ProblemKind;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Prove the address with this code.
    Confirm(String),
    /// Keep the held desk for longer.
    ExtendHold,
    /// Call it off.
    Cancel,
    /// Call off every date of its series that has not begun.
    CancelSeries,
    /// Call the hold off in order to choose anew; the page is left when that is done.
    GiveBack,
    /// The visitor is there.
    CheckIn,
    /// Stay until then.
    Stay(DateTime<FixedOffset>),
    /// The visitor leaves.
    CheckOut,
}

/// What came of a step.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// The step.
    pub(super) step: Step,
    /// The booking after it, or why it did not work.
    pub(super) result: Result<Booking, Error>,
}

/// The one action.
#[derive(Clone, Copy)]
pub(super) struct Moves(Action<Step, Outcome>);

impl Moves {
    /// The moves of a booking.
    pub(super) fn new(client: Client, id: BookingId, secret: String) -> Self {
        Self(Action::new(move |step: &Step| {
            let (client, secret, step) = (client.clone(), secret.clone(), step.clone());
            async move {
                let result = take(&client, id, &secret, &step).await;
                Outcome { step, result }
            }
        }))
    }

    /// Takes a step, unless one is being taken.
    pub(super) fn take(self, step: Step) {
        if !untrack(|| self.0.pending()) {
            self.0.dispatch(step);
        }
    }

    /// Whether a step of this kind is being taken.
    pub(super) fn is_taking(self, kind: impl Fn(&Step) -> bool) -> bool {
        self.0.pending() && self.0.input().is_some_and(|step| kind(&step))
    }

    /// What came of the last step; nothing while one is being taken.
    pub(super) fn outcome(self) -> Option<Outcome> {
        if self.0.pending() { None } else { self.0.value() }
    }

    /// The booking as the last step left it.
    pub(super) fn booking(self) -> Option<Booking> {
        let outcome = self.0.value()?;
        // Whoever gives a desk back is on the way to the plan; the end of the old hold is no news.
        if outcome.step == Step::GiveBack { None } else { outcome.result.ok() }
    }

    /// The revision the last step left the booking in, whichever step that was.
    pub(super) fn revision(self) -> Option<i64> {
        self.0.value()?.result.ok().map(|booking| booking.revision)
    }

    /// Why the last step did not work, if it was one of this kind.
    pub(super) fn failure(self, kind: impl Fn(&Step) -> bool) -> Option<Error> {
        self.outcome().filter(|outcome| kind(&outcome.step))?.result.err()
    }
}

/// Sends a step. If the booking has meanwhile gone another way, that is what comes back.
async fn take(client: &Client, id: BookingId, secret: &str, step: &Step) -> Result<Booking, Error> {
    let reply = match step {
        // It answers with all of them; the one on the screen is read anew.
        Step::CancelSeries => {
            client.cancel_series(id, secret).await?;
            client.booking(id, secret)
        }
        Step::Confirm(code) => client.confirm(id, secret, &Confirmation { code: Some(code.clone()) }),
        Step::ExtendHold => client.extend_hold(id, secret),
        Step::Cancel | Step::GiveBack => client.cancel(id, secret),
        Step::CheckIn => client.check_in(id, secret),
        Step::Stay(to) => client.extend(id, secret, &Extension { to: *to }),
        Step::CheckOut => client.check_out(id, secret),
    };
    match reply.await {
        Err(error) if error.kind() == Some(ProblemKind::WrongState) => client.booking(id, secret).await,
        other => other,
    }
}
