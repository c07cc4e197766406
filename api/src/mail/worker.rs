//! Sends what stands in the outbox.
//!
//! Rows are claimed for some minutes (`FOR UPDATE SKIP LOCKED`, then `due_at` moves ahead) rather than
//! held in an open transaction: a slow mail server must not hold locks and connections. A node that
//! dies in between leaves a claim that runs out, and the mail is sent by the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::StreamExt;
use futures_util::stream;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::clock::Clock;
use crate::db::Db;
use crate::edge::chain;
use crate::mail::{CalendarPart, Mailer, Message, SendError};
use crate::problem::Failure;
use crate::schema::outbox;

/// Rows claimed at once, and how many of them are on their way at the same time.
const BATCH: i64 = 16;
const AT_ONCE: usize = 4;
/// Longer than a batch can take.
const CLAIM: TimeDelta = TimeDelta::minutes(5);
/// The first pause after a failure; each one doubles it.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(30);
/// After this long nobody waits for the mail any more.
const GIVE_UP: TimeDelta = TimeDelta::days(1);
/// How long it stays known that a mail was sent.
const REMEMBER: TimeDelta = TimeDelta::days(7);
/// Another node may have written a mail and died before it was sent.
const LONGEST_SLEEP: Duration = Duration::from_mins(1);
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// One a node.
#[derive(Debug)]
pub struct Worker {
    db: Db,
    mailer: Mailer,
    clock: Arc<Clock>,
    /// The minute, counted from the epoch, in which old rows were last dropped.
    forgot: AtomicI64,
}

#[derive(QueryableByName)]
#[diesel(table_name = outbox)]
#[diesel(check_for_backend(diesel::pg::Pg))]
struct Row {
    venue_id: Uuid,
    id: Uuid,
    created_at: DateTime<Utc>,
    attempts: i32,
    recipient: Option<String>,
    locale: String,
    subject: Option<String>,
    body_text: Option<String>,
    body_html: Option<String>,
    calendar_method: Option<String>,
    calendar_ics: Option<String>,
}

/// How many mails wait to be sent.
pub async fn waiting(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    outbox::table.filter(outbox::sent_at.is_null().and(outbox::failed.is_null())).count().get_result(conn).await
}

impl Worker {
    /// Nothing is sent before [`Worker::run`] or [`Worker::send_due`] is called.
    pub const fn new(db: Db, mailer: Mailer, clock: Arc<Clock>) -> Self {
        Self { db, mailer, clock, forgot: AtomicI64::new(-1) }
    }

    /// Runs until it is dropped. Ring `wake` when a mail was committed or the clock was set.
    pub async fn run(self, wake: Arc<Notify>) {
        loop {
            let pause = match self.send_due().await {
                Ok(next) => next.map_or(LONGEST_SLEEP, |at| until(at - self.clock.now())),
                Err(failure) => {
                    tracing::warn!(error = %chain(&failure), "the outbox could not be read");
                    AFTER_FAILURE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = wake.notified() => {}
            }
        }
    }

    /// Sends all that is due, and says when there will be more.
    pub async fn send_due(&self) -> Result<Option<DateTime<Utc>>, Failure> {
        loop {
            let rows = claim(&mut *self.db.conn().await?, self.clock.now()).await?;
            let whole = i64::try_from(rows.len()).is_ok_and(|claimed| claimed == BATCH);
            self.send_all(rows).await?;
            if !whole {
                break;
            }
        }
        let mut conn = self.db.conn().await?;
        // Nothing hangs on the minute at which it is forgotten, and the table is read through for it.
        let minute = self.clock.now().timestamp().div_euclid(60);
        if self.forgot.swap(minute, Ordering::Relaxed) != minute {
            forget(&mut conn, self.clock.now()).await?;
        }
        Ok(next_due(&mut conn).await?)
    }

    async fn send_all(&self, rows: Vec<Row>) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let outcomes: Vec<(Row, Result<(), SendError>)> = stream::iter(rows)
            .map(|mut row| async move {
                let outcome = match row.message() {
                    Some(message) => self.mailer.send(&message).await,
                    None => Err(SendError::Malformed),
                };
                (row, outcome)
            })
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let now = self.clock.now();
        let sent: Vec<Uuid> = outcomes.iter().filter(|(_, outcome)| outcome.is_ok()).map(|(row, _)| row.id).collect();
        let mut conn = self.db.conn().await?;
        mark_sent(&mut conn, &sent, now).await?;
        for (row, outcome) in outcomes {
            if let Err(error) = outcome {
                mark_failed(&mut conn, &row, &error, now).await?;
            }
        }
        Ok(())
    }
}

