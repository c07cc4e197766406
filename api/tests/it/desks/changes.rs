//! The stream of changes: what a client hears, and what it is told when it comes back.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde_json::Value;

use crate::harness::{House, LIMIT};

/// A client that listens, by hand: the typed one reads whole answers.
struct Ear(BufReader<TcpStream>);

impl Ear {
    fn open(house: &House, last: Option<&str>) -> Self {
        let host = house.client.base().trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        let path = "/api/v1/venues/neues-rathaus/changes";
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: br\r\n{last}\r\n").unwrap();
        let mut ear = Self(BufReader::new(stream));
        let head: Vec<String> = std::iter::from_fn(|| Some(ear.line())).take_while(|line| !line.is_empty()).collect();
        assert!(head[0].contains("200"), "{head:?}");
        let has = |header: &str| head.iter().any(|line| line.eq_ignore_ascii_case(header));
        assert!(has("content-type: text/event-stream") && has("cache-control: no-store"), "{head:?}");
        assert!(has("access-control-allow-origin: *"), "{head:?}");
        ear.until("retry:");
        ear
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended");
        line.trim_end().to_owned()
    }

    fn until(&mut self, start: &str) -> String {
        loop {
            let line = self.line();
            if let Some(rest) = line.strip_prefix(start) {
                return rest.trim().to_owned();
            }
        }
    }

    /// Id, name and content of the next event.
    fn event(&mut self) -> (String, String, Value) {
        let id = self.until("id:");
        let name = self.until("event:");
        (id, name, serde_json::from_str(&self.until("data:")).unwrap())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_listens_hears_of_every_change_and_whoever_comes_back_of_what_was_missed() {
    let house = House::open().await;
    let mut ear = Ear::open(&house, None);
    let taken = house.hold(&["A1"], "2026-12-01T09:00", "2026-12-01T10:00").await;
    let (id, name, data) = ear.event();
    assert_eq!((id.as_str(), name.as_str()), ("1", "availability"));
    assert_eq!((&data["revision"], &data["dates"]), (&1.into(), &serde_json::json!(["2026-12-01"])));
    assert_eq!(house.step(&taken, "cancel", None).await.status, 200);
    assert_eq!(ear.event().0, "2");
    house.hold(&["A1"], "2026-12-03T09:00", "2026-12-03T10:00").await;
    let mut back = Ear::open(&house, Some("1"));
    let (id, _, data) = back.event();
    assert_eq!((id.as_str(), &data["dates"]), ("3", &serde_json::json!(["2026-12-01", "2026-12-03"])));
    // Another node, or this one before its last start, has told him more than we remember.
    for unknown in ["0", "4711", "nonsense"] {
        let mut lost = Ear::open(&house, Some(unknown));
        let (id, name, data) = lost.event();
        if unknown == "0" {
            assert_eq!((id.as_str(), name.as_str()), ("3", "availability"));
        } else {
            assert_eq!((id.as_str(), name.as_str(), &data["dates"]), ("3", "notice", &Value::Null), "{unknown}");
        }
    }
}
