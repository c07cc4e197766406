//! Bodies that are none, or not what they should be.

use std::io::{Read, Write};
use std::net::TcpStream;

use client::Request;
use serde_json::{Value, json};
use shared::problem::ProblemKind;

use super::{Operation, operations};
use crate::harness::{House, problem, refused, wish};

const JSON: &str = "application/json";

async fn with_bodies(house: &House) -> Vec<Operation> {
    let found: Vec<_> = operations(house).await.into_iter().filter(|operation| operation.body.is_some()).collect();
    assert!(found.len() >= 2, "{found:?}");
    found
}

fn send(operation: &Operation, kind: &str, body: impl Into<Vec<u8>>) -> Request {
    operation.with_key(Request::new(operation.method.clone(), operation.address())).body(kind, body)
}

#[tokio::test]
async fn only_json_is_read() {
    let house = House::open().await;
    for operation in with_bodies(&house).await {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json", "", "*/*"] {
            problem(&house.send(send(&operation, kind, "{}")).await, ProblemKind::UnsupportedMediaType);
        }
        let none = operation.with_key(Request::new(operation.method.clone(), operation.address()));
        problem(&house.send(none).await, ProblemKind::UnsupportedMediaType);
        let charset = house.send(send(&operation, "Application/JSON; charset=utf-8", "{")).await;
        problem(&charset, ProblemKind::BadRequest);
    }
}

#[tokio::test]
async fn what_is_not_json_is_a_bad_request() {
    let house = House::open().await;
    let deep = "[".repeat(20_000);
    let objects = "{\"a\":".repeat(9_000);
    let texts: [&[u8]; 11] = [
        b"",
        b" ",
        b"{",
        b"{}}",
        b"{\"email\":}",
        b"\xff\xfe{}",
        b"{\"email\":\"\xc3\x28\"}",
        b"{\"email\":\"\\ud800\"}",
        b"{'email':'x'}",
        deep.as_bytes(),
        objects.as_bytes(),
    ];
    for operation in with_bodies(&house).await {
        for text in texts {
            let shown = String::from_utf8_lossy(&text[..text.len().min(40)]).into_owned();
            let refusal = refused(&house.send(send(&operation, JSON, text)).await);
            assert!([400, 422].contains(&refusal.status), "{shown}: {refusal:?}");
        }
        problem(&house.send(send(&operation, JSON, "{")).await, ProblemKind::BadRequest);
    }
}

#[tokio::test]
async fn a_body_above_64_kib_is_too_large_announced_or_not() {
    let house = House::open().await;
    for operation in with_bodies(&house).await {
        let huge = format!("{{\"email\":\"{}\"}}", "x".repeat(65 * 1024));
        problem(&house.send(send(&operation, JSON, huge)).await, ProblemKind::PayloadTooLarge);
        // Elsewhere: connections that were opened on this runtime must go on while it waits.
        let base = house.client.base().to_owned();
        let answer = tokio::task::spawn_blocking(move || chunked(&base, &operation)).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
        assert!(answer.contains("content-type: application/problem+json"), "{answer}");
    }
}

/// Sends a body in chunks, without telling its length before.
fn chunked(base: &str, operation: &Operation) -> String {
    let mut stream = TcpStream::connect(base.trim_start_matches("http://")).unwrap();
    let (method, path) = (&operation.method, operation.address());
    let key = operation.key.as_ref().map(|key| format!("Authorization: Bearer {key}\r\n")).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: rathaus.test\r\n{key}Content-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    .unwrap();
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    for _ in 0..17 {
        if stream.write_all(chunk.as_bytes()).is_err() {
            break;
        }
    }
    let mut answer = [0; 2048];
    let read = stream.read(&mut answer).unwrap();
    String::from_utf8_lossy(&answer[..read]).to_lowercase().replacen("http", "HTTP", 1)
}

#[tokio::test]
async fn fields_that_nobody_knows_are_named() {
    let house = House::open().await;
    for operation in with_bodies(&house).await {
        let refusal =
            problem(&house.send(send(&operation, JSON, r#"{"frobnicate":1}"#)).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, "/frobnicate", "{operation:?}");
    }
}

/// Every property of every body, with a value of each wrong kind. `null` is right where a property may be left out.
#[tokio::test]
async fn values_of_the_wrong_kind_are_named() {
    let house = House::open().await;
    let values = [json!(true), json!({"a": 1}), json!([[1]]), json!(1.5e300), json!("\u{0}"), json!("x".repeat(3000))];
    let mut tried = 0;
    for operation in with_bodies(&house).await {
        for property in operation.body.as_ref().unwrap() {
            for value in &values {
                let mut body = serde_json::to_value(wish(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00")).unwrap();
                if !operation.path.ends_with("/bookings") {
                    body = json!({});
                }
                body[property] = value.clone();
                let answer = house.send(send(&operation, JSON, body.to_string())).await;
                let refusal = refused(&answer);
                assert!(refusal.status == 422 || refusal.status == 404, "{property} = {value}: {refusal:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 50, "{tried}");
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "0", "none of them has booked anything");
}

#[tokio::test]
async fn tops_that_are_no_object_are_refused() {
    let house = House::open().await;
    for operation in with_bodies(&house).await {
        for top in ["null", "[]", "7", "\"text\"", "true", "[{}]"] {
            problem(&house.send(send(&operation, JSON, top)).await, ProblemKind::InvalidRequest);
        }
    }
}

#[tokio::test]
async fn a_wish_with_impossible_values_books_nothing() {
    let house = House::open().await;
    let whole = serde_json::to_value(wish(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00")).unwrap();
    let changes: [(&str, Value); 28] = [
        ("from", json!("2026-02-30T09:00:00+01:00")),
        ("from", json!("2026-11-24T25:00:00+01:00")),
        ("from", json!("2026-11-24T09:00:00")),
        ("from", json!("2026-11-24")),
        ("from", json!("2026-11-24T09:07:00+01:00")),
        ("from", json!("2026-11-24T08:59:60+01:00")),
        ("from", json!("-262143-01-01T00:00:00Z")),
        ("to", json!("+262142-12-31T23:45:00Z")),
        ("to", json!("9999-12-31T23:45:00Z")),
        ("to", json!("1970-01-01T00:00:00Z")),
        ("venue", json!("")),
        ("venue", json!("atlantis")),
        ("email", json!("")),
        ("email", json!("nobody")),
        ("email", json!("kim@example.org\r\nBcc: all@example.org")),
        ("email", json!(" kim@example.org")),
        ("email", json!(format!("{}@example.org", "k".repeat(250)))),
        ("name", json!("k".repeat(101))),
        ("name", json!("Kim\nÄmtermann")),
        ("locale", json!("fr")),
        ("desk_codes", json!([])),
        ("desk_codes", json!(["A1", "A1"])),
        ("desk_codes", json!(["a1"])),
        ("desk_codes", json!(["A1", ""])),
        ("party_size", json!(2)),
        ("party_size", json!(-1)),
        ("zone", json!("fokus")),
        ("features", json!(["power"])),
    ];
    for (field, value) in changes {
        let mut body = whole.clone();
        body[field] = value.clone();
        let request = Request::new(client::Method::POST, "/api/v1/bookings").json(&body).unwrap();
        let refusal = refused(&house.send(request).await);
        assert_eq!(refusal.status, 422, "{field} = {value}: {refusal:?}");
    }
    for field in ["venue", "from", "to", "desk_codes", "email"] {
        let mut body = whole.clone();
        body.as_object_mut().unwrap().remove(field);
        let request = Request::new(client::Method::POST, "/api/v1/bookings").json(&body).unwrap();
        let refusal = problem(&house.send(request).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, format!("/{field}"));
    }
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "0");
}
