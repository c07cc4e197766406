//! The code that confirms a hold of desks.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::bookings::BookingState;

use super::moves::wrong_state;
use super::store::{self, Stored};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::holds::{Kept, compare};
use crate::problem::Failure;

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
    let kept =
        Kept { hash: booking.code_hash.as_deref(), expires_at: booking.code_expires_at, tries: booking.code_tries };
    let offered = app.secrets.code_hash(booking.id, code);
    let wrong = compare(kept, &offered, venue.facts.rules().code_tries, now)?;
    if wrong.is_some() {
        store::count_try(conn, booking).await?;
    }
    Ok(wrong)
}
