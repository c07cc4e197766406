//! From bytes to what a source says, a file a format. Pure: no clock, no database, no network.
//!
//! What always holds:
//! - Whatever the bytes are, reading them ends: with what could be understood and what could not, or with the
//!   sentence that says why none of it can be believed. What is cut off is not believed at all.
//! - Texts are plain when they leave here (`text`): no tags, no Markdown, nothing that ends a line or turns its
//!   direction.
//! - Times are those of the venue's clock.

mod csv;
mod ical;
mod instant;
mod jsonld;
mod rss;
mod rule;
mod text;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::feeds::{FeedColumns, FeedFormat, FeedProblem, MOST_ITEMS};
use shared::offers::{EventState, Exception, OfferKind, Outcome};
use shared::zones::Zone;

/// Longest name of a thing in its source, bytes.
const LONGEST_UID: usize = 500;
/// Problems that are told of; there may be as many as there are lines.
const MOST_PROBLEMS: usize = 50;

/// What has to be known to read a source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// What the things in it are to become.
    pub(super) kind: OfferKind,
    /// The venue's clock.
    pub(super) zone: &'a Zone,
    /// Its name in the list of time zones.
    pub(super) zone_name: &'a str,
    /// What time it is.
    pub(super) now: DateTime<Utc>,
    /// Where the source lies, for addresses in it that say less.
    pub(super) base: Option<&'a str>,
    /// For tables.
    pub(super) columns: Option<&'a FeedColumns>,
}

/// A source that is not believed, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Broken(pub(super) String);

impl Broken {
    fn because(why: &str) -> Self {
        Self(why.to_owned())
    }
}

/// What a source says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Parsed {
    /// What could be understood, each uid once.
    pub(super) items: Vec<Incoming>,
    /// What could not.
    pub(super) problems: Vec<FeedProblem>,
    /// Every uid there is, also of what could not be understood: it has not gone.
    pub(super) seen: HashSet<String>,
}

impl Parsed {
    fn problem(&mut self, uid: Option<&str>, detail: impl Into<String>) {
        self.seen.extend(uid.map(str::to_owned));
        if self.problems.len() < MOST_PROBLEMS {
            let uid = uid.map(|uid| text::line(uid, 120));
            self.problems.push(FeedProblem { uid, detail: text::line(&detail.into(), 300) });
        }
    }

    /// Takes something in, unless its name is none or taken.
    fn take(&mut self, item: Incoming) {
        if item.uid.is_empty() || item.uid.len() > LONGEST_UID || item.uid.chars().any(char::is_control) {
            self.problem(None, format!("`{}` has no name of its own that could be used", item.title));
        } else if item.title.is_empty() {
            self.problem(Some(&item.uid), "has no title");
        } else if self.seen.insert(item.uid.clone()) {
            self.items.push(item);
        } else {
            let uid = item.uid;
            self.problem(Some(&uid), "is there more than once; the first one counts");
        }
    }
}

/// Where something is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spot {
    pub(super) name: String,
    pub(super) street: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) city: Option<String>,
}

/// When something takes place, by the venue's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Timing {
    pub(super) starts: NaiveDateTime,
    pub(super) minutes: i32,
    pub(super) all_day: bool,
    pub(super) rrule: Option<String>,
    pub(super) exceptions: Vec<Differing>,
}

/// What is different on one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Differing {
    pub(super) starts: NaiveDateTime,
    pub(super) outcome: String,
    pub(super) moved_to: Option<NaiveDateTime>,
}

impl From<&Exception> for Differing {
    fn from(exception: &Exception) -> Self {
        let (outcome, moved_to) = match exception.outcome {
            Outcome::LeftOut => ("left_out", None),
            Outcome::Cancelled => ("cancelled", None),
            Outcome::Postponed => ("postponed", None),
            Outcome::Moved(to) => ("moved", Some(to)),
        };
        Self { starts: exception.starts, outcome: outcome.to_owned(), moved_to }
    }
}

/// One thing of a source.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Incoming {
    /// What the source calls it, for good.
    pub(super) uid: String,
    pub(super) title: String,
    /// One or two sentences; empty where there are none.
    pub(super) summary: String,
    /// All of it, as paragraphs.
    pub(super) body: String,
    /// A page with more.
    pub(super) url: Option<String>,
    pub(super) place: Option<Spot>,
    /// Latitude and longitude.
    pub(super) position: Option<(f64, f64)>,
    pub(super) timings: Vec<Timing>,
    pub(super) event_state: EventState,
    /// Until when one can apply.
    pub(super) closes_at: Option<DateTime<Utc>>,
}

impl Incoming {
    fn new(uid: impl Into<String>, title: String) -> Self {
        Self {
            uid: uid.into(),
            title,
            summary: String::new(),
            body: String::new(),
            url: None,
            place: None,
            position: None,
            timings: Vec::new(),
            event_state: EventState::Scheduled,
            closes_at: None,
        }
    }
}

/// Reads a source.
pub(super) fn read(format: FeedFormat, bytes: &[u8], frame: &Frame<'_>) -> Result<Parsed, Broken> {
    let parsed = match format {
        FeedFormat::Icalendar => ical::read(&text::decoded(bytes)?, frame)?,
        // It says itself in which letters it is written.
        FeedFormat::Rss => rss::read(bytes, frame)?,
        FeedFormat::Jsonld => jsonld::read(&text::decoded(bytes)?, frame)?,
        FeedFormat::Csv => csv::read(&text::decoded(bytes)?, frame)?,
    };
    if parsed.items.len() > MOST_ITEMS {
        return Err(Broken(format!("it has more than {MOST_ITEMS} things in it")));
    }
    Ok(parsed)
}

#[cfg(test)]
pub(super) mod tests;
