//! Rate limits by the client's address, told in every answer of the API.
//!
//! Two policies are generous: they stop a program that runs wild, not a hall full of people behind
//! one address. Those of signing in are strict, because mails go to people and codes can be guessed; how
//! many codes one address is sent is counted in the database (`people/codes.rs`), for all nodes. Counted with GCRA (`governor`), so the allowance comes back evenly and not in bursts,
//! on the machine's own clock: moving the sandbox's clock must not open or close the door. Headers as in
//! draft-ietf-httpapi-ratelimit-headers-10.
//!
//! [`Limits`] is in the app's data, [`limits`] inside of the edge, which writes the body of a refusal.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use shared::problem::ProblemKind;

use crate::problem::Failure;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STATE: HeaderName = HeaderName::from_static("ratelimit");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Whoever asks, counted together.
const EVERYBODY: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
/// Addresses that were quiet long enough are forgotten each time this many requests were counted.
const TIDY_EVERY: usize = 8192;

type Counter = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// One policy and what it has counted.
#[derive(Debug)]
struct Policy {
    name: &'static str,
    quota: NonZeroU32,
    /// Within how many seconds the quota comes back.
    window: u32,
    counter: Counter,
}

/// The limits of this node.
#[derive(Debug)]
pub struct Limits {
    hold: bool,
    trusted_proxies: Vec<IpAddr>,
    default: Policy,
    bookings: Policy,
    codes: Policy,
    all_codes: Policy,
    sign_ins: Policy,
    counted: AtomicUsize,
}

impl Limits {
    /// Limits that hold, or do nothing at all. A request from a trusted proxy counts for the address
    /// that the proxy names in `X-Forwarded-For`.
    pub fn new(hold: bool, trusted_proxies: Vec<IpAddr>) -> Self {
        Self::with_quotas(hold, trusted_proxies, const { quota(3000) }, const { quota(600) })
    }

    fn with_quotas(hold: bool, trusted_proxies: Vec<IpAddr>, default: NonZeroU32, bookings: NonZeroU32) -> Self {
        Self {
            hold,
            trusted_proxies,
            default: Policy::new("default", default, 60),
            bookings: Policy::new("bookings", bookings, 60),
            codes: Policy::new("codes", const { quota(10) }, 300),
            all_codes: Policy::new("all-codes", const { quota(600) }, 3600),
            sign_ins: Policy::new("sign-ins", const { quota(20) }, 300),
            counted: AtomicUsize::new(0),
        }
    }

    /// Counts a request and says what the headers of its answer are.
    fn count(&self, client: IpAddr, purpose: Purpose) -> Result<Headers, Failure> {
        if self.counted.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            for policy in [&self.default, &self.bookings, &self.codes, &self.sign_ins] {
                policy.counter.retain_recent();
            }
        }
        let mut headers = self.default.count(client)?;
        let more: &[(&Policy, IpAddr)] = match purpose {
            Purpose::Anything => &[],
            Purpose::Booking => &[(&self.bookings, client)],
            // What one network is refused does not use up what is there for all.
            Purpose::Code => &[(&self.codes, client), (&self.all_codes, EVERYBODY)],
            Purpose::SignIn => &[(&self.sign_ins, client)],
        };
        for (policy, whose) in more {
            let more = policy.count(*whose)?;
            headers = Headers {
                policy: format!("{}, {}", headers.policy, more.policy),
                state: format!("{}, {}", headers.state, more.state),
            };
        }
        Ok(headers)
    }

    /// Whose request it is: the peer, or behind proxies we trust the last address that is not theirs.
    fn client(&self, request: &ServiceRequest) -> IpAddr {
        let peer = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
        if !self.trusted_proxies.contains(&peer) {
            return network(peer);
        }
        let named = request.headers().get_all(FORWARDED_FOR).filter_map(|value| value.to_str().ok());
        let named: Vec<IpAddr> =
            named.flat_map(|value| value.split(',')).filter_map(|ip| ip.trim().parse().ok()).collect();
        let client = named.iter().rev().map(IpAddr::to_canonical).find(|ip| !self.trusted_proxies.contains(ip));
        network(client.unwrap_or(peer))
    }
}

/// What a request is counted for, beside being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Anything,
    Booking,
    Code,
    SignIn,
}

impl Purpose {
    fn of(method: &Method, path: &str) -> Self {
        match path {
            _ if method != Method::POST => Self::Anything,
            "/api/v1/auth/codes" => Self::Code,
            "/api/v1/auth/sessions" => Self::SignIn,
            _ if path.starts_with("/api/v1/bookings") => Self::Booking,
            _ => Self::Anything,
        }
    }
}

struct Headers {
    policy: String,
    state: String,
}

impl Headers {
    fn write(&self, headers: &mut HeaderMap) {
        for (name, value) in [(POLICY, &self.policy), (STATE, &self.state)] {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
    }
}

impl Policy {
    fn new(name: &'static str, quota: NonZeroU32, window: u32) -> Self {
        let one = Duration::from_secs(u64::from(window)) / quota.get();
        // Only a window of no length has no quota, and none of ours is one.
        let allowed = Quota::with_period(one).map_or_else(|| Quota::per_minute(quota), |each| each.allow_burst(quota));
        Self { name, quota, window, counter: RateLimiter::dashmap(allowed).with_middleware() }
    }

    fn count(&self, client: IpAddr) -> Result<Headers, Failure> {
        match self.counter.check_key(&client) {
            Ok(state) => Ok(self.headers(state.remaining_burst_capacity())),
            Err(until) => Err(self.refusal(until.wait_time_from(DefaultClock::default().now()))),
        }
    }

