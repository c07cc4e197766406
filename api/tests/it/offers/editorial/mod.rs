//! How an offer is written and gets to the public, and somebody who does so.

mod apps;
mod kept;
mod story;

use std::sync::Arc;

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::staff::Role;

use super::{list, slugs};
use crate::harness::{House, Plan, header, json};

/// Somebody who edits, with the entity tag of what they saw last.
pub(super) struct Desk<'a> {
    pub(super) house: &'a House,
    pub(super) key: String,
}

pub(super) fn content(title: &str) -> Value {
    json!({
        "kind": "event", "category": "music", "example": true, "audience": ["all"],
        "contact": { "office": "Kulturbüro" },
        "schedules": [{ "starts": "2026-12-12T18:00:00", "minutes": 90 }],
        "texts": { "de": { "title": title, "summary": "Ein Abend mit Musik.", "body": "Kommen Sie **alle**." } },
    })
}

impl<'a> Desk<'a> {
    pub(super) async fn of(house: &'a House, role: Role) -> Self {
        Self { house, key: house.key(role).await }
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        let answer =
            self.house.send(Request::new(Method::GET, format!("/api/v1/staff/offers{path}")).bearer(&self.key));
        let answer = answer.await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    pub(super) async fn tag(&self, id: &str) -> String {
        let request = Request::new(Method::GET, format!("/api/v1/staff/offers/{id}")).bearer(&self.key);
        header(&self.house.send(request).await, "etag").to_owned()
    }

    pub(super) async fn add(&self, title: &str) -> Value {
        let answer = self.house.order(&self.key, Method::POST, "/offers", &json!({ "content": content(title) })).await;
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    /// Sends something as somebody who has just looked.
    pub(super) async fn send(&self, method: Method, id: &str, step: &str, body: &Value) -> Answer {
        let tag = self.tag(id).await;
        self.with(method, id, step, body, &tag).await
    }

    pub(super) async fn with(&self, method: Method, id: &str, step: &str, body: &Value, tag: &str) -> Answer {
        let request = Request::new(method, format!("/api/v1/staff/offers/{id}{step}"));
        self.house.send(request.bearer(&self.key).header("If-Match", tag).json(body).unwrap()).await
    }

    pub(super) async fn step(&self, id: &str, step: &str, body: &Value) -> Value {
        let answer = self.send(Method::POST, id, step, body).await;
        assert_eq!(answer.status, 200, "{step}: {}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }

    pub(super) async fn write(&self, id: &str, content: &Value) -> Value {
        let answer = self.send(Method::PUT, id, "", content).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        json(&answer)
    }
}

pub(super) fn id(offer: &Value) -> String {
    offer["id"].as_str().unwrap().to_owned()
}

/// Whether the public finds an offer by these words; words that look alike find others, and may.
async fn finds(house: &House, query: &str, slug: &str) -> bool {
    slugs(&list(house, query).await).iter().any(|found| found == slug)
}

fn state(offer: &Value) -> (&str, bool, &Value) {
    (offer["state"].as_str().unwrap(), offer["shown"].as_bool().unwrap(), &offer["version"])
}

/// A house whose venue wants two people for what is published.
async fn strict() -> House {
    let house = House::open().await;
    house.sql("UPDATE venues SET rules = rules || '{\"offers_four_eyes\": true}'").await;
    House::on(Arc::clone(&house.database), Plan { seed: 3, ..Plan::default() }).await
}
