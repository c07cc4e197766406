//! Limits on how often one may ask, as the whole app answers them.

use client::{Answer, Method, Request};
use futures_util::future::join_all;
use shared::problem::ProblemKind;

use crate::harness::{House, Plan, header, problem};

async fn house(limits: bool) -> House {
    House::with(Plan { limits, ..Plan::default() }).await
}

/// Asks until it is told to wait. The allowance comes back at 10 a second, so that takes more than 600.
async fn until_refused(house: &House) -> Answer {
    for _ in 0..60 {
        let asked = (0..25).map(|_| house.send(Request::new(Method::POST, "/api/v1/bookings")));
        let answers = join_all(asked).await;
        if let Some(refused) = answers.into_iter().find(|answer| answer.status == 429) {
            return refused;
        }
    }
    panic!("1500 requests in a row and nobody objects");
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let house = house(true).await;
    let refused = until_refused(&house).await;
    let told = problem(&refused, ProblemKind::RateLimited);
    assert_eq!(told.violated_policies, ["bookings"]);
    let wait: u64 = header(&refused, "retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert!(header(&refused, "ratelimit-policy").contains("\"bookings\";q=600;w=60"));
    assert_eq!(house.get("/api/v1/venues").await.status, 200, "reading has a count of its own");
    assert_eq!(house.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn every_answer_of_the_api_tells_what_is_left() {
    let house = house(true).await;
    for path in ["/api/v1/venues", "/api/v1/openapi.json", "/api/v1/nothing"] {
        let answer = house.get(path).await;
        assert!(header(&answer, "ratelimit-policy").contains("\"anonymous\";q=3000;w=60"), "{path}");
        assert!(header(&answer, "ratelimit").starts_with("\"anonymous\";r="), "{path}");
    }
}

#[tokio::test]
async fn without_limits_nothing_is_said_about_them() {
    let house = house(false).await;
    let answer = house.get("/api/v1/venues").await;
    assert_eq!((answer.header("ratelimit"), answer.header("ratelimit-policy")), (None, None));
}
