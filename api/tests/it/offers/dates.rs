//! When events take place: rules, exceptions, clock changes, and that dates come nearer as time passes.

use serde_json::Value;

use crate::harness::{House, at, json};

async fn dates(house: &House, slug: &str) -> Vec<(String, String)> {
    let offer = json(&house.get(&format!("/api/v1/offers/{slug}")).await);
    let dates = offer["dates"].as_array().unwrap();
    dates.iter().map(|date| (text(&date["from"]), text(&date["state"]))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_rule_and_its_exceptions_become_dates() {
    let house = House::open().await;
    let story = dates(&house, "vorlesestunde-im-advent").await;
    let told: Vec<(&str, &str)> = story.iter().map(|(from, state)| (&from[..16], state.as_str())).collect();
    assert_eq!(
        told,
        [
            ("2026-11-28T15:00", "scheduled"),
            ("2026-12-05T15:00", "scheduled"),
            ("2026-12-13T15:00", "moved"),
            ("2026-12-19T15:00", "scheduled"),
        ]
    );
    let singing = dates(&house, "adventssingen").await;
    assert_eq!(singing, [("2026-12-16T17:00:00+01:00".to_owned(), "cancelled".to_owned())]);
    let cafe = dates(&house, "sprachcafe-deutsch").await;
    assert!(!cafe.iter().any(|(from, _)| from.starts_with("2026-12-23")), "left out");
}

#[tokio::test]
async fn rule_12_an_event_keeps_its_time_when_the_clocks_change() {
    let house = House::open().await;
    let cafe = dates(&house, "sprachcafe-deutsch").await;
    let spring: Vec<&str> = cafe
        .iter()
        .map(|(from, _)| from.as_str())
        .filter(|from| from.starts_with("2027-03") || from.starts_with("2027-04-07"))
        .collect();
    assert!(spring.contains(&"2027-03-24T17:00:00+01:00"), "{spring:?}");
    assert!(spring.contains(&"2027-03-31T17:00:00+02:00"), "{spring:?}");
}

#[tokio::test]
async fn dates_are_known_a_year_ahead_for_as_long_as_the_house_stands() {
    let house = House::open().await;
    let ahead = "SELECT count(*) FROM offer_dates WHERE lower(during) > timestamptz '";
    assert_ne!(house.one(&format!("{ahead}2027-11-24T00:00:00Z'")).await, "0");
    assert_eq!(house.one(&format!("{ahead}2028-02-01T00:00:00Z'")).await, "0");
    house.pass(at("2027-03-01T09:00")).await;
    assert_ne!(house.one(&format!("{ahead}2028-02-01T00:00:00Z'")).await, "0");
    let twice = "SELECT count(*) FROM (SELECT offer_id, during FROM offer_dates GROUP BY 1, 2 HAVING count(*) > 1) d";
    assert_eq!(house.one(twice).await, "0");
}

#[tokio::test]
async fn a_rhythm_without_a_schedule_gets_one_and_no_second() {
    let house = House::open().await;
    house.sql("DELETE FROM offer_schedules").await;
    house.pass(at("2026-11-24T09:10")).await;
    let rule = house.one(
        "SELECT rrule FROM offer_schedules s JOIN offers o ON o.id = s.offer_id WHERE slug = 'sprechstunde-aktivpass'",
    );
    assert_eq!(rule.await, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    let before = house.one("SELECT count(*) FROM offer_schedules").await;
    house.pass(at("2026-11-24T09:20")).await;
    assert_eq!(house.one("SELECT count(*) FROM offer_schedules").await, before);
}

#[tokio::test]
async fn an_event_with_a_rule_shows_its_next_date() {
    let house = House::open().await;
    let offer = json(&house.get("/api/v1/offers/repair-cafe").await);
    assert_eq!(offer["starts_at"], "2026-12-12T11:00:00+01:00");
    house.pass(at("2026-12-13T09:00")).await;
    let offer = json(&house.get("/api/v1/offers/repair-cafe").await);
    assert_eq!(offer["starts_at"], "2027-01-09T11:00:00+01:00");
}
