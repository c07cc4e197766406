//! Layouts: from the midnight of one day to that of another, whatever the clocks do.

use chrono::{DateTime, TimeDelta};
use shared::bookings::BookingState;
use shared::plans::{PlanOutcome, PlanState};

use super::{Manager, layout, moves, told};
use crate::harness::{House, Plan, VENUE, at, date};

/// Which layout is valid when.
async fn periods(house: &House) -> Vec<String> {
    let query =
        "SELECT l.slug || ' ' || p.during FROM layout_periods p JOIN layouts l ON l.id = p.layout_id ORDER BY p.during";
    house.sql(query).await.into_iter().map(|row| row[0].clone().unwrap()).collect()
}

#[tokio::test]
async fn rule_11_a_layout_replaces_what_was_valid_on_its_days_and_nothing_else() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let seeded = ["standard (,2026-12-14)", "ausstellung [2026-12-14,2026-12-19)", "standard [2026-12-19,)"];
    assert_eq!(periods(&house).await, seeded);
    let plan = manager.apply(&layout("ausstellung", "2026-12-01", Some("2026-12-03"))).await;
    assert_eq!((plan.state, plan.begins_at), (PlanState::Coming, at("2026-12-01T00:00")));
    assert_eq!(plan.ends_at, Some(at("2026-12-03T00:00")));
    manager.apply(&layout("standard", "2026-12-02", Some("2026-12-16"))).await;
    manager.apply(&layout("ausstellung", "2027-01-10", None)).await;
    let expected = [
        "standard (,2026-12-01)",
        "ausstellung [2026-12-01,2026-12-02)",
        "standard [2026-12-02,2026-12-16)",
        "ausstellung [2026-12-16,2026-12-19)",
        "standard [2026-12-19,2027-01-10)",
        "ausstellung [2027-01-10,)",
    ];
    assert_eq!(periods(&house).await, expected);
    for (day, desks) in
        [("2026-11-30", 44), ("2026-12-01", 26), ("2026-12-02", 44), ("2026-12-15", 44), ("2026-12-16", 26)]
    {
        assert_eq!(house.client.day(VENUE, date(day)).await.unwrap().desks.len(), desks, "{day}");
        let plan = house.client.plan(VENUE, Some(at(&format!("{day}T12:00")))).await.unwrap();
        assert_eq!(plan.desks.len(), desks, "{day}");
    }
}

#[tokio::test]
async fn rule_11_bookings_of_its_days_are_touched_and_those_of_the_days_around_are_not() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let mut taken = Vec::new();
    for day in ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"] {
        let (from, to) = (format!("{day}T08:00"), format!("{day}T18:00"));
        taken.push(house.booked(&["L1"], &from, &to).await);
        house.booked(&["A1"], &from, &to).await;
    }
    let plan = manager.apply(&layout("ausstellung", "2026-12-01", Some("2026-12-03"))).await;
    assert_eq!(plan.touched.len(), 2, "A1 stays in both layouts: {:?}", plan.touched);
    assert!(plan.touched.iter().all(|one| one.outcome == PlanOutcome::Reseated && one.old_desk_codes == ["L1"]));
    assert!(plan.touched.iter().all(|one| one.desk_codes == ["P2"]), "{:?}", moves(&plan.touched));
    for (index, desk) in ["L1", "P2", "P2", "L1"].into_iter().enumerate() {
        assert_eq!(house.look(&taken[index]).await.desks[0].code, desk);
    }
}

#[tokio::test]
async fn rule_11_a_layout_for_today_takes_effect_at_once_and_cannot_be_undone() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let sitting = house.booked(&["T1"], "2026-11-24T08:15", "2026-11-24T12:00").await;
    assert_eq!(house.step(&sitting, "check-in", None).await.status, 200);
    let coming = house.booked(&["L2"], "2026-11-24T13:00", "2026-11-24T15:00").await;
    let plan = manager.apply(&layout("ausstellung", "2026-11-24", Some("2026-11-25"))).await;
    assert_eq!(plan.state, PlanState::InForce);
    // T2 has no monitor: the team has to leave, and is told so.
    assert_eq!(told(&plan.touched, "T1").outcome, PlanOutcome::Ended);
    assert_eq!(house.state(&sitting).await, BookingState::Completed);
    assert_eq!(told(&plan.touched, "L2").outcome, PlanOutcome::Reseated);
    assert_eq!(house.state(&coming).await, BookingState::Confirmed);
    let tag = format!("\"1-{}\"", plan.state.name());
    let refused = house.client.undo_plan(&manager.key, plan.id, &tag).await.unwrap_err();
    assert_eq!(refused.kind(), Some(shared::problem::ProblemKind::WrongState));
}

#[tokio::test]
async fn rule_11_and_12_a_layout_of_a_day_with_25_hours_begins_and_ends_at_midnight() {
    let now: DateTime<chrono::FixedOffset> = "2026-10-20T09:05:00+02:00".parse().unwrap();
    let house = House::with(Plan { now: now.to_utc(), ..Plan::default() }).await;
    let manager = Manager::of(&house).await;
    let mut taken = Vec::new();
    for (day, offset) in [("2026-10-24", "+02:00"), ("2026-10-25", "+01:00"), ("2026-10-26", "+01:00")] {
        let mut wish = crate::harness::wish(&["L1"], "2026-11-24T10:00", "2026-11-24T11:00");
        wish.from = format!("{day}T10:00:00{offset}").parse().unwrap();
        wish.to = format!("{day}T18:00:00{offset}").parse().unwrap();
        let answer = house.ask(&wish).await;
        taken.push(crate::harness::Taken::from(answer.json::<shared::bookings::Booking>().unwrap()));
    }
    let plan = manager.apply(&layout("ausstellung", "2026-10-25", Some("2026-10-26"))).await;
    assert_eq!(plan.ends_at.unwrap() - plan.begins_at, TimeDelta::hours(25));
    assert_eq!(plan.touched.len(), 1);
    for (index, desk) in ["L1", "P2", "L1"].into_iter().enumerate() {
        assert_eq!(house.look(&taken[index]).await.desks[0].code, desk);
    }
}
