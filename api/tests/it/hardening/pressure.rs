//! Too much, too slow, too many: nobody keeps others from being served.

use std::io::Write as _;

use client::Request;

use super::sockets::{Socket, aside};
use crate::harness::{House, Plan, json, problem, refused, wish};
use shared::problem::ProblemKind;

/// A house that waits for nobody for long.
async fn hasty() -> House {
    House::with(Plan { settings: vec!["--request-timeout-ms".into(), "1500".into()], ..Plan::default() }).await
}

const HEAD: &str = "POST /api/v1/bookings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

#[tokio::test]
async fn who_never_finishes_a_head_is_hung_up_on() {
    let house = hasty().await;
    for begun in ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n"] {
        let mut socket = Socket::to(&house);
        socket.send(begun);
        let heard = aside(move || socket.rest()).await;
        assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 408"), "{heard}");
    }
    assert_eq!(house.get("/api/v1/venues").await.status, 200);
}

#[tokio::test]
async fn who_never_finishes_a_body_is_told_and_hung_up_on() {
    let house = hasty().await;
    let bodies =
        [("Content-Length: 100\r\n\r\n", "{\"venue\""), ("Transfer-Encoding: chunked\r\n\r\n", "8\r\n{\"venue\"\r\n")];
    for (length, begun) in bodies {
        let mut socket = Socket::to(&house);
        socket.send(format!("{HEAD}{length}{begun}"));
        let heard = aside(move || socket.rest()).await;
        assert!(heard.starts_with("HTTP/1.1 408 "), "{heard}");
        assert!(heard.contains("request-timeout") && heard.contains("application/problem+json"), "{heard}");
    }
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "0");
}

