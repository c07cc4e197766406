//! A person wants to be forgotten: what she has booked is called off, and goes to who waits for it.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::bookings::{BookingState, Move};

use super::moves::end;
use super::secure::Obstacle;
use super::store;
use super::tell::tell;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::waiting;

/// Calls off or ends what blocks (an app that has made it is told that, the last it hears of it), empties what is personal in everything she ever booked here, and serves
/// the waiting list. The caller holds the whole venue, and has taken her off that list.
pub(crate) async fn forget(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    email: &str,
    now: DateTime<Utc>,
) -> Result<(), Obstacle> {
    let id = venue.facts.venue.id;
    let mut standing = store::blocking_of_person(conn, id, email).await?;
    for booking in &mut standing {
        let step = if booking.state == BookingState::CheckedIn { Move::CheckOut } else { Move::Cancel };
        end(booking, step, now)?;
        booking.revision += 1;
        store::save(conn, booking, now).await?;
    }
    // Before anybody is served: who looks at a desk that is free again finds nobody behind it.
    store::erase_person(conn, id, email, now).await?;
    for booking in &standing {
        waiting::serve(app, conn, venue, Some(booking.period), now).await?;
        tell(app, conn, &venue.facts, (None, booking), now).await?;
    }
    Ok(())
}
