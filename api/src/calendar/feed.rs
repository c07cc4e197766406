//! Keeps the calendars current: `NOTIFY` is the bell, the revision tells what to fetch.
//!
//! Every change of a booking bumps the venue's revision as the last write of its transaction.
//! The row lock on `venue_revisions` is held until that transaction ends, so revisions become
//! visible in the order of their numbers and without gaps: whoever has seen revision *n* can
//! never miss one below it. Losing the bell therefore loses nothing; the next ring, or the next
//! look once a second, fetches everything since.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use futures_util::StreamExt;
use shared::ids::VenueId;
use tokio_postgres::{AsyncMessage, NoTls};

use super::store::News;
use super::{Bell, Calendars, Change, VenueCalendar, store};
use crate::clock::Clock;
use crate::db::Db;
use crate::edge::chain;
use crate::problem::Failure;
use crate::venues::{self, VenueFacts};

/// The channel every node listens on; the payload is a venue's id.
pub const CHANNEL: &str = "rathaus_changes";
/// How often a node looks although no bell has rung.
const LOOK: Duration = Duration::from_secs(1);
/// How long after the last good look the calendar counts as current, microseconds.
const FRESH_MICROS: i64 = 3_000_000;

/// The connection between database and calendars.
#[derive(Debug)]
pub struct Feed {
    calendars: Arc<Calendars>,
    clock: Arc<Clock>,
    db: Db,
    url: String,
    /// Steady time of the last good look, microseconds since `began`.
    looked: AtomicI64,
    began: tokio::time::Instant,
    listening: AtomicBool,
}

impl Feed {
    /// A feed for these calendars.
    pub fn new(calendars: Arc<Calendars>, clock: Arc<Clock>, db: Db, url: String) -> Self {
        Self {
            calendars,
            clock,
            db,
            url,
            looked: AtomicI64::new(i64::MIN),
            began: tokio::time::Instant::now(),
            listening: AtomicBool::new(false),
        }
    }

    /// Loads all venues and their bookings anew.
    pub async fn load(&self) -> Result<(), Failure> {
        let mut conn = self.db.conn().await?;
        let now = self.clock.now();
        let facts = venues::load(&mut conn, now).await.map_err(Failure::internal)?;
        let mut loaded = Vec::with_capacity(facts.len());
        for facts in facts {
            let known = self.calendars.by_id(facts.venue.id);
            let bell = known.map_or_else(Arc::default, |venue| Arc::clone(&venue.bell));
            loaded.push(Arc::new(filled(&mut conn, facts, now, bell).await?));
        }
        self.calendars.replace(loaded);
        self.mark();
        Ok(())
    }

    /// Reads one venue anew, facts and bookings.
    pub async fn reload(&self, id: VenueId) -> Result<(), Failure> {
        let Some(known) = self.calendars.by_id(id) else { return Ok(()) };
        let mut conn = self.db.conn().await?;
        let now = self.clock.now();
        let facts = venues::load_venue(&mut conn, id, now).await.map_err(Failure::internal)?;
        if let Some(facts) = facts {
            let venue = Arc::new(filled(&mut conn, facts, now, Arc::clone(&known.bell)).await?);
            self.calendars.renew(Arc::clone(&venue));
            let revision = venue.live().revision;
            known.bell.ring(revision, None);
            // What was committed meanwhile was told to the old one.
            if let News::Bookings(reached, changes) = store::since(&mut conn, &venue.facts, revision).await? {
                venue.apply(reached, changes);
            }
        }
        Ok(())
    }

    /// Brings one venue up to date from the database.
    pub async fn catch_up(&self, venue: &VenueCalendar) -> Result<(), Failure> {
        let _one_at_a_time = venue.catching_up.lock().await;
        let revision = venue.live().revision;
        let mut conn = self.db.conn().await?;
        match store::since(&mut conn, &venue.facts, revision).await? {
            News::Nothing => Ok(()),
            News::Bookings(reached, changes) => {
                venue.apply(reached, changes);
                Ok(())
            }
            News::Everything => {
                drop(conn);
                self.reload(venue.facts.venue.id).await
            }
        }
    }

