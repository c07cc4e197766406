//! Changing what an offer says, and throwing a draft away.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete, put};
use diesel_async::AsyncConnection;
use shared::audit::Action;
use shared::ids::OfferId;
use shared::offers::{OfferContent, OfferMove, StaffOffer};
use shared::problem::ProblemKind;

use super::editor::{Editor, answer, check, parse};
use super::hand::Hand;
use super::images;
use crate::access::Caller;
use crate::app::Shared;
use crate::audit;
use crate::offers::remove;
use crate::problem::Failure;
use crate::wire::{Body, IfMatch, Params};

/// Writes the next version of an offer, as a draft. What the public sees stays until that is published.
///
/// An app can't while the offer is in review or archived (409).
#[utoipa::path(tag = "staff", request_body = OfferContent, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[put("/offers/{id}")]
pub(crate) async fn change_offer(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    body: Body<OfferContent>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let hand = Hand::writing(&caller)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let (editor, content) = (Editor::about(&app, hand, id).await?, body.value);
    check(&content, "")?;
    let mut conn = app.db.conn().await?;
    let told = conn.transaction(async |conn| {
        let mut work = editor.open(conn, id, &if_match).await?;
        editor.after(&work, OfferMove::Write)?;
        images::all_there(conn, editor.at(), id, &content).await?;
        if editor.content(conn, &work).await? == content {
            // The same words are no new version.
            return editor.told(conn, &work).await;
        }
        editor.put(conn, &mut work, &content).await?;
        editor.close(conn, work, editor.deed(Action::OfferChanged, id)).await
    });
    Ok(answer(HttpResponse::Ok(), &told.await?))
}

/// Throws away a draft that was never published. What was published once is archived instead.
#[utoipa::path(tag = "staff", params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 204, description = "It is gone")))]
#[delete("/offers/{id}")]
pub(crate) async fn remove_offer(
    app: Shared,
    caller: Caller,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let hand = Hand::writing(&caller)?;
    let (id, if_match) = (parse(&path)?, IfMatch::of(&request));
    let editor = Editor::about(&app, hand, id).await?;
    let mut conn = app.db.conn().await?;
    let gone = conn.transaction(async |conn| {
        let work = editor.open(conn, id, &if_match).await?;
        if work.public_version.is_some() {
            let why = "The offer was published; it can be archived, and is kept.";
            return Err(Failure::new(ProblemKind::WrongState).detail(why));
        }
        remove(conn, editor.at(), id).await?;
        let deed = editor.deed(Action::OfferRemoved, id).with("slug", &work.slug);
        Ok::<_, Failure>(audit::record(conn, &app, deed).await?)
    });
    gone.await?;
    Ok(HttpResponse::NoContent().finish())
}
