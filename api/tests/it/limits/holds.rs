//! How much may be held by who has proven nothing: at the database, so on all nodes together, and under any rush.

use std::sync::Arc;

use client::{Answer, Method, Request};
use futures_util::future::join_all;
use serde_json::json;
use shared::apps::Scope;
use shared::bookings::{Booking, BookingChange, NewBooking, Rule};
use shared::problem::{Problem, ProblemKind};

use crate::apps::Registered;
use crate::harness::{House, Plan, Taken, VENUE, at, json, problem, wish};

const FROM: &str = "2026-11-25T11:00";
const TO: &str = "2026-11-25T12:00";

async fn house() -> House {
    House::with(Plan { limits: true, ..Plan::default() }).await
}

async fn ask_from(house: &House, network: &str, wish: &NewBooking) -> Answer {
    let request = Request::new(Method::POST, "/api/v1/bookings").header("X-Forwarded-For", network);
    house.send(request.json(wish).unwrap()).await
}

/// A hold of somebody from somewhere.
async fn hold(house: &House, network: &str, email: &str, desk: &str) -> Answer {
    ask_from(house, network, &NewBooking { email: Some(email.to_owned()), ..wish(&[desk], FROM, TO) }).await
}

fn refused(answer: &Answer, rule: Rule, limit: i64) -> Problem {
    let said = problem(answer, ProblemKind::RuleViolated);
    assert_eq!((said.rule, said.limit), (Some(rule), Some(limit)));
    assert!(said.detail.as_ref().is_some_and(|detail| detail.contains("sign in")), "{said:?}");
    said
}

fn taken(answer: Answer) -> Taken {
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    Taken::from(answer.json::<Booking>().unwrap())
}

/// A house whose networks may hold only so many desks.
async fn narrow(desks: i64) -> House {
    let house = house().await;
    house.sql(&format!("UPDATE venues SET rules = rules || '{{\"held_desks_per_network\": {desks}}}'")).await;
    House::on(Arc::clone(&house.database), Plan { limits: true, seed: 3, ..Plan::default() }).await
}

#[tokio::test]
async fn an_address_has_two_holds_at_a_time_and_is_told_when_there_is_room_again() {
    let house = house().await;
    let kim = "kim@example.org";
    let first = taken(hold(&house, "192.0.2.1", kim, "A1").await);
    house.set(at("2026-11-24T08:07"));
    taken(hold(&house, "192.0.2.2", "KIM@example.org", "A2").await);
    let said = refused(&hold(&house, "192.0.2.3", kim, "A3").await, Rule::HoldsPerAddress, 2);
    assert_eq!(said.allowed_from, first.booking.hold_expires_at);
    taken(hold(&house, "192.0.2.1", "toni@example.org", "A3").await);
    let code = house.code(&first).await;
    assert_eq!(house.confirm(&first, &code).await.status, 200);
    taken(hold(&house, "192.0.2.1", kim, "A4").await);
    house.set(at("2026-11-24T08:18"));
    // Rule 5 counts what stands: one, and what is held now.
    taken(hold(&house, "192.0.2.1", kim, "A5").await);
}

#[tokio::test]
async fn calling_off_and_holding_again_does_not_fill_somebodys_letter_box() {
    let house = house().await;
    for number in 0..6 {
        let held = taken(hold(&house, &format!("192.0.2.{number}"), "kim@example.org", "A1").await);
        assert_eq!(house.step(&held, "cancel", None).await.status, 200);
    }
    let said = refused(&hold(&house, "192.0.2.9", "kim@example.org", "A1").await, Rule::HoldsPerAddress, 6);
    assert_eq!(said.allowed_from, Some(at("2026-11-24T09:05")));
    house.set(at("2026-11-24T09:05"));
    taken(hold(&house, "192.0.2.9", "kim@example.org", "A1").await);
}

