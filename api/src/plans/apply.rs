//! Applying a plan: facts, bookings, mails and record in one transaction that has the house to itself.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use shared::audit::Action;
use shared::ids::PlanId;
use shared::plans::{HallPlan, NewHallPlan, PlanContent, PlanPreview};
use shared::problem::ProblemKind;
use shared::staff::Right;

use super::show::tag;
use super::store::{self, StoredPlan};
use super::weigh::{Purpose, Weighed, closed, weigh};
use crate::app::{App, Shared};
use crate::appointments;
use crate::audit::{self, Deed};
use crate::bookings::idempotency::{self, Claim, Key};
use crate::bookings::store as bookings;
use crate::problem::Failure;
use crate::staff::Staff;
use crate::venues::{after_change, record_change};
use crate::wire::Body;

/// Idempotency keys of plans are not those of bookings.
const SCOPE: &str = "plans";

/// Applies a plan: every touched booking is re-seated, or called off with a reason, and told by mail. While the whole
/// venue is closed, appointments for advice are called off as well.
#[utoipa::path(tag = "staff", request_body = NewHallPlan, params(
    ("Idempotency-Key" = Option<String>, Header, description = "Same key and body give the same answer for 24 h"),
), responses((status = 201, body = HallPlan, headers(
    ("Location" = String, description = "Address of the plan"),
    ("ETag" = String, description = "Revision and state of the plan"),
    ("Idempotency-Replayed" = String, description = "`true` when this is a stored answer"),
))))]
#[post("/plans")]
pub(crate) async fn apply_plan(
    app: Shared,
    staff: Staff,
    body: Body<NewHallPlan>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    staff.require(Right::ManageHall)?;
    let key = idempotency::key_of_staff(&request, &body.hash, &staff)?;
    let work = Work { app: &app, staff: &staff, new: &body.value, key: key.as_ref(), now: app.clock.now() };
    let mut conn = app.db.conn().await?;
    let (plan, replayed) = conn.transaction(async |conn| work.attempt(conn).await).await?;
    drop(conn);
    if !replayed {
        after_change(&app, staff.venue).await?;
    }
    let mut answer = HttpResponse::Created();
    answer
        .insert_header((header::LOCATION, format!("{}/api/v1/staff/plans/{}", app.public_url, plan.id)))
        .insert_header((header::ETAG, tag(plan.revision, plan.state)))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    if replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.json(plan))
}

/// One request.
struct Work<'a> {
    app: &'a App,
    staff: &'a Staff,
    new: &'a NewHallPlan,
    key: Option<&'a Key>,
    now: DateTime<Utc>,
}

impl Work<'_> {
    /// The plan as it is told, and whether that is a stored answer.
    async fn attempt(&self, conn: &mut AsyncPgConnection) -> Result<(HallPlan, bool), Failure> {
        let Self { app, staff, new, key, now } = *self;
        if let Some(key) = key
            && let Claim::Replay(stored) = idempotency::claim(conn, staff.venue, SCOPE, key, now).await?
        {
            return Ok((serde_json::from_value(stored).map_err(Failure::internal)?, true));
        }
        bookings::lock_house(conn, staff.venue).await?;
        let id = PlanId(app.ids.uuid(now));
        let weighed = weigh(conn, (staff.venue, id), &new.plan, Purpose::Apply(app), now).await?;
        let preview = weighed.preview(&new.plan, now)?;
        if new.expect.as_ref().is_some_and(|expect| *expect != preview.fingerprint) {
            return Err(outdated(preview));
        }
        let plan = self.stored(id, &weighed);
        store::insert(conn, staff.venue, &plan).await?;
        self.write_facts(conn, &plan, &weighed).await?;
        weighed.fulfil(conn, app, now).await?;
        if let Some((span, reasons)) = closed(&new.plan) {
            appointments::call_off_closed(app, conn, &weighed.after, span, reasons, now).await?;
        }
        let told = plan.wire(&weighed.after.facts.schedule.zone, now);
        if let Some(key) = key {
            let answer = serde_json::to_value(&told).map_err(Failure::internal)?;
            idempotency::store(conn, staff.venue, SCOPE, key, 201, answer, now).await?;
        }
        let deed = Deed::of(staff, Action::PlanApplied, id).with("kind", new.plan.kind());
        audit::record(
            conn,
            app,
            deed.with("bookings_touched", plan.touched.len()).with("appointments", weighed.appointments),
        )
        .await?;
        record_change(conn, staff.venue, now).await?;
        Ok((told, false))
    }

    fn stored(&self, id: PlanId, weighed: &Weighed) -> StoredPlan {
        StoredPlan {
            id,
            content: self.new.plan.clone(),
            begins: weighed.effect.begins,
            ends: weighed.effect.ends,
            replaced: weighed.effect.replaced.clone(),
            touched: weighed.touched(self.now),
            touched_by_undo: Vec::new(),
            applied_by: self.staff.name.clone(),
            applied_at: self.now,
            undone_at: None,
            revision: 1,
        }
    }

    async fn write_facts(
        &self,
        conn: &mut AsyncPgConnection,
        plan: &StoredPlan,
        weighed: &Weighed,
    ) -> Result<(), Failure> {
        let (ids, venue, effect) = (&self.app.ids, self.staff.venue, &weighed.effect);
        match &plan.content {
            PlanContent::Layout(_) => {
                let before = store::pieces(conn, venue).await?;
                store::replace(conn, ids, venue, &before, &effect.pieces, self.now).await?;
            }
            PlanContent::Exhibition(exhibition) => {
                store::exhibit(conn, ids.uuid(self.now), venue, plan.id, exhibition, effect).await?;
            }
            PlanContent::Closure(closure) => {
                store::close_venue(conn, ids.uuid(self.now), venue, plan.id, closure).await?;
            }
        }
        Ok(())
    }
}

/// Somebody has decided by a list that is no longer true.
fn outdated(preview: PlanPreview) -> Failure {
    Failure::new(ProblemKind::PreconditionFailed)
        .detail("Bookings have changed since the preview. Look at what would happen now, and decide again.")
        .preview(preview)
}
