//! Plans: look at what one would do, apply it, undo it. For staff, with their key.

use shared::ids::PlanId;
use shared::plans::{HallPlan, NewHallPlan, PlanDraft, PlanPreview};
use shared::venues::Page;

use crate::{Client, Error, Method, Request};

impl Client {
    /// What a plan would do; nothing is changed.
    pub async fn preview_plan(&self, key: &str, draft: &PlanDraft) -> Result<PlanPreview, Error> {
        let request = Request::new(Method::POST, "/api/v1/staff/plans/preview").bearer(key);
        self.send(request.json(draft)?).await?.json()
    }

    /// Applies a plan. The same idempotency key with the same plan applies it once.
    pub async fn apply_plan(&self, key: &str, plan: &NewHallPlan, idempotency_key: &str) -> Result<HallPlan, Error> {
        let request = Request::new(Method::POST, "/api/v1/staff/plans").bearer(key);
        self.send(request.header("Idempotency-Key", idempotency_key).json(plan)?).await?.json()
    }

    /// All plans, the newest first.
    pub async fn plans(&self, key: &str) -> Result<Page<HallPlan>, Error> {
        self.send(Request::new(Method::GET, "/api/v1/staff/plans?limit=200").bearer(key)).await?.json()
    }

    /// One plan.
    pub async fn hall_plan(&self, key: &str, id: PlanId) -> Result<HallPlan, Error> {
        self.send(Request::new(Method::GET, format!("/api/v1/staff/plans/{id}")).bearer(key)).await?.json()
    }

    /// Undoes a plan that was read under an entity tag, as long as it has not taken effect.
    pub async fn undo_plan(&self, key: &str, id: PlanId, tag: &str) -> Result<HallPlan, Error> {
        let request = Request::new(Method::DELETE, format!("/api/v1/staff/plans/{id}")).bearer(key);
        self.send(request.header("If-Match", tag)).await?.json()
    }
}
