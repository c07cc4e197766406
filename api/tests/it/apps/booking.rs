//! What an app books: for its own users at once, for others as a hold, and never what others have booked.

use client::{Answer, Method, Request};
use serde_json::json;
use shared::apps::Scope;
use shared::bookings::{Booking, BookingState, NewBooking};
use shared::problem::ProblemKind;

use super::Registered;
use crate::harness::{House, Taken, at, problem, wish};

async fn book(house: &House, token: &str, desk: &str) -> Answer {
    let wanted =
        NewBooking { email: Some("kim@example.org".into()), ..wish(&[desk], "2026-11-25T09:00", "2026-11-25T10:00") };
    house.send(Request::new(Method::POST, "/api/v1/bookings").bearer(token).json(&wanted).unwrap()).await
}

fn on(method: Method, booking: &Booking, step: &str, token: &str) -> Request {
    Request::new(method, format!("/api/v1/bookings/{}{step}", booking.id)).bearer(token)
}

#[tokio::test]
async fn an_app_that_vouches_books_at_once_and_another_makes_a_hold_that_needs_its_code() {
    let house = House::open().await;
    let vouches = Registered::with(&house, &[Scope::BookingsWrite, Scope::BookingsVouch]).await.token(&house).await;
    let writes = Registered::with(&house, &[Scope::BookingsRead, Scope::BookingsWrite]).await.token(&house).await;
    let stands: Booking = book(&house, &vouches, "A1").await.json().unwrap();
    assert_eq!(stands.state, BookingState::Confirmed);
    assert_eq!(house.one("SELECT count(*) FROM outbox WHERE recipient = 'kim@example.org'").await, "1", "she is told");
    let held = Taken::from(book(&house, &writes, "A2").await.json::<Booking>().unwrap());
    assert_eq!(held.booking.state, BookingState::Held);
    let confirm = |body| on(Method::POST, &held.booking, "/confirm", &writes).json(&body).unwrap();
    assert_eq!(house.send(confirm(json!({}))).await.status, 422, "to have made it proves nobody's address");
    let code = house.code(&held).await;
    assert_eq!(house.send(confirm(json!({ "code": code }))).await.status, 200);
    let nameless = NewBooking { email: None, ..wish(&["A3"], "2026-11-25T09:00", "2026-11-25T10:00") };
    let request = Request::new(Method::POST, "/api/v1/bookings").bearer(&vouches).json(&nameless).unwrap();
    assert_eq!(problem(&house.send(request).await, ProblemKind::InvalidRequest).errors[0].pointer, "/email");
}

#[tokio::test]
async fn an_app_sees_and_moves_what_it_has_made_and_nothing_else() {
    let house = House::open().await;
    let scopes = [Scope::BookingsRead, Scope::BookingsWrite, Scope::BookingsVouch];
    let (own, other) = (Registered::with(&house, &scopes).await, Registered::with(&house, &scopes).await);
    let (own, other) = (own.token(&house).await, other.token(&house).await);
    let booking: Booking = book(&house, &own, "A1").await.json().unwrap();
    let seen: Booking = house.send(on(Method::GET, &booking, "", &own)).await.json().unwrap();
    assert_eq!((seen.id, seen.secret), (booking.id, None));
    problem(&house.send(on(Method::GET, &booking, "", &other)).await, ProblemKind::NotFound);
    problem(&house.send(on(Method::POST, &booking, "/cancel", &other)).await, ProblemKind::NotFound);
    let visitors = house.booked(&["A2"], "2026-11-25T09:00", "2026-11-25T10:00").await;
    problem(&house.send(on(Method::GET, &visitors.booking, "", &own)).await, ProblemKind::NotFound);
    assert_eq!(house.send(on(Method::POST, &booking, "/cancel", &own)).await.status, 200);
    // Erased with its person: from then on it is nobody's, not even the app's.
    house.pass(at("2026-11-27T10:00")).await;
    assert_eq!(house.one("SELECT count(app_id) FROM bookings").await, "0");
}

#[tokio::test]
async fn without_the_scope_it_is_403() {
    let house = House::open().await;
    let writer = Registered::with(&house, &[Scope::BookingsWrite]).await.token(&house).await;
    let reader = Registered::with(&house, &[Scope::BookingsRead]).await.token(&house).await;
    problem(&book(&house, &reader, "A1").await, ProblemKind::Forbidden);
    let booking: Booking = book(&house, &writer, "A1").await.json().unwrap();
    problem(&house.send(on(Method::GET, &booking, "", &writer)).await, ProblemKind::Forbidden);
    problem(&house.send(on(Method::GET, &booking, ".ics", &writer)).await, ProblemKind::Forbidden);
    problem(&house.send(on(Method::POST, &booking, "/cancel", &reader)).await, ProblemKind::Forbidden);
    // A scope that was taken away is gone from tokens that are about.
    house.sql("UPDATE apps SET scopes = '{}'").await;
    problem(&book(&house, &writer, "A2").await, ProblemKind::Forbidden);
}
