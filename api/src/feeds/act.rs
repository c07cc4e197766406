//! Having somebody look: what would change, and changing it; and letting an offer follow its source again.

use actix_web::web::Path;
use actix_web::{HttpResponse, post};
use diesel_async::AsyncConnection;
use shared::audit::Action;
use shared::feeds::{FeedAsked, FeedPreview, FeedRelease, FeedRun, FeedTrigger};
use shared::ids::FeedId;
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::list::{parse, run_wire, unknown};
use super::look::{Brought, From, bring, preview};
use super::run::run;
use super::store::{self, Stored};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, Params};

/// Looks at a source and says what would change. Nothing is written.
#[utoipa::path(tag = "staff", params(("id" = FeedId, Path, description = "Id of the source")), responses((status = 200, body = FeedPreview)))]
#[post("/feeds/{id}/preview")]
pub(crate) async fn preview_feed(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageFeeds)?;
    let feed = found(&app, &staff, &path).await?;
    has_address(&feed)?;
    shown(&app, &feed, From::Address { whole: true }).await
}

/// What would come of a look.
pub(super) async fn shown(app: &App, feed: &Stored, from: From) -> Result<HttpResponse, Failure> {
    let brought = bring(app, feed, from).await;
    let told = match brought {
        Ok(Brought::Content(content)) => preview(app, feed, &content).await?,
        // Read whole, a source has no way to say that it is as it was.
        Ok(Brought::Same) => FeedPreview::default(),
        Err(broken) => FeedPreview { doubt: Some(broken.0), ..FeedPreview::default() },
    };
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(told))
}

/// Looks at a source now and takes over what is in it. The answer says what came of it, also where it failed.
#[utoipa::path(tag = "staff", request_body = FeedAsked, params(("id" = FeedId, Path, description = "Id of the source")), responses((status = 200, body = FeedRun)))]
#[post("/feeds/{id}/fetch")]
pub(crate) async fn fetch_feed(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<FeedAsked>,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageFeeds)?;
    let feed = found(&app, &staff, &path).await?;
    has_address(&feed)?;
    let from = From::Address { whole: body.value.accept_removals };
    taken(&app, &staff, feed, (FeedTrigger::Hand, from, body.value.accept_removals)).await
}

/// Takes over what a look brings, in somebody's name.
pub(super) async fn taken(
    app: &App,
    staff: &Staff,
    feed: Stored,
    (trigger, from, accept_removals): (FeedTrigger, From, bool),
) -> Result<HttpResponse, Failure> {
    let now = app.clock.now();
    let claim = app.ids.uuid(now);
    let mut conn = app.db.conn().await?;
    let claimed = conn.transaction(async |conn| {
        if !store::claim_one(conn, (feed.venue, feed.id), claim, now).await? {
            return Err(Failure::new(ProblemKind::RequestInProgress).detail("Somebody looks at this source just now."));
        }
        let deed = Deed::of(staff, Action::FeedRead, feed.id).with("name", &feed.terms.name);
        Ok::<_, Failure>(audit::record(conn, app, deed.with("accept_removals", accept_removals)).await?)
    });
    claimed.await?;
    drop(conn);
    let venue = feed.venue;
    let run = Box::pin(run(app, feed, claim, (trigger, from, accept_removals))).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(run_wire(app, venue, run)))
}

/// Has an offer that was changed by hand follow its source again. The next look overwrites it.
#[utoipa::path(tag = "staff", request_body = FeedRelease, params(("id" = FeedId, Path, description = "Id of the source")), responses((status = 204, description = "It follows its source again")))]
#[post("/feeds/{id}/release")]
pub(crate) async fn release_offer(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<FeedRelease>,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageFeeds)?;
    let id = parse(&path)?;
    let offer = body.value.offer;
    let mut conn = app.db.conn().await?;
    let released = conn.transaction(async |conn| {
        store::lock(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        if !store::release(conn, (staff.venue, id), offer).await? {
            return Err(Failure::invalid("/offer", "does not come from this source"));
        }
        store::forget_marks(conn, staff.venue, id).await?;
        let deed = Deed::of(&staff, Action::FeedReleased, id).with("offer", offer);
        Ok::<_, Failure>(audit::record(conn, &app, deed).await?)
    });
    released.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The source of a path.
pub(super) async fn found(app: &App, staff: &Staff, path: &str) -> Result<Stored, Failure> {
    let mut conn = app.db.conn().await?;
    store::find(&mut conn, staff.venue, parse(path)?).await?.ok_or_else(unknown)
}

fn has_address(feed: &Stored) -> Result<(), Failure> {
    if feed.terms.url.is_some() {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::WrongState).detail("This source has no address; send what is in it."))
}
