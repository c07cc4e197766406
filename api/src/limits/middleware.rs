//! The middleware: counts every request to the API, and asks who it is where somebody says so.
//!
//! Without `Authorization` there is nothing to find out, so strangers' requests cost one counter. With it the
//! caller is identified here, once; extractors find the outcome in the request (`access::Identity`).

use std::net::IpAddr;

use actix_web::HttpMessage;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::web::Data;
use shared::problem::ProblemKind;

use super::{Limits, Purpose};
use crate::access::{Caller, Identity, identify};
use crate::app::App;
use crate::bookings::BOOKING_SECRET;
use crate::problem::Failure;

/// The middleware.
pub async fn limits(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let limits = request.app_data::<Data<Limits>>().filter(|limits| limits.hold).cloned();
    let (Some(limits), true) = (limits, request.match_info().as_str().starts_with("/api/")) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let network = limits.proxies.client(request.request());
    let counted = match caller(&limits, &request, network).await {
        Ok(caller) => {
            let purpose = Purpose::of(request.method(), request.match_info().as_str(), request.query_string());
            limits.count(network, &caller, purpose)
        }
        Err(failure) => Err(failure),
    };
    let told = match counted {
        Ok(told) => told,
        // An answer and not an error: only answers pass the edge, which gives them their body.
        Err(failure) => return Ok(request.error_response(failure)),
    };
    let proof = Proof::of(&request);
    let mut response = next.call(request).await?.map_into_boxed_body();
    if proof.failed(&response)
        && let Err(failure) = limits.count_guess(network)
    {
        response = response.error_response(failure).map_into_boxed_body();
    }
    told.write(response.headers_mut());
    Ok(response)
}

/// Who asks, as far as that is proven; what is not believed counts as a stranger.
async fn caller(limits: &Limits, request: &ServiceRequest, network: IpAddr) -> Result<Caller, Failure> {
    if !request.headers().contains_key(AUTHORIZATION) {
        return Ok(Caller::Anonymous);
    }
    limits.count_credentials(network)?;
    let Some(app) = request.app_data::<Data<App>>() else { return Ok(Caller::Anonymous) };
    let found = identify(app, request.headers()).await;
    let caller = found.as_ref().map_or(Caller::Anonymous, Clone::clone);
    let guessed = found.as_ref().is_err_and(Failure::is_forged);
    request.extensions_mut().insert(Identity(found));
    if guessed {
        limits.count_guess(network)?;
    }
    Ok(caller)
}

/// What a request brings that could be a guess, beside a token, which is looked at before.
#[derive(Debug, Clone, Copy)]
struct Proof {
    secret: bool,
    /// A key or a code in the body.
    body: bool,
}

impl Proof {
    fn of(request: &ServiceRequest) -> Self {
        let path = request.match_info().as_str();
        let owned = ["/api/v1/bookings/", "/api/v1/waiting-list/"].iter().any(|noun| path.starts_with(noun));
        let secret = owned && request.headers().contains_key(BOOKING_SECRET);
        Self { secret, body: path == "/api/v1/oauth/token" || path.ends_with("/confirm") }
    }

