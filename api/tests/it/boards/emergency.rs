//! What takes the whole screen.

use client::{Answer, Method, Request};
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::{DATA, again, terms, told};
use crate::harness::{House, at, header, json as body_of, problem};

const TEXT: [&str; 2] = ["Bitte verlassen Sie das Haus.", "Please leave the building."];

async fn board(house: &House, key: &str) -> String {
    let list = house.send(Request::new(Method::GET, "/api/v1/staff/boards").bearer(key)).await;
    body_of(&list)["items"][0]["id"].as_str().unwrap().to_owned()
}

async fn lift(house: &House, key: &str, path: &str) -> Answer {
    house.send(Request::new(Method::DELETE, format!("/api/v1/staff{path}")).bearer(key)).await
}

#[tokio::test]
async fn an_emergency_is_on_the_screen_at_its_next_look_and_off_it_at_the_next() {
    let house = House::open().await;
    let key = house.key(Role::FrontDesk).await;
    let path = format!("/boards/{}/emergency", board(&house, &key).await);
    let before = house.get(DATA).await;
    let text = json!({ "text_de": TEXT[0], "text_en": TEXT[1] });
    let raised = house.order(&key, Method::PUT, &path, &text).await;
    assert_eq!((raised.status.as_u16(), header(&raised, "etag")), (200, "\"2\""));
    assert_eq!(body_of(&raised)["emergency"]["since"], "2026-11-24T08:05:00+01:00");
    let shown = again(&house, DATA, header(&before, "etag")).await;
    assert_eq!(shown.status, 200, "the tag is another");
    assert_eq!(body_of(&shown)["emergency"], text);
    let page = house.get("/board/eingang").await.text().unwrap();
    assert!(page.contains(&format!("<p class=\"first\" lang=\"de\">{}</p>", TEXT[0])), "{page}");

    house.set(at("2026-11-24T08:20"));
    let same = house.order(&key, Method::PUT, &path, &text).await;
    assert_eq!(header(&same, "etag"), "\"2\"", "what is shown already is not shown anew");
    let other = json!({ "text_de": "Es ist vorbei. Bleiben Sie bitte draußen.", "text_en": "It is over. Please stay outside." });
    let other = house.order(&key, Method::PUT, &path, &other).await;
    assert_eq!(body_of(&other)["emergency"]["since"], "2026-11-24T08:05:00+01:00", "the same emergency in other words");

    assert_eq!(body_of(&lift(&house, &key, &path).await)["emergency"], Value::Null);
    assert_eq!(lift(&house, &key, &path).await.status, 200);
    assert_eq!(told(&house, DATA).await["emergency"], Value::Null);
    let written = house
        .sql("SELECT action, reason, actor_kind FROM audit_entries WHERE action LIKE 'board.%' ORDER BY action, id")
        .await;
    let written: Vec<Vec<&str>> =
        written.iter().map(|row| row.iter().map(|value| value.as_deref().unwrap_or("-")).collect()).collect();
    assert_eq!(written[0], ["board.emergency_lifted", "-", "staff_key"]);
    assert_eq!(written[1], ["board.emergency_raised", TEXT[0], "staff_key"]);
    assert_eq!(written.len(), 3);
}

#[tokio::test]
async fn every_board_is_told_at_once() {
    let house = House::open().await;
    let (editor, desk) = (house.key(Role::Editor).await, house.key(Role::FrontDesk).await);
    assert_eq!(house.order(&editor, Method::POST, "/boards", &terms()).await.status, 201);
    let text = json!({ "text_de": TEXT[0], "text_en": TEXT[1] });
    let raised = house.order(&desk, Method::PUT, "/emergency", &text).await;
    assert_eq!((raised.status.as_u16(), body_of(&raised)["items"].as_array().unwrap().len()), (200, 2));
    for path in [DATA, "/board/kuppelhalle/data.json"] {
        assert_eq!(told(&house, path).await["emergency"], text, "{path}");
    }
    assert_eq!(lift(&house, &desk, "/emergency").await.status, 200);
    for path in [DATA, "/board/kuppelhalle/data.json"] {
        assert_eq!(told(&house, path).await["emergency"], Value::Null, "{path}");
    }
}

#[tokio::test]
async fn half_a_notice_is_none_and_auditors_raise_none() {
    let house = House::open().await;
    let (desk, auditor) = (house.key(Role::FrontDesk).await, house.key(Role::Auditor).await);
    let path = format!("/boards/{}/emergency", board(&house, &auditor).await);
    for (de, en, pointer) in
        [("", TEXT[1], "/text_de"), (TEXT[0], " ", "/text_en"), (TEXT[0], &"x".repeat(501), "/text_en")]
    {
        let answer = house.order(&desk, Method::PUT, &path, &json!({ "text_de": de, "text_en": en })).await;
        assert_eq!(problem(&answer, ProblemKind::InvalidRequest).errors[0].pointer, pointer);
    }
    let text = json!({ "text_de": TEXT[0], "text_en": TEXT[1] });
    problem(&house.order(&auditor, Method::PUT, &path, &text).await, ProblemKind::Forbidden);
    let nowhere = "/boards/019a0000-0000-7000-8000-000000000000/emergency";
    problem(&house.order(&desk, Method::PUT, nowhere, &text).await, ProblemKind::NotFound);
    assert_eq!(told(&house, DATA).await["emergency"], Value::Null);
}

/// An editor's work and a colleague's alarm do not undo each other.
#[tokio::test]
async fn a_board_that_is_changed_keeps_its_emergency() {
    let house = House::open().await;
    let key = house.key(Role::Editor).await;
    let id = board(&house, &key).await;
    let text = json!({ "text_de": TEXT[0], "text_en": TEXT[1] });
    let stale = "\"1\"";
    house.order(&key, Method::PUT, &format!("/boards/{id}/emergency"), &text).await;
    let put = async |tag: &str| {
        let request =
            Request::new(Method::PUT, format!("/api/v1/staff/boards/{id}")).bearer(&key).header("If-Match", tag);
        house.send(request.json(&terms()).unwrap()).await
    };
    problem(&put(stale).await, ProblemKind::PreconditionFailed);
    let changed = put("\"2\"").await;
    assert_eq!((changed.status.as_u16(), body_of(&changed)["emergency"]["text_de"].as_str()), (200, Some(TEXT[0])));
    assert_eq!(told(&house, "/board/kuppelhalle/data.json").await["emergency"], text);
}
