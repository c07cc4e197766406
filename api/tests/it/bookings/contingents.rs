//! Rule 6: desks kept for a group until a day before.

use client::Method;
use client::Request;
use serde_json::Value;
use shared::bookings::{Booking, NewBooking, Rule};
use shared::problem::ProblemKind;

use crate::harness::{House, at, json, problem, wish};

/// A1 and A2 are kept for everybody at council.example, on weekdays.
const KEEP: &str = "
    INSERT INTO contingents (venue_id, id, label_de, label_en, during, weekdays, members)
    SELECT id, '019ab000-0000-7000-8000-000000000001', 'Fraktionen', 'Council groups', '[2026-11-01,2027-03-01)',
        '{1,2,3,4,5}', '{@Council.example,kim@example.org}' FROM venues;
    INSERT INTO contingent_desks (venue_id, contingent_id, desk_id)
    SELECT venue_id, '019ab000-0000-7000-8000-000000000001', id FROM desks WHERE code IN ('A1', 'A2');";

async fn house() -> House {
    let house = House::open().await;
    house.sql(KEEP).await;
    house.app.feed.load().await.unwrap();
    house
}

fn by(email: &str, wish: NewBooking) -> NewBooking {
    NewBooking { email: email.to_owned(), ..wish }
}

async fn state(house: &House, from: &str, to: &str) -> (Value, Value) {
    let query = format!("/api/v1/venues/neues-rathaus/availability?from={from}:00%2B01:00&to={to}:00%2B01:00");
    let answer = json(&house.send(Request::new(Method::GET, query)).await);
    let desk = answer["desks"].as_array().unwrap().iter().find(|desk| desk["code"] == "A1").unwrap();
    (desk["state"].clone(), answer["counts"]["contingent"].clone())
}

#[tokio::test]
async fn rule_6_a_contingent_is_its_members_until_24_hours_before() {
    let house = house().await;
    assert_eq!(state(&house, "2026-11-26T09:00", "2026-11-26T10:00").await, ("contingent".into(), 2.into()));
    let later = wish(&["A1"], "2026-11-26T09:00", "2026-11-26T10:00");
    let refused = problem(&house.ask(&later).await, ProblemKind::RuleViolated);
    assert_eq!((refused.rule, refused.limit), (Some(Rule::Contingent), Some(24)));
    assert_eq!(refused.allowed_from, Some(at("2026-11-25T09:00")));
    for email in ["Ada@council.example", "Kim@Example.org"] {
        let booking: Booking = house.ask(&by(email, later.clone())).await.json().unwrap();
        assert_eq!(booking.desks[0].code, "A1");
        let path = format!("/api/v1/bookings/{}/cancel", booking.id);
        let cancel = Request::new(Method::POST, path).header("Booking-Secret", booking.secret.unwrap());
        assert_eq!(house.send(cancel).await.status, 200);
    }
    house.set(at("2026-11-25T09:00"));
    assert_eq!(state(&house, "2026-11-26T09:00", "2026-11-26T10:00").await, ("free".into(), 0.into()));
    assert_eq!(house.ask(&later).await.status, 201);
    house.agrees().await;
}

#[tokio::test]
async fn rule_6_it_is_kept_on_its_days_alone_and_never_suggested_to_others() {
    let house = house().await;
    assert_eq!(state(&house, "2026-11-28T10:00", "2026-11-28T11:00").await.0, "free", "a Saturday");
    house.hold(&["A1"], "2026-11-28T10:00", "2026-11-28T11:00").await;
    let party =
        NewBooking { desk_codes: None, party_size: Some(1), ..wish(&[], "2026-11-26T09:00", "2026-11-26T10:00") };
    let booking: Booking = house.ask(&party).await.json().unwrap();
    assert!(!["A1", "A2"].contains(&booking.desks[0].code.as_str()), "{booking:?}");
    let day = json(&house.get("/api/v1/venues/neues-rathaus/days/2026-11-26").await);
    let desk = |code: &str| day["desks"].as_array().unwrap().iter().find(|desk| desk["code"] == code).unwrap().clone();
    assert_eq!(desk("A1")["contingent_release_hours"], 24);
    assert_eq!(desk("A3")["contingent_release_hours"], Value::Null);
    assert_eq!(house.sit_down("A1", None).await.status, 201, "who walks in comes after the release");
}