#[tokio::test]
async fn a_network_holds_so_many_desks_whatever_the_rush_and_whichever_the_node() {
    let house = narrow(3).await;
    let other = House::on(Arc::clone(&house.database), Plan { limits: true, seed: 2, ..Plan::default() }).await;
    let desks = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"];
    let asked = desks.iter().enumerate().map(|(number, desk)| {
        let node = if number % 2 == 0 { &house } else { &other };
        let wish = wish(&[desk], FROM, TO);
        async move { ask_from(node, "192.0.2.1", &wish).await }
    });
    let answers = join_all(asked).await;
    let (made, no): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((made.len(), no.len()), (3, 5));
    for answer in &no {
        refused(answer, Rule::HoldsPerNetwork, 3);
    }
    let elsewhere = crate::harness::crowd(1, &wish(&["A1", "A2"], "2026-11-26T11:00", "2026-11-26T12:00")).remove(0);
    assert_eq!(ask_from(&house, "192.0.2.2", &elsewhere).await.status, 201, "another network");
    let more = wish(&["A3"], "2026-11-26T11:00", "2026-11-26T12:00");
    refused(&ask_from(&house, "192.0.2.1", &more).await, Rule::HoldsPerNetwork, 3);
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn who_confirms_makes_room_and_so_does_time() {
    let house = narrow(2).await;
    let one = taken(hold(&house, "192.0.2.1", "a@example.org", "A1").await);
    taken(hold(&house, "192.0.2.1", "b@example.org", "A2").await);
    refused(&hold(&house, "192.0.2.1", "c@example.org", "A3").await, Rule::HoldsPerNetwork, 2);
    let code = house.code(&one).await;
    assert_eq!(house.confirm(&one, &code).await.status, 200);
    taken(hold(&house, "192.0.2.1", "c@example.org", "A3").await);
    house.set(at("2026-11-24T08:15"));
    let many = wish(&["A4", "A5"], FROM, TO);
    assert_eq!(ask_from(&house, "192.0.2.1", &many).await.status, 201, "marked by a job or not");
}

#[tokio::test]
async fn neither_a_change_nor_a_series_nor_the_waiting_list_is_a_way_around() {
    let house = narrow(2).await;
    let held = taken(hold(&house, "192.0.2.1", "a@example.org", "A1").await);
    let tag = house.tag(&held).await;
    let more =
        BookingChange { desk_codes: Some(vec!["A1".into(), "A2".into(), "A3".into()]), ..BookingChange::default() };
    refused(&house.change(&held, &tag, &more).await, Rule::HoldsPerNetwork, 2);
    let enough = BookingChange { desk_codes: Some(vec!["A1".into(), "A2".into()]), ..BookingChange::default() };
    assert_eq!(house.change(&held, &tag, &enough).await.status, 200);
    let series = json!({ "venue": VENUE, "from": at(FROM), "to": at(TO), "rrule": "FREQ=DAILY;COUNT=2",
        "desk_codes": ["A9"], "email": "b@example.org" });
    let post = |path: &str, body: &serde_json::Value| {
        Request::new(Method::POST, path).header("X-Forwarded-For", "192.0.2.1").json(body).unwrap()
    };
    refused(&house.send(post("/api/v1/series", &series)).await, Rule::HoldsPerNetwork, 2);
    let waiting = json!({ "venue": VENUE, "from": at(FROM), "to": at(TO), "email": "c@example.org" });
    let joined = house.send(post("/api/v1/waiting-list", &waiting)).await;
    assert_eq!(
        (joined.status.as_u16(), &json(&joined)["state"]),
        (201, &json!("waiting")),
        "it waits and holds nothing"
    );
    assert_eq!(house.step(&held, "cancel", None).await.status, 200);
    assert_eq!(house.one("SELECT state FROM waiting_list").await, "offered");
    assert_eq!(house.one("SELECT count(hold_origin) FROM bookings WHERE state = 'held'").await, "1");
    taken(hold(&house, "192.0.2.1", "d@example.org", "A7").await);
    refused(&hold(&house, "192.0.2.1", "e@example.org", "A8").await, Rule::HoldsPerNetwork, 2);
}

#[tokio::test]
async fn who_is_signed_in_holds_nothing_and_an_app_counts_as_a_whole() {
    let house = narrow(1).await;
    taken(hold(&house, "127.0.0.1", "a@example.org", "A1").await);
    let guest = house.guest("kim@example.org").await;
    for desk in ["A2", "A3"] {
        let own = NewBooking { email: None, ..wish(&[desk], FROM, TO) };
        house.client_of(&guest).book(&own, desk).await.unwrap();
    }
    let app = Registered::with(&house, &[Scope::BookingsWrite]).await.token(&house).await;
    for (desk, network, status) in [("A4", "192.0.2.1", 201), ("A5", "192.0.2.2", 422)] {
        let request = Request::new(Method::POST, "/api/v1/bookings").bearer(&app).header("X-Forwarded-For", network);
        let answer = house.send(request.json(&wish(&[desk], FROM, TO)).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{desk}");
    }
}

#[tokio::test]
async fn where_it_came_from_is_a_hash_and_goes_with_the_hold() {
    let house = house().await;
    let mut held = Vec::new();
    for (desk, email) in
        [("A1", "a@example.org"), ("A2", "b@example.org"), ("A3", "c@example.org"), ("A4", "d@example.org")]
    {
        held.push(taken(hold(&house, "198.51.100.77", email, desk).await));
    }
    let rows = house.one("SELECT string_agg(b::text, ' ') FROM bookings b").await;
    assert!(!rows.contains("198.51"), "{rows}");
    let origins = async || house.one("SELECT count(hold_origin) FROM bookings").await;
    assert_eq!(origins().await, "4");
    let code = house.code(&held[0]).await;
    assert_eq!(house.confirm(&held[0], &code).await.status, 200);
    assert_eq!(house.step(&held[1], "cancel", None).await.status, 200);
    assert_eq!(house.step(&held[2], "extend-hold", None).await.status, 200);
    assert_eq!(origins().await, "2");
    house.pass(at("2026-11-24T08:16")).await;
    assert_eq!(origins().await, "1");
    house.pass(at("2026-11-24T08:26")).await;
    assert_eq!(origins().await, "0");
}
