//! Rule 6: desks kept for a group until a day before.

use std::sync::Arc;

use client::{Method, Request};
use serde_json::{Value, json};
use shared::bookings::{Booking, BookingState, NewBooking, Rule};
use shared::contingents::Contingent;
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{House, Plan, at, header, json, problem, wish};

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
    NewBooking { email: Some(email.to_owned()), ..wish }
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

/// What a group may have, as staff write it down.
fn terms() -> Value {
    json!({ "label_de": "Fraktionen", "label_en": "Council groups", "desk_codes": ["A2", "A1", "A2"],
        "weekdays": [5, 1, 2, 3, 4], "release_hours": 12, "members": ["@council.example", "kim@example.org"] })
}

#[tokio::test]
async fn rule_6_staff_keep_desks_for_a_group_on_other_terms_and_no_longer() {
    let house = House::open().await;
    let key = house.key(Role::HallManager).await;
    let stands = house.booked(&["A1"], "2026-11-26T09:00", "2026-11-26T10:00").await;
    let add = || {
        let request = Request::new(Method::POST, "/api/v1/staff/contingents").bearer(&key);
        house.send(request.header("Idempotency-Key", "groups").json(&terms()).unwrap())
    };
    let (first, again) = (add().await, add().await);
    assert_eq!(first.status, 201, "{}", String::from_utf8_lossy(&first.body));
    assert_eq!((&again.body, header(&again, "idempotency-replayed")), (&first.body, "true"));
    let kept: Contingent = first.json().unwrap();
    assert_eq!((kept.desk_codes.join(","), &kept.weekdays[..]), ("A1,A2".to_owned(), &[1, 2, 3, 4, 5][..]));
    assert_eq!(state(&house, "2026-11-26T10:00", "2026-11-26T11:00").await, ("contingent".into(), 2.into()));
    assert_eq!(house.state(&stands).await, BookingState::Confirmed, "what stands is left alone");
    let ten = wish(&["A1"], "2026-11-26T10:00", "2026-11-26T11:00");
    let refused = problem(&house.ask(&ten).await, ProblemKind::RuleViolated);
    assert_eq!((refused.rule, refused.limit), (Some(Rule::Contingent), Some(12)));
    let path = format!("/api/v1/staff/contingents/{}", kept.id);
    let change = async |tag: Option<&str>, body: &Value| {
        let request = Request::new(Method::PUT, path.as_str()).bearer(&key);
        let request = if let Some(tag) = tag { request.header("If-Match", tag) } else { request };
        house.send(request.json(body).unwrap()).await
    };
    let mut other = terms();
    other["desk_codes"] = json!(["A2"]);
    problem(&change(None, &other).await, ProblemKind::PreconditionRequired);
    assert_eq!(header(&change(Some("\"1\""), &other).await, "etag"), "\"2\"");
    problem(&change(Some("\"1\""), &other).await, ProblemKind::PreconditionFailed);
    assert_eq!(state(&house, "2026-11-26T10:00", "2026-11-26T11:00").await, ("free".into(), 1.into()));
    assert_eq!(house.ask(&ten).await.status, 201);
    let known = Request::new(Method::GET, path.as_str()).bearer(&key).header("If-None-Match", "\"2\"");
    assert_eq!(house.send(known).await.status, 304);
    let remove = async |tag: &str| {
        house.send(Request::new(Method::DELETE, path.as_str()).bearer(&key).header("If-Match", tag)).await
    };
    problem(&remove("\"1\"").await, ProblemKind::PreconditionFailed);
    assert_eq!(remove("\"2\"").await.status, 204);
    problem(&remove("\"2\"").await, ProblemKind::NotFound);
    let list = json(&house.send(Request::new(Method::GET, "/api/v1/staff/contingents").bearer(&key)).await);
    assert_eq!(list["items"], json!([]));
    assert_eq!(house.one("SELECT count(*) FROM contingent_desks").await, "0");
    house.hold(&["A2"], "2026-11-26T10:00", "2026-11-26T11:00").await;
    house.agrees().await;
}

