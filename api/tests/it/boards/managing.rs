//! Setting boards up, changing them and taking them away.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::boards::Board;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::{DATA, terms, told};
use crate::harness::{House, header, json as body_of, problem};

#[tokio::test]
async fn the_demo_has_a_board_at_the_entrance() {
    let house = House::open().await;
    let key = house.key(Role::FrontDesk).await;
    let list = house.send(Request::new(Method::GET, "/api/v1/staff/boards").bearer(&key)).await;
    let list = body_of(&list);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!((list["items"][0]["slug"].as_str(), list["items"][0]["revision"].as_i64()), (Some("eingang"), Some(1)));
    assert_eq!(list["items"][0]["emergency"], Value::Null);
    assert_eq!(told(&house, DATA).await["panels"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn a_key_of_one_colleague_is_nothing_to_another() {
    let house = House::open().await;
    let (one, other) = (house.key(Role::Editor).await, house.key(Role::Editor).await);
    let send = async |by: &str, body: &Value| {
        let request = Request::new(Method::POST, "/api/v1/staff/boards").bearer(by).header("Idempotency-Key", "same");
        house.send(request.json(body).unwrap()).await
    };
    let mut upstairs = terms();
    (upstairs["name"], upstairs["slug"]) = (json!("Oben"), json!("oben"));
    assert_eq!(send(&one, &terms()).await.status, 201);
    problem(&send(&one, &upstairs).await, ProblemKind::IdempotencyKeyReused);
    let (made, again) = (send(&other, &upstairs).await, send(&other, &upstairs).await);
    assert_eq!((made.status.as_u16(), made.body == again.body), (201, true));
    assert_eq!(header(&again, "idempotency-replayed"), "true");
}

#[tokio::test]
async fn a_board_is_set_up_once_changed_by_who_has_read_it_and_taken_away() {
    let house = House::open().await;
    let key = house.key(Role::Editor).await;
    let send = async || {
        let request = Request::new(Method::POST, "/api/v1/staff/boards").bearer(&key).header("Idempotency-Key", "b");
        house.send(request.json(&terms()).unwrap()).await
    };
    let first = send().await;
    assert_eq!(first.status, 201, "{}", String::from_utf8_lossy(&first.body));
    let again = send().await;
    assert_eq!((again.body == first.body, header(&again, "idempotency-replayed")), (true, "true"));
    let board: Board = first.clone().json().unwrap();
    let path = format!("/api/v1/staff/boards/{}", board.id);
    assert!(header(&first, "location").ends_with(&path));
    assert_eq!(
        (board.playlist[0].to, board.playlist[1].weekdays.clone()),
        (1440, vec![1, 2]),
        "what is left out is all"
    );
    let screen = told(&house, "/board/kuppelhalle/data.json").await;
    assert_eq!((screen["orientation"].as_str(), screen["board"].as_str()), (Some("portrait"), Some("kuppelhalle")));

    let change = async |tag: Option<&str>, terms: &Value| {
        let request = Request::new(Method::PUT, path.as_str()).bearer(&key);
        let request = if let Some(tag) = tag { request.header("If-Match", tag) } else { request };
        house.send(request.json(terms).unwrap()).await
    };
    let mut other = terms();
    (other["name"], other["slug"]) = (json!("Oben"), json!("oben"));
    problem(&change(None, &other).await, ProblemKind::PreconditionRequired);
    let changed = change(Some(header(&first, "etag")), &other).await;
    assert_eq!((changed.status.as_u16(), header(&changed, "etag")), (200, "\"2\""));
    problem(&change(Some("\"1\""), &other).await, ProblemKind::PreconditionFailed);
    assert_eq!(house.get("/board/kuppelhalle/data.json").await.status, 404);
    assert_eq!(told(&house, "/board/oben/data.json").await["panels"].as_array().unwrap().len(), 2);
    let known = Request::new(Method::GET, path.as_str()).bearer(&key).header("If-None-Match", "\"2\"");
    assert_eq!(house.send(known).await.status, 304);

    let remove = async |tag: &str| {
        house.send(Request::new(Method::DELETE, path.as_str()).bearer(&key).header("If-Match", tag)).await
    };
    problem(&remove("\"1\"").await, ProblemKind::PreconditionFailed);
    assert_eq!(remove("\"2\"").await.status, 204);
    problem(&remove("\"2\"").await, ProblemKind::NotFound);
    assert_eq!(house.get("/board/oben/data.json").await.status, 404);
    let written = house
        .sql("SELECT action, detail->>'board' FROM audit_entries WHERE action LIKE 'board.%' ORDER BY action")
        .await;
    let written: Vec<_> = written.iter().map(|row| (row[0].as_deref().unwrap(), row[1].as_deref().unwrap())).collect();
    let name = "In der Kuppelhalle";
    assert_eq!(written, [("board.added", name), ("board.changed", "Oben"), ("board.removed", "Oben")]);
}

#[tokio::test]
async fn what_no_screen_could_show_is_refused_with_its_place() {
    let house = House::open().await;
    let key = house.key(Role::Editor).await;
    let notice = |de: &str, en: &str| json!([{ "kind": "notice", "seconds": 10, "text_de": de, "text_en": en }]);
    let hall = |field: &str, value: Value| {
        let mut panel = json!({ "kind": "hall", "seconds": 30 });
        panel[field] = value;
        json!([panel])
    };
    for (field, value, pointer) in [
        ("slug", json!("Eingang"), "/slug"),
        ("slug", json!("eingang"), "/slug"),
        ("name", json!(""), "/name"),
        ("orientation", json!("square"), "/orientation"),
        ("playlist", json!([]), "/playlist"),
        ("playlist", json!(vec![json!({ "kind": "hall", "seconds": 30 }); 21]), "/playlist"),
        ("playlist", hall("seconds", json!(4)), "/playlist/0/seconds"),
        ("playlist", hall("seconds", json!(601)), "/playlist/0/seconds"),
        ("playlist", hall("weekdays", json!([8])), "/playlist/0/weekdays"),
        ("playlist", hall("from", json!(1440)), "/playlist/0/to"),
        ("playlist", hall("kind", json!("news")), "/playlist/0/kind"),
        ("playlist", hall("text_de", json!("Hallo")), "/playlist/0/text_de"),
        ("playlist", hall("colour", json!("red")), "/playlist/0/colour"),
        ("playlist", notice("Hallo", ""), "/playlist/0/text_en"),
        ("playlist", notice(&"x".repeat(501), "Hello"), "/playlist/0/text_de"),
        ("sound", json!(true), "/sound"),
    ] {
        let mut board = terms();
        board[field] = value.clone();
        let answer = house.order(&key, Method::POST, "/boards", &board).await;
        let refusal = problem(&answer, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, pointer, "{field} = {value}: {refusal:?}");
    }
    assert_eq!(house.one("SELECT count(*) FROM boards").await, "1");
    let desk = house.key(Role::FrontDesk).await;
    problem(&house.order(&desk, Method::POST, "/boards", &terms()).await, ProblemKind::Forbidden);
}
