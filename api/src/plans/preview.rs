//! What a plan would do, before anybody decides to do it.

use actix_web::{HttpResponse, post};
use diesel_async::AsyncPgConnection;
use shared::ids::{PlanId, VenueId};
use shared::plans::{PlanContent, PlanDraft, PlanPreview};
use shared::staff::Right;
use uuid::Uuid;

use super::weigh::{Purpose, weigh};
use crate::app::{App, Shared};
use crate::problem::Failure;
use crate::staff::Staff;
use crate::wire::Body;

/// Tells what a plan would do to bookings. Nothing is changed.
#[utoipa::path(tag = "staff", request_body = PlanDraft, responses((status = 200, body = PlanPreview)))]
#[post("/plans/preview")]
pub(crate) async fn preview_plan(app: Shared, staff: Staff, body: Body<PlanDraft>) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let preview = preview(&app, staff.venue, &body.value.plan).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(preview))
}

/// The preview, in a transaction that sees one moment and can't write.
pub(super) async fn preview(app: &App, venue: VenueId, content: &PlanContent) -> Result<PlanPreview, Failure> {
    let now = app.clock.now();
    let mut conn = app.db.conn().await?;
    let conn: &mut AsyncPgConnection = &mut conn;
    let mut looking = conn.build_transaction().read_only().repeatable_read();
    let weighed =
        looking.run(async |conn| weigh(conn, (venue, PlanId(Uuid::nil())), content, Purpose::Look, now).await);
    weighed.await?.preview(content, now)
}
