//! Everything else an app makes: series, visits, wishes. It sees its own and nobody else's.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::apps::Scope;
use shared::bookings::{Booking, BookingState, Series};
use shared::ids::BookingId;
use shared::problem::ProblemKind;
use shared::waiting::WaitingEntry;

use super::Registered;
use crate::harness::{House, VENUE, at, problem};

const FROM: &str = "2026-11-27T09:00";
const TO: &str = "2026-11-27T10:00";

async fn send(house: &House, token: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
    let request = Request::new(method, format!("/api/v1{path}")).bearer(token);
    house.send(if let Some(body) = body { request.json(body).unwrap() } else { request }).await
}

async fn made<T: serde::de::DeserializeOwned + 'static>(house: &House, token: &str, path: &str, body: &Value) -> T {
    let answer = send(house, token, Method::POST, path, Some(body)).await;
    assert_eq!(answer.status, 201, "{path}: {}", String::from_utf8_lossy(&answer.body));
    answer.json().unwrap()
}

fn series() -> Value {
    json!({ "venue": VENUE, "from": at("2026-12-01T09:00"), "to": at("2026-12-01T11:00"), "desk_codes": ["A5"],
        "rrule": "FREQ=WEEKLY;COUNT=3", "email": "kim@example.org" })
}

#[tokio::test]
async fn a_series_of_an_app_stands_at_once_if_it_vouches_and_is_called_off_by_it_alone() {
    let house = House::open().await;
    let vouches = Registered::with(&house, &Scope::ALL).await.token(&house).await;
    let writes = Registered::with(&house, &[Scope::BookingsWrite, Scope::BookingsRead]).await.token(&house).await;
    let preview = send(&house, &writes, Method::POST, "/series/preview", Some(&series())).await;
    assert_eq!(preview.status, 200);
    let booked: Series = made(&house, &vouches, "/series", &series()).await;
    assert!(booked.bookings.iter().all(|date| date.state == BookingState::Confirmed));
    let mut others = series();
    (others["desk_codes"], others["email"]) = (json!(["A6"]), json!("toni@example.org"));
    let held: Series = made(&house, &writes, "/series", &others).await;
    assert!(held.bookings.iter().all(|date| date.state == BookingState::Held));
    let call_off = |id: BookingId| format!("/bookings/{id}/cancel-series");
    let first = booked.bookings[0].id;
    problem(&send(&house, &writes, Method::POST, &call_off(first), None).await, ProblemKind::NotFound);
    let gone = send(&house, &vouches, Method::POST, &call_off(first), None).await;
    assert_eq!(gone.status, 200, "{}", String::from_utf8_lossy(&gone.body));
    let seen: Booking = send(&house, &vouches, Method::GET, &format!("/bookings/{}", booked.bookings[2].id), None)
        .await
        .json()
        .unwrap();
    assert_eq!(seen.state, BookingState::Cancelled);
}

#[tokio::test]
async fn a_visit_that_an_app_begins_is_the_app_s_to_end() {
    let house = House::open().await;
    let own = Registered::with(&house, &[Scope::BookingsWrite, Scope::BookingsRead]).await.token(&house).await;
    let other = Registered::with(&house, &Scope::ALL).await.token(&house).await;
    let visit: Booking = made(&house, &own, "/walk-ins", &json!({ "venue": VENUE, "desk_code": "A7" })).await;
    assert_eq!((visit.state, visit.walk_in), (BookingState::CheckedIn, true));
    let path = format!("/bookings/{}/check-out", visit.id);
    problem(&send(&house, &other, Method::POST, &path, None).await, ProblemKind::NotFound);
    assert_eq!(send(&house, &own, Method::POST, &path, None).await.status, 200);
}

#[tokio::test]
async fn a_wish_of_an_app_and_what_it_is_offered_are_the_app_s() {
    let house = House::open().await;
    let own = Registered::with(&house, &[Scope::BookingsWrite, Scope::BookingsRead]).await.token(&house).await;
    let other = Registered::with(&house, &Scope::ALL).await.token(&house).await;
    let taken = crate::waiting::fill(&house, FROM, TO).await;
    let wish: WaitingEntry = made(&house, &own, "/waiting-list", &crate::waiting::body("kim", FROM, TO)).await;
    let path = format!("/waiting-list/{}", wish.id);
    problem(&send(&house, &other, Method::GET, &path, None).await, ProblemKind::NotFound);
    problem(&send(&house, &other, Method::DELETE, &path, None).await, ProblemKind::NotFound);
    assert_eq!(house.step(&taken[0], "cancel", None).await.status, 200);
    let seen: WaitingEntry = send(&house, &own, Method::GET, &path, None).await.json().unwrap();
    let offer = seen.offer.expect("room has appeared");
    let hold = send(&house, &own, Method::GET, &format!("/bookings/{}", offer.booking_id), None).await;
    assert_eq!(hold.json::<Booking>().unwrap().state, BookingState::Held);
    let second: WaitingEntry = made(&house, &own, "/waiting-list", &crate::waiting::body("toni", FROM, TO)).await;
    let path = format!("/waiting-list/{}", second.id);
    assert_eq!(send(&house, &own, Method::DELETE, &path, None).await.status, 204);
    house.pass(at("2026-11-30T10:00")).await;
    assert_eq!(house.one("SELECT count(app_id) FROM waiting_list").await, "0", "with time it is nobody's");
}

#[tokio::test]
async fn without_the_scope_none_of_it_is_had_and_what_anybody_may_read_an_app_may() {
    let house = House::open().await;
    let reader = Registered::with(&house, &[Scope::BookingsRead]).await.token(&house).await;
    for (path, body) in [
        ("/series", series()),
        ("/series/preview", series()),
        ("/walk-ins", json!({ "venue": VENUE, "desk_code": "A7" })),
        ("/waiting-list", crate::waiting::body("kim", FROM, TO)),
    ] {
        problem(&send(&house, &reader, Method::POST, path, Some(&body)).await, ProblemKind::Forbidden);
    }
    // `availability:read` and `offers:read` say what an app is about; they close nothing that is open to all.
    for path in [&format!("/venues/{VENUE}/days/2026-11-24"), "/offers"] {
        assert_eq!(send(&house, &reader, Method::GET, path, None).await.status, 200, "{path}");
    }
}
