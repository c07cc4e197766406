//! The sources of a venue, looks at them, and what has come from them.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use diesel_async::AsyncPgConnection;
use shared::feeds::{Feed, FeedItem, FeedRun};
use shared::ids::{FeedId, FeedRunId, OfferId, VenueId};
use shared::staff::Right;
use shared::venues::Page;

use super::store::{self, Run, Stored};
use crate::app::{App, Shared};
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, cacheable, linked, paged, single};

/// Lists the sources that offers come from, the oldest first.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<Feed>), (status = 304, description = "Not modified")))]
#[get("/feeds")]
pub(crate) async fn list_feeds(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageFeeds)?;
    let mut conn = app.db.conn().await?;
    let feeds = store::all(&mut conn, staff.venue).await?;
    let counts = store::counts(&mut conn, staff.venue).await?;
    let items = feeds.into_iter().map(|feed| wire(&app, feed, &counts)).collect();
    paged(&request, items, &paging, |feed: &Feed| feed.id.to_string(), PRIVATE)
}

/// Shows a source, how it is doing, and since when.
#[utoipa::path(tag = "staff", params(("id" = FeedId, Path, description = "Id of the source")), responses((status = 200, body = Feed, headers(("ETag" = String, description = "Revision of its terms"))), (status = 304, description = "Not modified")))]
#[get("/feeds/{id}")]
pub(crate) async fn get_staff_feed(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::ManageFeeds)?;
    let id = parse(&path)?;
    let mut conn = app.db.conn().await?;
    let feed = store::find(&mut conn, staff.venue, id).await?.ok_or_else(unknown)?;
    let feed = shown(&app, &mut conn, feed).await?;
    Ok(single(&request, &tag(&feed), PRIVATE, &feed))
}

/// Lists the looks at a source in the last month, the newest first.
#[utoipa::path(tag = "staff", params(("id" = FeedId, Path, description = "Id of the source"), crate::openapi::Paging), responses((status = 200, body = Page<FeedRun>), (status = 304, description = "Not modified")))]
#[get("/feeds/{id}/runs")]
pub(crate) async fn list_feed_runs(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageFeeds)?;
    let id = parse(&path)?;
    let before = paging.cursor.as_deref().map(str::parse::<FeedRunId>).transpose();
    let before = before.map_err(|_malformed| Failure::invalid("cursor", "is not a cursor of this list"))?;
    let mut conn = app.db.conn().await?;
    store::find(&mut conn, staff.venue, id).await?.ok_or_else(unknown)?;
    let runs = store::runs(&mut conn, (staff.venue, id), before, paging.wanted()).await?;
    let items = runs.into_iter().map(|run| run_wire(&app, staff.venue, run)).collect();
    let page = paging.cut(items, |run: &FeedRun| run.id.to_string());
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// Lists the offers that come from a source, and those it has no more, by the names the source has for them.
#[utoipa::path(tag = "staff", params(("id" = FeedId, Path, description = "Id of the source"), crate::openapi::Paging), responses((status = 200, body = Page<FeedItem>), (status = 304, description = "Not modified")))]
#[get("/feeds/{id}/items")]
pub(crate) async fn list_feed_items(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageFeeds)?;
    let id = parse(&path)?;
    if paging.cursor.as_deref().is_some_and(|cursor| cursor.contains('\0')) {
        return Err(Failure::invalid("cursor", "is not a cursor of this list"));
    }
    let mut conn = app.db.conn().await?;
    store::find(&mut conn, staff.venue, id).await?.ok_or_else(unknown)?;
    let rows = store::item_page(&mut conn, (staff.venue, id), paging.cursor.as_deref(), paging.wanted()).await?;
    let local = |at| app.local(at);
    let items = rows.into_iter().map(|row| FeedItem {
        uid: row.uid,
        offer: OfferId(row.offer_id),
        title: row.title,
        held: row.held,
        seen_at: local(row.seen_at),
        gone_at: row.gone_at.map(local),
    });
    let page = paging.cut(items.collect(), |item: &FeedItem| item.uid.clone());
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<FeedId, Failure> {
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What a source that is not there, or another venue's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No feed has this id.")
}

/// The entity tag of a source: of its terms, because how it is doing changes by itself.
pub(super) fn tag(feed: &Feed) -> String {
    format!("\"{}\"", feed.revision)
}

/// A source as it is told.
pub(super) async fn shown(app: &App, conn: &mut AsyncPgConnection, feed: Stored) -> Result<Feed, Failure> {
    let counts = store::counts(conn, feed.venue).await?;
    Ok(wire(app, feed, &counts))
}

fn wire(app: &App, feed: Stored, counts: &[(uuid::Uuid, bool, i64)]) -> Feed {
    let local = |at| local(app, feed.venue, at);
    let count = |held: Option<bool>| {
        let own = counts.iter().filter(|(id, is_held, _)| *id == feed.id.0 && held.is_none_or(|held| held == *is_held));
        u32::try_from(own.map(|(_, _, count)| count).sum::<i64>()).unwrap_or(u32::MAX)
    };
    Feed {
        id: feed.id,
        state: feed.state,
        failing_since: feed.failing_since.map(local),
        last_error: feed.last_error.clone(),
        fetched_at: feed.fetched_at.map(local),
        next_fetch_at: feed.due_at.map(local),
        items: count(None),
        held: count(Some(true)),
        revision: feed.revision,
        terms: feed.terms,
    }
}

/// A look as it is told.
pub(super) fn run_wire(app: &App, venue: VenueId, run: Run) -> FeedRun {
    let [added, changed, removed, held, unchanged] = run.counts;
    FeedRun {
        id: run.id,
        at: local(app, venue, run.at),
        trigger: run.trigger,
        outcome: run.outcome,
        added,
        changed,
        removed,
        held,
        unchanged,
        problems: run.problems,
        error: run.error,
    }
}

fn local(app: &App, venue: VenueId, at: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono::FixedOffset> {
    app.calendars.by_id(venue).map_or_else(|| app.local(at), |venue| venue.facts.schedule.zone.local(at))
}
