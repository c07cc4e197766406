//! What a sign-in is good for: who has proven her address need not prove it again.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::bookings::{Booking, BookingChange, BookingState, Confirmation, NewBooking, NewWalkIn, Series, SeriesMode};
use shared::problem::ProblemKind;
use shared::waiting::{NewWaitingEntry, WaitingEntry, WaitingState};

use crate::harness::{Guest, House, Taken, VENUE, at, header, json as body_of, problem, wish};

const KIM: &str = "kim@example.org";

fn own(desks: &[&str], from: &str, to: &str) -> NewBooking {
    NewBooking { email: None, ..wish(desks, from, to) }
}

async fn post(house: &House, guest: &Guest, path: &str, body: &impl serde::Serialize) -> Answer {
    house.send(Request::new(Method::POST, format!("/api/v1{path}")).bearer(&guest.token).json(body).unwrap()).await
}

async fn mails(house: &House) -> String {
    house.one("SELECT count(*) FROM outbox WHERE recipient = 'kim@example.org' AND subject NOT LIKE '%Anmelden'").await
}

#[tokio::test]
async fn a_booking_of_a_proven_address_stands_at_once() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let client = house.client_of(&kim);
    let booking = client.book(&own(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00"), "k1").await.unwrap();
    assert_eq!((booking.state, booking.hold_expires_at), (BookingState::Confirmed, None));
    let stored = house.one("SELECT email || ' ' || (confirmed_at IS NOT NULL) FROM bookings").await;
    assert_eq!(stored, "kim@example.org true");
    let subject = house.one("SELECT subject FROM outbox WHERE calendar_method = 'REQUEST'").await;
    assert!(subject.starts_with("Gebucht: Platz A1"), "{subject}");
    let named =
        NewBooking { email: Some("KIM@example.org".into()), ..own(&["A2"], "2026-11-24T09:00", "2026-11-24T10:00") };
    assert_eq!(client.book(&named, "k2").await.unwrap().state, BookingState::Confirmed);
    let other = NewBooking { email: Some("toni@example.org".into()), ..named };
    for (path, body) in [
        ("/bookings", json!(other)),
        ("/waiting-list", json!({ "venue": VENUE, "from": other.from, "to": other.to, "email": "toni@example.org" })),
    ] {
        let refusal = problem(&post(&house, &kim, path, &body).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, "/email", "{path}");
    }
    let fourth = client.book(&own(&["A3"], "2026-11-24T09:00", "2026-11-24T10:00"), "k3").await.unwrap();
    assert_eq!(fourth.state, BookingState::Confirmed);
    let refused = post(&house, &kim, "/bookings", &own(&["A4"], "2026-11-24T09:00", "2026-11-24T10:00")).await;
    assert_eq!(problem(&refused, ProblemKind::RuleViolated).limit, Some(3), "rule 5 holds for her as for anybody");
    house.agrees().await;
}

/// A body that names nobody means somebody else when somebody else sends it.
#[tokio::test]
async fn a_key_of_one_person_never_replays_what_another_was_answered() {
    let house = House::open().await;
    let (kim, toni) = (house.guest(KIM).await, house.guest("toni@example.org").await);
    let wanted = own(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00");
    let send = async |token: Option<&str>| {
        let request = Request::new(Method::POST, "/api/v1/bookings").header("Idempotency-Key", "one");
        let request = if let Some(token) = token { request.bearer(token) } else { request };
        house.send(request.json(&wanted).unwrap()).await
    };
    let first = send(Some(&kim.token)).await;
    assert_eq!(first.status, 201);
    let again = house.guest(KIM).await;
    let replayed = send(Some(&again.token)).await;
    assert_eq!(header(&replayed, "idempotency-replayed"), "true", "the same person, signed in anew");
    assert_eq!(body_of(&replayed)["id"], body_of(&first)["id"]);
    problem(&send(Some(&toni.token)).await, ProblemKind::DeskTaken);
    let stranger = problem(&send(None).await, ProblemKind::InvalidRequest);
    assert_eq!(stranger.errors[0].pointer, "/email");
}

#[tokio::test]
async fn every_move_is_hers_by_the_address_and_to_others_it_does_not_exist() {
    let house = House::open().await;
    let (kim, toni) = (house.guest(KIM).await, house.guest("toni@example.org").await);
    let mut wanted = wish(&["A1"], "2026-11-24T08:15", "2026-11-24T10:00");
    wanted.email = Some("Kim@Example.org".to_owned());
    let taken = Taken::from(house.ask(&wanted).await.json::<Booking>().unwrap());
    let path = |rest: &str| format!("/bookings/{}{rest}", taken.booking.id);
    let nobodys = "019a0000-0000-7000-8000-000000000000";
    let words = |answer: &Answer| {
        problem(answer, ProblemKind::NotFound);
        let mut body = body_of(answer);
        body["instance"] = Value::Null;
        body
    };
    let unknown = words(&house.get_as(&toni, &format!("/api/v1/bookings/{nobodys}")).await);
    for rest in ["", ".ics", "/qr.svg"] {
        assert_eq!(words(&house.get_as(&toni, &format!("/api/v1{}", path(rest))).await), unknown);
        assert_eq!(house.get_as(&kim, &format!("/api/v1{}", path(rest))).await.status, 200, "{rest}");
    }
    for (rest, body) in
        [("/confirm", json!({})), ("/confirm", json!({ "code": "123456" })), ("/extend", json!({ "to": wanted.to }))]
    {
        assert_eq!(words(&post(&house, &toni, &path(rest), &body).await), unknown);
    }
    let bare = async |guest: &Guest, rest: &str| {
        house.send(Request::new(Method::POST, format!("/api/v1{}", path(rest))).bearer(&guest.token)).await
    };
    for rest in ["/extend-hold", "/check-in", "/cancel"] {
        assert_eq!(words(&bare(&toni, rest).await), unknown);
    }
    assert_eq!(bare(&kim, "/extend-hold").await.status, 200);
    let confirmed = post(&house, &kim, &path("/confirm"), &json!({})).await;
    assert_eq!(body_of(&confirmed)["state"], "confirmed", "the address is proven already");
    let change = BookingChange { to: Some(at("2026-11-24T09:30")), ..BookingChange::default() };
    let changed = async |guest: &Guest| {
        let request = Request::new(Method::PATCH, format!("/api/v1{}", path(""))).bearer(&guest.token);
        house.send(request.header("If-Match", "*").json(&change).unwrap()).await
    };
    assert_eq!(words(&changed(&toni).await), unknown);
    assert_eq!(changed(&kim).await.status, 200);
    assert_eq!(post(&house, &kim, &path("/reminder"), &json!({ "minutes": 5 })).await.status, 200);
    assert_eq!(bare(&kim, "/check-in").await.status, 200);
    assert_eq!(post(&house, &kim, &path("/extend"), &json!({ "to": wanted.to })).await.status, 200);
    assert_eq!(body_of(&bare(&kim, "/check-out").await)["state"], "completed");
    house.agrees().await;
}

/// With the secret of a booking somebody else's address stays unproven.
#[tokio::test]
async fn a_sign_in_with_another_address_confirms_nothing() {
    let house = House::open().await;
    let toni = house.guest("toni@example.org").await;
    let taken = house.hold(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00").await;
    let confirm = async |body: Value, token: Option<&str>| {
        let path = format!("/api/v1/bookings/{}/confirm", taken.booking.id);
        let request = Request::new(Method::POST, path).header("Booking-Secret", taken.secret.as_str());
        let request = if let Some(token) = token { request.bearer(token) } else { request };
        house.send(request.json(&body).unwrap()).await
    };
    for token in [None, Some(toni.token.as_str())] {
        let refusal = problem(&confirm(json!({}), token).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, "/code");
    }
    let code = house.code(&taken).await;
    let right = Confirmation { code: Some(code) };
    assert_eq!(confirm(json!(right), Some(&toni.token)).await.status, 200, "the code proves it, whoever sends it");
}

#[tokio::test]
async fn sitting_down_signed_in_is_remembered_and_costs_no_quota() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let client = house.client_of(&kim);
    for hour in [9, 10, 11] {
        let (from, to) = (format!("2026-11-24T{hour:02}:00"), format!("2026-11-24T{}:00", hour + 1));
        client.book(&own(&["A1"], &from, &to), &from).await.unwrap();
    }
    let new = NewWalkIn { venue: VENUE.into(), desk_code: "A2".into(), minutes: Some(30), locale: None };
    let before = mails(&house).await;
    house.set(at("2026-11-24T08:05:01"));
    let visit = client.walk_in(&new, "w").await.unwrap();
    assert_eq!((visit.state, visit.walk_in), (BookingState::CheckedIn, true));
    assert_eq!(mails(&house).await, before, "she knows that she sits there");
    let mine = client.my_bookings(None).await.unwrap().items;
    assert_eq!((mine.len(), mine[0].id), (4, visit.id));
    let cancel = Request::new(Method::POST, format!("/api/v1/bookings/{}/cancel", mine[1].id)).bearer(&kim.token);
    assert_eq!(house.send(cancel).await.status, 200);
    client.book(&own(&["A3"], "2026-11-25T09:00", "2026-11-25T10:00"), "again").await.unwrap();
    house.agrees().await;
}

#[tokio::test]
async fn a_series_stands_at_once_and_has_one_mail() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let body = json!({ "venue": VENUE, "from": at("2026-11-24T09:00"), "to": at("2026-11-24T10:00"),
        "desk_codes": ["A1"], "rrule": "FREQ=WEEKLY;COUNT=3", "mode": SeriesMode::All });
    let series: Series = post(&house, &kim, "/series", &body).await.json().unwrap();
    assert!(series.bookings.iter().all(|booking| booking.state == BookingState::Confirmed), "{series:?}");
    assert_eq!((series.bookings.len(), mails(&house).await.as_str()), (3, "1"));
    assert_eq!(house.one("SELECT calendar_method FROM outbox WHERE calendar_method IS NOT NULL").await, "PUBLISH");
    house.agrees().await;
}

#[tokio::test]
async fn a_wish_on_the_list_is_hers_and_what_it_is_offered_needs_no_code() {
    let house = House::open().await;
    let (kim, toni) = (house.guest(KIM).await, house.guest("toni@example.org").await);
    let period = ("2026-11-24T09:00", "2026-11-24T10:00");
    let new = NewWaitingEntry {
        venue: VENUE.into(),
        from: at(period.0),
        to: at(period.1),
        party_size: None,
        features: None,
        zone: None,
        kind: None,
        email: None,
        name: None,
        locale: None,
    };
    let entry: WaitingEntry = post(&house, &kim, "/waiting-list", &new).await.json().unwrap();
    assert_eq!(entry.state, WaitingState::Offered, "there is room");
    let path = format!("/waiting-list/{}", entry.id);
    assert_eq!(house.get_as(&kim, &format!("/api/v1{path}")).await.status, 200);
    let foreign = problem(&house.get_as(&toni, &format!("/api/v1{path}")).await, ProblemKind::NotFound);
    let none = house.get_as(&toni, "/api/v1/waiting-list/019a0000-0000-7000-8000-000000000000").await;
    assert_eq!(foreign.detail, problem(&none, ProblemKind::NotFound).detail);
    let offered = format!("/bookings/{}/confirm", entry.offer.unwrap().booking_id);
    assert_eq!(body_of(&post(&house, &kim, &offered, &json!({})).await)["state"], "confirmed");
    let leave = Request::new(Method::DELETE, format!("/api/v1{path}"));
    problem(&house.send(leave.bearer(&toni.token)).await, ProblemKind::NotFound);
}
