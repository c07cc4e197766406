//! Nobody but the program writes a line of its log, whatever it is sent.

use client::{Method, Request};
use serde_json::json;

use super::injection::percent;
use super::sockets::{Socket, aside};
use crate::faults::program::{Folder, Program};
use crate::harness::Database;

/// A line of the log begins with when it was written; nothing else does.
fn is_a_line(line: &str) -> bool {
    // Faint, where the log is coloured.
    let line = line.strip_prefix("\u{1b}[2m").unwrap_or(line);
    line.is_empty() || line.get(..20).is_some_and(|stamp| stamp.starts_with("20") && stamp.contains('T'))
}

#[tokio::test]
async fn nobody_writes_a_line_of_the_log() {
    let (folder, database) = (Folder::new("lines"), Database::new().await);
    let program = Program::talkative(&folder.0, database.url());
    let base = program.client.base().to_owned();
    let forged = "2026-11-24T08:00:00Z ERROR api: forged";
    for text in [
        format!("x\r\n{forged}"),
        format!("x\n{forged}"),
        format!("\u{1b}[2J\n{forged}"),
        format!("x\u{2028}{forged}\u{85}"),
    ] {
        let path = format!("/api/v1/bookings/{}", percent(&text));
        for request in [
            Request::new(Method::GET, path.as_str()),
            Request::new(Method::GET, format!("/{}?a={}", percent(&text), percent(&text))),
            Request::new(Method::POST, "/api/v1/bookings")
                .json(&json!({ "venue": text, "email": text, "name": text }))
                .unwrap(),
            Request::new(Method::POST, "/api/v1/auth/codes").json(&json!({ "email": text })).unwrap(),
            Request::new(Method::POST, "/api/v1/oauth/token")
                .body("application/x-www-form-urlencoded", format!("grant_type={}", percent(&text))),
        ] {
            let answer = program.client.send(request).await.unwrap();
            assert!(answer.status.as_u16() < 500);
        }
    }
    aside(move || {
        for text in [
            "GET /\x0b HTTP/1.1\r\n\r\n",
            "\r\nforged\r\n\r\n",
            "GET / HTTP/1.1\r\nX: a\x00b\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: forged\r\n\r\n",
        ] {
            let mut socket = Socket::at(&base);
            socket.send(text);
            socket.finish();
        }
    })
    .await;
    let said = program.last_words();
    assert!(said.contains("answered"), "{said}");
    for line in said.split(['\n', '\r', '\u{2028}', '\u{85}']) {
        assert!(!line.trim_start().starts_with("2026-11-24T08:00:00Z ERROR"), "a forged line: {said}");
        assert!(is_a_line(line), "{line:?} in {said}");
    }
    assert!(!said.contains("\u{1b}[2J"), "{said:?}");
}
