//! The calendar part of every mail, as another program reads it: one entry a booking, whatever
//! becomes of it (RFC 5546).

use client::{Method, Request};
use serde_json::{Value, json};
use shared::bookings::{BookingChange, Series};

use super::{FROM, Manager, TO, exhibition};
use crate::bookings::files::{entries, instant};
use crate::harness::{House, Taken, VENUE, at};

/// A booking's entries in the calendar parts of all mails, the oldest first.
async fn invitations(house: &House, id: impl std::fmt::Display) -> Vec<Value> {
    let query = format!(
        "SELECT calendar_method, calendar_ics FROM outbox
         WHERE calendar_method IS NOT NULL AND replace(calendar_ics, E'\\r\\n ', '') LIKE '%{id}%' ORDER BY ctid"
    );
    let mut all = Vec::new();
    for row in house.sql(&query).await {
        let (method, ics) = (row[0].clone().unwrap(), row[1].clone().unwrap());
        let own = |event: &Value| event["uid"].as_str().is_some_and(|uid| uid.contains(&id.to_string()));
        let events: Vec<Value> = entries(&ics).into_iter().filter(own).collect();
        assert!(events.iter().all(|event| event["method"] == method), "RFC 6047, 2.4: as the mail says: {events:?}");
        all.extend(events);
    }
    all
}

/// What must hold along the life of one entry: the same entry, each mail newer than the one before.
fn one_entry(events: &[Value]) {
    for pair in events.windows(2) {
        assert_eq!(pair[0]["uid"], pair[1]["uid"]);
        assert!(pair[0]["sequence"].as_i64() < pair[1]["sequence"].as_i64(), "{pair:?}");
    }
    for event in events {
        let cancelled = event["method"] == "CANCEL";
        assert_eq!(event["status"], if cancelled { "CANCELLED" } else { "CONFIRMED" }, "{event}");
    }
}

async fn change(house: &House, taken: &Taken, change: &BookingChange) {
    let answer = house.change(taken, &house.tag(taken).await, change).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
}

#[tokio::test]
async fn a_booking_that_is_changed_re_seated_and_called_off_stays_one_entry_in_the_calendar() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let taken = house.booked(&["A2"], FROM, TO).await;
    change(&house, &taken, &BookingChange { desk_codes: Some(vec!["A4".to_owned()]), ..Default::default() }).await;
    let later = BookingChange { to: Some(at("2026-11-25T13:00")), ..Default::default() };
    change(&house, &taken, &later).await;
    manager.apply(&exhibition(&["A4"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    assert_eq!(house.step(&taken, "cancel", None).await.status, 200);
    let events = invitations(&house, taken.booking.id).await;
    let methods: Vec<_> = events.iter().map(|event| event["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["REQUEST", "REQUEST", "REQUEST", "REQUEST", "CANCEL"]);
    one_entry(&events);
    for (event, desk) in events.iter().zip(["A2", "A4", "A4", "A3", "A3"]) {
        assert!(event["summary"].as_str().unwrap().contains(desk), "{desk}: {event}");
    }
    let ends: Vec<_> = events.iter().map(|event| instant(&event["to"])).collect();
    assert_eq!(ends, [at(TO), at(TO), at("2026-11-25T13:00"), at("2026-11-25T13:00"), at("2026-11-25T13:00")]);
}

#[tokio::test]
async fn what_the_house_calls_off_leaves_the_calendar() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    manager.apply(&exhibition(&["A1"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    let events = invitations(&house, taken.booking.id).await;
    assert_eq!(events.iter().map(|event| event["method"].as_str().unwrap()).collect::<Vec<_>>(), ["REQUEST", "CANCEL"]);
    one_entry(&events);
}

#[tokio::test]
async fn every_date_of_a_series_is_an_entry_of_its_own() {
    let house = House::open().await;
    let body = json!({ "venue": VENUE, "from": "2026-12-01T09:00:00+01:00", "to": "2026-12-01T11:00:00+01:00",
        "desk_codes": ["A1"], "rrule": "FREQ=WEEKLY;COUNT=3", "email": "ada@example.org" });
    let answer = house.send(Request::new(Method::POST, "/api/v1/series").json(&body).unwrap()).await;
    let made: Vec<Taken> = answer.json::<Series>().unwrap().bookings.into_iter().map(Taken::from).collect();
    assert_eq!(house.confirm(&made[0], &house.code(&made[0]).await).await.status, 200);
    for taken in &made {
        let events = invitations(&house, taken.booking.id).await;
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!((&events[0]["method"], &events[0]["attendee"]), (&json!("PUBLISH"), &json!("")), "RFC 5546, 3.2.1");
        assert_eq!((instant(&events[0]["from"]), instant(&events[0]["to"])), (taken.booking.from, taken.booking.to));
    }
    // One of them called off leaves the others.
    assert_eq!(house.step(&made[1], "cancel", None).await.status, 200);
    one_entry(&invitations(&house, made[1].booking.id).await);
    assert_eq!(invitations(&house, made[2].booking.id).await.len(), 1);
    // The rest together: one mail that says of each that it is cancelled.
    assert_eq!(house.step(&made[2], "cancel-series", None).await.status, 200);
    for taken in [&made[0], &made[2]] {
        let events = invitations(&house, taken.booking.id).await;
        let told: Vec<_> = events.iter().map(|event| (event["method"].clone(), event["status"].clone())).collect();
        assert_eq!(told, [("PUBLISH", "CONFIRMED"), ("PUBLISH", "CANCELLED")].map(|(m, s)| (json!(m), json!(s))));
        assert!(events[0]["sequence"].as_i64() < events[1]["sequence"].as_i64(), "{events:?}");
    }
}
