//! A look at a source from its address to a list of drafts. Nothing is written here.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use shared::feeds::{FeedPreview, FeedProblem};

use super::fetch::{Fetched, Marks, fetch};
use super::plan::{Known, Plan};
use super::read::{Broken, Frame, read};
use super::shape::{Draft, drafted};
use super::store::{self, Stored};
use super::{change_of, take};
use crate::app::App;
use crate::problem::Failure;
use crate::venues::VenueFacts;

/// So long a source is believed that it is as it was; then it is read whole once more.
const BELIEVED: TimeDelta = TimeDelta::days(30);

/// What a source has in it.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) drafts: Vec<Draft>,
    pub(super) problems: Vec<FeedProblem>,
    /// Every name, of what could not be understood as well.
    pub(super) seen: HashSet<String>,
    /// What it said of its state.
    pub(super) marks: Marks,
}

/// What a look has brought.
#[derive(Debug)]
pub(super) enum Brought {
    /// The source is as it was.
    Same,
    /// Here it is.
    Content(Content),
}

/// From where the bytes come.
#[derive(Debug)]
pub(super) enum From {
    /// From the address; read whole in any case, or only if the source says that it has changed.
    Address { whole: bool },
    /// Somebody has sent them.
    Upload(Vec<u8>),
}

/// Looks.
pub(super) async fn bring(app: &App, feed: &Stored, from: From) -> Result<Brought, Broken> {
    let now = app.clock.now();
    let (bytes, marks) = match from {
        From::Upload(bytes) => (bytes, Marks::default()),
        From::Address { whole } => {
            let url = feed.terms.url.as_deref().ok_or_else(|| Broken("it has no address".to_owned()))?;
            let fresh = feed.read_at.is_some_and(|at| at > now - BELIEVED);
            let known = if fresh && !whole { feed.marks.clone() } else { Marks::default() };
            match fetch(app, url, feed.terms.format, &known).await? {
                Fetched::Same => return Ok(Brought::Same),
                Fetched::New(bytes, marks) => (bytes, marks),
            }
        }
    };
    let venue = app.calendars.by_id(feed.venue).ok_or_else(|| Broken("its venue is not there".to_owned()))?;
    let (feed, public_url) = (feed.clone(), app.public_url.clone());
    // Megabytes of text take their time, and whoever waits for a desk must not.
    let read = tokio::task::spawn_blocking(move || content(&bytes, &feed, &venue.facts, &public_url, marks, now));
    let read = read.await.unwrap_or_else(|error| {
        tracing::error!(%error, "reading a feed has ended in the middle");
        Err(Broken("it can't be read".to_owned()))
    });
    read.map(Brought::Content)
}

fn content(
    bytes: &[u8],
    feed: &Stored,
    facts: &VenueFacts,
    public_url: &str,
    marks: Marks,
    now: DateTime<Utc>,
) -> Result<Content, Broken> {
    let (terms, zone) = (&feed.terms, &facts.schedule.zone);
    let frame = Frame {
        kind: terms.mapping.kind,
        zone,
        zone_name: &facts.venue.time_zone,
        now,
        base: terms.url.as_deref(),
        columns: terms.mapping.columns.as_ref(),
    };
    let parsed = read(terms.format, bytes, &frame)?;
    let (mut drafts, mut problems) = (Vec::with_capacity(parsed.items.len()), parsed.problems);
    let website = terms.mapping.contact.as_ref().and_then(|contact| contact.website.as_deref());
    let fallback = terms.url.as_deref().or(website).unwrap_or(public_url);
    for item in parsed.items {
        match drafted(item, terms, fallback, zone) {
            Ok(draft) => drafts.push(draft),
            Err(problem) => problems.push(problem),
        }
    }
    problems.truncate(100);
    Ok(Content { drafts, problems, seen: parsed.seen, marks })
}

/// What would come of it.
pub(super) async fn preview(app: &App, feed: &Stored, content: &Content) -> Result<FeedPreview, Failure> {
    let mut conn = app.db.conn().await?;
    let known: Vec<Known> = store::items(&mut conn, feed.venue, feed.id).await?;
    let plan: Plan<'_> = super::plan::plan(&known, &content.drafts, &content.seen, app.clock.now());
    let mut preview = FeedPreview {
        added: plan.added.iter().map(|draft| change_of(&draft.uid, &draft.title, None, Vec::new())).collect(),
        unchanged: u32::try_from(plan.unchanged.len()).unwrap_or(u32::MAX),
        problems: content.problems.clone(),
        doubt: plan.doubt,
        ..FeedPreview::default()
    };
    let zone = &take::venue_of(app, feed)?.facts.schedule.zone;
    for (known, draft, fields) in plan.changed {
        let change = change_of(&known.uid, &draft.title, Some(known.offer), fields);
        let held = take::by_hand(&mut conn, feed.venue, zone, known).await?;
        if held { preview.held.push(change) } else { preview.changed.push(change) }
    }
    for known in plan.removed {
        let change = change_of(&known.uid, &known.title, Some(known.offer), Vec::new());
        let held = take::by_hand(&mut conn, feed.venue, zone, known).await?;
        if held { preview.held.push(change) } else { preview.removed.push(change) }
    }
    Ok(preview)
}
