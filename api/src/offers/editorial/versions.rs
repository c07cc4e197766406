//! The versions of an offer: which there are, what they say, what is different, and going back to one.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::OfferId;
use shared::offers::{
    MoveOffer, OfferContent, OfferDiff, OfferMove, OfferVersion, OfferVersionContent, StaffOffer, differences,
};
use shared::staff::Right;
use shared::venues::Page;

use super::editor::{Editor, answer, parse};
use super::images;
use super::store::{self, VersionRow, Work};
use crate::app::Shared;
use crate::plans::PRIVATE;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Body, IfMatch, Params, cacheable, linked};

/// Lists the versions of an offer, the newest first.
#[utoipa::path(tag = "staff", params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    crate::openapi::Paging,
), responses((status = 200, body = Page<OfferVersion>), (status = 304, description = "Not modified")))]
#[get("/offers/{id}/versions")]
pub(crate) async fn list_versions(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::EditOffers)?;
    let before = match &paging.cursor {
        Some(cursor) => number(cursor).ok_or_else(|| Failure::invalid("cursor", "is not a cursor of this list"))?,
        None => i32::MAX,
    };
    let (editor, id) = (Editor::of(&app, &staff)?, parse(&path)?);
    let mut conn = app.db.conn().await?;
    let work = editor.find(&mut conn, id).await?;
    let rows = if work.known {
        store::versions(&mut conn, editor.at(), id, before, paging.wanted()).await?
    } else {
        vec![untouched(&work)]
    };
    let versions = rows.into_iter().filter(|row| row.version < before).map(|row| told(&editor, row)).collect();
    let page = paging.cut(versions, |version: &OfferVersion| version.version.to_string());
    let mut answer = cacheable(&request, &page, PRIVATE)?;
    linked(&request, page.next.as_deref(), &mut answer);
    Ok(answer)
}

/// Shows what a version says.
#[utoipa::path(tag = "staff", params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("version" = i32, Path, description = "Number of the version", minimum = 1),
), responses((status = 200, body = OfferVersionContent), (status = 304, description = "Not modified")))]
#[get("/offers/{id}/versions/{version}")]
pub(crate) async fn get_version(
    app: Shared,
    staff: Staff,
    path: Path<(String, String)>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::EditOffers)?;
    let (editor, (id, version)) = (Editor::of(&app, &staff)?, path.into_inner());
    let mut conn = app.db.conn().await?;
    let work = editor.find(&mut conn, parse(&id)?).await?;
    let version = number(&version).ok_or_else(unknown)?;
    let (row, content) = find(&editor, &mut conn, &work, version).await?.ok_or_else(unknown)?;
    cacheable(&request, &OfferVersionContent { version: told(&editor, row), content }, PRIVATE)
}

/// Shows what is different in a version, field by field.
#[utoipa::path(tag = "staff", params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("version" = i32, Path, description = "Number of the version", minimum = 1),
    ("against" = Option<i32>, Query, description = "Number of the version it is compared with; the one before it if left out", minimum = 1),
), responses((status = 200, body = OfferDiff), (status = 304, description = "Not modified")))]
#[get("/offers/{id}/versions/{version}/diff")]
pub(crate) async fn get_diff(
    app: Shared,
    staff: Staff,
    path: Path<(String, String)>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let against = params.number("against", 1, i64::from(i32::MAX))?;
    params.end()?;
    staff.require_sight(Right::EditOffers)?;
    let (editor, (id, version)) = (Editor::of(&app, &staff)?, path.into_inner());
    let mut conn = app.db.conn().await?;
    let work = editor.find(&mut conn, parse(&id)?).await?;
    let version = number(&version).ok_or_else(unknown)?;
    let against = against.and_then(|number| i32::try_from(number).ok()).unwrap_or_else(|| (version - 1).max(1));
    let (_, after) = find(&editor, &mut conn, &work, version).await?.ok_or_else(unknown)?;
    let before = find(&editor, &mut conn, &work, against).await?;
    let (_, before) = before.ok_or_else(|| Failure::invalid("against", "is no version of this offer"))?;
    let diff = OfferDiff { against, version, changes: differences(&before, &after) };
    cacheable(&request, &diff, PRIVATE)
}

/// Goes back to what a version says, as the next version: a draft, like everything that is written.
#[utoipa::path(tag = "staff", request_body = MoveOffer, params(
    ("id" = OfferId, Path, description = "Id of the offer"),
    ("version" = i32, Path, description = "Number of the version", minimum = 1),
    ("If-Match" = Option<String>, Header, description = "ETag of the offer as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = StaffOffer, headers(("ETag" = String, description = "Revision of the offer")))))]
#[post("/offers/{id}/versions/{version}/restore")]
pub(crate) async fn restore_version(
    app: Shared,
    staff: Staff,
    path: Path<(String, String)>,
    body: Body<MoveOffer>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::EditOffers)?;
    let (editor, (id, version)) = (Editor::of(&app, &staff)?, path.into_inner());
    let (id, if_match, reason) = (parse(&id)?, IfMatch::of(&request), super::moves::reason(&body.value)?);
    let version = number(&version).ok_or_else(unknown)?;
    let mut conn = app.db.conn().await?;
    let told = conn.transaction(async |conn| {
        let mut work = editor.open(conn, id, &if_match).await?;
        editor.after(&work, OfferMove::Write)?;
        let (_, mut content) = find(&editor, conn, &work, version).await?.ok_or_else(unknown)?;
        // A picture that was removed for good does not come back.
        images::keep_there(conn, editor.at(), id, &mut content).await?;
        editor.put(conn, &mut work, &content).await?;
        let deed = editor.deed(Action::OfferVersionRestored, id).with("restored", version).because(reason);
        editor.close(conn, work, deed).await
    });
    Ok(answer(HttpResponse::Ok(), &told.await?))
}

/// A version with what it says; of an offer nobody has edited there is the one that is there.
async fn find(
    editor: &Editor<'_>,
    conn: &mut AsyncPgConnection,
    work: &Work,
    version: i32,
) -> Result<Option<(VersionRow, OfferContent)>, Failure> {
    let stored = store::version(conn, editor.at(), OfferId(work.id), version).await?;
    if stored.is_some() || work.known || version != work.version {
        return Ok(stored);
    }
    let content = editor.content(conn, work).await?;
    Ok(Some((untouched(work), content)))
}

/// The version of an offer that no editor has touched.
fn untouched(work: &Work) -> VersionRow {
    let published_at = work.public_version.map(|_| work.written_at);
    VersionRow { version: work.version, written_at: work.written_at, written_by_name: None, published_at }
}

fn told(editor: &Editor<'_>, row: VersionRow) -> OfferVersion {
    let local = |at: DateTime<Utc>| editor.zone().local(at);
    OfferVersion {
        version: row.version,
        written_at: local(row.written_at),
        written_by: row.written_by_name,
        published_at: row.published_at.map(local),
    }
}

fn number(text: &str) -> Option<i32> {
    text.parse().ok().filter(|number| *number > 0)
}

fn unknown() -> Failure {
    Failure::not_found().detail("The offer has no version of this number.")
}