    /// Tells this node's calendar what it has just committed, so that it reads its own writes.
    pub async fn publish(&self, venue: VenueId, revision: i64, change: Change) {
        let Some(venue) = self.calendars.by_id(venue) else { return };
        if !venue.apply_own(revision, change)
            && let Err(failure) = self.catch_up(&venue).await
        {
            tracing::warn!(error = %chain(&failure), "could not catch up");
        }
    }

    /// Whether the calendars are known to be current.
    pub fn is_fresh(&self) -> bool {
        self.steady().saturating_sub(self.looked.load(Ordering::Acquire)) < FRESH_MICROS
    }

    /// Whether the bell is connected; without it changes of other nodes arrive once a second.
    pub fn is_listening(&self) -> bool {
        self.listening.load(Ordering::Acquire)
    }

    /// Listens until the process ends, reconnecting as often as it takes.
    pub async fn run(self: Arc<Self>) {
        loop {
            if let Err(error) = self.listen().await {
                tracing::warn!(error = %chain(&*error), "change feed lost, connecting again");
            }
            self.listening.store(false, Ordering::Release);
            // Without the bell the calendars are still kept current by looking.
            self.look().await;
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn listen(&self) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let (client, mut connection) = tokio_postgres::connect(&self.url, NoTls).await?;
        let messages = futures_util::stream::poll_fn(move |context| connection.poll_message(context));
        futures_util::pin_mut!(messages);
        let listen = client.batch_execute("LISTEN rathaus_changes");
        futures_util::pin_mut!(listen);
        let mut listening = false;
        let mut tick = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                done = &mut listen, if !listening => {
                    done?;
                    listening = true;
                    self.listening.store(true, Ordering::Release);
                    self.look().await;
                }
                message = messages.next() => match message {
                    Some(Ok(AsyncMessage::Notification(note))) => self.rung(note.payload()).await,
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(error.into()),
                    None => return Err("the database closed the connection".into()),
                },
                _ = tick.tick(), if listening => self.look().await,
            }
        }
    }

    /// The bell rang for a venue, `<id> <revision>`.
    async fn rung(&self, payload: &str) {
        let mut words = payload.split(' ');
        let venue = words.next().and_then(|id| id.parse().ok()).and_then(|id| self.calendars.by_id(id));
        let revision = words.next().and_then(|number| number.parse::<i64>().ok());
        let (Some(venue), Some(revision)) = (venue, revision) else { return };
        if venue.live().revision >= revision {
            return;
        }
        if let Err(failure) = self.catch_up(&venue).await {
            tracing::warn!(error = %chain(&failure), "change feed could not catch up");
        }
    }

    /// Looks for changes of all venues.
    async fn look(&self) {
        for venue in self.calendars.all() {
            if let Err(failure) = self.catch_up(&venue).await {
                tracing::warn!(error = %chain(&failure), "change feed could not catch up");
                return;
            }
        }
        self.mark();
    }

    fn mark(&self) {
        self.looked.store(self.steady(), Ordering::Release);
    }

    fn steady(&self) -> i64 {
        i64::try_from(self.began.elapsed().as_micros()).unwrap_or(i64::MAX)
    }
}

/// A calendar with all that blocks. The revision is read before the bookings: what is committed in
/// between is seen twice, never lost.
pub async fn filled(
    conn: &mut AsyncPgConnection,
    facts: VenueFacts,
    now: DateTime<Utc>,
    bell: Arc<Bell>,
) -> Result<VenueCalendar, Failure> {
    let venue = VenueCalendar::new(facts, now, bell);
    let (revision, changes) = store::load(conn, &venue.facts).await?;
    venue.fill(revision, changes);
    Ok(venue)
}
