//! Undoing a plan that has not taken effect yet.
//!
//! The hall becomes what it would be without the plan. Bookings do not go back: people were told of
//! their new desk or of the cancellation, and the old desk may be somebody's by now. Bookings that
//! were made in between and can't stay are touched by the same rule as by a plan (rule 11).

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse, delete};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::PlanId;
use shared::plans::{HallPlan, PlanState};
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::check::{Effect, rearranged};
use super::pieces::lift;
use super::show::{parse, tag, unknown};
use super::store::{self, StoredPlan};
use super::weigh::{Purpose, consequences, facts};
use crate::app::{App, Shared};
use crate::audit::{self, Deed};
use crate::bookings::store as bookings;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::{after_change, record_change};
use crate::wire::{IfMatch, Params};

/// Undoes a plan, as long as it has not taken effect. Bookings it has moved stay where they are.
#[utoipa::path(tag = "staff", params(
    ("id" = PlanId, Path, description = "Id of the plan"),
    ("If-Match" = Option<String>, Header, description = "ETag of the plan as it was read; 428 without, 412 when it has changed since"),
), responses((status = 200, body = HallPlan, headers(("ETag" = String, description = "Revision and state of the plan")))))]
#[delete("/plans/{id}")]
pub(crate) async fn undo_plan(
    app: Shared,
    staff: Staff,
    path: Path<String>,
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    params.end()?;
    staff.require(Right::ManageHall)?;
    let (id, now) = (parse(&path)?, app.clock.now());
    let if_match = IfMatch::of(&request);
    let mut conn = app.db.conn().await?;
    let plan = conn.transaction(async |conn| attempt(&app, &staff, conn, id, &if_match, now).await).await?;
    drop(conn);
    after_change(&app, staff.venue).await?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::ETAG, tag(plan.revision, plan.state)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    Ok(answer.json(plan))
}

async fn attempt(
    app: &App,
    staff: &Staff,
    conn: &mut AsyncPgConnection,
    id: PlanId,
    if_match: &IfMatch,
    now: DateTime<Utc>,
) -> Result<HallPlan, Failure> {
    bookings::lock_house(conn, staff.venue).await?;
    let mut plan = store::find(conn, staff.venue, id).await?.ok_or_else(unknown)?;
    let state = plan.state(now);
    if_match.require(&tag(plan.revision, state))?;
    if state != PlanState::Coming {
        let why = format!("The plan is {}; only one that is coming can be undone.", state.name());
        return Err(Failure::new(ProblemKind::WrongState).detail(why));
    }
    let before = facts(conn, staff.venue, now).await?;
    let effect = lifted(app, staff, conn, &plan, now).await?;
    let weighed = consequences(conn, &before, effect, Purpose::Apply(app), now).await?;
    plan.undone_at = Some(now);
    plan.revision += 1;
    plan.touched_by_undo = weighed.touched(now);
    store::close(conn, staff.venue, &plan).await?;
    weighed.fulfil(conn, app, now).await?;
    let deed = Deed::of(staff, Action::PlanUndone, id);
    audit::record(conn, app, deed.with("bookings_touched", plan.touched_by_undo.len())).await?;
    record_change(conn, staff.venue, now).await?;
    Ok(plan.wire(&weighed.after.facts.schedule.zone, now))
}

/// Writes the facts without the plan, and says what that does.
async fn lifted(
    app: &App,
    staff: &Staff,
    conn: &mut AsyncPgConnection,
    plan: &StoredPlan,
    now: DateTime<Utc>,
) -> Result<Effect, Failure> {
    let old = store::pieces(conn, staff.venue).await?;
    let pieces = lift(&old, plan.id, &store::below(conn, staff.venue).await?);
    store::replace(conn, &app.ids, staff.venue, &old, &pieces, now).await?;
    store::remove(conn, staff.venue, plan.id).await?;
    Ok(Effect {
        begins: plan.begins,
        ends: plan.ends,
        reason: rearranged(),
        facts: facts(conn, staff.venue, now).await?,
        pieces,
        replaced: Vec::new(),
        desks: Vec::new(),
    })
}
