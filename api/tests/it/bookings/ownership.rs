//! A booking that is not yours does not exist, and yours need not be read twice.

use client::{Answer, Method, Request};
use serde_json::Value;
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, header, json, problem};

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T12:00";
/// Well-formed, and nobody's.
const STRANGER: &str = "019a0000-0000-7000-8000-000000000000";

async fn ask(house: &House, method: Method, path: &str, secret: Option<&str>) -> Answer {
    let mut request = Request::new(method, path);
    if path.ends_with("/confirm") {
        request = request.body("application/json", r#"{"code":"123456"}"#);
    }
    house.send(if let Some(secret) = secret { request.header("Booking-Secret", secret) } else { request }).await
}

/// The refusal without what differs in every answer.
fn words(answer: &Answer) -> Value {
    problem(answer, ProblemKind::NotFound);
    let mut body = json(answer);
    body["instance"] = Value::Null;
    body
}

#[tokio::test]
async fn not_yours_not_there_and_no_secret_are_the_same_404() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let other = house.hold(&["A2"], FROM, TO).await;
    let known = taken.booking.id.to_string();
    let mut answers = Vec::new();
    for rest in ["", ".ics", "/qr.svg", "/confirm", "/extend-hold", "/cancel", "/check-in", "/check-out"] {
        let method = if ["", ".ics", "/qr.svg"].contains(&rest) { Method::GET } else { Method::POST };
        let (theirs, nobody) =
            (format!("/api/v1/bookings/{known}{rest}"), format!("/api/v1/bookings/{STRANGER}{rest}"));
        let odd = format!("/api/v1/bookings/no-id{rest}");
        let secrets = [None, Some(""), Some("wrong"), Some(other.secret.as_str())];
        for secret in secrets {
            answers.push(words(&ask(&house, method.clone(), &theirs, secret).await));
        }
        answers.push(words(&ask(&house, method.clone(), &nobody, Some(&taken.secret)).await));
        answers.push(words(&ask(&house, method, &odd, Some(&taken.secret)).await));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
    assert_eq!(house.look(&taken).await.revision, 1, "nobody has moved it");
}

#[tokio::test]
async fn a_secret_is_128_bits_and_only_its_hash_is_kept() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    assert!(taken.secret.len() >= 22, "128 bits need 22 letters of base64: {}", taken.secret);
    let rows = house.sql("SELECT b::text FROM bookings b").await;
    assert!(!rows[0][0].as_ref().unwrap().contains(&taken.secret));
    let code = house.code(&taken).await;
    assert!(!rows[0][0].as_ref().unwrap().contains(&code), "nor the code in the clear");
}

async fn read(house: &House, taken: &Taken, tag: Option<&str>) -> Answer {
    let path = format!("/api/v1/bookings/{}", taken.booking.id);
    let request = Request::new(Method::GET, path).header("Booking-Secret", taken.secret.as_str());
    house.send(if let Some(tag) = tag { request.header("If-None-Match", tag) } else { request }).await
}

#[tokio::test]
async fn a_booking_has_a_tag_that_changes_with_it() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let first = read(&house, &taken, None).await;
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with('"'), "strong: {tag}");
    assert!(header(&first, "cache-control").starts_with("private"), "nobody else may keep it");
    let same = read(&house, &taken, Some(&tag)).await;
    assert_eq!((same.status.as_u16(), same.body.len(), header(&same, "etag")), (304, 0, tag.as_str()));
    assert_eq!(read(&house, &taken, Some(&format!("\"x\", {tag}"))).await.status, 304);
    assert_eq!(house.step(&taken, "extend-hold", None).await.status, 200);
    let changed = read(&house, &taken, Some(&tag)).await;
    assert_eq!(changed.status, 200);
    assert_ne!(header(&changed, "etag"), tag);
    house.set(crate::harness::at("2026-11-24T08:25"));
    let later = read(&house, &taken, Some(header(&changed, "etag"))).await;
    assert_eq!(json(&later)["state"], "expired", "time alone changes it too");
}

/// The answer of POST is the same thing as the answer of GET, so it must go by the same tag.
#[tokio::test]
async fn the_tag_of_the_first_answer_is_good_for_the_next_question() {
    let house = House::open().await;
    let answer = house.ask(&crate::harness::wish(&["A1"], FROM, TO)).await;
    let tag = header(&answer, "etag").to_owned();
    let taken = Taken::from(answer.json::<shared::bookings::Booking>().unwrap());
    let read = read(&house, &taken, None).await;
    assert_eq!(header(&read, "etag"), tag);
}
