//! What a screen is told, in every state of the hall.

use client::Method;
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::{DATA, again, panel, terms, told};
use crate::embeds::fill;
use crate::harness::{House, at, header, json as body_of, problem};

fn number(told: &Value) -> (i64, i64) {
    (told["free"].as_i64().unwrap(), told["desks"].as_i64().unwrap())
}

fn marked(told: &Value, state: &str) -> usize {
    told["marks"].as_object().unwrap().values().filter(|mark| **mark == state).count()
}

#[tokio::test]
async fn the_hall_has_as_many_free_desks_as_it_says() {
    let house = House::open().await;
    let before = told(&house, DATA).await;
    let (free, desks) = number(&before);
    assert_eq!((before["state"].as_str(), desks), (Some("open"), 44));
    assert_eq!(usize::try_from(free).unwrap(), marked(&before, "free") + marked(&before, "walk-in"));
    let hall = panel(&before, "hall");
    assert!(hall.contains(&format!("data-free=\"{free}\"")) && hall.contains("von 44 Plätzen frei"), "{hall}");
    assert!(hall.contains("Nehmen Sie Platz. Heute bis 18 Uhr."), "{hall}");
    for (class, state) in [("desk free", "free"), ("desk walk-in", "walk-in"), ("desk taken", "taken")] {
        assert_eq!(hall.matches(&format!("class=\"{class}\"")).count(), marked(&before, state), "{class}");
    }
    assert!(hall.contains("Ruhe: <tspan>"), "a zone says how many are free: {hall}");

    house.booked(&["A1", "A2"], "2026-11-24T08:00", "2026-11-24T10:00").await;
    let after = told(&house, DATA).await;
    assert_eq!(number(&after), (free - 2, 44));
    assert_eq!(after["marks"]["A1"], "taken");
    house.set(at("2026-11-24T10:00"));
    assert_eq!(number(&told(&house, DATA).await), (free, 44), "the clock alone gives them back");
}

#[tokio::test]
async fn full_and_closed_are_said_in_words() {
    let house = House::open().await;
    fill(&house).await;
    let full = told(&house, DATA).await;
    assert_eq!((full["state"].as_str(), full["free"].as_i64()), (Some("full"), Some(0)));
    assert!(panel(&full, "hall").contains("Gerade alle Plätze belegt") && !panel(&full, "hall").contains("data-free"));
    house.set(at("2026-11-24T20:00"));
    let closed = told(&house, DATA).await;
    let hall = panel(&closed, "hall");
    assert_eq!(closed["state"], "closed");
    assert!(hall.contains("Gerade geschlossen") && hall.contains("Wir öffnen morgen um 8 Uhr."), "{hall}");
    assert!(!hall.contains("desk free") && !hall.contains("class=\"legend\""), "no desk is free to sit down at");
    assert!(panel(&closed, "events").contains("Gerade geschlossen"), "beside every panel");
}

#[tokio::test]
async fn the_day_is_told_in_its_order_and_in_either_language() {
    let house = House::open().await;
    let german = told(&house, DATA).await;
    let english = told(&house, &format!("{DATA}?lang=en")).await;
    assert!(
        panel(&german, "hall").contains("Heute im Rathaus")
            && panel(&english, "hall").contains("Today in the town hall")
    );
    assert!(
        panel(&german, "advice").contains("Beratung heute") && panel(&english, "jobs").contains("Working for the city")
    );
    let notice = panel(&german, "notice");
    assert!(notice.contains("<p>Fundsachen liegen am Infopunkt.</p>"), "{notice}");
    assert!(notice.contains("lang=\"en\"><p>Please take"), "the other language below: {notice}");
    for kind in ["hall", "events", "advice", "exhibition", "offers", "jobs", "notice"] {
        assert!(panel(&german, kind).contains("role=\"img\" aria-label=\"QR-Code: http://rathaus.test/"), "{kind}");
    }
    assert!(panel(&english, "hall").contains("http://rathaus.test/en/book"));
    // What is over is not told, and what runs is.
    house.set(at("2026-11-24T23:30"));
    assert!(panel(&told(&house, DATA).await, "events").contains("Für heute ist nichts mehr geplant."));
}

#[tokio::test]
async fn whoever_has_seen_it_is_told_that_nothing_has_changed_and_what_time_it_is() {
    let house = House::open().await;
    let first = house.get(DATA).await;
    let tag = header(&first, "etag").to_owned();
    assert_eq!(
        (header(&first, "board-time"), header(&first, "cache-control")),
        ("2026-11-24T08:05:00.000+01:00", "no-cache")
    );
    house.set(at("2026-11-24T08:05:30"));
    let same = again(&house, DATA, &tag).await;
    assert_eq!((same.status.as_u16(), same.body.len()), (304, 0));
    assert_eq!(header(&same, "board-time"), "2026-11-24T08:05:30.000+01:00");
    // Another minute, and nothing that anybody could see.
    house.set(at("2026-11-24T08:06:30"));
    assert_eq!(again(&house, DATA, &tag).await.status, 304);
    house.booked(&["A1"], "2026-11-24T08:00", "2026-11-24T10:00").await;
    assert_eq!(again(&house, DATA, &tag).await.status, 200);
}

#[tokio::test]
async fn words_of_staff_are_words_and_never_markup() {
    let house = House::open().await;
    let key = house.key(Role::Editor).await;
    let mut board = terms();
    let bad = "<img src=x onerror=alert(1)>&\"'";
    board["name"] = json!(bad);
    board["playlist"] = json!([{ "kind": "notice", "seconds": 10, "text_de": bad, "text_en": bad }]);
    assert_eq!(house.order(&key, Method::POST, "/boards", &board).await.status, 201);
    let text = json!({ "text_de": bad, "text_en": bad });
    house.order(&key, Method::PUT, "/emergency", &text).await;
    let html = panel(&told(&house, "/board/kuppelhalle/data.json").await, "notice");
    let page = house.get("/board/kuppelhalle").await.text().unwrap();
    assert!(!html.contains("<img") && !page.contains("<img"), "{html}\n{page}");
    assert!(page.contains("&#60;img") || page.contains("&lt;img"), "{page}");
}

#[tokio::test]
async fn questions_that_mean_nothing_are_refused() {
    let house = House::open().await;
    for path in ["/board/nothing/data.json", "/board/%00/data.json", "/board/-/data.json", "/board/-/board.js"] {
        problem(&house.get(path).await, ProblemKind::NotFound);
    }
    for path in [&format!("{DATA}?lang=fr"), &format!("{DATA}?x=1"), "/board/eingang?x=1"] {
        problem(&house.get(path).await, ProblemKind::InvalidRequest);
    }
    let answer = house.send(client::Request::new(Method::POST, DATA)).await;
    assert!([404, 405].contains(&answer.status.as_u16()), "{}", answer.status);
    assert_eq!(body_of(&answer)["status"], answer.status.as_u16());
}
