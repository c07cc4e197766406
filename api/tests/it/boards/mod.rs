//! Screens in the hall: what staff have them show, what they are told, and what they load.

mod emergency;
mod files;
mod managing;
mod screen;

use client::{Answer, Method, Request};
use serde_json::{Value, json};

use crate::harness::{House, header, json as body_of};

/// The data of the demo's board.
const DATA: &str = "/board/eingang/data.json";

/// A board that can be set up.
fn terms() -> Value {
    json!({
        "slug": "kuppelhalle", "name": "In der Kuppelhalle", "orientation": "portrait",
        "playlist": [{ "kind": "hall", "seconds": 30 }, { "kind": "events", "seconds": 20, "weekdays": [1, 2], "to": 1080 }],
    })
}

/// What a screen is told now.
async fn told(house: &House, path: &str) -> Value {
    let answer = house.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    assert!(header(&answer, "etag").starts_with("W/\"") && answer.header("set-cookie").is_none(), "{path}");
    body_of(&answer)
}

/// The panel of a kind, as HTML.
fn panel(told: &Value, kind: &str) -> String {
    let panels = told["panels"].as_array().unwrap();
    let found = panels.iter().find(|panel| panel["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {told}"));
    found["html"].as_str().unwrap().to_owned()
}

/// Asks with a tag.
async fn again(house: &House, path: &str, tag: &str) -> Answer {
    house.send(Request::new(Method::GET, path).header("If-None-Match", tag)).await
}
