//! The moves of an offer on its way to the public and back.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::OfferId;
use shared::offers::{MoveOffer, OfferContent, OfferMove, OfferState, PublishOffer, StaffOffer, may_publish};
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::editor::{Editor, Told, answer, check, parse, put_out};
use super::hand::Hand;
use super::store::{self, Work};
use crate::access::Caller;
use crate::app::Shared;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch};

/// How far ahead something may be published.
const FURTHEST: TimeDelta = TimeDelta::days(2 * 366);
/// Longest reason, characters.
const LONGEST: usize = 500;

/// Asks somebody else to look at the working version.
#[utoipa::path(tag = "staff", request_body = MoveOffer, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[post("/offers/{id}/submit")]
pub(crate) async fn submit_offer(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<MoveOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let (hand, id) = (Hand::writing(&caller)?, parse(&path)?);
    let editor = Editor::about(&app, hand, id).await?;
    step(&editor, id, &body.value, &request, OfferMove::Submit).await
}

/// Gives the working version back to be written on. What was to be published later is not.
#[utoipa::path(tag = "staff", request_body = MoveOffer, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[post("/offers/{id}/return")]
pub(crate) async fn return_offer(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<MoveOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditOffers)?;
    let (editor, id) = (Editor::of(&app, &staff)?, parse(&path)?);
    step(&editor, id, &body.value, &request, OfferMove::Return).await
}

/// Takes an offer down and puts it away.
#[utoipa::path(tag = "staff", request_body = MoveOffer, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[post("/offers/{id}/archive")]
pub(crate) async fn archive_offer(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<MoveOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditOffers)?;
    let (editor, id) = (Editor::of(&app, &staff)?, parse(&path)?);
    step(&editor, id, &body.value, &request, OfferMove::Archive).await
}

/// Takes an offer out of the archive, as a draft.
#[utoipa::path(tag = "staff", request_body = MoveOffer, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[post("/offers/{id}/restore")]
pub(crate) async fn restore_offer(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<MoveOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditOffers)?;
    let (editor, id) = (Editor::of(&app, &staff)?, parse(&path)?);
    step(&editor, id, &body.value, &request, OfferMove::Restore).await
}

/// Why it is done, where a reason was given.
pub(super) fn reason(body: &MoveOffer) -> Result<Option<&str>, Failure> {
    let reason = body.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let odd = |letter: char| letter.is_control() && letter != '\n';
    if reason.is_some_and(|reason| reason.chars().count() > LONGEST || reason.chars().any(odd)) {
        return Err(Failure::invalid("/reason", format!("should have at most {LONGEST} characters")));
    }
    Ok(reason)
}

/// A move that needs no more than a reason.
async fn step(
    editor: &Editor<'_>,
    id: OfferId,
    body: &MoveOffer,
    request: &HttpRequest,
    step: OfferMove,
) -> Result<HttpResponse, Failure> {
    let (if_match, reason) = (IfMatch::of(request), reason(body)?);
    let mut conn = editor.app.db.conn().await?;
    let told = conn.transaction(async |conn| {
        let mut work = editor.open(conn, id, &if_match).await?;
        let state = editor.after(&work, step)?;
        editor.begin(conn, &work).await?;
        work.set_state(state);
        let action = match step {
            OfferMove::Submit => Action::OfferSubmitted,
            OfferMove::Return => Action::OfferReturned,
            OfferMove::Archive => Action::OfferArchived,
            _ => Action::OfferRestored,
        };
        if step == OfferMove::Archive {
            store::set_public(conn, editor.at(), &mut work, OfferState::Archived).await?;
        }
        editor.close(conn, work, editor.deed(action, id).because(reason)).await
    });
    Ok(answer(HttpResponse::Ok(), &told.await?))
}

/// Publishes the working version, now or at an instant to come.
#[utoipa::path(tag = "staff", request_body = PublishOffer, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[post("/offers/{id}/publish")]
pub(crate) async fn publish_offer(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    body: Body<PublishOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditOffers)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let editor = Editor::of(&app, &staff)?;
    let at = body.value.publish_at.map(|at| at.to_utc());
    if at.is_some_and(|at| at <= editor.now) {
        return Err(Failure::invalid("/publish_at", "is over; leave it out to publish at once"));
    }
    if at.is_some_and(|at| at > editor.now + FURTHEST) {
        return Err(Failure::invalid("/publish_at", "should be at most two years ahead"));
    }
    let mut conn = app.db.conn().await?;
    let told = conn.transaction(async |conn| {
        let work = editor.open(conn, id, &if_match).await?;
        publish(&editor, conn, work, at).await
    });
    let told = told.await?;
    // The worker may sleep for longer than this is away.
    app.jobs.notify_one();
    Ok(answer(HttpResponse::Ok(), &told))
}

async fn publish(
    editor: &Editor<'_>,
    conn: &mut AsyncPgConnection,
    mut work: Work,
    later: Option<DateTime<Utc>>,
) -> Result<Told, Failure> {
    let step = if later.is_some() { OfferMove::Schedule } else { OfferMove::Publish };
    let state = editor.after(&work, step)?;
    if !may_publish(editor.four_eyes(), work.written_by.as_ref(), &editor.hand.id()) {
        let why = "You have written this version. Here somebody else has to publish it.";
        return Err(Failure::new(ProblemKind::Forbidden).detail(why));
    }
    let content = editor.content(conn, &work).await?;
    check(&content, "/content")?;
    still_valid(&content, later.unwrap_or(editor.now))?;
    editor.begin(conn, &work).await?;
    let id = OfferId(work.id);
    if let Some(at) = later {
        work.set_state(state);
        work.publish_at = Some(at);
        let deed = editor.deed(Action::OfferScheduled, id);
        return editor.close(conn, work, deed.with("publish_at", editor.zone().local(at).to_rfc3339())).await;
    }
    put_out(editor.app, conn, editor.at(), editor.zone(), &mut work, &content, editor.now).await?;
    editor.close(conn, work, editor.deed(Action::OfferPublished, id)).await
}

/// What would be over before it begins is not published.
fn still_valid(content: &OfferContent, at: DateTime<Utc>) -> Result<(), Failure> {
    if content.valid_to.is_some_and(|to| to <= at) {
        return Err(Failure::invalid("/content/valid_to", "is over by then; write a later one first"));
    }
    Ok(())
}
