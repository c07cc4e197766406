//! Rule 5: staff set rules aside, with a reason that is kept, but never rule 3.

use client::{Answer, Method, Request};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::bookings::{Booking, BookingState, Override, Rule};
use shared::problem::ProblemKind;
use shared::staff::Role;
use shared::venues::Page;

use crate::harness::{House, Taken, problem, wish};

/// What the front desk sends.
fn order(desks: &[&str], from: &str, to: &str) -> Value {
    json!({ "from": format!("{from}:00+01:00"), "to": format!("{to}:00+01:00"), "desk_codes": desks })
}

fn because(mut order: Value, reason: &str) -> Value {
    order["override_reason"] = json!(reason);
    order
}

async fn ask(house: &House, key: &str, order: &Value) -> Answer {
    house.order(key, Method::POST, "/bookings", order).await
}

async fn overrides(house: &House, key: &str) -> Vec<Override> {
    let request = Request::new(Method::GET, "/api/v1/staff/overrides").bearer(key);
    house.send(request).await.json::<Page<Override>>().unwrap().items
}

#[tokio::test]
async fn rule_5_the_front_desk_books_for_somebody_without_an_address_and_keeps_every_rule() {
    let house = House::open().await;
    let key = house.key(Role::FrontDesk).await;
    let answer = ask(&house, &key, &order(&["A1"], "2026-11-25T10:00", "2026-11-25T12:00")).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let taken = Taken::from(answer.json::<Booking>().unwrap());
    assert_eq!(taken.booking.state, BookingState::Confirmed);
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "0", "nobody to write to");
    // The printed code is the visitor's: she can call it off herself.
    assert_eq!(house.step(&taken, "cancel", None).await.status, 200);
    // With an address she is told at once, with an entry for her calendar.
    let mut mailed = order(&["A1"], "2026-11-25T10:00", "2026-11-25T12:00");
    mailed["email"] = json!("ada@example.org");
    assert_eq!(ask(&house, &key, &mailed).await.status, 201);
    let told = "SELECT calendar_method FROM outbox WHERE recipient = 'ada@example.org'";
    assert_eq!(house.one(told).await, "REQUEST");
    for (desks, from, to, rule) in [
        (vec!["A2"], "2026-11-25T10:00", "2026-11-25T10:15", Rule::TooShort),
        (vec!["A9"], "2026-11-25T08:00", "2026-11-25T19:00", Rule::TooLong),
        (vec!["A2"], "2026-11-25T04:00", "2026-11-25T06:00", Rule::OutsideOpeningHours),
        (vec!["A2"], "2026-12-25T10:00", "2026-12-25T12:00", Rule::Closed),
        (vec!["A2"], "2027-02-03T10:00", "2027-02-03T12:00", Rule::BeyondHorizon),
        (vec!["H1"], "2026-11-25T10:00", "2026-11-25T12:00", Rule::WalkInOnly),
        (
            vec!["A2", "A3", "A4", "A5", "A6", "A7", "A8", "S1", "S2"],
            "2026-11-25T13:00",
            "2026-11-25T15:00",
            Rule::PartyTooLarge,
        ),
    ] {
        let wanted = order(&desks, from, to);
        let refused = problem(&ask(&house, &key, &wanted).await, ProblemKind::RuleViolated);
        assert_eq!(refused.rule, Some(rule), "{wanted}");
        let answer = ask(&house, &key, &because(wanted.clone(), "Tag der offenen Tür")).await;
        assert_eq!(answer.status, 201, "{wanted}: {}", String::from_utf8_lossy(&answer.body));
        let id = answer.json::<Booking>().unwrap().id;
        let kept = overrides(&house, &key).await.into_iter().find(|kept| kept.booking_id == id).unwrap();
        assert!(kept.rules.contains(&rule), "{kept:?}");
        assert_eq!((kept.by.as_str(), kept.reason.as_str()), ("Robin Amt", "Tag der offenen Tür"));
    }
    house.agrees().await;
}

