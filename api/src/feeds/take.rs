//! Taking over what a source says: offers come, change and go out of view.
//!
//! What always holds:
//! - An offer and the note of what the source said of it are written in one transaction, and only by whoever has
//!   claimed the source. A look that breaks off in the middle has done some of its work and the next does the rest.
//! - What somebody has changed by hand stays as it is, and is said to be held, until somebody releases it.
//! - An offer that goes is put away and not deleted: should it come back, its address and dates keep their names.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::feeds::FeedProblem;
use shared::ids::{FeedId, OfferId, VenueId};
use shared::offers::{OfferContent, OfferState};
use shared::zones::Zone;
use uuid::Uuid;

use super::look::Content;
use super::plan::{Known, plan};
use super::shape::{Draft, slug};
use super::store::{self, AsItIs, Stored};
use crate::app::App;
use crate::calendar::VenueCalendar;
use crate::edge::chain;
use crate::offers;
use crate::problem::Failure;

/// So many offers may fail to be written before the look is given up.
const PATIENCE: usize = 10;

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Added, changed, removed, held, unchanged.
    pub(super) counts: [u32; 5],
    pub(super) problems: Vec<FeedProblem>,
    /// Why nothing was done.
    pub(super) doubt: Option<String>,
}

/// What became of one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Written,
    Held,
    /// The source was claimed by somebody else, or is gone.
    Lost,
}

/// What every step needs to know.
struct Task<'a> {
    app: &'a App,
    feed: &'a Stored,
    venue: Arc<VenueCalendar>,
    claim: Uuid,
}

/// The venue of a source.
pub(super) fn venue_of(app: &App, feed: &Stored) -> Result<Arc<VenueCalendar>, Failure> {
    app.calendars.by_id(feed.venue).ok_or_else(Failure::not_found)
}

/// Takes over what there is; nothing where too much is missing, unless that is said to be right.
pub(super) async fn over(
    app: &App,
    feed: &Stored,
    claim: Uuid,
    content: &Content,
    accept_removals: bool,
) -> Result<Taken, Failure> {
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let known = store::items(&mut conn, feed.venue, feed.id).await?;
    let plan = plan(&known, &content.drafts, &content.seen, now);
    let mut taken = Taken { problems: content.problems.clone(), ..Taken::default() };
    if let Some(doubt) = plan.doubt.filter(|_| !accept_removals) {
        taken.doubt = Some(doubt);
        return Ok(taken);
    }
    let task = Task { app, feed, venue: venue_of(app, feed)?, claim };
    let [added, changed, removed, held, unchanged] = &mut taken.counts;
    let mut failed = 0;
    let coming = plan.added.into_iter().map(|draft| (None::<&Known>, draft, true));
    let changing = plan.changed.into_iter().map(|(known, draft, _)| (Some(known), draft, known.gone));
    for (known, draft, comes) in coming.chain(changing) {
        match task.put(&mut conn, known, draft, now).await {
            Ok(Done::Written) if comes => *added += 1,
            Ok(Done::Written) => *changed += 1,
            Ok(Done::Held) => *held += 1,
            Ok(Done::Lost) => return Ok(taken),
            Err(failure) if failed < PATIENCE => {
                failed += 1;
                tracing::warn!(feed = %feed.id, error = %chain(&failure), "an offer of a feed could not be written");
                let detail = format!("`{}` could not be written", draft.title);
                taken.problems.push(FeedProblem { uid: Some(draft.uid.clone()), detail });
            }
            Err(failure) => return Err(failure),
        }
    }
    for known in plan.removed {
        match task.put_away(&mut conn, known, now).await? {
            Done::Written => *removed += 1,
            Done::Held => *held += 1,
            Done::Lost => return Ok(taken),
        }
    }
    let here: Vec<&str> = plan.unchanged.iter().map(|known| known.uid.as_str()).collect();
    store::seen(&mut conn, task.key(), &here, now).await?;
    *unchanged = u32::try_from(here.len()).unwrap_or(u32::MAX);
    Ok(taken)
}

