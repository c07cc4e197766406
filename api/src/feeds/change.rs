//! Naming a source, changing what becomes of it, following it no more.

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, post, put};
use diesel_async::AsyncConnection;
use shared::audit::Action;
use shared::feeds::{Feed, FeedState, FeedTerms, FeedTermsShown};
use shared::ids::FeedId;
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::fetch::Marks;
use super::list::{parse, shown, tag, unknown};
use super::store::{self, Stored};
use super::{take, terms};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::idempotency;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch, Params};

/// Idempotency keys of feeds are not those of bookings.
const SCOPE: &str = "feeds";
/// Most sources of a venue.
const MOST_FEEDS: usize = 200;

/// Names a source. Somebody looks within a minute, unless it is switched off.
#[utoipa::path(tag = "staff", request_body = FeedTerms, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = Feed, headers(
    ("Location" = String, description = "Address of the source"),
    ("ETag" = String, description = "Revision of its terms"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/feeds")]
pub(crate) async fn add_feed(
    app: Shared,
    staff: Staff,
    body: Body<FeedTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageFeeds)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let terms = terms::checked(&app, body.value)?;
    let now = app.clock.now();
    let new = new(&app, &staff, terms);
    let mut conn = app.db.conn().await?;
    let made = conn.transaction(async |conn| {
        idempotency::once(conn, (staff.venue, SCOPE), key.as_ref(), now, async |conn| {
            if store::all(conn, staff.venue).await?.len() >= MOST_FEEDS {
                let detail = format!("A venue has at most {MOST_FEEDS} feeds.");
                return Err(Failure::new(ProblemKind::LimitReached).detail(detail));
            }
            store::insert(conn, &new, now).await?;
            audit::record(conn, &app, deed(&staff, Action::FeedAdded, &new)).await?;
            shown(&app, conn, new.clone()).await
        })
        .await
    });
    let (made, replayed) = made.await?;
    let mut answer = HttpResponse::Created();
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/staff/feeds/{}", app.public_url, made.id)))
        .insert_header((header::ETAG, tag(&made)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(made))
}

fn new(app: &App, staff: &Staff, terms: FeedTermsShown) -> Stored {
    let now = app.clock.now();
    let due_at = (terms.enabled && terms.url.is_some()).then_some(now);
    Stored {
        id: FeedId(app.ids.uuid(now)),
        venue: staff.venue,
        terms,
        revision: 1,
        state: FeedState::New,
        failing_since: None,
        last_error: None,
        marks: Marks::default(),
        fetched_at: None,
        read_at: None,
        due_at,
    }
}

/// Sets the terms of a source anew, all of them. It is read whole at the next look.
#[utoipa::path(tag = "staff", request_body = FeedTerms, params(
    ("id" = FeedId, Path, description = "Id of the source"),
    ("If-Match" = Option<String>, Header, description = "ETag of the source as it was read; 428 without, 412 when its terms have changed since"),
), responses((status = 200, body = Feed, headers(("ETag" = String, description = "Revision of its terms")))))]
#[put("/feeds/{id}")]
pub(crate) async fn change_feed(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<FeedTerms>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageFeeds)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let terms = terms::checked(&app, body.value)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let changed = conn.transaction(async |conn| {
        let feed = store::lock(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        if_match.require(&format!("\"{}\"", feed.revision))?;
        let due_at = (terms.enabled && terms.url.is_some()).then_some(now);
        let feed = Stored { terms, revision: feed.revision + 1, due_at, ..feed };
        store::save(conn, &feed).await?;
        audit::record(conn, &app, deed(&staff, Action::FeedChanged, &feed)).await?;
        shown(&app, conn, feed).await
    });
    let changed = changed.await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::ETAG, tag(&changed))).insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(changed))
}

/// Follows a source no more. What has come from it goes out of view; what somebody has changed by hand stays as an
/// offer like any other.
#[utoipa::path(tag = "staff", params(("id" = FeedId, Path, description = "Id of the source")), responses((status = 204, description = "It is followed no more")))]
#[delete("/feeds/{id}")]
pub(crate) async fn remove_feed(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageFeeds)?;
    let id = parse(&path)?;
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let removed = conn.transaction(async |conn| {
        let feed = store::lock(conn, staff.venue, id).await?.ok_or_else(unknown)?;
        take::let_go(&app, conn, &feed, now).await?;
        store::remove(conn, staff.venue, id).await?;
        Ok::<_, Failure>(audit::record(conn, &app, deed(&staff, Action::FeedRemoved, &feed)).await?)
    });
    Box::pin(removed).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Its address is not written down: it may have a secret of the source in it.
fn deed<'a>(staff: &'a Staff, action: Action, feed: &Stored) -> Deed<'a> {
    Deed::of(staff, action, feed.id).with("name", &feed.terms.name)
}