#[tokio::test]
async fn rule_5_a_reason_lifts_the_quota_of_one_person_and_only_for_staff() {
    let house = House::open().await;
    let key = house.key(Role::HallManager).await;
    for desk in ["A1", "A2", "A3"] {
        house.booked(&[desk], "2026-11-25T10:00", "2026-11-25T12:00").await;
    }
    let email = wish(&["A1"], "2026-11-25T10:00", "2026-11-25T12:00").email.unwrap();
    house.sql(&format!("UPDATE bookings SET email = '{email}'")).await;
    let mut fourth = order(&["A4"], "2026-11-25T10:00", "2026-11-25T12:00");
    fourth["email"] = json!(email);
    let refused = problem(&ask(&house, &key, &fourth).await, ProblemKind::RuleViolated);
    assert_eq!(refused.rule, Some(Rule::QuotaBookings));
    assert_eq!(ask(&house, &key, &because(fourth, "Umzug der Bibliothek")).await.status, 201);
    assert_eq!(overrides(&house, &key).await[0].rules, [Rule::QuotaBookings]);
    // A reason where no rule stands in the way is no override.
    let plain = because(order(&["A5"], "2026-11-25T10:00", "2026-11-25T12:00"), "Einfach so");
    assert_eq!(ask(&house, &key, &plain).await.status, 201);
    assert_eq!(overrides(&house, &key).await.len(), 1);
    let editor = house.key(Role::Editor).await;
    problem(&ask(&house, &editor, &plain).await, ProblemKind::Forbidden);
    let visitor = json!({ "override_reason": "Bitte", "venue": "neues-rathaus", "desk_codes": ["A6"], "email": email,
        "from": "2026-11-25T10:00:00+01:00", "to": "2026-11-25T12:00:00+01:00" });
    let request = Request::new(Method::POST, "/api/v1/bookings").json(&visitor).unwrap();
    problem(&house.send(request).await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn no_reason_lifts_what_cannot_be_rule_3_first_of_all() {
    let house = House::open().await;
    let key = house.key(Role::Admin).await;
    house.booked(&["A1"], "2026-11-25T10:00", "2026-11-25T12:00").await;
    let rival = because(order(&["A1"], "2026-11-25T11:00", "2026-11-25T13:00"), "Der Bürgermeister kommt");
    let refused = problem(&ask(&house, &key, &rival).await, ProblemKind::DeskTaken);
    assert!(refused.alternatives.is_some_and(|others| !others.is_empty()));
    for (desk, from, to, rule) in [
        ("A2", "2026-11-25T10:05", "2026-11-25T12:00", Rule::OffGrid),
        ("A2", "2026-11-25T12:00", "2026-11-25T10:00", Rule::TooShort),
        ("A2", "2026-11-23T10:00", "2026-11-23T12:00", Rule::InThePast),
        ("A2", "2026-11-25T10:00", "2026-11-26T10:15", Rule::TooLong),
        ("A2", "2027-12-01T10:00", "2027-12-01T12:00", Rule::BeyondHorizon),
        ("Z9", "2026-11-25T10:00", "2026-11-25T12:00", Rule::UnknownDesk),
    ] {
        let refused = ask(&house, &key, &because(order(&[desk], from, to), "Geht nicht")).await;
        assert_eq!(problem(&refused, ProblemKind::RuleViolated).rule, Some(rule), "{desk} {from}");
    }
    for reason in ["", "  ", "zwei\nZeilen", &"x".repeat(501)] {
        let order = because(order(&["A2"], "2026-11-25T10:00", "2026-11-25T12:00"), reason);
        let refused = problem(&ask(&house, &key, &order).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, "/override_reason");
    }
    // Six of them at once with the best of reasons: one desk, one booking.
    let order = because(order(&["A3"], "2026-11-25T05:00", "2026-11-25T06:00"), "Frühschicht");
    let answers = join_all((0..6).map(|_| ask(&house, &key, &order))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert_eq!(overrides(&house, &key).await.len(), 1);
    house.agrees().await;
}

#[tokio::test]
async fn the_same_key_is_one_booking_and_one_override_and_the_list_has_pages() {
    let house = House::open().await;
    let key = house.key(Role::FrontDesk).await;
    let send = async |desk: &str, idempotency: &str| {
        let order = because(order(&[desk], "2026-11-25T05:00", "2026-11-25T06:00"), "Frühschicht");
        let request = Request::new(Method::POST, "/api/v1/staff/bookings").bearer(&key);
        house.send(request.header("Idempotency-Key", idempotency).json(&order).unwrap()).await
    };
    let (first, again) = (send("A1", "a").await, send("A1", "a").await);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(first.json::<Booking>().unwrap(), again.json::<Booking>().unwrap());
    assert_eq!(send("A2", "b").await.status, 201);
    let newest = house.send(Request::new(Method::GET, "/api/v1/staff/overrides?limit=1").bearer(&key)).await;
    let link = newest.header("link").unwrap().to_owned();
    let page: Page<Override> = newest.json().unwrap();
    let next = format!("/api/v1/staff/overrides?limit=1&cursor={}", page.next.unwrap());
    assert!(link.contains(&next), "{link}");
    let older: Page<Override> = house.send(Request::new(Method::GET, next).bearer(&key)).await.json().unwrap();
    assert_eq!((page.items.len(), older.items.len(), older.next), (1, 1, None));
    assert_ne!(page.items[0].id, older.items[0].id);
    let wrong = Request::new(Method::GET, "/api/v1/staff/overrides?cursor=78").bearer(&key);
    problem(&house.send(wrong).await, ProblemKind::InvalidRequest);
}
