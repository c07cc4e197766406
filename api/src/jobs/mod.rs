//! What happens because time passes: holds run out, nobody comes, bookings end, data is erased.
//!
//! One loop a node sleeps until the next thing falls due and is rung when that may be earlier.
//! Several nodes may run it: rows are claimed with `FOR UPDATE SKIP LOCKED`, so each happens once.

pub mod due;
mod house;
mod reminders;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::edge::chain;
use crate::offers;
use crate::problem::Failure;

/// The longest sleep: another node may have booked something this one was not told of.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// Who makes something that falls due within this rings; everything later is seen in time by the loop.
pub const REACH: TimeDelta = TimeDelta::seconds(6);
/// How long to wait after the database was away.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        let pause = match round(&app).await {
            Ok(next) => next.map_or(LONGEST_SLEEP, |at| until(at - app.clock.now())),
            Err(failure) => {
                app.metrics.failed();
                tracing::warn!(error = %chain(&failure), "jobs could not run");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = app.jobs.notified() => {}
        }
    }
}

/// Does everything that is due, and says when the next thing will be.
pub async fn round(app: &App) -> Result<Option<DateTime<Utc>>, Failure> {
    house::tidy(app).await?;
    let mut next: Option<DateTime<Utc>> = None;
    for venue in app.calendars.all() {
        let mut conn = app.db.conn().await?;
        let moved = due::run(app, &mut conn, &venue, app.clock.now()).await?;
        if moved > 0 {
            app.metrics.moved(moved);
            app.webhooks.notify_one();
            app.feed.catch_up(&venue).await?;
            tracing::info!(venue = %venue.facts.venue.slug, moved, "bookings moved because time passed");
        }
        offers::run(app, &mut conn, &venue, app.clock.now()).await?;
        venue.forget_past(app.clock.now());
        let after = due::next(&mut conn, &venue.facts).await?;
        let published = offers::next(&mut conn, venue.facts.venue.id).await?;
        next = [next, after, published].into_iter().flatten().min();
    }
    Ok(next)
}

/// Does what is due at one venue now, for whoever can't go on before.
pub async fn settle(app: &App, venue: &VenueCalendar) -> Result<(), Failure> {
    let mut conn = app.db.conn().await?;
    due::run(app, &mut conn, venue, app.clock.now()).await?;
    drop(conn);
    app.mail.notify_one();
    app.feed.catch_up(venue).await
}

/// A sleep that ends at the instant, not before it and not long after.
fn until(left: TimeDelta) -> Duration {
    left.to_std().unwrap_or(Duration::ZERO).saturating_add(Duration::from_millis(1)).min(LONGEST_SLEEP)
}
