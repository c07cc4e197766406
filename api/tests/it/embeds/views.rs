//! How often embeds were shown, and nothing about who looked.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::HERE;
use crate::harness::{House, at, json as body, problem};

/// Shows something on a page.
async fn show(house: &House, path: &str, header: &'static str, page: &str) {
    let answer = house.send(Request::new(Method::GET, path).header(header, page)).await;
    assert!([200, 304].contains(&answer.status.as_u16()), "{path}");
}

async fn views(house: &House, key: &str, query: &str) -> Value {
    let path = format!("/api/v1/staff/embeds/views?{query}");
    body(&house.send(Request::new(Method::GET, path).bearer(key)).await)["items"].clone()
}

#[tokio::test]
async fn views_are_counted_by_day_host_and_kind_and_written_once_a_minute() {
    let house = House::open().await;
    let key = house.key(Role::Admin).await;
    let badge = format!("{HERE}/badge.svg");
    show(&house, &badge, "Referer", "https://Www.Hannover.de:443/rathaus?name=kim").await;
    show(&house, &badge, "Referer", "https://www.hannover.de/").await;
    house.get(&badge).await;
    show(&house, &format!("{HERE}/availability"), "Referer", "https://a.example/").await;
    show(&house, &format!("{HERE}/now.json"), "Origin", "https://a.example").await;
    show(&house, "/embed/v1/offers", "Referer", "https://a.example/").await;
    // Refused, polled, or loaded by a frame of ours: nobody has seen anything new.
    house.send(Request::new(Method::GET, format!("{badge}?x=1")).header("Referer", "https://b.example/")).await;
    show(&house, &format!("{HERE}/now.json"), "If-None-Match", "W/\"x\"").await;
    show(&house, &format!("{HERE}/plan.svg"), "Sec-Fetch-Site", "same-origin").await;
    assert_eq!(views(&house, &key, "").await, json!([]), "nothing is written for a request");
    house.pass(at("2026-11-24T08:06")).await;
    let expected = json!([
        { "day": "2026-11-24", "host": "", "kind": "badge", "views": 1 },
        { "day": "2026-11-24", "host": "a.example", "kind": "element", "views": 1 },
        { "day": "2026-11-24", "host": "a.example", "kind": "frame", "views": 1 },
        { "day": "2026-11-24", "host": "a.example", "kind": "offers", "views": 1 },
        { "day": "2026-11-24", "host": "www.hannover.de", "kind": "badge", "views": 2 },
    ]);
    assert_eq!(views(&house, &key, "").await, expected);
    show(&house, &badge, "Referer", "https://www.hannover.de/").await;
    house.pass(at("2026-11-24T08:07")).await;
    assert_eq!(views(&house, &key, "").await[4]["views"], 3, "added to what is there");
    assert_eq!(views(&house, &key, "to=2026-11-23").await, json!([]));
}

#[tokio::test]
async fn numbers_go_after_400_days_and_wrong_days_are_refused() {
    let house = House::open().await;
    let key = house.key(Role::Admin).await;
    let write = |day: &str| format!("INSERT INTO embed_views SELECT id, '{day}', 'a.example', 'badge', 5 FROM venues");
    house.sql(&write("2025-10-19")).await;
    house.sql(&write("2025-10-20")).await;
    house.pass(at("2026-11-24T08:06")).await;
    let kept = views(&house, &key, "from=2025-01-01").await;
    assert_eq!(kept, json!([{ "day": "2025-10-20", "host": "a.example", "kind": "badge", "views": 5 }]));
    for query in ["from=x", "from=2026-11-25&to=2026-11-24", "day=2026-11-24"] {
        let path = format!("/api/v1/staff/embeds/views?{query}");
        problem(&house.send(Request::new(Method::GET, path).bearer(&key)).await, ProblemKind::InvalidRequest);
    }
}
