//! What was worked out for the last who asked, for everybody who asks the same until something has changed.
//!
//! Thousands of pages ask for the same numbers every half minute. What always holds:
//!
//! - What is kept is thrown away with the venue's next revision, its next quarter of an hour, and after
//!   [`ROLL`] minutes at the latest. So it is never wrong, and the time it names is never old.
//! - Only today's programme is older than it: a minute at most.
//! - As much is kept as there are venues and languages.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::VenueId;
use tokio::time::timeout;

use super::answer::PATIENCE;
use super::hall::{Hall, hall};
use super::now::{self, Written};
use super::programme::{Line, programme};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::lang::Lang;
use crate::problem::Failure;

/// After so many minutes everything is told anew, even if nothing has changed: "as of" stays honest.
const ROLL: i64 = 10;

/// What is told about a venue in a language.
#[derive(Debug)]
pub(super) struct Told {
    version: String,
    pub(super) hall: Hall,
    pub(super) programme: Vec<Line>,
    /// When this was true.
    pub(super) at: DateTime<Utc>,
    /// The answer to who polls.
    pub(super) written: Written,
}

/// Today's programme, and when it was read.
#[derive(Debug, Clone)]
struct Read {
    minute: i64,
    date: NaiveDate,
    lines: Vec<Line>,
}

/// What is kept on this node.
#[derive(Debug, Default)]
pub struct Kept {
    told: Mutex<HashMap<(VenueId, Lang), Arc<Told>>>,
    programmes: Mutex<HashMap<(VenueId, Lang), Read>>,
}

impl Kept {
    /// How it is now. Where the calendar has lost its feed and the database is away, there is nothing to tell.
    pub(super) async fn told(&self, app: &App, venue: &VenueCalendar, lang: Lang) -> Result<Arc<Told>, Failure> {
        current(app, venue).await?;
        let at = app.clock.now();
        let roll = at.timestamp().div_euclid(60).div_euclid(ROLL);
        let (version, key) = (format!("{} {roll}", venue.version(at)), (venue.facts.venue.id, lang));
        let known = lock(&self.told).get(&key).filter(|told| told.version == version).map(Arc::clone);
        if let Some(known) = known {
            return Ok(known);
        }
        let programme = self.programme(app, venue, lang, at).await;
        let hall = hall(venue, at);
        let written = now::written(app, venue, lang, &hall, &programme, at, roll)?;
        let told = Arc::new(Told { version, hall, programme, at, written });
        lock(&self.told).insert(key, Arc::clone(&told));
        Ok(told)
    }

    /// Where the database does not answer, what it said before, as long as that is about today.
    async fn programme(&self, app: &App, venue: &VenueCalendar, lang: Lang, now: DateTime<Utc>) -> Vec<Line> {
        let key = (venue.facts.venue.id, lang);
        let (minute, date) = (now.timestamp().div_euclid(60), venue.facts.schedule.zone.date(now));
        let before = lock(&self.programmes).get(&key).filter(|read| read.date == date).cloned();
        if let Some(read) = before.as_ref().filter(|read| read.minute == minute) {
            return read.lines.clone();
        }
        let found = programme(app, venue, lang, now).await;
        let lines = found.unwrap_or_else(|| before.map(|read| read.lines).unwrap_or_default());
        lock(&self.programmes).insert(key, Read { minute, date, lines: lines.clone() });
        lines
    }
}

/// Makes sure the calendar may be trusted, and does not wait for long.
pub(crate) async fn current(app: &App, venue: &VenueCalendar) -> Result<(), Failure> {
    let waited = timeout(PATIENCE, app.current(venue)).await;
    waited.unwrap_or_else(|_elapsed| Err(Failure::unavailable("the calendar can't catch up in time")))
}

fn lock<T>(kept: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
