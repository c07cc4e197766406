//! A table that somebody sends instead of having it fetched.

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{self, Path};
use actix_web::{HttpRequest, HttpResponse, post};
use futures_util::StreamExt;
use shared::feeds::{FeedFormat, FeedPreview, FeedRun, FeedTrigger, LARGEST_FEED};
use shared::ids::FeedId;
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::act::{found, shown, taken};
use super::look::From;
use super::store::Stored;
use crate::app::Shared;
use crate::intake::unreadable;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::Params;

/// Says what would change if this were what is in the source. Nothing is written.
#[utoipa::path(tag = "staff", request_body(content = String, content_type = "text/csv"), params(("id" = FeedId, Path, description = "Id of the source")), responses((status = 200, body = FeedPreview)))]
#[post("/feeds/{id}/content/preview")]
pub(crate) async fn preview_content(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageFeeds)?;
    let feed = found(&app, &staff, &path).await?;
    is_table(&feed)?;
    let bytes = read(&request, payload.into_inner()).await?;
    shown(&app, &feed, From::Upload(bytes)).await
}

/// Takes over a table of at most 5 MiB as what is in the source now.
#[utoipa::path(tag = "staff", request_body(content = String, content_type = "text/csv"), params(
    ("id" = FeedId, Path, description = "Id of the source"),
    ("accept_removals" = Option<bool>, Query, description = "That much of what was there is missing is right"),
), responses((status = 200, body = FeedRun)))]
#[post("/feeds/{id}/content")]
pub(crate) async fn send_content(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Failure> {
    let accept_removals = params.flag("accept_removals")?.unwrap_or(false);
    params.end()?;
    staff.require(Right::ManageFeeds)?;
    let feed = found(&app, &staff, &path).await?;
    is_table(&feed)?;
    let bytes = read(&request, payload.into_inner()).await?;
    taken(&app, &staff, feed, (FeedTrigger::Upload, From::Upload(bytes), accept_removals)).await
}

fn is_table(feed: &Stored) -> Result<(), Failure> {
    if feed.terms.format == FeedFormat::Csv {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::WrongState).detail("Only tables can be sent; this source is fetched."))
}

/// The body, as far as it may be.
async fn read(request: &HttpRequest, mut payload: Payload) -> Result<Vec<u8>, Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "text/csv" {
        return Err(Failure::new(ProblemKind::UnsupportedMediaType).detail("Send text/csv."));
    }
    let too_large =
        || Failure::new(ProblemKind::PayloadTooLarge).detail(format!("At most {LARGEST_FEED} bytes are accepted."));
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > LARGEST_FEED) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        if bytes.len().saturating_add(chunk.len()) > LARGEST_FEED {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