impl Row {
    fn message(&mut self) -> Option<Message> {
        let calendar = self.calendar_method.take().zip(self.calendar_ics.take());
        Some(Message {
            to: self.recipient.take()?,
            locale: self.locale.clone(),
            subject: self.subject.take()?,
            text: self.body_text.take()?,
            html: self.body_html.take()?,
            calendar: calendar.map(|(method, ics)| CalendarPart { method, ics }),
            message_id: self.id,
            written_at: self.created_at,
        })
    }
}

async fn claim(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Row>> {
    diesel::sql_query(
        "UPDATE outbox SET attempts = outbox.attempts + 1, due_at = $2
         FROM (SELECT venue_id, id FROM outbox WHERE sent_at IS NULL AND failed IS NULL AND due_at <= $1
               ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
         WHERE outbox.venue_id = due.venue_id AND outbox.id = due.id
         RETURNING outbox.*",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now + CLAIM)
    .bind::<BigInt, _>(BATCH)
    .load(conn)
    .await
}

/// Nothing personal stays behind.
fn wiped()
-> impl AsChangeset<Target = outbox::table, Changeset = impl diesel::query_builder::QueryFragment<diesel::pg::Pg> + Send>
{
    (
        outbox::recipient.eq(None::<String>),
        outbox::subject.eq(None::<String>),
        outbox::body_text.eq(None::<String>),
        outbox::body_html.eq(None::<String>),
        outbox::calendar_method.eq(None::<String>),
        outbox::calendar_ics.eq(None::<String>),
    )
}

async fn mark_sent(conn: &mut AsyncPgConnection, ids: &[Uuid], now: DateTime<Utc>) -> QueryResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    diesel::update(outbox::table.filter(outbox::id.eq_any(ids)))
        .set((outbox::sent_at.eq(now), wiped()))
        .execute(conn)
        .await?;
    Ok(())
}

async fn mark_failed(
    conn: &mut AsyncPgConnection,
    row: &Row,
    error: &SendError,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let this = outbox::table.find((row.venue_id, row.id));
    let again = again_at(row.created_at, row.attempts, now).filter(|_| !error.is_final());
    tracing::warn!(mail = %row.id, attempt = row.attempts, error = %chain(error), again_at = ?again, "a mail was not sent");
    match again {
        Some(at) => diesel::update(this).set(outbox::due_at.eq(at)).execute(conn).await?,
        None => diesel::update(this).set((outbox::failed.eq(error.to_string()), wiped())).execute(conn).await?,
    };
    Ok(())
}

/// When to try again after so many attempts; `None` when it is too late for anybody to wait.
fn again_at(written: DateTime<Utc>, attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let doublings = attempts.clamp(1, 12) - 1;
    let at = now + FIRST_PAUSE * (1 << doublings);
    (at <= written + GIVE_UP).then_some(at)
}

async fn forget(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let done = outbox::sent_at.is_not_null().or(outbox::failed.is_not_null());
    diesel::delete(outbox::table.filter(outbox::created_at.lt(now - REMEMBER)).filter(done)).execute(conn).await?;
    Ok(())
}

async fn next_due(conn: &mut AsyncPgConnection) -> QueryResult<Option<DateTime<Utc>>> {
    let open = outbox::sent_at.is_null().and(outbox::failed.is_null());
    outbox::table.filter(open).select(diesel::dsl::min(outbox::due_at)).first(conn).await
}

fn until(left: TimeDelta) -> Duration {
    left.to_std().unwrap_or(Duration::ZERO).saturating_add(Duration::from_millis(1)).min(LONGEST_SLEEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_and_end_after_a_day() {
        let written = DateTime::from_timestamp(1_795_512_345, 0).unwrap();
        assert_eq!(again_at(written, 1, written), Some(written + TimeDelta::seconds(30)));
        assert_eq!(again_at(written, 4, written), Some(written + TimeDelta::minutes(4)));
        let (mut now, mut attempts) = (written, 0);
        while let Some(at) = again_at(written, attempts + 1, now) {
            attempts += 1;
            now = at;
        }
        assert!(now > written + TimeDelta::hours(8) && now <= written + GIVE_UP, "{now}");
        assert_eq!(attempts, 11);
    }
}