    /// Whether the answer says that it was wrong.
    fn failed(self, response: &ServiceResponse<BoxBody>) -> bool {
        let failure = response.response().error().and_then(|error| error.as_error::<Failure>());
        match failure.map(Failure::kind) {
            Some(ProblemKind::NotFound) => self.secret,
            Some(ProblemKind::Unauthorized | ProblemKind::WrongCode) => self.body,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::headers::{POLICY, STATE};
    use crate::limits::policy::{Policy, quota};
    use actix_web::http::{Method, header};
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, ResponseError, web};

    fn small(hold: bool) -> Data<Limits> {
        let mut limits = Limits::new(hold, vec!["127.0.0.1".parse().unwrap()]);
        limits.requests.anonymous = Policy::new("anonymous", quota(3), 60);
        limits.bookings.anonymous = Policy::new("bookings", quota(2), 60);
        limits.codes = Policy::new("codes", quota(1), 60);
        limits.guesses = Policy::new("guesses", quota(1), 60);
        Data::new(limits)
    }

    fn from(peer: &str) -> TestRequest {
        to(peer, "/api/v1/bookings")
    }

    fn to(peer: &str, path: &str) -> TestRequest {
        TestRequest::with_uri(path).peer_addr(format!("{peer}:1").parse().unwrap())
    }

    macro_rules! app {
        ($limits:expr) => {
            init_service(App::new().app_data($limits).wrap(from_fn(limits)).default_service(web::to(answer))).await
        };
    }

    async fn answer(request: actix_web::HttpRequest) -> Result<HttpResponse, Failure> {
        if request.headers().contains_key(BOOKING_SECRET) {
            Err(Failure::not_found())
        } else {
            Ok(HttpResponse::Ok().finish())
        }
    }

    #[actix_web::test]
    async fn every_answer_tells_what_is_left_and_the_last_one_when_to_come_back() {
        let app = app!(small(true));
        let answer = call_service(&app, from("192.0.2.1").to_request()).await;
        assert_eq!(answer.headers().get(POLICY).unwrap(), "\"anonymous\";q=3;w=60");
        assert_eq!(answer.headers().get(STATE).unwrap(), "\"anonymous\";r=2;t=20");
        let answer = call_service(&app, from("192.0.2.1").method(Method::POST).to_request()).await;
        assert_eq!(answer.headers().get(POLICY).unwrap(), "\"anonymous\";q=3;w=60, \"bookings\";q=2;w=60");
        assert_eq!(answer.headers().get(STATE).unwrap(), "\"anonymous\";r=1;t=40, \"bookings\";r=1;t=30");
        call_service(&app, from("192.0.2.1").to_request()).await;
        let refused = call_service(&app, from("192.0.2.1").to_request()).await;
        let failure = refused.response().error().unwrap().as_error::<Failure>().unwrap();
        assert_eq!(failure.kind(), ProblemKind::RateLimited);
        assert_eq!(failure.problem("", String::new()).violated_policies, ["anonymous"]);
        let refusal = failure.error_response();
        assert_eq!(refusal.headers().get(header::RETRY_AFTER).unwrap(), "20");
        assert_eq!(refusal.headers().get(STATE).unwrap(), "\"anonymous\";r=0;t=60");
        let other = call_service(&app, from("192.0.2.2").to_request()).await;
        assert!(other.status().is_success(), "another address is another count");
    }

    #[actix_web::test]
    async fn one_network_is_one_client_and_a_trusted_proxy_is_none() {
        let app = app!(small(true));
        for peer in ["[2001:db8::1]", "[2001:db8::2]", "[2001:db8:0:ff::3]"] {
            assert!(call_service(&app, from(peer).to_request()).await.status().is_success());
        }
        assert_eq!(call_service(&app, from("[2001:db8::4]").to_request()).await.status().as_u16(), 429);
        assert!(call_service(&app, from("[2001:db8:0:100::1]").to_request()).await.status().is_success());
        for (last, left) in [("192.0.2.7", 2), ("192.0.2.7", 1), ("192.0.2.8", 2)] {
            let named = format!("203.0.113.{left}, {last}");
            let request = from("127.0.0.1").insert_header(("X-Forwarded-For", named)).to_request();
            let answer = call_service(&app, request).await;
            let state = answer.headers().get(STATE).unwrap().to_str().unwrap().to_owned();
            assert!(state.starts_with(&format!("\"anonymous\";r={left};")), "{state}");
        }
    }

    #[actix_web::test]
    async fn a_path_written_otherwise_counts_as_what_it_is() {
        let app = app!(small(true));
        for (path, status) in [("/%61pi/v1/%61uth/code%73", 200), ("/api/v1/auth/codes", 429)] {
            let answer = call_service(&app, to("192.0.2.1", path).method(Method::POST).to_request()).await;
            assert_eq!(answer.status().as_u16(), status, "{path}");
        }
    }

    #[actix_web::test]
    async fn a_wrong_secret_is_a_guess_and_its_network_has_few() {
        let app = app!(small(true));
        for (path, status) in [("1", 404), ("2", 429), ("../nothing", 404)] {
            let request = to("192.0.2.1", &format!("/api/v1/bookings/{path}"));
            let path = if path.starts_with('.') { to("192.0.2.9", "/api/v1/nothing") } else { request };
            let answer = call_service(&app, path.insert_header((BOOKING_SECRET, "x")).to_request()).await;
            assert_eq!(answer.status().as_u16(), status);
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
