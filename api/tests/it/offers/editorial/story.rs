//! From a draft to the public and back: who may take which step, when, and what happens by the clock.

use client::Method;
use serde_json::{Value, json};
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::super::{list, slugs};
use super::{Desk, content, finds, id, state, strict};
use crate::harness::{House, at, json, problem};

#[tokio::test]
async fn an_offer_is_written_submitted_published_changed_and_archived() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let offer = desk.add("Hornkonzert im Lichthof").await;
    let id = id(&offer);
    assert_eq!(offer["slug"], "hornkonzert-im-lichthof");
    assert_eq!(state(&offer), ("draft", false, &json!(1)));
    let public = async || house.get("/api/v1/offers/hornkonzert-im-lichthof").await;
    problem(&public().await, ProblemKind::NotFound);
    assert_eq!(state(&desk.step(&id, "/submit", &json!({})).await), ("in_review", false, &json!(1)));
    let back = desk.step(&id, "/return", &json!({ "reason": "Der Ort fehlt." })).await;
    assert_eq!(state(&back), ("draft", false, &json!(1)));
    let mut next = content("Hornkonzert im Lichthof");
    next["place"] = json!({ "name": "Neues Rathaus", "step_free": true });
    assert_eq!(state(&desk.write(&id, &next).await), ("draft", false, &json!(2)));
    assert_eq!(state(&desk.write(&id, &next).await), ("draft", false, &json!(2)), "the same words are no new version");
    desk.step(&id, "/submit", &json!({})).await;
    let out = desk.step(&id, "/publish", &json!({})).await;
    assert_eq!((state(&out), &out["public_version"]), (("published", true, &json!(2)), &json!(2)));
    let seen = json(&public().await);
    assert_eq!(
        (&seen["place"]["name"], &seen["dates"][0]["from"]),
        (&json!("Neues Rathaus"), &json!("2026-12-12T18:00:00+01:00"))
    );
    assert_eq!(slugs(&list(&house, "q=hornkonzert").await), ["hornkonzert-im-lichthof"]);
    // What is written next is nobody's business until it is published.
    next["texts"]["de"]["title"] = json!("Tubakonzert im Lichthof");
    assert_eq!(state(&desk.write(&id, &next).await), ("draft", true, &json!(3)));
    assert_eq!(json(&public().await)["title"], "Hornkonzert im Lichthof");
    assert!(!finds(&house, "q=tubakonzert", "hornkonzert-im-lichthof").await);
    assert_eq!(state(&desk.step(&id, "/publish", &json!({})).await), ("published", true, &json!(3)));
    assert_eq!(json(&public().await)["title"], "Tubakonzert im Lichthof");
    assert_eq!(state(&desk.step(&id, "/archive", &json!({})).await), ("archived", false, &json!(3)));
    problem(&public().await, ProblemKind::NotFound);
    assert!(!finds(&house, "q=tubakonzert", "hornkonzert-im-lichthof").await);
    problem(&desk.send(Method::PUT, &id, "", &next).await, ProblemKind::WrongState);
    problem(&desk.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::WrongState);
    assert_eq!(state(&desk.step(&id, "/restore", &json!({})).await), ("draft", false, &json!(3)));
    desk.step(&id, "/publish", &json!({})).await;
    assert_eq!(json(&public().await)["title"], "Tubakonzert im Lichthof");
    // The clock of this house stands still, and entries are only ever added: their place tells their order.
    let done = "SELECT string_agg(action || coalesce(' ' || reason, ''), ', ' ORDER BY ctid) FROM audit_entries WHERE subject_id = ";
    assert_eq!(
        house.one(&format!("{done}'{id}'")).await,
        "offer.added, offer.submitted, offer.returned Der Ort fehlt., offer.changed, offer.submitted, offer.published, \
         offer.changed, offer.published, offer.archived, offer.restored, offer.published"
    );
}

#[tokio::test]
async fn where_the_venue_wants_four_eyes_nobody_publishes_what_they_have_written() {
    let house = strict().await;
    let (one, other) = (Desk::of(&house, Role::Editor).await, Desk::of(&house, Role::Admin).await);
    let id = id(&one.add("Vieraugenfest").await);
    problem(&other.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::WrongState);
    one.step(&id, "/submit", &json!({})).await;
    problem(&one.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::Forbidden);
    let later = json!({ "publish_at": "2026-12-01T08:00:00+01:00" });
    problem(&one.send(Method::POST, &id, "/publish", &later).await, ProblemKind::Forbidden);
    // Who changes a letter of it has written it.
    let mut next = content("Vieraugenfest");
    next["min_age"] = json!(6);
    other.write(&id, &next).await;
    other.step(&id, "/submit", &json!({})).await;
    problem(&other.send(Method::POST, &id, "/publish", &json!({})).await, ProblemKind::Forbidden);
    assert_eq!(state(&one.step(&id, "/publish", &json!({})).await), ("published", true, &json!(2)));
}

