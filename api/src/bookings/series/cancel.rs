//! Calls off what is left of a series: every date that has not begun, in one transaction and with
//! one mail. A date the visitor sits at already stays, and so does what is over.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::bookings::{BookingState, Move, SeriesCancelled};
use shared::ids::{BookingId, VenueId};
use shared::problem::ProblemKind;
use uuid::Uuid;

use crate::access::{Caller, Proof};
use crate::app::{App, Shared};
use crate::bookings::mails::{self, Occasion};
use crate::bookings::moves::end;
use crate::bookings::secure::{Grip, Obstacle};
use crate::bookings::show::{self, admit, due_move, unknown};
use crate::bookings::store::{self, Stored};
use crate::bookings::tell;
use crate::calendar::VenueCalendar;
use crate::problem::Failure;
use crate::wire::Params;

/// Calls off every date of a booking's series that has not begun. Any date of the series will do.
#[utoipa::path(tag = "bookings", params(crate::openapi::OwnBooking), responses((status = 200, body = SeriesCancelled)))]
#[post("/bookings/{id}/cancel-series")]
pub(crate) async fn cancel_series(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let id: BookingId = path.parse().map_err(|_malformed: uuid::Error| unknown())?;
    let mut conn = app.db.conn().await?;
    let seen = admit(store::find(&mut conn, id).await?, &Proof::of(&request, &caller))?;
    let venue = app.calendars.by_id(seen.venue).ok_or_else(unknown)?;
    let series = seen.series.ok_or_else(|| refused("The booking is not part of a series."))?;
    let work = Work { app: &app, venue: &venue, series, now: app.clock.now() };
    let mut done = conn.transaction(async |conn| work.attempt(conn, Grip::Shared).await).await;
    if matches!(done, Err(Obstacle::Queue)) {
        done = conn.transaction(async |conn| work.attempt(conn, Grip::House).await).await;
    }
    drop(conn);
    let gone = done.map_err(|obstacle| obstacle.failure(&venue.facts))?;
    app.feed.catch_up(&venue).await?;
    app.jobs.notify_one();
    app.mail.notify_one();
    app.webhooks.notify_one();
    let bookings = gone.iter().map(|booking| show::wire(&app, &venue, booking)).collect();
    let answer = SeriesCancelled { id: series, bookings };
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(answer))
}

fn refused(why: &str) -> Failure {
    Failure::new(ProblemKind::WrongState).detail(why)
}

struct Work<'a> {
    app: &'a App,
    venue: &'a VenueCalendar,
    series: Uuid,
    now: DateTime<Utc>,
}

impl Work<'_> {
    async fn attempt(&self, conn: &mut AsyncPgConnection, grip: Grip) -> Result<Vec<Stored>, Obstacle> {
        let Self { app, venue, series, now } = *self;
        let id: VenueId = venue.facts.venue.id;
        grip.take(conn, id).await?;
        let ahead = |booking: &Stored| {
            matches!(booking.state, BookingState::Held | BookingState::Confirmed)
                && due_move(booking, venue, now).is_none()
        };
        let mut gone: Vec<Stored> =
            store::series_for_update(conn, id, series).await?.into_iter().filter(ahead).collect();
        if gone.is_empty() {
            return Err(refused("No date of the series is left to call off.").into());
        }
        // Locked in the order of their ids, told in the order of their dates.
        gone.sort_by_key(|booking| booking.period.from());
        let mut told = Vec::with_capacity(gone.len());
        for booking in &mut gone {
            let confirmed = booking.state == BookingState::Confirmed;
            end(booking, Move::Cancel, now)?;
            booking.revision += 1;
            store::save(conn, booking, now).await?;
            // Nobody is told of what was only held: no address is proven, no calendar knows of it.
            told.extend(confirmed.then(|| booking.clone()));
        }
        for booking in &gone {
            grip.pass_on(app, conn, venue, booking.period, now).await?;
        }
        if let Some(mail) = mails::write_all(app, venue, &told, &Occasion::Cancelled) {
            store::post(conn, id, app.ids.uuid(now), mail, now).await?;
        }
        for booking in &gone {
            tell(app, conn, &venue.facts, (None, booking), now).await?;
        }
        Ok(gone)
    }
}
