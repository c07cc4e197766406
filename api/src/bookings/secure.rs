//! Securing desks inside a transaction: locks, rivals, quota. Everything that takes desks comes
//! through here: booking, walking in, changing, series, waiting list, re-seating.
//!
//! What always holds: after `secure` has said yes, nothing stands against the desks until the
//! transaction ends, and the facts the rules were checked against are still the venue's. The
//! constraint in the database would refuse the rest.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use futures_util::future::join;
use shared::bookings::{check_holds, check_quota};
use shared::ids::VenueId;
use shared::problem::ProblemKind;
use shared::slots::Period;

use super::pick::Refusal;
use super::store::{self, Ground, InsertError, Room};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::jobs::due;
use crate::problem::Failure;
use crate::venues::VenueFacts;
use crate::waiting;

/// Why desks could not be secured.
#[derive(Debug)]
pub enum Obstacle {
    /// A rule or a value, or somebody else has them.
    Refused(Refusal),
    /// The venue's facts have changed since they were read: read them again and start over.
    Outdated,
    /// Somebody waits for what has become free: serve the list first, then start over.
    Queue,
    /// Draw another code for people.
    CodeInUse,
    /// Anything that is a failure already.
    Failed(Failure),
}

impl Obstacle {
    /// What the client is told; where desks are taken, the caller has more to say.
    pub fn failure(self, facts: &VenueFacts) -> Failure {
        match self {
            Self::Failed(failure) => failure,
            Self::CodeInUse => Failure::internal("no unused booking code found"),
            Self::Outdated => Failure::unavailable("the venue's facts change faster than they can be read"),
            Self::Refused(Refusal::Invalid(pointer, detail)) => Failure::invalid(pointer, detail),
            Self::Refused(Refusal::Rule(violation)) => Failure::rule(violation, &facts.schedule.zone),
            Self::Queue => Failure::unavailable("the waiting list could not be served"),
            Self::Refused(Refusal::Taken) => Failure::new(ProblemKind::DeskTaken),
        }
    }
}

impl From<diesel::result::Error> for Obstacle {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Failure> for Obstacle {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<Refusal> for Obstacle {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<InsertError> for Obstacle {
    fn from(error: InsertError) -> Self {
        match error {
            InsertError::Taken => Self::Refused(Refusal::Taken),
            InsertError::CodeInUse => Self::CodeInUse,
            InsertError::Database(error) => error.into(),
        }
    }
}

/// How much of the venue a transaction has to itself that may free desks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// A share: others go on beside it.
    Shared,
    /// All of it: room may appear for which somebody waits.
    House,
}

impl Grip {
    /// Takes hold of the venue.
    pub async fn take(self, conn: &mut AsyncPgConnection, venue: VenueId) -> Result<(), Obstacle> {
        match self {
            Self::Shared => store::lock_shared(conn, venue).await?,
            Self::House => store::lock_house(conn, venue).await?,
        }
        Ok(())
    }

    /// Rule 9: what has just become free within this transaction goes to those who wait for it, before
    /// anybody else can have it. With a mere share of the venue that can't be done: start over.
    pub async fn pass_on(
        self,
        app: &App,
        conn: &mut AsyncPgConnection,
        venue: &VenueCalendar,
        freed: Period,
        now: DateTime<Utc>,
    ) -> Result<(), Obstacle> {
        if !waiting::anybody_waits(conn, venue.facts.venue.id, freed).await? {
            return Ok(());
        }
        match self {
            Self::Shared => Err(Obstacle::Queue),
            Self::House => waiting::serve(app, conn, venue, Some(freed), now).await.map(drop),
        }
    }
}

/// Takes the locks and looks at what stands against the booking. Rivals that are due are moved on
/// within this transaction; any other means that the desks are taken.
pub(super) async fn secure(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    ground: Ground<'_>,
    now: DateTime<Utc>,
) -> Result<(), Obstacle> {
    let lock = store::lock(conn, ground.venue, ground.desks, ground.person, ground.origin);
    // Sent together: the database looks when it has the locks, without another way here and back.
    let (locked, room) = join(lock, store::look(conn, ground, venue.facts.rules(), now)).await;
    locked?;
    judge(app, conn, venue, ground, room?, now).await
}

/// The same for who holds the locks already.
pub(super) async fn recheck(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    ground: Ground<'_>,
    now: DateTime<Utc>,
) -> Result<(), Obstacle> {
    let room = store::look(conn, ground, venue.facts.rules(), now).await?;
    judge(app, conn, venue, ground, room, now).await
}

async fn judge(
    app: &App,
    conn: &mut AsyncPgConnection,
    venue: &VenueCalendar,
    ground: Ground<'_>,
    room: Room,
    now: DateTime<Utc>,
) -> Result<(), Obstacle> {
    let facts = &venue.facts;
    if room.facts_revision != facts.revision {
        return Err(Obstacle::Outdated);
    }
    // A taken desk comes first: whoever can have nothing here needs no word about her quota.
    if !room.rivals.is_empty() {
        if !room.rivals_due {
            return Err(Refusal::Taken.into());
        }
        due::settle(app, conn, facts, &room.rivals, now).await?;
        if !store::look(conn, ground, facts.rules(), now).await?.rivals.is_empty() {
            return Err(Refusal::Taken.into());
        }
        // Rule 9: what time has just freed belongs to those who have waited for it.
        if room.waited_for {
            return Err(Obstacle::Queue);
        }
    }
    if ground.person.is_some() {
        check_quota(facts.rules(), &room.owned, &[ground.period]).map_err(Refusal::Rule)?;
    }
    if ground.origin.is_some() {
        check_holds(facts.rules(), &room.held, ground.desks.len()).map_err(Refusal::Rule)?;
    }
    Ok(())
}
