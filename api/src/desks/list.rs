//! The desks of a venue as things, without time.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use shared::desks::Desk;
use shared::venues::Page;

use crate::app::App;
use crate::problem::Failure;
use crate::venues::{self, PUBLIC};
use crate::wire::{Params, cacheable, paged};

/// Lists the desks of a venue, in natural order of their codes.
#[utoipa::path(tag = "desks", params(("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"), crate::openapi::Paging), responses((status = 200, body = Page<Desk>), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/desks")]
pub(crate) async fn list_desks(
    app: Data<App>,
    path: Path<String>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    let venue = venues::find(&app, &path)?;
    paged(&request, venue.facts.desks.clone(), &paging, |desk| desk.code.clone(), PUBLIC)
}

/// Shows a desk by its code.
#[utoipa::path(tag = "desks", params(
    ("venue" = String, Path, description = "Slug of the venue", example = "neues-rathaus"),
    ("desk_code" = String, Path, description = "Code of the desk", example = "A7"),
), responses((status = 200, body = Desk), (status = 304, description = "Not modified")))]
#[get("/venues/{venue}/desks/{desk_code}")]
pub(crate) async fn get_desk(
    app: Data<App>,
    path: Path<(String, String)>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    let (slug, code) = path.into_inner();
    let venue = venues::find(&app, &slug)?;
    let desk = venue.facts.places.get(&code).and_then(|place| venue.facts.desk(*place));
    let desk = desk.ok_or_else(|| Failure::not_found().detail(format!("No desk has the code `{code}`.")))?;
    cacheable(&request, desk, PUBLIC)
}
