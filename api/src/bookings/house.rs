//! What the house does to a booking when its desks are taken away (rule 11): other desks, or a
//! cancellation with a reason, or for somebody who sits there an earlier end.
//!
//! What always holds: it is written with its mail and its revision in the caller's transaction, which
//! has the house to itself. Nothing is lost silently.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use shared::bookings::{BookingState, Locale, Move};
use shared::desks::Alternative;
use shared::ids::DeskId;
use shared::slots::{Period, Slot};

use super::mails::{self, HouseNews, Occasion};
use super::moves::end;
use super::secure::Obstacle;
use super::show;
use super::store::{self, Stored};
use super::tell::tell;
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;

/// Why, in German and English.
pub type Reason = (String, String);

/// What becomes of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It gets other desks.
    Reseated(Vec<DeskId>),
    /// It is called off; this could be had instead.
    Cancelled(Vec<Alternative>),
    /// The visit ends with this slot, or now if that has passed.
    Ended(Slot, Vec<Alternative>),
}

/// Makes it come true. `venue` has the desks as they will stand.
pub async fn meet(
    conn: &mut AsyncPgConnection,
    app: &App,
    venue: &VenueCalendar,
    mut booking: Stored,
    fate: &Fate,
    reason: &Reason,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let text = if booking.locale == Locale::De { &reason.0 } else { &reason.1 };
    let old = show::desks(venue, &booking).into_iter().map(|desk| desk.code).collect::<Vec<_>>().join(", ");
    let invited = booking.state != BookingState::Held;
    let before = booking.state;
    booking.revision += 1;
    let news = match fate {
        Fate::Reseated(desks) => {
            relocate(conn, venue, &booking, desks).await?;
            booking.desks.clone_from(desks);
            HouseNews::Reseated { old: &old, reason: text }
        }
        Fate::Cancelled(others) => {
            end(&mut booking, Move::Cancel, now)?;
            booking.cancel_reason = Some(reason.clone());
            HouseNews::Cancelled { reason: text, alternatives: others, invited }
        }
        Fate::Ended(at, others) => {
            booking.cancel_reason = Some(reason.clone());
            let ahead = Period::new(booking.period.from(), *at).filter(|_| Slot::containing(now) < *at);
            if let Some(shorter) = ahead {
                booking.period = shorter;
                relocate(conn, venue, &booking, &booking.desks).await?;
            } else {
                end(&mut booking, Move::CheckOut, now)?;
            }
            HouseNews::Ended { reason: text, alternatives: others }
        }
    };
    store::save(conn, &booking, now).await?;
    if let Some(mail) = mails::write(app, venue, &booking, &Occasion::ByHouse(news)) {
        store::post(conn, booking.venue, app.ids.uuid(now), mail, now).await?;
    }
    tell(app, conn, &venue.facts, (Some(before), &booking), now).await?;
    Ok(())
}

async fn relocate(
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    booking: &Stored,
    desks: &[DeskId],
) -> Result<(), Failure> {
    store::relocate(conn, booking, desks).await.map_err(|error| Obstacle::from(error).failure(&venue.facts))
}
