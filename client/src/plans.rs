//! Plans: look at what one would do, apply it, undo it. For staff, with their key.

use shared::ids::PlanId;
use shared::plans::{HallPlan, NewHallPlan, PlanDraft, PlanPreview};
use shared::venues::Page;

use crate::{Client, Method, Reply, Request};

impl Client {
    /// What a plan would do; nothing is changed.
    pub fn preview_plan(&self, key: &str, draft: &PlanDraft) -> Reply<PlanPreview> {
        let request = Request::new(Method::POST, "/api/v1/staff/plans/preview").bearer(key);
        self.ask(request.json(draft))
    }

    /// Applies a plan. The same idempotency key with the same plan applies it once.
    pub fn apply_plan(&self, key: &str, plan: &NewHallPlan, idempotency_key: &str) -> Reply<HallPlan> {
        let request = Request::new(Method::POST, "/api/v1/staff/plans").bearer(key);
        self.ask(request.header("Idempotency-Key", idempotency_key).json(plan))
    }

    /// All plans, the newest first.
    pub fn plans(&self, key: &str) -> Reply<Page<HallPlan>> {
        self.ask(Ok(Request::new(Method::GET, "/api/v1/staff/plans?limit=200").bearer(key)))
    }

    /// One plan.
    pub fn hall_plan(&self, key: &str, id: PlanId) -> Reply<HallPlan> {
        self.ask(Ok(Request::new(Method::GET, format!("/api/v1/staff/plans/{id}")).bearer(key)))
    }

    /// Undoes a plan that was read under an entity tag, as long as it has not taken effect.
    pub fn undo_plan(&self, key: &str, id: PlanId, tag: &str) -> Reply<HallPlan> {
        let request = Request::new(Method::DELETE, format!("/api/v1/staff/plans/{id}")).bearer(key);
        self.ask(Ok(request.header("If-Match", tag)))
    }
}
