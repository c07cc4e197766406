//! Looks at sources when they are due.
//!
//! One a node, beside the jobs and not among them: a slow server must not keep a hold from running out. Several may
//! run: a source is claimed for some minutes by whoever reads it. A node that dies in between leaves a claim that
//! runs out.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use shared::feeds::FeedTrigger;
use shared::ids::{FeedId, VenueId};
use uuid::Uuid;

use super::look::From;
use super::run::run as look;
use super::store;
use crate::app::App;
use crate::edge::chain;
use crate::problem::Failure;

/// Sources claimed, and looked at, at the same time.
const BATCH: i64 = 4;
const AT_ONCE: usize = 4;
/// Nothing hangs on the second.
const PAUSE: Duration = Duration::from_secs(15);

/// Runs until it is dropped.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(failure) = read_due(&app).await {
            tracing::warn!(error = %chain(&failure), "feeds could not be read");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Reads all that is due.
pub async fn read_due(app: &App) -> Result<(), Failure> {
    loop {
        let now = app.clock.now();
        let claim = app.ids.uuid(now);
        let claimed = store::claim_due(&mut *app.db.conn().await?, claim, BATCH, now).await?;
        if claimed.is_empty() {
            return Ok(());
        }
        let mut done = stream::iter(claimed).map(|key| read(app, key, claim)).buffer_unordered(AT_ONCE);
        let mut kept = Ok(());
        while let Some(outcome) = done.next().await {
            // What could not be written down is read again once its claim has run out.
            kept = kept.and(outcome);
        }
        kept?;
    }
}

async fn read(app: &App, (venue, id): (VenueId, FeedId), claim: Uuid) -> Result<(), Failure> {
    let feed = store::find(&mut *app.db.conn().await?, venue, id).await?;
    let Some(feed) = feed else { return Ok(()) };
    look(app, feed, claim, (FeedTrigger::Schedule, From::Address { whole: false }, false)).await.map(drop)
}
