//! What everybody has to know when the facts of a venue have changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use shared::ids::VenueId;

use crate::app::App;
use crate::bookings::store::record;
use crate::problem::Failure;
use crate::schema::venues;

/// The last write of a transaction that has the house to itself and has changed its facts: every node
/// reads them anew, and every booking's transaction finds that what it knows is outdated.
pub async fn record_change(conn: &mut AsyncPgConnection, venue: VenueId, now: DateTime<Utc>) -> QueryResult<()> {
    let revision = record(conn, venue, None, now).await?;
    diesel::update(venues::table.find(venue.0)).set(venues::facts_revision.eq(revision)).execute(conn).await?;
    Ok(())
}

/// This node shows the hall as it is now before it answers; the others are told by the bell.
pub async fn after_change(app: &App, venue: VenueId) -> Result<(), Failure> {
    app.feed.reload(venue).await?;
    app.jobs.notify_one();
    app.mail.notify_one();
    Ok(())
}
