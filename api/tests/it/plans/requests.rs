//! What a plan has to look like, and what happens when one is sent twice or too late.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::plans::HallPlan;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::{FROM, Manager, TO, closure, exhibition, layout, moves};
use crate::harness::{House, at, header, problem};

#[tokio::test]
async fn rule_11_a_plan_decided_by_a_list_that_is_no_longer_true_is_not_applied() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    house.booked(&["A4"], FROM, TO).await;
    let plan = exhibition(&["A4", "A2"], "2026-11-25T00:00", "2026-11-28T00:00");
    let seen = manager.preview(&plan).await;
    assert_eq!(manager.preview(&plan).await.fingerprint, seen.fingerprint);
    house.booked(&["R4"], FROM, TO).await;
    assert_eq!(manager.preview(&plan).await.fingerprint, seen.fingerprint, "that is nobody's business here");
    house.booked(&["A2"], FROM, TO).await;
    let revision = house.one("SELECT revision FROM venue_revisions").await;
    let late = manager.ask("/plans", &json!({ "plan": plan, "expect": seen.fingerprint })).await;
    let now = problem(&late, ProblemKind::PreconditionFailed).preview.unwrap();
    assert_eq!((now.touched.len(), seen.touched.len()), (2, 1));
    assert_eq!(house.one("SELECT revision FROM venue_revisions").await, revision);
    assert_eq!(house.one("SELECT count(*) FROM plans").await, "0");
    let answer = manager.ask("/plans", &json!({ "plan": plan, "expect": now.fingerprint })).await;
    assert_eq!(answer.status, 201);
    assert_eq!(moves(&answer.json::<HallPlan>().unwrap().touched), moves(&now.touched));
}

#[tokio::test]
async fn rule_11_the_same_key_applies_a_plan_once() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    house.booked(&["A4"], FROM, TO).await;
    let body = json!({ "plan": exhibition(&["A4"], "2026-11-25T00:00", "2026-11-28T00:00") });
    let send = async |body: &Value| {
        let request = Request::new(Method::POST, "/api/v1/staff/plans").bearer(&manager.key);
        house.send(request.header("Idempotency-Key", "leine-1").json(body).unwrap()).await
    };
    let first = send(&body).await;
    assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, None));
    let again = send(&body).await;
    assert_eq!((again.status.as_u16(), header(&again, "idempotency-replayed")), (201, "true"));
    assert_eq!((header(&again, "location"), header(&again, "etag")), (header(&first, "location"), "\"1-coming\""));
    assert_eq!(again.body, first.body);
    assert_eq!(house.one("SELECT count(*) FROM plans").await, "1");
    problem(&send(&json!({ "plan": closure(None, FROM, TO) })).await, ProblemKind::IdempotencyKeyReused);
    let shown = house.client.plans(&manager.key).await.unwrap().items;
    assert_eq!((shown.len(), shown[0].applied_by.as_str()), (1, "Robin Amt"));
    assert!(header(&first, "location").ends_with(&shown[0].id.to_string()));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_its_place() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let whole = [
        layout("ausstellung", "2026-12-01", Some("2026-12-03")),
        exhibition(&["A4"], FROM, TO),
        closure(Some("ruhe"), FROM, TO),
    ];
    let changes: [(usize, &str, Value, &str); 27] = [
        (0, "layout", json!("tanzsaal"), "/layout"),
        (0, "from", json!("2026-11-23"), "/from"),
        (0, "from", json!("2026-02-30"), "/from"),
        (0, "from", json!("1999-01-01"), "/from"),
        (0, "to", json!("2026-12-01"), "/to"),
        (0, "to", json!("9999-12-31"), "/to"),
        (0, "zone", json!("ruhe"), "/zone"),
        (1, "title_de", json!(""), "/title_de"),
        (1, "title_en", json!("x".repeat(121)), "/title_en"),
        (1, "summary_de", json!("a\nb"), "/summary_de"),
        (1, "summary_en", json!("x".repeat(301)), "/summary_en"),
        (1, "desk_codes", json!(["A4", "Z9"]), "/desk_codes/1"),
        (1, "desk_codes", json!(["A4", "A4"]), "/desk_codes/1"),
        (1, "desk_codes", json!(["A4", 4]), "/desk_codes/1"),
        (1, "zone", json!("keller"), "/zone"),
        (1, "to", json!(at(FROM)), "/to"),
        (1, "from", json!("2026-11-25T09:00:00.5+01:00"), "/from"),
        (1, "to", json!("2029-11-25T09:00:00+01:00"), "/to"),
        (1, "colour", json!("red"), "/colour"),
        (2, "reason_de", json!(" "), "/reason_de"),
        (2, "reason_en", json!("x".repeat(301)), "/reason_en"),
        (2, "zone", json!(""), "/zone"),
        (2, "from", json!("+262142-12-31T23:45:00Z"), "/from"),
        (2, "to", json!("2026-11-25T08:00:00+01:00"), "/to"),
        (2, "to", json!(null), "/to"),
        (2, "from", json!("2026-11-25"), "/from"),
        (2, "desk_codes", json!(["A1"]), "/desk_codes"),
    ];
    for (index, field, value, pointer) in changes {
        let mut plan = whole[index].clone();
        let kind = plan.as_object().unwrap().keys().next().unwrap().clone();
        plan[&kind][field] = value.clone();
        for path in ["/plans", "/plans/preview"] {
            let refusal = problem(&manager.ask(path, &json!({ "plan": plan })).await, ProblemKind::InvalidRequest);
            assert_eq!(refusal.errors[0].pointer, format!("/plan/{kind}{pointer}"), "{field} = {value}: {refusal:?}");
        }
    }
    for body in [json!({ "plan": { "party": {} } }), json!({ "plan": {} }), json!({ "plan": "layout" }), json!({})] {
        problem(&manager.ask("/plans", &body).await, ProblemKind::InvalidRequest);
    }
    let over = closure(None, "2026-11-23T09:00", "2026-11-24T08:00");
    let refusal = problem(&manager.ask("/plans", &json!({ "plan": over })).await, ProblemKind::InvalidRequest);
    assert_eq!(refusal.errors[0].detail, "should lie ahead");
    assert_eq!(house.one("SELECT count(*) FROM plans").await, "0");
}

#[tokio::test]
async fn only_those_who_decide_about_the_hall_may() {
    let house = House::open().await;
    for (role, status) in [(Role::FrontDesk, 403), (Role::Editor, 403), (Role::Admin, 200), (Role::HallManager, 200)] {
        let key = house.key(role).await;
        let body = json!({ "plan": closure(None, FROM, TO) });
        assert_eq!(house.order(&key, Method::POST, "/plans/preview", &body).await.status, status, "{role:?}");
        if status == 403 {
            problem(&house.order(&key, Method::POST, "/plans", &body).await, ProblemKind::Forbidden);
        }
    }
}
