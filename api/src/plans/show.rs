//! Plans that were applied.

use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::ids::PlanId;
use shared::plans::{HallPlan, PlanState};
use shared::problem::ProblemKind;
use shared::staff::Right;
use shared::venues::Page;

use super::{PRIVATE, store};
use crate::app::Shared;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::{Params, paged, single};

/// Lists the plans of the venue, the newest first.
#[utoipa::path(tag = "staff", params(crate::openapi::Paging), responses((status = 200, body = Page<HallPlan>), (status = 304, description = "Not modified")))]
#[get("/plans")]
pub(crate) async fn list_plans(
    app: Shared,
    staff: Staff,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let paging = params.paging()?;
    params.end()?;
    staff.require_sight(Right::ManageHall)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let (zone, now) = (&venue.facts.schedule.zone, app.clock.now());
    let mut conn = app.db.conn().await?;
    let plans = store::all(&mut conn, staff.venue).await?;
    let plans = plans.iter().map(|plan| plan.wire(zone, now)).collect();
    paged(&request, plans, &paging, |plan: &HallPlan| plan.id.to_string(), PRIVATE)
}

/// Shows a plan and what it did to bookings.
#[utoipa::path(tag = "staff", params(("id" = PlanId, Path, description = "Id of the plan")), responses((status = 200, body = HallPlan, headers(("ETag" = String, description = "Revision and state of the plan"))), (status = 304, description = "Not modified")))]
#[get("/plans/{id}")]
pub(crate) async fn get_hall_plan(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require_sight(Right::ManageHall)?;
    let id = parse(&path)?;
    let venue = app.calendars.by_id(staff.venue).ok_or_else(Failure::not_found)?;
    let mut conn = app.db.conn().await?;
    let plan = store::find(&mut conn, staff.venue, id).await?.ok_or_else(unknown)?;
    let plan = plan.wire(&venue.facts.schedule.zone, app.clock.now());
    Ok(single(&request, &tag(plan.revision, plan.state), PRIVATE, &plan))
}

/// The id in a path.
pub(super) fn parse(path: &str) -> Result<PlanId, Failure> {
    if path == "preview" {
        // A path of its own that looks like an id; it is for asking.
        let allow = HeaderValue::from_static("POST, OPTIONS");
        return Err(Failure::new(ProblemKind::MethodNotAllowed).header(header::ALLOW, allow));
    }
    path.parse().map_err(|_malformed: uuid::Error| unknown())
}

/// What a plan that is not there, or another venue's, is answered with.
pub(super) fn unknown() -> Failure {
    Failure::not_found().detail("No plan has this id.")
}

/// The entity tag of a plan. The state is part of it, since time may change that unwritten.
pub(super) fn tag(revision: i64, state: PlanState) -> String {
    format!("\"{revision}-{}\"", state.name())
}
