//! The occupancy calendar in memory: per venue, which desk is busy when.
//!
//! Filled at start and kept current from the database's own change feed (`feed`). Reads of
//! availability never wait for Postgres; writes go to Postgres alone and are applied here once
//! they are committed, so the writing node reads its own writes.
//!
//! What always holds: a booking is in the calendar if and only if it blocks (rule 3) at the
//! venue's `revision`, and revisions are applied in the order in which they were committed.

mod bell;
mod booked;
pub mod feed;
mod openings;
mod store;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use shared::ids::{BookingId, VenueId};
use shared::occupancy::DeskCalendar;
use shared::slots::{Period, Slot};

use crate::bookings::store::Stored;
use crate::venues::VenueFacts;
use openings::Openings;

pub use bell::{Bell, Ring};
pub use booked::Booked;
pub use feed::{Feed, filled};

/// How far back the calendar reaches: a week, for pages that show yesterday.
const KEPT_SLOTS: i64 = 7 * 96;

/// All venues of this node.
#[derive(Debug, Default)]
pub struct Calendars {
    venues: RwLock<Vec<Arc<VenueCalendar>>>,
}

/// A venue and its bookings.
#[derive(Debug)]
pub struct VenueCalendar {
    /// What is known besides bookings.
    pub facts: VenueFacts,
    /// When the facts were loaded: what they say may differ from what an older load said.
    loaded: DateTime<Utc>,
    openings: Openings,
    live: RwLock<Live>,
    /// Rings when something changed; the same for all calendars a venue ever has on this node.
    pub bell: Arc<Bell>,
    /// One catch-up at a time.
    catching_up: tokio::sync::Mutex<()>,
    /// The minute, counted from the epoch, in which jobs last did what is done once a minute.
    pub listed: AtomicI64,
}

/// What changes with every booking.
#[derive(Debug, Clone, Default)]
pub struct Live {
    /// The venue's revision this stands on.
    pub revision: i64,
    desks: Vec<DeskCalendar>,
    bookings: Booked,
    /// What this node has committed while something before it is still on its way here.
    early: BTreeMap<i64, Change>,
}

/// What blocks as this transaction sees it, with its own writes: for who holds the whole venue.
pub async fn snapshot(conn: &mut AsyncPgConnection, facts: &VenueFacts) -> QueryResult<Live> {
    let changes = store::blocking(conn, facts).await?;
    let mut live = Live::empty(facts);
    live.apply(changes);
    Ok(live)
}

/// A booking that blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub period: Period,
    /// Which desks, as places.
    pub places: Vec<usize>,
}

/// The state of a booking after a change: an entry while it blocks, nothing otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The booking.
    pub booking: BookingId,
    /// Its entry.
    pub entry: Option<Entry>,
}

impl Calendars {
    /// Replaces all venues, for instance after a reset of the sandbox.
    pub fn replace(&self, venues: Vec<Arc<VenueCalendar>>) {
        *self.venues.write().unwrap_or_else(PoisonError::into_inner) = venues;
    }

    /// Replaces one venue, whose facts have changed.
    fn renew(&self, venue: Arc<VenueCalendar>) {
        let mut venues = self.venues.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = venues.iter_mut().find(|old| old.facts.venue.id == venue.facts.venue.id) {
            // Whoever was slower has read less.
            if old.facts.revision <= venue.facts.revision {
                *old = venue;
            }
        }
    }

    /// Every venue.
    pub fn all(&self) -> Vec<Arc<VenueCalendar>> {
        self.venues.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The id of every venue.
    pub fn ids(&self) -> Vec<VenueId> {
        self.all().iter().map(|venue| venue.facts.venue.id).collect()
    }

    /// The venue with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<Arc<VenueCalendar>> {
        let venues = self.venues.read().unwrap_or_else(PoisonError::into_inner);
        venues.iter().find(|venue| venue.facts.venue.slug == slug).map(Arc::clone)
    }

    /// The venue with this id.
    pub fn by_id(&self, id: VenueId) -> Option<Arc<VenueCalendar>> {
        let venues = self.venues.read().unwrap_or_else(PoisonError::into_inner);
        venues.iter().find(|venue| venue.facts.venue.id == id).map(Arc::clone)
    }
}

impl VenueCalendar {
    /// A venue without bookings at revision 0.
    pub fn new(facts: VenueFacts, loaded: DateTime<Utc>, bell: Arc<Bell>) -> Self {
        let live = RwLock::new(Live::empty(&facts));
        Self {
            facts,
            loaded,
            openings: Openings::default(),
            live,
            bell,
            catching_up: tokio::sync::Mutex::new(()),
            listed: AtomicI64::new(-1),
        }
    }

