//! From the picture of the plan into the app.

use client::Answer;
use shared::problem::ProblemKind;
use shared::venues::Plan;

use super::HERE;
use crate::harness::{House, at, header, problem};

const TODAY: &str = "http://rathaus.test/book?date=2026-11-24";

async fn press(house: &House, query: &str) -> Answer {
    house.get(&format!("{HERE}/book{query}")).await
}

/// Where it leads to.
async fn there(house: &House, query: &str) -> String {
    let answer = press(house, query).await;
    assert_eq!(answer.status, 303, "{query}");
    assert_eq!(header(&answer, "cache-control"), "no-store");
    header(&answer, "location").to_owned()
}

#[tokio::test]
async fn a_press_on_any_desk_leads_to_it() {
    let house = House::open().await;
    let plan: Plan = house.get("/api/v1/venues/neues-rathaus/plan").await.json().unwrap();
    let ends = |place: usize| {
        let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
        plan.room.outline.iter().fold((low, high), |(low, high), at| (low.min(at[place]), high.max(at[place])))
    };
    // The picture shows 42 centimetres around the room.
    let share = |at: f64, (low, high): (f64, f64)| (at - low + 0.42) / (high - low + 0.84);
    assert_eq!(plan.desks.len(), 44);
    for desk in &plan.desks {
        let (across, down) = (share(desk.x, ends(0)), share(desk.y, ends(1)));
        let query = format!("?at={across},{down}");
        assert_eq!(there(&house, &query).await, format!("{TODAY}&desk={}", desk.code), "{query}");
    }
    assert_eq!(there(&house, "?at=0,0").await, TODAY, "a wall is no desk");
    assert_eq!(there(&house, "").await, TODAY);
    house.set(at("2026-11-24T21:00"));
    assert_eq!(there(&house, "?lang=en").await, "http://rathaus.test/en/book?date=2026-11-25");
}

#[tokio::test]
async fn what_is_no_place_on_a_picture_is_refused() {
    let house = House::open().await;
    for query in ["?at=1.2,0", "?at=x", "?at=", "?lang=fr", "?desk=A1"] {
        problem(&press(&house, query).await, ProblemKind::InvalidRequest);
    }
    problem(&house.get("/embed/v1/nowhere/book").await, ProblemKind::NotFound);
}
