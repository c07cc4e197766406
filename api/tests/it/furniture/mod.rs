//! The inventory: what everybody may see, and what staff note.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::furniture::{FurnitureCondition, FurnitureItem, FurnitureKind};
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{House, VENUE, header, problem};

const NEW: &str = r#"{"code":"S-7","kind":"sofa","origin":"Zwischenraum Leinstraße","condition":"worn"}"#;

#[tokio::test]
async fn the_inventory_of_the_hall_says_where_things_come_from_and_what_shape_they_are_in() {
    let house = House::open().await;
    let items = house.client.furniture(VENUE).await.unwrap().items;
    assert_eq!(items.len(), 45, "a piece for each desk, and the long table");
    let of = |desk: &str| items.iter().find(|item| item.desk_code.as_deref() == Some(desk)).unwrap();
    assert_eq!((of("A1").kind, of("A1").condition), (FurnitureKind::Desk, FurnitureCondition::Good));
    assert_eq!((of("P6").condition, of("P1").condition), (FurnitureCondition::Repair, FurnitureCondition::Worn));
    assert_eq!(
        (of("T1").kind, of("L1").kind, of("H1").kind),
        (FurnitureKind::Table, FurnitureKind::Chair, FurnitureKind::Stool)
    );
    assert!(of("T1").origin.contains("Zwischenraum Leinstraße"));
    let answer = house.get(&format!("/api/v1/venues/{VENUE}/furniture?limit=1")).await;
    let text = String::from_utf8(answer.body.clone()).unwrap();
    assert!(!text.contains("note") && !text.contains("\"id\""), "{text}");
    assert!(header(&answer, "link").contains("rel=\"next\""));
}

#[tokio::test]
async fn staff_add_a_piece_and_note_what_becomes_of_it() {
    let house = House::open().await;
    let key = house.key(Role::HallManager).await;
    let new: Value = serde_json::from_str(NEW).unwrap();
    let send = async || {
        let request =
            Request::new(Method::POST, "/api/v1/staff/furniture").bearer(&key).header("Idempotency-Key", "s7");
        house.send(request.json(&new).unwrap()).await
    };
    let first = send().await;
    assert_eq!(first.status, 201, "{}", String::from_utf8_lossy(&first.body));
    let again = send().await;
    assert_eq!((again.body == first.body, header(&again, "idempotency-replayed")), (true, "true"));
    let item: FurnitureItem = first.clone().json().unwrap();
    assert!(header(&first, "location").ends_with(&format!("/api/v1/staff/furniture/{}", item.id)));
    let change = async |tag: Option<&str>, change: Value| {
        let request = Request::new(Method::PATCH, format!("/api/v1/staff/furniture/{}", item.id)).bearer(&key);
        let request = if let Some(tag) = tag { request.header("If-Match", tag) } else { request };
        house.send(request.json(&change).unwrap()).await
    };
    let repair = json!({ "condition": "repair", "note_de": "Feder", "note_en": "Spring", "desk_code": "A1" });
    problem(&change(None, repair.clone()).await, ProblemKind::PreconditionRequired);
    let changed = change(Some(header(&first, "etag")), repair.clone()).await;
    assert_eq!((changed.status.as_u16(), header(&changed, "etag")), (200, "\"2\""));
    problem(&change(Some("\"1\""), repair).await, ProblemKind::PreconditionFailed);
    let cleared = change(Some("\"2\""), json!({ "desk_code": null, "note_de": null, "note_en": null })).await;
    let cleared: FurnitureItem = cleared.json().unwrap();
    assert_eq!((cleared.desk_code, cleared.note_de, cleared.revision), (None, None, 3));
    assert_eq!((cleared.condition, cleared.kind), (FurnitureCondition::Repair, FurnitureKind::Sofa));
    let path = format!("/api/v1/staff/furniture/{}", item.id);
    let known = Request::new(Method::GET, path.as_str()).bearer(&key).header("If-None-Match", "\"3\"");
    assert_eq!(house.send(known).await.status, 304);
    assert_eq!(house.client.furniture_items(&key).await.unwrap().items.len(), 46);
    assert_eq!(house.client.furniture(VENUE).await.unwrap().items.len(), 46);
}

#[tokio::test]
async fn unknown_words_codes_in_use_and_half_a_note_are_refused() {
    let house = House::open().await;
    let key = house.key(Role::HallManager).await;
    for (field, value, pointer) in [
        ("code", json!("s7"), "/code"),
        ("code", json!("-S7"), "/code"),
        ("code", json!("X".repeat(21)), "/code"),
        ("code", json!("M001"), "/code"),
        ("kind", json!("throne"), "/kind"),
        ("condition", json!("broken"), "/condition"),
        ("origin", json!(""), "/origin"),
        ("origin", json!("x".repeat(121)), "/origin"),
        ("note_de", json!("Feder"), "/note_en"),
        ("note_en", json!("Spring"), "/note_de"),
        ("desk_code", json!("Z9"), "/desk_code"),
        ("price", json!(7), "/price"),
    ] {
        let mut new: Value = serde_json::from_str(NEW).unwrap();
        new[field] = value.clone();
        let answer = house.order(&key, Method::POST, "/furniture", &new).await;
        let refusal = problem(&answer, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, pointer, "{field} = {value}: {refusal:?}");
    }
    assert_eq!(house.one("SELECT count(*) FROM furniture_items").await, "45");
    let desk = house.key(Role::FrontDesk).await;
    let refused = house.order(&desk, Method::POST, "/furniture", &serde_json::from_str::<Value>(NEW).unwrap()).await;
    problem(&refused, ProblemKind::Forbidden);
}
