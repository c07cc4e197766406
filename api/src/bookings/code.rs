//! The code that confirms a hold: six digits, good as long as the hold, for a few tries.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::bookings::BookingState;
use shared::problem::ProblemKind;

use super::moves::wrong_state;
use super::store::{self, Stored};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::secrets::equal;

/// Six digits, wherever blanks were put between them.
pub(crate) fn digits(code: &str) -> Result<String, Failure> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(Failure::invalid("/code", "should be 6 digits"));
    }
    Ok(code)
}

/// Compares a confirmation code; a wrong one is counted, so the transaction must be committed.
pub(super) async fn check(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    booking: &Stored,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Failure>, Failure> {
    if booking.state != BookingState::Held {
        return Err(wrong_state(booking.state));
    }
    let tries = venue.facts.rules().code_tries;
    let spent = booking.code_tries >= tries || booking.code_expires_at.is_none_or(|at| at <= now);
    let Some(kept) = booking.code_hash.as_ref().filter(|_| !spent) else {
        return Err(Failure::new(ProblemKind::CodeExpired).detail("Book again to get a new code."));
    };
    if equal(kept, &app.secrets.code_hash(booking.id, code)) {
        return Ok(None);
    }
    store::count_try(conn, booking).await?;
    let left = u8::try_from(tries - booking.code_tries - 1).unwrap_or(0);
    Ok(Some(Failure::new(ProblemKind::WrongCode).tries_left(left)))
}
