//! Sends what webhooks wait for.
//!
//! One a node; several may run: a message is claimed for some minutes by whoever sends it. A node that dies in
//! between leaves a claim that runs out, and the message is sent by the next, under the same id.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use futures_util::{StreamExt, stream};
use shared::ids::{DeliveryId, WebhookId};

use super::pauses::again_at;
use super::send::{Outcome, attempt};
use super::store::{self, Claimed};
use crate::app::App;
use crate::edge::chain;
use crate::problem::Failure;

/// Messages claimed at once, and how many of them are on their way at the same time.
const BATCH: i64 = 16;
const AT_ONCE: usize = 8;
/// How long messages are gathered once the first is there.
const GATHER: Duration = Duration::from_millis(50);
/// What time does to bookings, and other nodes, ring nobody here.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);

/// Runs until it is dropped.
pub async fn run(app: Arc<App>) {
    loop {
        let pause = match send_due(&app).await {
            Ok(next) => next.map_or(LONGEST_SLEEP, |at| until(at - app.clock.now())),
            Err(failure) => {
                tracing::warn!(error = %chain(&failure), "webhooks could not be read");
                LONGEST_SLEEP
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = app.webhooks.notified() => tokio::time::sleep(GATHER).await,
        }
    }
}

/// Sends all that is due, and says when there will be more.
pub async fn send_due(app: &App) -> Result<Option<DateTime<Utc>>, Failure> {
    loop {
        let claimed = store::claim(&mut *app.db.conn().await?, BATCH, app.clock.now()).await?;
        let whole = i64::try_from(claimed.len()).is_ok_and(|claimed| claimed == BATCH);
        let mut sent = stream::iter(claimed).map(|message| deliver(app, message)).buffer_unordered(AT_ONCE);
        let mut kept = Ok(());
        while let Some(outcome) = sent.next().await {
            // What could not be noted is sent again once its claim has run out.
            kept = kept.and(outcome);
        }
        kept?;
        if !whole {
            break;
        }
    }
    Ok(store::next_due(&mut *app.db.conn().await?).await?)
}

/// How many messages wait.
pub(crate) async fn waiting(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    store::waiting(conn).await
}

async fn deliver(app: &App, message: Claimed) -> Result<(), Failure> {
    let outcome = attempt(app, &message).await;
    let now = app.clock.now();
    let (id, hook) = (DeliveryId(message.id), WebhookId(message.webhook_id));
    let mut conn = app.db.conn().await?;
    let (answer, again, gone) = match outcome {
        Outcome::Arrived(code) => {
            app.metrics.told("delivered");
            return Ok(store::delivered(&mut conn, &message, code).await?);
        }
        Outcome::Gone(code) => ((Some(code), None), None, true),
        Outcome::Missed { status_code, error, wished } => {
            ((status_code, error), again_at(message.attempts, wished, now), false)
        }
    };
    app.metrics.told(if again.is_some() { "missed" } else { "given_up" });
    tracing::info!(delivery = %id, attempt = message.attempts, status = ?answer.0, again_at = ?again, "a webhook was not reached");
    match again {
        Some(at) => store::tried(&mut conn, id, answer, at).await?,
        None => store::failed(&mut conn, id, answer).await?,
    }
    if store::off(&mut conn, hook, gone, now).await? {
        tracing::warn!(webhook = %hook, gone, "a webhook was switched off");
    }
    Ok(())
}

fn until(left: TimeDelta) -> Duration {
    left.to_std().unwrap_or(Duration::ZERO).saturating_add(Duration::from_millis(1)).min(LONGEST_SLEEP)
}
