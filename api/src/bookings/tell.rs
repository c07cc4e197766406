//! A change of a booking is told: to the calendars by a revision and the bell, and to the app that has made it.
//!
//! What always holds: it is the last write of its transaction, because from the revision on nobody else can commit
//! a change of the venue. A booking that no app has made costs the one statement it always has.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use futures_util::future::{OptionFuture, join};
use shared::bookings::BookingState;

use super::store::{Stored, record};
use crate::app::App;
use crate::venues::VenueFacts;
use crate::webhooks::{announce, announcement};

/// Tells of a booking that was in one state (none, if it is new, or if that says nothing) and is now as it is
/// given. What it sends it sends at its first poll, as `db::transact` wants it.
pub(crate) async fn tell(
    app: &App,
    conn: &AsyncPgConnection,
    facts: &VenueFacts,
    (before, booking): (Option<BookingState>, &Stored),
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    let told = announcement(app, facts, booking, before, now).map(|told| announce(conn, told));
    let (told, revision) = join(OptionFuture::from(told), record(conn, booking.venue, Some(booking.id), now)).await;
    told.transpose()?;
    revision
}
