//! Rule 4: sitting down without having booked, and staying longer.

use client::{Method, Request};
use futures_util::future::join_all;
use serde_json::json;
use shared::bookings::{Booking, BookingState, Rule};
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, VENUE, at, json, problem};

async fn seated(house: &House, desk: &str, minutes: Option<i64>) -> Taken {
    let answer = house.sit_down(desk, minutes).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    Taken::from(answer.json::<Booking>().unwrap())
}

#[tokio::test]
async fn rule_4_whoever_sits_down_is_checked_in_at_once_and_needs_no_address() {
    let house = House::open().await;
    let taken = seated(&house, "A1", None).await;
    let booking = &taken.booking;
    assert_eq!((booking.state, booking.walk_in), (BookingState::CheckedIn, true));
    assert_eq!((booking.from, booking.to), (at("2026-11-24T08:00"), at("2026-11-24T10:00")));
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "0");
    assert_eq!(house.state(&taken).await, BookingState::CheckedIn);
    assert_eq!(house.step(&taken, "check-out", None).await.status, 200);
    house.booked(&["A1"], "2026-11-24T08:15", "2026-11-24T09:00").await;
    house.agrees().await;
}

#[tokio::test]
async fn rule_4_it_ends_with_the_next_booking_or_the_asked_minutes_and_a_walk_in_desk_can_be_had() {
    let house = House::open().await;
    house.booked(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00").await;
    assert_eq!(seated(&house, "A1", None).await.booking.to, at("2026-11-24T09:00"));
    assert_eq!(seated(&house, "A2", Some(45)).await.booking.to, at("2026-11-24T08:45"));
    let walk_in = house.one("SELECT d.code FROM layout_desks l JOIN desks d ON d.id = l.desk_id WHERE l.walk_in ORDER BY d.code LIMIT 1").await;
    seated(&house, &walk_in, None).await;
    house.set(at("2026-11-24T16:40"));
    assert_eq!(seated(&house, "A3", None).await.booking.to, at("2026-11-24T18:00"), "the doors close");
    house.agrees().await;
}

#[tokio::test]
async fn rule_4_a_taken_desk_a_closed_door_and_an_unknown_desk_say_what_they_are() {
    let house = House::open().await;
    house.booked(&["A1"], "2026-11-24T08:15", "2026-11-24T10:00").await;
    let taken = problem(&house.sit_down("A1", None).await, ProblemKind::DeskTaken);
    assert!(!taken.alternatives.unwrap().is_empty());
    let rule = |answer| problem(&answer, ProblemKind::RuleViolated).rule;
    assert_eq!(rule(house.sit_down("Z9", None).await), Some(Rule::UnknownDesk));
    assert_eq!(rule(house.sit_down("A2", Some(20)).await), Some(Rule::OffGrid));
    assert_eq!(rule(house.sit_down("A2", Some(240)).await), Some(Rule::TooLong));
    house.set(at("2026-11-24T20:00"));
    assert_eq!(rule(house.sit_down("A2", None).await), Some(Rule::OutsideOpeningHours));
}

#[tokio::test]
async fn rule_4_a_walk_in_stays_longer_as_long_as_nothing_stands_against_it() {
    let house = House::open().await;
    let taken = seated(&house, "A1", None).await;
    house.booked(&["A1"], "2026-11-24T12:00", "2026-11-24T13:00").await;
    house.set(at("2026-11-24T09:50"));
    let longer = house.step(&taken, "extend", Some(json!({ "to": "2026-11-24T12:00:00+01:00" }))).await;
    assert_eq!(longer.json::<Booking>().unwrap().to, at("2026-11-24T12:00"));
    let refused = house.step(&taken, "extend", Some(json!({ "to": "2026-11-24T12:30:00+01:00" }))).await;
    problem(&refused, ProblemKind::DeskTaken);
    let backwards = house.step(&taken, "extend", Some(json!({ "to": "2026-11-24T11:00:00+01:00" }))).await;
    assert_eq!(problem(&backwards, ProblemKind::InvalidRequest).errors[0].pointer, "/to");
    assert_eq!(house.look(&taken).await.to, at("2026-11-24T12:00"), "a refusal changes nothing");
    house.agrees().await;
}

#[tokio::test]
async fn rule_4_of_many_who_want_the_same_chair_one_sits_and_the_same_key_is_the_same_chair() {
    let house = House::open().await;
    let answers = join_all((0..24).map(|_| house.sit_down("A1", None))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        problem(answer, ProblemKind::DeskTaken);
    }
    let ask = || {
        let new = json!({ "venue": VENUE, "desk_code": "A2" });
        Request::new(Method::POST, "/api/v1/walk-ins").header("Idempotency-Key", "chair").json(&new).unwrap()
    };
    let first = house.send(ask()).await;
    let again = house.send(ask()).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(json(&first), json(&again));
    house.agrees().await;
}