    /// What an answer about this venue depends on, for entity tags: its bookings, and the slot that
    /// is running, since alternatives never lie in the past.
    pub fn version(&self, now: DateTime<Utc>) -> String {
        format!("{} {} {}", self.loaded.timestamp_micros(), self.live().revision, Slot::containing(now).number())
    }

    /// The open interval of one local day that holds the whole period, if there is one.
    pub fn open_around(&self, period: Period) -> Option<Period> {
        self.openings.around(&self.facts.schedule, period)
    }

    /// The bookings as they stand. Hold it briefly and never across an await.
    pub fn live(&self) -> RwLockReadGuard<'_, Live> {
        self.live.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills an empty calendar.
    fn fill(&self, revision: i64, changes: Vec<Change>) {
        let mut live = self.live.write().unwrap_or_else(PoisonError::into_inner);
        live.apply(changes);
        live.revision = revision;
    }

    /// Applies changes that lead to `revision`, unless they are known already.
    fn apply(&self, revision: i64, changes: Vec<Change>) {
        let mut live = self.live.write().unwrap_or_else(PoisonError::into_inner);
        if revision > live.revision {
            let mut touched = live.apply(changes);
            live.revision = revision;
            live.early.retain(|early, _| *early > revision);
            touched.extend(live.follow());
            self.bell.ring(live.revision, Some(touched));
        }
    }

    /// Forgets what lies more than a week back.
    pub fn forget_past(&self, now: DateTime<Utc>) {
        let mut live = self.live.write().unwrap_or_else(PoisonError::into_inner);
        live.forget_before(Slot::containing(now).plus(-KEPT_SLOTS).day());
    }

    /// Applies a change this node has just committed, once everything before it is here. `false`
    /// while something is not: it is applied with that.
    fn apply_own(&self, revision: i64, change: Change) -> bool {
        let mut live = self.live.write().unwrap_or_else(PoisonError::into_inner);
        if revision <= live.revision {
            return true;
        }
        live.early.insert(revision, change);
        let touched = live.follow();
        if live.revision < revision {
            return false;
        }
        // Under the lock, so that nobody rings a later revision before this one.
        self.bell.ring(live.revision, Some(touched));
        true
    }
}

impl Live {
    /// Nothing booked, at revision 0.
    fn empty(facts: &VenueFacts) -> Self {
        Self { desks: vec![DeskCalendar::new(); facts.desks.len()], ..Self::default() }
    }

    /// Applies what came early and whose turn it is now.
    fn follow(&mut self) -> Vec<Period> {
        let mut touched = Vec::new();
        while let Some(change) = self.early.remove(&(self.revision + 1)) {
            self.revision += 1;
            touched.extend(self.apply(vec![change]));
        }
        touched
    }

    /// The calendar of the desk at a place.
    pub fn desk(&self, place: usize) -> Option<&DeskCalendar> {
        self.desks.get(place)
    }

    /// The bookings that block.
    pub fn bookings(&self) -> &Booked {
        &self.bookings
    }

    /// The same with one booking more.
    #[must_use]
    pub fn with_booking(&self, facts: &VenueFacts, booking: &Stored) -> Self {
        let places = booking.desks.iter().filter_map(|desk| facts.place_of(*desk)).collect();
        let entry = Entry { period: booking.period, places };
        self.with(vec![Change { booking: booking.id, entry: Some(entry) }])
    }

    /// The same without one booking: what its owner may choose from.
    #[must_use]
    pub fn without(&self, booking: BookingId) -> Self {
        self.with(vec![Change { booking, entry: None }])
    }

    /// The same after changes that nobody has made yet.
    #[must_use]
    pub fn with(&self, changes: Vec<Change>) -> Self {
        let mut other = self.clone();
        other.apply(changes);
        other
    }

    /// Forgets days nobody asks about any more.
    fn forget_before(&mut self, day: i64) {
        for desk in &mut self.desks {
            desk.forget_before(day);
        }
    }

    /// First everything that leaves, then everything that comes: within one step a desk may go
    /// from one booking to the next. Says which periods were touched.
    fn apply(&mut self, changes: Vec<Change>) -> Vec<Period> {
        let mut touched = Vec::new();
        for change in &changes {
            if let Some(entry) = self.bookings.remove(change.booking) {
                touched.push(entry.period);
                for place in entry.places {
                    if let Some(desk) = self.desks.get_mut(place) {
                        desk.release(entry.period);
                    }
                }
            }
        }
        for Change { booking, entry } in changes {
            let Some(entry) = entry else { continue };
            touched.push(entry.period);
            for place in &entry.places {
                if let Some(desk) = self.desks.get_mut(*place) {
                    desk.occupy(entry.period);
                }
            }
            self.bookings.insert(booking, entry);
        }
        touched
    }
}
