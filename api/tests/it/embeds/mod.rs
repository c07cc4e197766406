//! What other web sites show of us: pictures, frames, and the data that elements poll.

mod book;
mod files;
mod frames;
mod now;
mod oembed;
mod offers;
mod pictures;
mod views;

use client::{Answer, Method, Request};
use serde_json::Value;
use shared::desks::DeskState;

use crate::desks::look;
use crate::harness::{House, header, json};

/// Where the venue's embeds are.
const HERE: &str = "/embed/v1/neues-rathaus";

/// What holds for every answer that shows something.
fn shown(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 200, "{what}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(header(answer, "access-control-allow-origin"), "*", "{what}");
    assert_eq!(header(answer, "cross-origin-resource-policy"), "cross-origin", "{what}");
    assert!(header(answer, "etag").starts_with("W/\""), "{what}");
    assert!(header(answer, "cache-control").starts_with("public, max-age="), "{what}");
    assert_eq!(answer.header("set-cookie"), None, "{what}");
    assert_eq!(answer.header("x-frame-options"), None, "{what}");
    assert_eq!(header(answer, "x-content-type-options"), "nosniff", "{what}");
}

/// Asks with a tag.
async fn again(house: &House, path: &str, tag: &str) -> Answer {
    house.send(Request::new(Method::GET, path).header("If-None-Match", tag)).await
}

/// What widgets are told now.
async fn told(house: &House, lang: &str) -> Value {
    let answer = house.get(&format!("{HERE}/now.json?lang={lang}")).await;
    shown(&answer, "now.json");
    json(&answer)
}

/// Somebody on every desk, from the running slot until noon.
pub(crate) async fn fill(house: &House) {
    let found = look(house, "2026-11-24T08:00", "2026-11-24T12:00").await;
    let of = |state| found.desks.iter().filter(move |desk| desk.state == state).map(|desk| desk.code.as_str());
    let free: Vec<&str> = of(DeskState::Free).collect();
    for codes in free.chunks(8) {
        house.booked(codes, "2026-11-24T08:00", "2026-11-24T12:00").await;
    }
    for code in of(DeskState::WalkIn) {
        assert_eq!(house.sit_down(code, None).await.status, 201, "{code}");
    }
}
