//! One policy: so many within so long, for each of those who are counted.

use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::http::header::{self, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use shared::problem::ProblemKind;

use super::Whom;
use super::headers::Told;
use crate::problem::Failure;

type Counter = RateLimiter<Whom, DashMapStateStore<Whom>, DefaultClock, StateInformationMiddleware>;

/// One policy and what it has counted.
#[derive(Debug)]
pub(super) struct Policy {
    name: &'static str,
    quota: NonZeroU32,
    /// Within how many seconds the quota comes back.
    window: u32,
    counter: Counter,
}

impl Policy {
    /// One with nothing counted.
    pub(super) fn new(name: &'static str, quota: NonZeroU32, window: u32) -> Self {
        let one = Duration::from_secs(u64::from(window)) / quota.get();
        // Only a window of no length has no quota, and none of ours is one.
        let allowed = Quota::with_period(one).map_or_else(|| Quota::per_minute(quota), |each| each.allow_burst(quota));
        Self { name, quota, window, counter: RateLimiter::dashmap(allowed).with_middleware() }
    }

    /// Counts one more, or says when there is room for it again.
    pub(super) fn count(&self, whom: Whom) -> Result<Told, Failure> {
        match self.counter.check_key(&whom) {
            Ok(state) => Ok(self.told(state.remaining_burst_capacity())),
            Err(until) => Err(self.refusal(until.wait_time_from(DefaultClock::default().now()))),
        }
    }

    /// Forgets those who have all of it back.
    pub(super) fn forget(&self) {
        self.counter.retain_recent();
    }

    /// `r` is what is left, `t` after how many seconds all of it is back.
    fn told(&self, left: u32) -> Told {
        let quota = self.quota.get();
        let (name, window) = (self.name, self.window);
        let back = (quota.saturating_sub(left) * window).div_ceil(quota);
        Told { policy: format!("\"{name}\";q={quota};w={window}"), state: format!("\"{name}\";r={left};t={back}") }
    }

    fn refusal(&self, wait: Duration) -> Failure {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let failure = Failure::new(ProblemKind::RateLimited)
            .detail(format!("try again in {seconds} s"))
            .policies(vec![self.name.to_owned()])
            .header(header::RETRY_AFTER, HeaderValue::from(seconds));
        self.told(0).pairs().fold(failure, |failure, (name, value)| failure.header(name, value))
    }
}

/// A quota; none is at least one.
pub(super) const fn quota(requests: u32) -> NonZeroU32 {
    match NonZeroU32::new(requests) {
        Some(quota) => quota,
        None => NonZeroU32::MIN,
    }
}
