//! Undoing: facts come back, bookings stay where they are.

use client::{Method, Request};
use shared::plans::{PlanOutcome, PlanState};
use shared::problem::ProblemKind;

use super::{FROM, Manager, TO, closure, exhibition, layout, moves};
use crate::harness::{House, VENUE, at, date, header, json, problem};

/// Everything that is known of the hall, as the database has it.
async fn facts(house: &House) -> Vec<Vec<Option<String>>> {
    let mut all = house.sql("SELECT layout_id, during, plan_id FROM layout_periods ORDER BY during").await;
    all.extend(house.sql("SELECT during, zone, reason_de FROM closures ORDER BY during, zone").await);
    all.extend(house.sql("SELECT during, zone, title_de FROM exhibitions ORDER BY during, title_de").await);
    all.extend(house.sql("SELECT desk_id FROM exhibition_desks").await);
    all
}

async fn undo(manager: &Manager<'_>, id: impl std::fmt::Display, tag: Option<&str>) -> client::Answer {
    let request = Request::new(Method::DELETE, format!("/api/v1/staff/plans/{id}")).bearer(&manager.key);
    manager.house.send(if let Some(tag) = tag { request.header("If-Match", tag) } else { request }).await
}

#[tokio::test]
async fn rule_11_undo_restores_the_facts_of_every_kind_of_plan() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let before = facts(&house).await;
    for plan in [
        layout("ausstellung", "2026-12-10", Some("2026-12-16")),
        exhibition(&["A4"], "2026-11-25T00:00", "2026-11-28T00:00"),
        closure(Some("ruhe"), FROM, TO),
        closure(None, FROM, TO),
    ] {
        let plan = manager.apply(&plan).await;
        assert_ne!(facts(&house).await, before);
        let answer = undo(&manager, plan.id, Some("\"1-coming\"")).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        assert_eq!(header(&answer, "etag"), "\"2-undone\"");
        assert_eq!(facts(&house).await, before);
        problem(&undo(&manager, plan.id, Some("\"2-undone\"")).await, ProblemKind::WrongState);
        assert_eq!(house.client.hall_plan(&manager.key, plan.id).await.unwrap().state, PlanState::Undone);
    }
    assert_eq!(house.client.plans(&manager.key).await.unwrap().items.len(), 4, "nothing is forgotten");
    assert_eq!(house.client.day(VENUE, date("2026-12-12")).await.unwrap().desks.len(), 44);
}

#[tokio::test]
async fn rule_11_undo_moves_nobody_back() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let moved = house.booked(&["A4"], FROM, TO).await;
    let gone = house.booked(&["A1"], FROM, TO).await;
    let plan = manager.apply(&exhibition(&["A1", "A4"], "2026-11-25T00:00", "2026-11-28T00:00")).await;
    let (there, mails) = (house.look(&moved).await, house.one("SELECT count(*) FROM outbox").await);
    let undone = house.client.undo_plan(&manager.key, plan.id, "\"1-coming\"").await.unwrap();
    assert_eq!((undone.touched.len(), undone.touched_by_undo.len()), (2, 0), "what was done stays on record");
    assert_eq!(house.look(&moved).await, there, "she was told A3, and A3 it is");
    assert_eq!(house.state(&gone).await, shared::bookings::BookingState::Cancelled);
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, mails);
    house.booked(&["A1"], FROM, TO).await;
    house.agrees().await;
}

#[tokio::test]
async fn rule_11_undo_touches_what_was_booked_on_desks_that_only_the_plan_had() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    // In the week of the large exhibition the long table is not there, unless a plan says so.
    let plan = manager.apply(&layout("standard", "2026-12-14", Some("2026-12-19"))).await;
    let taken = house.booked(&["L1"], "2026-12-15T09:00", "2026-12-15T12:00").await;
    let undone = house.client.undo_plan(&manager.key, plan.id, "\"1-coming\"").await.unwrap();
    assert_eq!(moves(&undone.touched_by_undo), [("L1".to_owned(), PlanOutcome::Reseated, "P2".to_owned())]);
    assert_eq!(house.look(&taken).await.desks[0].code, "P2");
    let mails = house.mails_about(&taken.booking.code).await;
    assert!(mails.last().unwrap().0.starts_with("Neuer Platz: P2"), "{mails:?}");
    house.nobody_sits_on_what_is_gone();
    house.agrees().await;
}

#[tokio::test]
async fn rule_11_plans_over_plans_come_off_in_any_order() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let before = facts(&house).await;
    let lower = manager.apply(&layout("ausstellung", "2026-12-01", Some("2026-12-10"))).await;
    let upper = manager.apply(&layout("standard", "2026-12-05", Some("2026-12-16"))).await;
    house.client.undo_plan(&manager.key, lower.id, "\"1-coming\"").await.unwrap();
    for day in ["2026-12-02", "2026-12-06"] {
        assert_eq!(house.client.day(VENUE, date(day)).await.unwrap().desks.len(), 44, "{day}");
    }
    house.client.undo_plan(&manager.key, upper.id, "\"1-coming\"").await.unwrap();
    assert_eq!(facts(&house).await, before);
}

#[tokio::test]
async fn rule_11_a_plan_can_be_undone_until_it_takes_effect_and_by_whoever_has_seen_it() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let plan = manager.apply(&closure(Some("ruhe"), FROM, TO)).await;
    problem(&undo(&manager, plan.id, None).await, ProblemKind::PreconditionRequired);
    problem(&undo(&manager, plan.id, Some("\"7-coming\"")).await, ProblemKind::PreconditionFailed);
    for id in ["019a0000-0000-7000-8000-000000000000", "7"] {
        problem(&undo(&manager, id, Some("*")).await, ProblemKind::NotFound);
    }
    house.set(at(FROM));
    let path = format!("/api/v1/staff/plans/{}", plan.id);
    let shown = house.send(Request::new(Method::GET, path.as_str()).bearer(&manager.key)).await;
    assert_eq!((json(&shown)["state"].as_str(), header(&shown, "etag")), (Some("in_force"), "\"1-in_force\""));
    let again = Request::new(Method::GET, path.as_str()).bearer(&manager.key).header("If-None-Match", "\"1-in_force\"");
    assert_eq!(house.send(again).await.status, 304);
    problem(&undo(&manager, plan.id, Some("\"1-coming\"")).await, ProblemKind::PreconditionFailed);
    problem(&undo(&manager, plan.id, Some("\"1-in_force\"")).await, ProblemKind::WrongState);
    house.set(at(TO));
    assert_eq!(house.client.hall_plan(&manager.key, plan.id).await.unwrap().state, PlanState::Over);
}
