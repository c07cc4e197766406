//! Somebody wants to be forgotten: at once, everywhere, and her desks go to who waits.

use client::{Method, Request};
use serde_json::json;
use shared::bookings::{Booking, BookingState, NewBooking, NewWalkIn};
use shared::problem::ProblemKind;
use shared::staff::Role;
use shared::waiting::WaitingEntry;

use crate::harness::{House, Taken, VENUE, at, header, problem, wish};

const KIM: &str = "kim@example.org";

/// In which tables anything says the word.
async fn traces(house: &House, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let tables = house.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'").await;
    assert!(tables.len() > 20);
    for row in tables {
        let table = row[0].clone().unwrap();
        let count = house.one(&format!("SELECT count(*) FROM {table} t WHERE t::text ILIKE '%{word}%'")).await;
        if count != "0" {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn everything_goes_at_once_and_no_table_knows_the_address() {
    let house = House::open().await;
    let admin = house.key(Role::Admin).await;
    let terms = json!({ "label_de": "Rat", "label_en": "Council", "desk_codes": ["T1"], "members": ["Kim@Example.org", "@firm.example"] });
    let request = Request::new(Method::POST, "/api/v1/staff/contingents").bearer(&admin).header("Idempotency-Key", "c");
    assert_eq!(house.send(request.json(&terms).unwrap()).await.status, 201);
    let (kim, elsewhere) = (house.guest(KIM).await, house.guest("KIM@example.org").await);
    let client = house.client_of(&kim);
    let wanted = NewBooking {
        email: None,
        name: Some("Kim Ämtermann".into()),
        ..wish(&["A1"], "2026-11-25T09:00", "2026-11-25T10:00")
    };
    let booked = Taken::from(client.book(&wanted, "one").await.unwrap());
    let held =
        NewBooking { email: Some("kim@EXAMPLE.org".into()), ..wish(&["A2"], "2026-11-25T09:00", "2026-11-25T10:00") };
    let held = Taken::from(house.ask(&held).await.json::<Booking>().unwrap());
    let here = NewWalkIn { venue: VENUE.into(), desk_code: "A3".into(), minutes: None, locale: None };
    let sits = Taken::from(client.walk_in(&here, "two").await.unwrap());
    let waits =
        json!({ "venue": VENUE, "from": at("2026-11-26T09:00"), "to": at("2026-11-26T10:00"), "party_size": 2 });
    let join = Request::new(Method::POST, "/api/v1/waiting-list").bearer(&kim.token).json(&waits).unwrap();
    assert_eq!(house.send(join).await.status, 201);
    house.sign_in_code(KIM).await;
    house.ask_code("toni@example.org").await;
    assert!(traces(&house, KIM).await.len() >= 6, "{:?}", traces(&house, KIM).await);

    let answer = house.send(Request::new(Method::DELETE, "/api/v1/me").bearer(&kim.token)).await;
    assert_eq!(answer.status, 204, "{}", String::from_utf8_lossy(&answer.body));
    assert!(header(&answer, "set-cookie").contains("Max-Age=0"));
    assert_eq!(traces(&house, KIM).await, Vec::<String>::new());
    assert_eq!(traces(&house, "Ämtermann").await, Vec::<String>::new());
    let states = house.sql("SELECT DISTINCT state FROM bookings ORDER BY 1").await;
    let states: Vec<_> = states.into_iter().map(|mut row| row.remove(0).unwrap()).collect();
    assert_eq!(states, ["cancelled", "completed"], "the rows stay, for statistics");
    assert_eq!(house.one("SELECT count(*) FROM sign_in_codes").await, "1", "toni's");
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "1", "toni's");
    for guest in [&kim, &elsewhere] {
        problem(&house.get_as(guest, "/api/v1/me").await, ProblemKind::Unauthorized);
        problem(&house.exchange(&guest.cookie).await, ProblemKind::Unauthorized);
    }
    for taken in [&booked, &held, &sits] {
        let path = format!("/api/v1/bookings/{}", taken.booking.id);
        let request = Request::new(Method::GET, path).header("Booking-Secret", taken.secret.as_str());
        problem(&house.send(request).await, ProblemKind::NotFound);
    }
    let left = house.one("SELECT array_to_string(members, ' ') || ' ' || revision FROM contingents").await;
    assert_eq!(left, "@firm.example 2", "the firm stays a member");
    house.booked(&["A1", "A2"], "2026-11-25T09:00", "2026-11-25T10:00").await;
    house.agrees().await;
    let again = house.guest(KIM).await;
    assert_eq!(house.client_of(&again).my_bookings(None).await.unwrap().items, [], "she begins anew");
}

#[tokio::test]
async fn her_desk_goes_to_who_waits_for_it() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let (from, to) = ("2026-11-25T09:00", "2026-11-25T10:00");
    let mut wanted = NewBooking { email: None, ..wish(&[], from, to) };
    (wanted.desk_codes, wanted.party_size, wanted.zone) = (None, Some(1), Some("fokus".to_owned()));
    let had = house.client_of(&kim).book(&wanted, "one").await.unwrap();
    crate::waiting::fill(&house, from, to).await;
    let mut own = crate::waiting::body("kim", from, to);
    own.as_object_mut().unwrap().remove("email");
    let join = Request::new(Method::POST, "/api/v1/waiting-list").bearer(&kim.token).json(&own).unwrap();
    let first: WaitingEntry = house.send(join).await.json().unwrap();
    let second = crate::waiting::waits(&house, &crate::waiting::body("toni", from, to)).await;
    assert_eq!((first.position, second.entry.position), (Some(1), Some(2)), "she would have been first");
    house.client_of(&kim).erase_me().await.unwrap();
    let offer = second.look(&house).await.offer.expect("what she had");
    assert_eq!(offer.desks, had.desks);
    let held = house.one(&format!("SELECT state FROM bookings WHERE id = '{}'", offer.booking_id)).await;
    assert_eq!(held, BookingState::Held.name());
    assert_eq!(
        house.one("SELECT count(*) FROM outbox WHERE recipient = 'toni@example.org'").await,
        "2",
        "joined, offered"
    );
    house.agrees().await;
}

/// Whoever signs in, or books, at the very moment is either erased with the rest or begins anew.
#[tokio::test]
async fn erasing_among_others_ends_in_one_piece() {
    let house = House::open().await;
    let kim = house.guest(KIM).await;
    let other = house.guest(KIM).await;
    let code = house.sign_in_code(KIM).await;
    let wanted = NewBooking { email: None, ..wish(&["A1"], "2026-11-25T09:00", "2026-11-25T10:00") };
    let (erasing, refreshing, signing) =
        (house.client_of(&kim), house.exchange(&other.cookie), house.try_code(KIM, &code));
    let booking = house.client_of(&other);
    let (erased, refreshed, signed, booked) =
        tokio::join!(erasing.erase_me(), refreshing, signing, booking.book(&wanted, "one"));
    erased.unwrap();
    for answer in [&refreshed, &signed] {
        assert!(answer.status.as_u16() < 500, "{}", String::from_utf8_lossy(&answer.body));
    }
    assert!(booked.is_ok() || booked.unwrap_err().kind() == Some(ProblemKind::Unauthorized));
    assert_eq!(house.deadlocks().await, 0);
    house.agrees().await;
}
