//! Values in paths and queries that nobody has foreseen.

use client::{Method, Request};
use shared::problem::ProblemKind;

use super::operations;
use crate::harness::{House, problem, refused};

/// What people and programs put where a value should be, already percent-encoded.
const ODD: [&str; 20] = [
    "",
    "%20",
    "%00",
    "%FF%FE",
    "%C3%28",
    "-1",
    "0",
    "1.5",
    "99999999999999999999999",
    "null",
    "true",
    "2026-02-30",
    "0000-00-00",
    "2026-11-24T09:07:00Z",
    "9999-12-31T23:59:59Z",
    "-262143-01-01T00:00:00Z",
    "%27%20OR%201%3D1%20--",
    "..%2F..%2Fetc%2Fpasswd",
    "%F0%9F%AA%91",
    "%7B%22a%22%3A1%7D",
];

#[tokio::test]
async fn odd_values_in_a_query_are_answered_or_refused_but_never_break_anything() {
    let house = House::open().await;
    let long = "x".repeat(4000);
    let mut refusals = 0;
    for operation in operations(&house).await.iter().filter(|operation| operation.method == Method::GET) {
        let times = "from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z";
        for name in &operation.query {
            let rest = if operation.path.ends_with("/availability") && !times.contains(name) { times } else { "" };
            for value in ODD.iter().copied().chain([long.as_str()]) {
                let address = format!("{}?{name}={value}&{rest}", operation.address());
                let request = Request::new(Method::GET, address.trim_end_matches('&'));
                let answer = house.send(operation.with_key(request)).await;
                if answer.status != 200 {
                    // Nobody's keys, or a value that means nothing.
                    assert!([404, 422].contains(&refused(&answer).status), "{address}");
                    refusals += 1;
                }
            }
            let twice = format!("{}?{name}=1&{name}=1&{rest}", operation.address());
            let answer = house.send(operation.with_key(Request::new(Method::GET, twice.trim_end_matches('&')))).await;
            assert!(answer.status == 200 || [404, 422].contains(&refused(&answer).status), "{twice}");
        }
    }
    assert!(refusals > 200, "{refusals}");
}

#[tokio::test]
async fn odd_values_in_a_path_are_not_found_or_refused() {
    let house = House::open().await;
    for operation in operations(&house).await {
        for place in operation.places() {
            for value in ODD {
                let mut odd = operation.clone();
                odd.path = odd.path.replace(&format!("{{{place}}}"), value);
                let mut request = odd.with_key(Request::new(odd.method.clone(), odd.address()));
                if odd.body.is_some() {
                    request = request.body("application/json", r#"{"code":"123456"}"#);
                }
                let answer = house.send(request).await;
                assert!(answer.status.is_client_error(), "{} {}: {}", odd.method, odd.address(), answer.status);
                let refusal = refused(&answer);
                // A key has no sign-ins that could be ended.
                assert!(
                    [403, 404, 405, 422].contains(&refusal.status),
                    "{} {}: {refusal:?}",
                    odd.method,
                    odd.address()
                );
            }
        }
    }
}

#[tokio::test]
async fn a_query_value_that_nobody_knows_is_refused_everywhere() {
    let house = House::open().await;
    for operation in operations(&house).await.iter().filter(|operation| operation.path.starts_with("/api/")) {
        let address = operation.address();
        let needed = match address.rsplit('/').next() {
            Some("availability") => "from=2026-11-24T09:00:00Z&to=2026-11-24T10:00:00Z&",
            Some("images") => "credit=A&licence=B&",
            _ => "",
        };
        let mut request = Request::new(operation.method.clone(), format!("{address}?{needed}frobnicate=1"));
        request = operation.with_key(request);
        if operation.body.is_some() {
            request = request.body("application/json", r#"{"code":"123456"}"#);
        }
        let refusal = problem(&house.send(request).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, "frobnicate", "{} {address}", operation.method);
    }
}

#[tokio::test]
async fn unknown_paths_are_not_found_in_the_same_form() {
    let house = House::open().await;
    for path in [
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/venues",
        "/api/v1/nothing",
        "/api/v1/venues/neues-rathaus/nothing",
        "/api/v1/venues/neues-rathaus/plan/",
        "/api/v1//venues",
        "/api/v1/%FF",
        "/api/v1/bookings/1/2/3",
        "/api/v1/Venues",
    ] {
        problem(&house.get(path).await, ProblemKind::NotFound);
    }
}