impl Task<'_> {
    fn key(&self) -> (VenueId, FeedId) {
        (self.feed.venue, self.feed.id)
    }

    fn zone(&self) -> &Zone {
        &self.venue.facts.schedule.zone
    }

    /// Writes one offer, new or other than before.
    async fn put(
        &self,
        conn: &mut AsyncPgConnection,
        known: Option<&Known>,
        draft: &Draft,
        now: DateTime<Utc>,
    ) -> Result<Done, Failure> {
        let put = conn.transaction(async |conn| {
            if !store::still_ours(conn, self.key(), self.claim).await? {
                return Ok(Done::Lost);
            }
            let current = match known {
                Some(known) => store::as_it_is(conn, self.feed.venue, self.zone(), known.offer).await?,
                None => None,
            };
            if let Some((known, current)) = known.zip(current.as_ref())
                && is_by_hand(known, current)
            {
                store::hold(conn, self.key(), &known.uid, true).await?;
                return Ok(Done::Held);
            }
            let id = known.map_or_else(|| OfferId(self.app.ids.uuid(now)), |known| known.offer);
            let name = current.as_ref().map_or_else(|| slug(self.feed.id, draft), |current| current.slug.clone());
            let state = if self.feed.terms.publish { OfferState::Published } else { OfferState::InReview };
            let content = self.whole(draft, current.as_ref(), now);
            self.write(conn, (id, &name, state), &content, now).await?;
            let Some(after) = store::as_it_is(conn, self.feed.venue, self.zone(), id).await? else {
                return Ok(Done::Lost);
            };
            let said = serde_json::to_value(&draft.content).map_err(Failure::internal)?;
            let (uid, title) = (draft.uid.as_str(), draft.title.as_str());
            let item = store::Written { uid, offer: id, title, content: &said, digest: &after.digest };
            store::write_item(conn, self.key(), item, now).await?;
            Ok::<_, Failure>(Done::Written)
        });
        Box::pin(put).await
    }

    /// Takes one offer out of view.
    async fn put_away(&self, conn: &mut AsyncPgConnection, known: &Known, now: DateTime<Utc>) -> Result<Done, Failure> {
        let put = conn.transaction(async |conn| {
            if !store::still_ours(conn, self.key(), self.claim).await? {
                return Ok(Done::Lost);
            }
            let Some(current) = store::as_it_is(conn, self.feed.venue, self.zone(), known.offer).await? else {
                return Ok(Done::Lost);
            };
            if is_by_hand(known, &current) {
                store::hold(conn, self.key(), &known.uid, true).await?;
                return Ok(Done::Held);
            }
            self.write(conn, (known.offer, &current.slug, OfferState::Archived), &current.content, now).await?;
            store::put_away(conn, self.key(), &known.uid, &current.digest, now).await?;
            Ok::<_, Failure>(Done::Written)
        });
        Box::pin(put).await
    }

    async fn write(
        &self,
        conn: &mut AsyncPgConnection,
        (id, slug, state): (OfferId, &str, OfferState),
        content: &OfferContent,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let written = offers::Written { id, slug, state, sort: None, content };
        Ok(offers::write(conn, &self.app.ids, self.feed.venue, self.zone(), written, now).await?)
    }

    /// A draft with what is known from before: when somebody has to look at it again, and the names of its dates in
    /// other people's calendars. It was true today.
    fn whole(&self, draft: &Draft, current: Option<&AsItIs>, now: DateTime<Utc>) -> OfferContent {
        let mut content = draft.content.clone();
        content.source_as_of = Some(self.zone().date(now).format("%Y-%m-%d").to_string());
        let Some(current) = current else { return content };
        content.review_on = current.content.review_on;
        // What repeats keeps its name, and so does the first, the second … date.
        let mut names: Vec<_> = current.content.schedules.iter().collect();
        names.sort_by_key(|schedule| (schedule.rrule.is_none(), schedule.starts));
        content.schedules.sort_by_key(|schedule| (schedule.rrule.is_none(), schedule.starts));
        for (schedule, known) in content.schedules.iter_mut().zip(names) {
            schedule.id = known.id;
        }
        content
    }
}

/// Whether somebody has changed an offer since it was taken over, and nobody has released it since.
fn is_by_hand(known: &Known, current: &AsItIs) -> bool {
    let state = store::state(&current.state);
    let elsewhere = if known.gone {
        state != OfferState::Archived
    } else {
        matches!(state, OfferState::Draft | OfferState::Archived)
    };
    !known.released && (elsewhere || current.digest != known.written)
}

/// The same without a transaction around it, to be shown.
pub(super) async fn by_hand(
    conn: &mut AsyncPgConnection,
    venue: VenueId,
    zone: &Zone,
    known: &Known,
) -> Result<bool, Failure> {
    let current = conn.transaction(async |conn| store::as_it_is(conn, venue, zone, known.offer).await).await?;
    Ok(current.is_some_and(|current| is_by_hand(known, &current)))
}

/// Lets go of everything that comes from a source: what nobody has changed by hand goes out of view, the rest stays
/// as an offer like any other. Part of the caller's transaction.
pub(super) async fn let_go(
    app: &App,
    conn: &mut AsyncPgConnection,
    feed: &Stored,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let venue = venue_of(app, feed)?;
    let zone = &venue.facts.schedule.zone;
    for known in store::items(conn, feed.venue, feed.id).await?.into_iter().filter(|known| !known.gone) {
        let Some(current) = store::as_it_is(conn, feed.venue, zone, known.offer).await? else { continue };
        if !is_by_hand(&known, &current) {
            let (slug, content) = (current.slug.as_str(), &current.content);
            let written = offers::Written { id: known.offer, slug, state: OfferState::Archived, sort: None, content };
            offers::write(conn, &app.ids, feed.venue, zone, written, now).await?;
        }
    }
    Ok(())
}