#[tokio::test]
async fn of_two_editors_one_is_told_to_look_again() {
    let house = House::open().await;
    let (one, other) = (Desk::of(&house, Role::Editor).await, Desk::of(&house, Role::Editor).await);
    let id = id(&one.add("Wettlauf").await);
    let seen = one.tag(&id).await;
    let mut next = content("Wettlauf");
    next["min_age"] = json!(6);
    assert_eq!(other.with(Method::PUT, &id, "", &next, &seen).await.status, 200);
    for (method, step, body) in [
        (Method::PUT, "", content("Wettlauf um den Maschsee")),
        (Method::POST, "/submit", json!({})),
        (Method::POST, "/publish", json!({})),
        (Method::POST, "/versions/1/restore", json!({})),
    ] {
        problem(&one.with(method, &id, step, &body, &seen).await, ProblemKind::PreconditionFailed);
    }
    let blind = house.order(&one.key, Method::PUT, &format!("/offers/{id}"), &next).await;
    problem(&blind, ProblemKind::PreconditionRequired);
    assert_eq!(one.get(&format!("/{id}")).await["content"]["min_age"], 6);
    assert_eq!(house.one(&format!("SELECT count(*) FROM offer_versions WHERE offer_id = '{id}'")).await, "2");
}

#[tokio::test]
async fn what_is_scheduled_is_published_by_the_clock_and_what_is_over_expires() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let mut next = content("Zeitreise");
    next["valid_to"] = json!("2026-12-05T00:00:00+01:00");
    let answer =
        house.order(&desk.key, Method::POST, "/offers", &json!({ "slug": "zeitreise", "content": next })).await;
    let id = id(&json(&answer));
    let late = json!({ "publish_at": "2026-12-06T08:00:00+01:00" });
    problem(&desk.send(Method::POST, &id, "/publish", &late).await, ProblemKind::InvalidRequest);
    let over = json!({ "publish_at": "2026-11-01T08:00:00+01:00" });
    problem(&desk.send(Method::POST, &id, "/publish", &over).await, ProblemKind::InvalidRequest);
    let offer = desk.step(&id, "/publish", &json!({ "publish_at": "2026-12-01T07:00:00Z" })).await;
    assert_eq!(
        (state(&offer), &offer["publish_at"]),
        (("in_review", false, &json!(1)), &json!("2026-12-01T08:00:00+01:00"))
    );
    house.pass(at("2026-12-01T07:59")).await;
    problem(&house.get("/api/v1/offers/zeitreise").await, ProblemKind::NotFound);
    house.pass(at("2026-12-01T08:00")).await;
    assert_eq!(house.get("/api/v1/offers/zeitreise").await.status, 200);
    assert_eq!(state(&desk.get(&format!("/{id}")).await), ("published", true, &json!(1)));
    // A next version is being written while this one runs out.
    next["min_age"] = json!(6);
    desk.write(&id, &next).await;
    house.set(at("2026-12-05T00:00"));
    problem(&house.get("/api/v1/offers/zeitreise").await, ProblemKind::NotFound);
    house.pass(at("2026-12-05T00:00")).await;
    assert_eq!(house.one("SELECT state FROM offers WHERE slug = 'zeitreise'").await, "expired");
    assert_eq!(state(&desk.get(&format!("/{id}")).await), ("draft", false, &json!(2)));
    next["valid_to"] = json!(null);
    desk.write(&id, &next).await;
    desk.step(&id, "/publish", &json!({})).await;
    assert_eq!(house.get("/api/v1/offers/zeitreise").await.status, 200);
    let by_time = "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entries WHERE actor_kind = 'system'";
    assert_eq!(house.one(by_time).await, "offer.published offer.expired");
}

#[tokio::test]
async fn a_schedule_is_given_up_when_the_offer_is_returned_or_changed() {
    let house = House::open().await;
    let desk = Desk::of(&house, Role::Editor).await;
    let later = json!({ "publish_at": "2026-12-01T08:00:00+01:00" });
    let (one, other) = (id(&desk.add("Erstes Fest").await), id(&desk.add("Zweites Fest").await));
    for id in [&one, &other] {
        desk.step(id, "/publish", &later).await;
    }
    assert_eq!(desk.step(&one, "/return", &json!({})).await["publish_at"], Value::Null);
    assert_eq!(desk.write(&other, &content("Drittes Fest")).await["publish_at"], Value::Null);
    house.pass(at("2026-12-01T09:00")).await;
    assert_eq!(slugs(&list(&house, "q=fest").await).iter().filter(|slug| slug.ends_with("s-fest")).count(), 0);
}
