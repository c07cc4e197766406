//! What a plan makes of the hall, as everybody sees it.

use serde_json::json;
use shared::desks::DeskState;

use super::{Manager, closure, exhibition};
use crate::desks::{desk, look};
use crate::harness::{House, VENUE, at, date, problem, wish};

#[tokio::test]
async fn rule_11_an_exhibition_takes_its_desks_for_its_time_and_is_shown() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    manager.apply(&exhibition(&["A4", "T1"], "2026-11-25T12:00", "2026-11-26T12:00")).await;
    let before = look(&house, "2026-11-25T10:00", "2026-11-25T12:00").await;
    assert_eq!(desk(&before, "A4").state, DeskState::Free);
    assert_eq!(desk(&before, "A4").free_until, Some(at("2026-11-25T12:00")), "not until closing time");
    let during = look(&house, "2026-11-25T11:00", "2026-11-25T13:00").await;
    assert_eq!((desk(&during, "A4").state, desk(&during, "T1").state), (DeskState::Closed, DeskState::Closed));
    assert_eq!(desk(&during, "A3").state, DeskState::Free);
    let after = look(&house, "2026-11-26T12:00", "2026-11-26T13:00").await;
    assert_eq!(desk(&after, "A4").state, DeskState::Free);
    let refused = house.ask(&wish(&["A4"], "2026-11-25T11:00", "2026-11-25T13:00")).await;
    assert_eq!(
        problem(&refused, shared::problem::ProblemKind::RuleViolated).rule,
        Some(shared::bookings::Rule::Closed)
    );

    let shown = house.client.exhibitions(VENUE).await.unwrap().items;
    let shown = shown.into_iter().find(|one| one.title_de == "Leinebilder").unwrap();
    assert_eq!((shown.from, shown.to), (at("2026-11-25T12:00"), at("2026-11-26T12:00")));
    assert_eq!((shown.desk_codes, shown.example), (vec!["A4".to_owned(), "T1".to_owned()], false));
    let plan = async |at_: &str| house.client.plan(VENUE, Some(at(at_))).await.unwrap().exhibitions.len();
    assert_eq!(
        (plan("2026-11-25T11:59").await, plan("2026-11-25T12:00").await, plan("2026-11-26T12:00").await),
        (1, 2, 1)
    );
}

#[tokio::test]
async fn rule_11_a_day_tells_the_browser_when_a_desk_cannot_be_had() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    manager.apply(&exhibition(&["R2"], "2026-11-24T15:00", "2026-11-26T00:00")).await;
    manager.apply(&closure(Some("ruhe"), "2026-11-25T10:00", "2026-11-25T11:05")).await;
    let day = house.client.day(VENUE, date("2026-11-25")).await.unwrap();
    let closed = |code: &str| {
        let desk = day.desks.iter().find(|desk| desk.code == code).unwrap();
        desk.closed.iter().map(|time| (time.from, time.to)).collect::<Vec<_>>()
    };
    assert_eq!(closed("R1"), [(at("2026-11-25T10:00"), at("2026-11-25T11:15"))]);
    assert_eq!(closed("R2"), [(at("2026-11-25T00:00"), at("2026-11-26T00:00"))]);
    assert_eq!(closed("A1"), []);
    assert!(day.desks.iter().all(|desk| desk.busy.is_empty()), "what is closed is not busy");
    assert_eq!(look(&house, "2026-11-25T10:00", "2026-11-25T11:00").await.counts.closed, 9, "ruhe, and P6");
    let told = house.client.closures(VENUE).await.unwrap().items;
    assert_eq!((told[0].zone.as_deref(), told[0].reason_en.as_str()), (Some("ruhe"), "The floor is sanded."));
}

#[tokio::test]
async fn what_begins_at_the_same_time_is_listed_page_by_page_all_the_same() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    for zone in ["ruhe", "fokus", "austausch"] {
        manager.apply(&closure(Some(zone), "2026-11-25T10:00", "2026-11-25T11:00")).await;
    }
    let (mut path, mut zones) = (format!("/api/v1/venues/{VENUE}/closures?limit=1"), Vec::new());
    while zones.len() < 3 {
        let page = crate::harness::json(&house.get(&path).await);
        zones.push(page["items"][0]["zone"].as_str().unwrap().to_owned());
        path = format!("/api/v1/venues/{VENUE}/closures?limit=1&cursor={}", page["next"].as_str().unwrap());
    }
    zones.sort();
    assert_eq!(zones, ["austausch", "fokus", "ruhe"]);
}

#[tokio::test]
async fn rule_11_an_exhibition_may_take_a_zone_and_a_walk_in_ends_before_it() {
    let house = House::open().await;
    let manager = Manager::of(&house).await;
    let mut plan = exhibition(&[], "2026-11-24T09:30", "2026-11-24T12:00");
    plan["exhibition"]["zone"] = json!("austausch");
    manager.apply(&plan).await;
    let seated = house.sit_down("H1", None).await;
    assert_eq!(seated.status, 201, "{}", String::from_utf8_lossy(&seated.body));
    let seated: shared::bookings::Booking = seated.json().unwrap();
    assert_eq!(seated.to, at("2026-11-24T09:30"));
    let during = look(&house, "2026-11-24T10:00", "2026-11-24T11:00").await;
    assert!(during.desks.iter().filter(|desk| desk.code.starts_with('L')).all(|desk| desk.state == DeskState::Closed));
    assert_eq!(desk(&during, "A1").state, DeskState::Free);
    let shown = house.client.plan(VENUE, Some(at("2026-11-24T10:00"))).await.unwrap().exhibitions;
    assert!(shown.iter().any(|one| one.zone.as_deref() == Some("austausch")));
}
