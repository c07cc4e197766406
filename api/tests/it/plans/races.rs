//! Plans among everything else that happens at the same time.

use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::json;
use shared::desks::DeskState;

use super::{Manager, exhibition, layout};
use crate::desks::{desk, look};
use crate::harness::{House, LIMIT, Plan, crowd, wish};

const FROM: &str = "2026-12-01T09:00";
const TO: &str = "2026-12-01T12:00";

/// Thirty people who want thirty desks, most of which are about to go.
async fn rush(houses: [&House; 2], manager: &Manager<'_>) {
    let desks = ["L1", "L2", "L3", "L4", "L5", "L6", "T1", "A7", "A8", "R3", "R4", "H4", "P4", "A1", "A2"];
    let wishes: Vec<_> = desks.iter().flat_map(|desk| crowd(2, &wish(&[desk], FROM, TO))).collect();
    let asked = wishes.iter().enumerate().map(|(index, wish)| houses[index % 2].ask(wish));
    let plan = layout("ausstellung", "2026-12-01", Some("2026-12-02"));
    let (answers, plan) = tokio::join!(join_all(asked), manager.apply_blindly(&plan));
    let stood = answers.iter().filter(|answer| answer.status == 201).count();
    assert!(stood >= 5, "the desks that stay can be had: {stood}");
    for house in houses {
        let venue = house.venue();
        house.app.feed.catch_up(&venue).await.unwrap();
        house.nobody_sits_on_what_is_gone();
        house.agrees().await;
    }
    // Whoever came before the plan is in its list; whoever came after was held to the new layout.
    let moved = houses[0].one("SELECT count(*) FROM bookings WHERE state = 'held' AND revision > 1").await;
    let moved_by_plan = plan.touched.iter().filter(|one| one.outcome == shared::plans::PlanOutcome::Reseated).count();
    assert_eq!(moved, moved_by_plan.to_string());
    assert_eq!(houses[0].deadlocks().await, 0);
}

#[tokio::test]
async fn rule_11_bookings_that_race_with_a_plan_never_end_on_a_desk_that_is_gone() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    rush([&house, &house], &manager).await;
}

#[tokio::test]
async fn rule_11_the_same_with_two_nodes() {
    let first = House::open().await;
    let second = House::on(Arc::clone(&first.database), Plan { seed: 2, ..Plan::default() }).await;
    let manager = Manager::of(&first).await;
    rush([&first, &second], &manager).await;
}

#[tokio::test]
async fn rule_11_moves_and_changes_of_those_who_are_touched_do_not_get_lost_or_stuck() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let mut taken = Vec::new();
    for desk in ["L1", "L2", "L3", "L4", "L5", "L6"] {
        taken.push(house.booked(&[desk], FROM, TO).await);
    }
    let plan = layout("ausstellung", "2026-12-01", Some("2026-12-02"));
    let cancels = join_all(taken.iter().step_by(2).map(|one| house.step(one, "cancel", None)));
    let (cancels, plan) = tokio::join!(cancels, manager.apply_blindly(&plan));
    assert!(cancels.iter().all(|answer| answer.status == 200 || answer.status == 409), "{cancels:?}");
    assert!((3..=6).contains(&plan.touched.len()));
    house.nobody_sits_on_what_is_gone();
    house.agrees().await;
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn rule_11_two_plans_at_once_come_one_after_the_other() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    for desk in ["A1", "A2", "A4", "A6", "A9", "A10"] {
        house.booked(&[desk], FROM, TO).await;
    }
    let (one, two) = (
        exhibition(&["A2", "A4"], "2026-12-01T00:00", "2026-12-02T00:00"),
        exhibition(&["A6", "A7", "A3"], "2026-12-01T00:00", "2026-12-02T00:00"),
    );
    tokio::join!(manager.apply_blindly(&one), manager.apply_blindly(&two));
    house.nobody_sits_on_what_is_gone();
    house.agrees().await;
    assert_eq!(house.one("SELECT count(*) FROM plans").await, "2");
}

#[tokio::test]
async fn rule_11_a_second_node_learns_of_new_facts_by_itself() {
    let first = House::with(Plan { workers: true, ..Plan::default() }).await;
    let second = House::on(Arc::clone(&first.database), Plan { seed: 2, ..Plan::default() }).await;
    let manager = Manager::of(&second).await;
    let taken = second.booked(&["A4"], FROM, TO).await;
    manager.apply(&exhibition(&["A4"], "2026-12-01T00:00", "2026-12-02T00:00")).await;
    let asking = async { while desk(&look(&first, FROM, TO).await, "A4").state != DeskState::Closed {} };
    tokio::time::timeout(LIMIT, asking).await.expect("the feed brings new facts");
    assert_eq!(first.look(&taken).await.desks[0].code, "A3");
    first.agrees().await;
    first.nobody_sits_on_what_is_gone();
}

#[tokio::test]
async fn rule_11_a_node_that_has_heard_nothing_yet_books_by_the_new_facts() {
    let first = House::open().await;
    let deaf = House::on(Arc::clone(&first.database), Plan { seed: 2, ..Plan::default() }).await;
    let manager = Manager::of(&first).await;
    manager.apply(&exhibition(&["A4"], "2026-12-01T00:00", "2026-12-02T00:00")).await;
    assert_eq!(desk(&look(&deaf, FROM, TO).await, "A4").state, DeskState::Free, "it does not listen");
    let refused = deaf.ask(&wish(&["A4"], FROM, TO)).await;
    assert_eq!(
        crate::harness::problem(&refused, shared::problem::ProblemKind::RuleViolated).rule,
        Some(shared::bookings::Rule::Closed)
    );
    let mut group = json!(wish(&[], FROM, TO));
    group["desk_codes"] = json!(null);
    group["party_size"] = json!(2);
    group["features"] = json!(["window"]);
    let answer = deaf.ask(&serde_json::from_value(group).unwrap()).await;
    assert_eq!(answer.status, 201);
    deaf.nobody_sits_on_what_is_gone();
}
