//! A mail before the start, for who asks for one.

use serde_json::{Value, json};
use shared::bookings::{Booking, BookingChange};
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, at, problem};

async fn remind(house: &House, taken: &Taken, minutes: Value) -> client::Answer {
    house.step(taken, "reminder", Some(json!({ "minutes": minutes }))).await
}

async fn reminders(house: &House) -> String {
    house.one("SELECT count(*) FROM outbox WHERE subject LIKE 'Erinnerung:%'").await
}

#[tokio::test]
async fn a_reminder_is_mailed_once_at_its_minute_and_moves_with_the_booking() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], "2026-11-24T12:00", "2026-11-24T13:00").await;
    let asked: Booking = remind(&house, &taken, json!(60)).await.json().unwrap();
    assert_eq!(asked.remind_at, Some(at("2026-11-24T11:00")));
    let later =
        BookingChange { from: Some(at("2026-11-24T14:00")), to: Some(at("2026-11-24T15:00")), ..Default::default() };
    let tag = house.tag(&taken).await;
    let moved: Booking = house.change(&taken, &tag, &later).await.json().unwrap();
    assert_eq!(moved.remind_at, Some(at("2026-11-24T13:00")));
    house.pass(at("2026-11-24T12:59:59")).await;
    assert_eq!(reminders(&house).await, "0");
    house.pass(at("2026-11-24T13:00")).await;
    house.pass(at("2026-11-24T13:10")).await;
    assert_eq!(reminders(&house).await, "1");
    assert_eq!(house.look(&taken).await.remind_at, None);
}

#[tokio::test]
async fn nobody_is_reminded_of_what_does_not_stand_or_was_not_asked_for() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], "2026-11-24T12:00", "2026-11-24T13:00").await;
    let other = house.booked(&["A2"], "2026-11-24T12:00", "2026-11-24T13:00").await;
    for minutes in [json!(4), json!(10081), json!(600)] {
        let refused = problem(&remind(&house, &taken, minutes).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, "/minutes");
    }
    for one in [&taken, &other] {
        assert_eq!(remind(&house, one, json!(30)).await.status, 200);
    }
    assert_eq!(remind(&house, &other, Value::Null).await.status, 200);
    assert_eq!(house.step(&taken, "cancel", None).await.status, 200);
    house.pass(at("2026-11-24T11:30")).await;
    assert_eq!(reminders(&house).await, "0");
    problem(&remind(&house, &taken, json!(5)).await, ProblemKind::WrongState);
}