#[tokio::test]
async fn rule_6_a_node_that_has_heard_nothing_yet_refuses_by_the_new_terms() {
    let house = House::open().await;
    let deaf = House::on(Arc::clone(&house.database), Plan { seed: 2, ..Default::default() }).await;
    let key = house.key(Role::Admin).await;
    assert_eq!(house.order(&key, Method::POST, "/contingents", &terms()).await.status, 201);
    let refused = deaf.ask(&wish(&["A1"], "2026-11-26T10:00", "2026-11-26T11:00")).await;
    assert_eq!(problem(&refused, ProblemKind::RuleViolated).rule, Some(Rule::Contingent));
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "0");
}

#[tokio::test]
async fn rule_6_terms_that_make_no_sense_are_refused_by_their_place_and_others_may_not_set_them() {
    let house = House::open().await;
    let key = house.key(Role::HallManager).await;
    for (field, value, pointer) in [
        ("label_de", json!(" "), "/label_de"),
        ("label_en", json!("x".repeat(121)), "/label_en"),
        ("desk_codes", json!([]), "/desk_codes"),
        ("desk_codes", json!(["A1", "Z9"]), "/desk_codes/1"),
        ("weekdays", json!([]), "/weekdays"),
        ("weekdays", json!([8]), "/weekdays"),
        ("to", json!("2026-11-01"), "/to"),
        ("release_hours", json!(745), "/release_hours"),
        ("release_hours", json!(-1), "/release_hours"),
        ("members", json!(["@council.example", "council.example"]), "/members/1"),
        ("member", json!([]), "/member"),
    ] {
        let mut body = terms();
        body["from"] = json!("2026-11-01");
        body[field] = value;
        let refused =
            problem(&house.order(&key, Method::POST, "/contingents", &body).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, pointer);
    }
    for role in [Role::FrontDesk, Role::Editor] {
        let key = house.key(role).await;
        problem(&house.order(&key, Method::POST, "/contingents", &terms()).await, ProblemKind::Forbidden);
    }
    let nobody = Request::new(Method::GET, "/api/v1/staff/contingents");
    problem(&house.send(nobody).await, ProblemKind::Unauthorized);
    let unknown = Request::new(Method::GET, "/api/v1/staff/contingents/nothing").bearer(&key);
    problem(&house.send(unknown).await, ProblemKind::NotFound);
    assert_eq!(house.one("SELECT count(*) FROM contingents").await, "0");
}

#[tokio::test]
async fn rule_6_whoever_is_invited_is_told_and_belongs_to_the_group() {
    let house = house().await;
    let key = house.key(Role::HallManager).await;
    let path = "/contingents/019ab000-0000-7000-8000-000000000001/invitations";
    let invite =
        async |email: &str| house.order(&key, Method::POST, path, &json!({ "email": email, "locale": "en" })).await;
    let later = by("mia@example.org", wish(&["A1"], "2026-11-26T09:00", "2026-11-26T10:00"));
    problem(&house.ask(&later).await, ProblemKind::RuleViolated);
    let answer = invite("Mia@example.org").await;
    assert_eq!((answer.status.as_u16(), json(&answer)["members"].as_array().unwrap().len()), (200, 3));
    let mail = house.one("SELECT body_text FROM outbox WHERE recipient = 'Mia@example.org'").await;
    assert!(mail.contains("“Council groups”") && mail.contains("A1, A2"), "{mail}");
    assert_eq!(house.ask(&later).await.status, 201);
    assert_eq!(json(&invite("mia@example.org").await)["members"].as_array().unwrap().len(), 3, "once");
    for wrong in ["", "mia", "@example.org"] {
        problem(&invite(wrong).await, ProblemKind::InvalidRequest);
    }
}
