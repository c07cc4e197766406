//! Naming sources: what makes sense, who may, and whose change counts.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::feeds::Feed;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::Desk;
use crate::harness::{header, problem};

#[tokio::test]
async fn terms_that_make_no_sense_are_refused_with_their_place() {
    let desk = Desk::open().await;
    let wrong: [(&str, Value); 17] = [
        ("/name", json!(" ")),
        ("/name", json!("a\u{0}b")),
        ("/url", json!("https://127.0.0.1/liga.ics")),
        ("/url", json!("https://[::ffff:10.0.0.1]/liga.ics")),
        ("/url", json!("http://example.org/liga.ics")),
        ("/url", json!("file:///etc/passwd")),
        ("/url", json!("https://kim:geheim@example.org/")),
        ("/url", Value::Null),
        ("/format", json!("docx")),
        ("/every_minutes", json!(1)),
        ("/email", json!("nobody")),
        ("/mapping/kind", json!("party")),
        ("/mapping/category", json!("Sport & Spiel")),
        ("/mapping/language", json!("Deutsch")),
        ("/mapping/audience", json!(["<b>"])),
        ("/mapping/columns", json!({ "title": "Titel" })),
        ("/mapping/contact", json!({ "website": "javascript:alert(1)" })),
    ];
    for (pointer, value) in wrong {
        let mut terms = desk.terms("/liga.ics", "icalendar", "event");
        match terms.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => terms["mapping"][pointer.rsplit('/').next().unwrap()] = value.clone(),
        }
        let refused = problem(&desk.ask(Method::POST, "", Some(&terms)).await, ProblemKind::InvalidRequest);
        assert!(refused.errors[0].pointer.starts_with(pointer), "{pointer} {value}: {refused:?}");
    }
    let mut terms = desk.terms("/liga.csv", "csv", "event");
    let refused = problem(&desk.ask(Method::POST, "", Some(&terms)).await, ProblemKind::InvalidRequest);
    assert_eq!(refused.errors[0].pointer, "/mapping/columns");
    terms["mapping"]["columns"] = json!({ "title": "Titel", "wann": "x" });
    problem(&desk.ask(Method::POST, "", Some(&terms)).await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn a_source_is_changed_by_who_has_seen_it_and_made_once() {
    let desk = Desk::open().await;
    let terms = desk.terms("/liga.ics", "icalendar", "event");
    let ask = || {
        let request = Request::new(Method::POST, "/api/v1/staff/feeds").bearer(&desk.key);
        request.header("Idempotency-Key", "liga").json(&terms).unwrap()
    };
    let made: Feed = desk.house.send(ask()).await.json().unwrap();
    let again = desk.house.send(ask()).await;
    assert_eq!(header(&again, "idempotency-replayed"), "true");
    assert_eq!(again.json::<Feed>().unwrap().id, made.id);
    let path = format!("/api/v1/staff/feeds/{}", made.id);
    let put = |tag: Option<&str>| {
        let mut other = terms.clone();
        other["name"] = json!("Andere Liga");
        let request = Request::new(Method::PUT, path.clone()).bearer(&desk.key);
        let request = if let Some(tag) = tag { request.header("If-Match", tag.to_owned()) } else { request };
        request.json(&other).unwrap()
    };
    problem(&desk.house.send(put(None)).await, ProblemKind::PreconditionRequired);
    problem(&desk.house.send(put(Some("\"7\""))).await, ProblemKind::PreconditionFailed);
    let changed = desk.house.send(put(Some("\"1\""))).await;
    assert_eq!(header(&changed, "etag"), "\"2\"");
    assert_eq!(changed.json::<Feed>().unwrap().terms.name, "Andere Liga");
    let auditor = desk.house.key(Role::Auditor).await;
    let seen = desk.house.send(Request::new(Method::GET, path.clone()).bearer(&auditor)).await;
    assert_eq!(seen.status, 200);
    let front = desk.house.key(Role::FrontDesk).await;
    problem(&desk.house.send(Request::new(Method::GET, path).bearer(&front)).await, ProblemKind::Forbidden);
    let nobody = format!("/{}/release", made.id);
    let offer = json!({ "offer": "019a0000-0000-7000-8000-000000000000" });
    problem(&desk.ask(Method::POST, &nobody, Some(&offer)).await, ProblemKind::InvalidRequest);
}
