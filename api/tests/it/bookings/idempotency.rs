//! The same key twice is one booking.

use client::{Answer, Method, Request};
use futures_util::future::join_all;
use serde_json::Value;
use shared::bookings::NewBooking;
use shared::problem::ProblemKind;

use crate::harness::{House, at, header, json, problem, wish};

const FROM: &str = "2026-11-24T09:00";
const TO: &str = "2026-11-24T12:00";

async fn ask(house: &House, key: &str, wish: &NewBooking) -> Answer {
    let request = Request::new(Method::POST, "/api/v1/bookings").header("Idempotency-Key", key);
    house.send(request.json(wish).unwrap()).await
}

async fn bookings(house: &House) -> String {
    house.one("SELECT count(*) FROM bookings").await
}

#[tokio::test]
async fn the_same_key_and_body_give_the_first_answer_again_with_its_secret() {
    let house = House::open().await;
    let wish = wish(&["A1"], FROM, TO);
    let first = ask(&house, "k-1", &wish).await;
    assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, None));
    let again = ask(&house, "\"k-1\"", &wish).await;
    assert_eq!(again.status, 201, "a structured string is the same key");
    assert_eq!(header(&again, "idempotency-replayed"), "true");
    assert_eq!(json(&again), json(&first));
    assert_eq!(header(&again, "location"), header(&first, "location"));
    assert_eq!(bookings(&house).await, "1");
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "1");
    let kept = house.one("SELECT answer FROM idempotency_keys").await;
    let secret = json(&first)["secret"].as_str().unwrap().to_owned();
    assert!(!kept.contains(&secret) && !kept.contains("kim@"), "{kept}");
}

#[tokio::test]
async fn another_body_under_the_same_key_is_refused() {
    let house = House::open().await;
    assert_eq!(ask(&house, "k", &wish(&["A1"], FROM, TO)).await.status, 201);
    let other = ask(&house, "k", &wish(&["A2"], FROM, TO)).await;
    problem(&other, ProblemKind::IdempotencyKeyReused);
    assert_eq!(bookings(&house).await, "1");
}

#[tokio::test]
async fn a_refusal_is_not_kept_so_the_next_try_may_succeed() {
    let house = House::open().await;
    let rival = house.hold(&["A1"], FROM, TO).await;
    let wish = wish(&["A1"], FROM, TO);
    problem(&ask(&house, "k", &wish).await, ProblemKind::DeskTaken);
    assert_eq!(house.step(&rival, "cancel", None).await.status, 200);
    let second = ask(&house, "k", &wish).await;
    assert_eq!((second.status.as_u16(), second.header("idempotency-replayed")), (201, None));
}

#[tokio::test]
async fn keys_are_forgotten_after_24_hours() {
    let house = House::open().await;
    let wish = wish(&["A1"], "2026-11-26T09:00", "2026-11-26T12:00");
    let first = ask(&house, "k", &wish).await;
    house.set(at("2026-11-25T08:04:59"));
    assert_eq!(header(&ask(&house, "k", &wish).await, "idempotency-replayed"), "true");
    house.set(at("2026-11-25T08:05"));
    let later = ask(&house, "k", &wish).await;
    assert_eq!((later.status.as_u16(), later.header("idempotency-replayed")), (201, None));
    assert_ne!(json(&later)["id"], json(&first)["id"], "a new booking: the hold of the first has run out");
}

#[tokio::test]
async fn keys_that_are_none_are_named() {
    let house = House::open().await;
    for key in ["", "\"\"", "with space", &"k".repeat(129)] {
        let refusal = problem(&ask(&house, key, &wish(&["A1"], FROM, TO)).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, "Idempotency-Key", "{key:?}");
    }
    assert_eq!(ask(&house, &"k".repeat(128), &wish(&["A1"], FROM, TO)).await.status, 201);
}

#[tokio::test]
async fn rule_3_one_key_sent_24_times_at_once_is_one_booking() {
    let house = House::open().await;
    let wish = wish(&["A1"], FROM, TO);
    let answers = join_all((0..24).map(|_| ask(&house, "k", &wish))).await;
    let (won, busy): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    for answer in busy {
        problem(answer, ProblemKind::RequestInProgress);
    }
    let fresh = won.iter().filter(|answer| answer.header("idempotency-replayed").is_none()).count();
    assert_eq!(fresh, 1);
    let first: &Value = &json(won[0]);
    assert!(won.iter().all(|answer| json(answer)["id"] == first["id"]));
    assert_eq!(bookings(&house).await, "1");
    assert_eq!(house.deadlocks().await, 0);
}