#[tokio::test]
async fn who_drips_a_body_has_one_deadline_for_all_of_it() {
    let house = hasty().await;
    let mut socket = Socket::to(&house);
    socket.send(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n"));
    // As fast as it goes, and without an end: small enough never to be too large before the time is over.
    let heard = aside(move || {
        while socket.send("1\r\n \r\n") {
            std::thread::yield_now();
        }
        socket.rest()
    })
    .await;
    assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 408 ") || heard.starts_with("HTTP/1.1 413 "), "{heard}");
    assert_eq!(house.get("/api/v1/venues").await.status, 200);
}

#[tokio::test]
async fn an_endless_body_that_nobody_reads_ends_with_the_connection() {
    let house = hasty().await;
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    for line in ["POST /api/v1/nothing", "GET /api/v1/venues", "POST /api/v1/oauth/token", "DELETE /"] {
        let mut socket = Socket::to(&house);
        socket.send(format!("{line} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
        let chunk = chunk.clone();
        let sent = aside(move || (0..1_000_000).take_while(|_| socket.send(&chunk)).count()).await;
        // 4 GB, if it were read to the end.
        assert!(sent < 1_000_000, "{line}");
    }
    assert_eq!(house.get("/api/v1/venues").await.status, 200);
}

#[tokio::test]
async fn a_body_that_unfolds_is_not_unfolded() {
    let house = House::open().await;
    let body = serde_json::to_vec(&wish(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00")).unwrap();
    for coding in ["gzip", "br", "deflate", "zstd", "identity, gzip", "x"] {
        for path in ["/api/v1/bookings", "/api/v1/oauth/token", "/api/v1/venues"] {
            let request = Request::new(client::Method::POST, path).body("application/json", body.clone());
            let answer = house.send(request.header("Content-Encoding", coding)).await;
            problem(&answer, ProblemKind::UnsupportedMediaType);
            assert_eq!(answer.header("accept-encoding"), Some("identity"), "{coding}");
        }
    }
    let plain = Request::new(client::Method::POST, "/api/v1/bookings").body("application/json", body);
    assert_eq!(house.send(plain.header("Content-Encoding", "identity")).await.status, 201);
}

#[tokio::test]
async fn a_form_has_a_largest_size_too() {
    let house = House::open().await;
    let form = format!("grant_type={}", "x".repeat(70_000));
    let request = Request::new(client::Method::POST, "/api/v1/oauth/token");
    let answer = house.send(request.body("application/x-www-form-urlencoded", form)).await;
    problem(&answer, ProblemKind::PayloadTooLarge);
}

#[tokio::test]
async fn a_flood_of_headers_is_refused_before_it_is_read_to_the_end() {
    let house = House::open().await;
    let many = (0..5000).map(|number| format!("X-{number}: y\r\n")).collect::<Vec<_>>().concat();
    let long = format!("X: {}\r\n", "y".repeat(400_000));
    let path = format!("GET /{} HTTP/1.1\r\nHost: x\r\n", "a".repeat(400_000));
    for flood in [format!("GET / HTTP/1.1\r\n{many}"), format!("GET / HTTP/1.1\r\n{long}"), path] {
        let mut socket = Socket::to(&house);
        let heard = aside(move || {
            socket.send(flood);
            socket.send("\r\n");
            socket.finish()
        })
        .await;
        assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 4"), "{heard}");
    }
    assert_eq!(house.get("/api/v1/venues").await.status, 200);
}

#[tokio::test]
async fn two_thousand_who_say_nothing_keep_nobody_from_being_served() {
    let house = House::open().await;
    let mut idle = Vec::new();
    for number in 0..2000 {
        let mut socket = Socket::to(&house);
        if number % 2 == 0 {
            socket.send("GET /api/v1/venues HTTP/1.1\r\nHost: x\r\n");
        }
        idle.push(socket);
    }
    for desk in ["A1", "A2", "A3"] {
        house.booked(&[desk], "2026-11-25T11:00", "2026-11-25T12:00").await;
    }
    // And whoever was slow is served after all.
    let mut last = idle.swap_remove(0);
    last.send("\r\n");
    let head = aside(move || last.head()).await;
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
}

#[tokio::test]
async fn many_requests_in_one_breath_are_answered_in_their_order() {
    let house = House::open().await;
    let mut breath = Vec::new();
    for number in 0..100 {
        let close = if number == 99 { "Connection: close\r\n" } else { "" };
        write!(breath, "GET /api/v1/nothing/{number} HTTP/1.1\r\nHost: x\r\n{close}\r\n").unwrap();
    }
    let mut socket = Socket::to(&house);
    let heard = aside(move || {
        socket.send(breath);
        socket.rest()
    })
    .await;
    assert_eq!(super::sockets::answers(&heard), 100);
}

#[tokio::test]
async fn huge_and_deep_and_double_values_are_refused_in_few_words() {
    let house = House::open().await;
    let deep = format!("{{\"venue\":{}{}}}", "[".repeat(15_000), "]".repeat(15_000));
    let keys: String = (0..5_000).fold(String::new(), |all, number| format!("{all}\"k{number}\":1,"));
    for body in [
        deep,
        format!("{{{keys}\"z\":1}}"),
        format!("{{\"party_size\":{}}}", "9".repeat(20_000)),
        "{\"party_size\":1e999999}".to_owned(),
        "{\"party_size\":-0}".to_owned(),
        "{\"venue\":\"a\",\"venue\":\"b\"}".to_owned(),
        format!("{{\"venue\":\"{}\"}}", "x".repeat(60_000)),
        format!("{{\"{}\":1}}", "x".repeat(60_000)),
    ] {
        let shown: String = body.chars().take(60).collect();
        let request = Request::new(client::Method::POST, "/api/v1/bookings").body("application/json", body);
        let answer = house.send(request).await;
        let said = refused(&answer);
        assert!([400, 422].contains(&said.status), "{shown}: {said:?}");
        assert!(answer.body.len() < 2_000, "{shown}: an answer of {} bytes", answer.body.len());
        assert!(json(&answer).is_object());
    }
}
