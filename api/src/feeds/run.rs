//! A look at a source from end to end: claimed before, written down after.

use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::feeds::{FeedOutcome, FeedState, FeedTrigger};
use shared::ids::FeedRunId;
use uuid::Uuid;

use super::look::{Brought, Content, From, bring};
use super::read::Broken;
use super::store::{self, Run, Stored};
use super::{mails, take};
use crate::app::App;
use crate::bookings::store::post;
use crate::problem::Failure;

/// Looks at a source that was claimed, takes over what is in it, and lets go of it.
pub(super) async fn run(
    app: &App,
    feed: Stored,
    claim: Uuid,
    (trigger, from, accept_removals): (FeedTrigger, From, bool),
) -> Result<Run, Failure> {
    let at = app.clock.now();
    let brought = bring(app, &feed, from).await;
    let mut run = Run {
        id: FeedRunId(app.ids.uuid(at)),
        at,
        trigger,
        outcome: FeedOutcome::Read,
        counts: [0; 5],
        problems: Vec::new(),
        error: None,
    };
    let mut marks = feed.marks.clone();
    match brought {
        Ok(Brought::Same) => run.outcome = FeedOutcome::NotModified,
        Ok(Brought::Content(content)) => {
            take_over(app, &feed, claim, &content, accept_removals, &mut run).await?;
            // What is not believed is looked at whole again, and so is what has an offer to be released.
            marks = if run.error.is_none() { content.marks } else { super::fetch::Marks::default() };
        }
        Err(Broken(why)) => (run.outcome, run.error) = (FeedOutcome::Failed, Some(why)),
    }
    if let Some(why) = &run.error {
        tracing::warn!(feed = %feed.id, why, "a feed could not be read");
    }
    let known = Stored { marks, ..feed };
    let mut conn = app.db.conn().await?;
    conn.transaction(async |conn| written(app, conn, known, claim, &run).await).await?;
    app.mail.notify_one();
    Ok(run)
}

async fn take_over(
    app: &App,
    feed: &Stored,
    claim: Uuid,
    content: &Content,
    accept_removals: bool,
    run: &mut Run,
) -> Result<(), Failure> {
    let taken = take::over(app, feed, claim, content, accept_removals).await?;
    (run.counts, run.problems) = (taken.counts, taken.problems);
    if taken.doubt.is_some() {
        (run.outcome, run.error) = (FeedOutcome::Failed, taken.doubt);
    }
    Ok(())
}

/// Writes down how the source is doing, and tells its office when it has just broken. Terms that have changed
/// meanwhile stay.
async fn written(
    app: &App,
    conn: &mut AsyncPgConnection,
    mut feed: Stored,
    claim: Uuid,
    run: &Run,
) -> Result<(), Failure> {
    let key = (feed.venue, feed.id);
    if !store::still_ours(conn, key, claim).await? {
        return Ok(());
    }
    let now = app.clock.now();
    let broke = run.error.is_some() && feed.state != FeedState::Failing;
    feed.state = if run.error.is_some() { FeedState::Failing } else { FeedState::Ok };
    feed.failing_since = run.error.as_ref().map(|_| feed.failing_since.unwrap_or(run.at));
    feed.last_error.clone_from(&run.error);
    feed.fetched_at = Some(run.at);
    if run.outcome == FeedOutcome::Read {
        feed.read_at = Some(run.at);
    }
    let again = run.at + TimeDelta::minutes(i64::from(feed.terms.every_minutes));
    feed.due_at = (feed.terms.enabled && feed.terms.url.is_some()).then_some(again);
    store::finish(conn, &feed).await?;
    store::insert_run(conn, key, run).await?;
    if let Some(why) = run.error.as_ref().filter(|_| broke) {
        let name = app.calendars.by_id(feed.venue).map(|venue| venue.facts.venue.name.clone()).unwrap_or_default();
        post(conn, feed.venue, app.ids.uuid(now), mails::broken(&feed.terms, why, &name), now).await?;
    }
    Ok(())
}
