//! Reminders for those who asked for one: a mail some time before the start, once.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::bookings::BookingState;

use crate::app::App;
use crate::bookings::{Occasion, store, write_mail};
use crate::calendar::VenueCalendar;
use crate::problem::Failure;

/// Writes the mails that are due and says how many. A booking that does not stand any more, or has
/// begun, gets none.
pub(super) async fn send(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    now: DateTime<Utc>,
) -> Result<usize, Failure> {
    let sent = conn
        .transaction(async |conn| {
            let due = store::take_reminders(conn, venue.facts.venue.id, now).await?;
            let mut sent = 0;
            for booking in due {
                let stands = booking.state == BookingState::Confirmed && booking.period.start() > now;
                if let Some(mail) = write_mail(app, venue, &booking, &Occasion::Reminder).filter(|_| stands) {
                    store::post(conn, booking.venue, app.ids.uuid(now), mail, now).await?;
                    sent += 1;
                }
            }
            Ok::<usize, diesel::result::Error>(sent)
        })
        .await?;
    if sent > 0 {
        app.mail.notify_one();
    }
    Ok(sent)
}
