//! Which venues there are, and what is known of one.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use shared::venues::{Page, Venue};

use super::{PUBLIC, find};
use crate::app::App;
use crate::problem::Failure;
use crate::wire::{Params, cacheable, paged};

/// Lists the venues.
#[utoipa::path(tag = "venues", params(crate::openapi::Paging), responses((status = 200, body = Page<Venue>), (status = 304, description = "Not modified")))]
#[get("/venues")]
pub(crate) async fn list_venues(
    app: Data<App>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let venues = app.calendars.all().iter().map(|venue| venue.facts.venue.clone()).collect();
    paged(&request, venues, &paging, |venue| venue.slug.clone(), PUBLIC)
}

/// Shows a venue: address, time zone, every number of its rules, accessibility.
#[utoipa::path(tag = "venues", params(("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus")), responses((status = 200, body = Venue), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}")]
pub(crate) async fn get_venue(
    app: Data<App>,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let venue = find(&app, &path)?;
    cacheable(&request, &venue.facts.venue, PUBLIC)
}