    /// `r` is what is left, `t` after how many seconds all of it is back.
    fn headers(&self, left: u32) -> Headers {
        let quota = self.quota.get();
        let (name, window) = (self.name, self.window);
        let back = (quota.saturating_sub(left) * window).div_ceil(quota);
        Headers { policy: format!("\"{name}\";q={quota};w={window}"), state: format!("\"{name}\";r={left};t={back}") }
    }

    fn refusal(&self, wait: Duration) -> Failure {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let headers = self.headers(0);
        let mut failure = Failure::new(ProblemKind::RateLimited)
            .detail(format!("try again in {seconds} s"))
            .policies(vec![self.name.to_owned()])
            .header(header::RETRY_AFTER, HeaderValue::from(seconds));
        for (name, value) in [(POLICY, headers.policy), (STATE, headers.state)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                failure = failure.header(name, value);
            }
        }
        failure
    }
}

/// The middleware: counts every request to the API.
pub async fn limits(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let limits = request.app_data::<Data<Limits>>().filter(|limits| limits.hold).cloned();
    let (Some(limits), true) = (limits, request.path().starts_with("/api/")) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let purpose = Purpose::of(request.method(), request.path());
    let headers = match limits.count(limits.client(&request), purpose) {
        Ok(headers) => headers,
        // An answer and not an error: only answers pass the edge, which gives them their body.
        Err(failure) => return Ok(request.error_response(failure)),
    };
    let mut response = next.call(request).await?.map_into_boxed_body();
    headers.write(response.headers_mut());
    Ok(response)
}

/// An address for itself, or the /64 that one household or firm has.
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64))),
        ip @ IpAddr::V4(_) => ip,
    }
}

const fn quota(requests: u32) -> NonZeroU32 {
    match NonZeroU32::new(requests) {
        Some(quota) => quota,
        None => NonZeroU32::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, ResponseError, web};

    fn small(hold: bool) -> Data<Limits> {
        Data::new(Limits::with_quotas(hold, vec!["127.0.0.1".parse().unwrap()], quota(3), quota(2)))
    }

    fn from(peer: &str) -> TestRequest {
        TestRequest::with_uri("/api/v1/bookings").peer_addr(format!("{peer}:1").parse().unwrap())
    }

    macro_rules! app {
        ($limits:expr) => {
            init_service(App::new().app_data($limits).wrap(from_fn(limits)).default_service(web::to(HttpResponse::Ok)))
                .await
        };
    }

    #[actix_web::test]
    async fn every_answer_tells_what_is_left_and_the_last_one_when_to_come_back() {
        let app = app!(small(true));
        let answer = call_service(&app, from("192.0.2.1").to_request()).await;
        assert_eq!(answer.headers().get(POLICY).unwrap(), "\"default\";q=3;w=60");
        assert_eq!(answer.headers().get(STATE).unwrap(), "\"default\";r=2;t=20");
        let answer = call_service(&app, from("192.0.2.1").method(Method::POST).to_request()).await;
        assert_eq!(answer.headers().get(POLICY).unwrap(), "\"default\";q=3;w=60, \"bookings\";q=2;w=60");
        assert_eq!(answer.headers().get(STATE).unwrap(), "\"default\";r=1;t=40, \"bookings\";r=1;t=30");
        call_service(&app, from("192.0.2.1").to_request()).await;
        let refused = call_service(&app, from("192.0.2.1").to_request()).await;
        let failure = refused.response().error().unwrap().as_error::<Failure>().unwrap();
        assert_eq!(failure.kind(), ProblemKind::RateLimited);
        assert_eq!(failure.problem("", String::new()).violated_policies, ["default"]);
        let refusal = failure.error_response();
        assert_eq!(refusal.headers().get(header::RETRY_AFTER).unwrap(), "20");
        assert_eq!(refusal.headers().get(STATE).unwrap(), "\"default\";r=0;t=60");
        let other = call_service(&app, from("192.0.2.2").to_request()).await;
        assert!(other.status().is_success(), "another address is another count");
    }

    #[actix_web::test]
    async fn one_network_is_one_client_and_a_trusted_proxy_is_none() {
        let app = app!(small(true));
        for peer in ["[2001:db8::1]", "[2001:db8::2]", "[2001:db8::3]"] {
            assert!(call_service(&app, from(peer).to_request()).await.status().is_success());
        }
        assert_eq!(call_service(&app, from("[2001:db8::4]").to_request()).await.status().as_u16(), 429);
        assert!(call_service(&app, from("[2001:db8:0:1::1]").to_request()).await.status().is_success());
        for (last, left) in [("192.0.2.7", 2), ("192.0.2.7", 1), ("192.0.2.8", 2)] {
            let named = format!("203.0.113.{left}, {last}");
            let request = from("127.0.0.1").insert_header((FORWARDED_FOR, named)).to_request();
            let answer = call_service(&app, request).await;
            let state = answer.headers().get(STATE).unwrap().to_str().unwrap().to_owned();
            assert!(state.starts_with(&format!("\"default\";r={left};")), "{state}");
        }
    }

    #[actix_web::test]
    async fn switched_off_they_are_silent() {
        let app = app!(small(false));
        for _ in 0..5 {
            let answer = call_service(&app, from("192.0.2.1").to_request()).await;
            assert!(answer.status().is_success() && answer.headers().get(STATE).is_none());
        }
    }
}
