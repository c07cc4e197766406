//! What is free: as the office says, without what is taken, closed or over.

use client::{Method, Request};
use serde_json::json;
use shared::advice::{AdviceHour, AdviceSlots};
use shared::bookings::Rule;
use shared::problem::ProblemKind;
use shared::venues::Page;

use super::{OFFER, TEN, ask, booked, free, hours, hours_of, terms, told, wish};
use crate::harness::{House, at, header, problem};

#[tokio::test]
async fn slots_are_told_in_order_with_places_left_and_come_back_when_they_are_called_off() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let all = free(&house, OFFER, "").await;
    assert_eq!(
        told(&all),
        ["24.11. 10:00 2", "24.11. 10:20 2", "24.11. 10:40 2", "01.12. 10:00 2", "01.12. 10:20 2", "01.12. 10:40 2"]
    );
    assert_eq!((all.hours.len(), all.venue.as_str()), (1, crate::harness::VENUE));
    let first = booked(&house, &hour, TEN, "kim@example.org").await;
    booked(&house, &hour, TEN, "toni@example.org").await;
    booked(&house, &hour, "2026-11-24T10:20", "uli@example.org").await;
    let day = "?from=2026-11-24T00:00:00%2B01:00&to=2026-11-25T00:00:00%2B01:00";
    assert_eq!(told(&free(&house, OFFER, day).await), ["24.11. 10:20 1", "24.11. 10:40 2"]);
    let taken = format!("{day}&taken=true");
    assert_eq!(told(&free(&house, OFFER, &taken).await), ["24.11. 10:00 0", "24.11. 10:20 1", "24.11. 10:40 2"]);
    assert_eq!(first.step(&house, "cancel", None).await.status, 200);
    assert_eq!(told(&free(&house, OFFER, day).await), ["24.11. 10:00 1", "24.11. 10:20 1", "24.11. 10:40 2"]);
    house.set(at("2026-11-24T10:20"));
    assert_eq!(told(&free(&house, OFFER, day).await), ["24.11. 10:40 2"], "what has begun is gone");
}

#[tokio::test]
async fn a_period_is_half_open_pages_are_whole_and_what_is_known_is_not_sent_again() {
    let house = House::open().await;
    hours(&house).await;
    let within = "?from=2026-11-24T10:20:00%2B01:00&to=2026-11-24T10:40:00%2B01:00";
    assert_eq!(told(&free(&house, OFFER, within).await), ["24.11. 10:20 2"]);
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let after = cursor.map(|cursor: String| format!("&cursor={cursor}")).unwrap_or_default();
        let page = free(&house, OFFER, &format!("?limit=4{after}")).await;
        seen.extend(told(&page));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, told(&free(&house, OFFER, "").await));
    let path = format!("/api/v1/offers/{OFFER}/advice-slots");
    let tag = header(&house.get(&path).await, "etag").to_owned();
    let again = house.send(Request::new(Method::GET, path.clone()).header("If-None-Match", tag)).await;
    assert_eq!(again.status, 304);
    for wrong in [
        "?to=2026-11-01T00:00:00Z",
        "?from=2026-11-24T00:00:00Z&to=2027-11-24T00:00:00Z",
        "?cursor=zz",
        "?when=x",
        "?taken=x",
    ] {
        problem(&house.get(&format!("{path}{wrong}")).await, ProblemKind::InvalidRequest);
    }
    problem(&house.get("/api/v1/offers/nothing/advice-slots").await, ProblemKind::NotFound);
    let none: AdviceSlots = house.get("/api/v1/offers/sprengel-museum/advice-slots").await.json().unwrap();
    assert!(none.hours.is_empty() && none.items.is_empty(), "an offer nobody advises on has none, and is there");
}

#[tokio::test]
async fn the_demo_has_hours_that_are_marked_as_examples_and_can_be_booked() {
    let house = House::open().await;
    let all: Page<AdviceHour> = house.get("/api/v1/venues/neues-rathaus/advice-hours").await.json().unwrap();
    assert!(all.items.len() >= 6 && all.items.iter().all(|hour| hour.example), "{:?}", all.items);
    for offer in [
        "hannover-aktivpass",
        "bildung-und-teilhabe",
        "feriencard",
        "seniorenberatung",
        "buergeraemter",
        "volkshochschule",
    ] {
        let slots = free(&house, offer, "").await;
        let slot = slots.items.first().unwrap_or_else(|| panic!("{offer} has no slot"));
        let body = json!({ "advice_hour": slot.advice_hour, "from": slot.from, "email": format!("kim@{offer}.example"), "offer": offer });
        assert_eq!(ask(&house, &body).await.status, 201, "{offer}");
    }
}

#[tokio::test]
async fn a_refusal_says_which_rule() {
    let house = House::open().await;
    let hour = hours(&house).await;
    for (from, rule) in [
        ("2026-11-24T10:10", Rule::OffGrid),
        ("2026-11-24T11:00", Rule::OutsideOpeningHours),
        ("2026-11-17T10:00", Rule::InThePast),
        ("2027-02-02T10:00", Rule::BeyondHorizon),
    ] {
        let refusal = problem(&ask(&house, &wish(hour.id, from, "kim@example.org")).await, ProblemKind::RuleViolated);
        assert_eq!(refusal.rule, Some(rule), "{from}");
    }
    let mut other = wish(hour.id, TEN, "kim@example.org");
    other["offer"] = json!("feriencard");
    let refusal = problem(&ask(&house, &other).await, ProblemKind::InvalidRequest);
    assert_eq!(refusal.errors[0].pointer, "/offer", "the hours are not about it");
    let nobodys =
        json!({ "advice_hour": "019a0000-0000-7000-8000-000000000000", "from": at(TEN), "email": "kim@example.org" });
    assert_eq!(problem(&ask(&house, &nobodys).await, ProblemKind::InvalidRequest).errors[0].pointer, "/advice_hour");
    assert_eq!(house.one("SELECT count(*) FROM appointments").await, "0");
}

#[tokio::test]
async fn a_day_of_a_clock_change_keeps_the_clock_on_the_wall() {
    let house = House::with(crate::harness::Plan { now: at("2027-03-20T08:00").to_utc(), ..Default::default() }).await;
    let mut sundays = terms();
    sundays["times"] =
        json!([{ "weekday": 7, "opens": 60, "closes": 240 }, { "weekday": 7, "opens": 600, "closes": 640 }]);
    let hour = hours_of(&house, &sundays).await;
    let slots = free(&house, OFFER, "?from=2027-03-28T00:00:00%2B01:00&to=2027-03-29T00:00:00%2B02:00").await;
    let starts: Vec<String> = slots.items.iter().map(|slot| slot.from.to_rfc3339()).collect();
    assert_eq!(
        starts,
        [
            "2027-03-28T01:00:00+01:00",
            "2027-03-28T01:20:00+01:00",
            "2027-03-28T01:40:00+01:00",
            "2027-03-28T03:00:00+02:00",
            "2027-03-28T03:20:00+02:00",
            "2027-03-28T03:40:00+02:00",
            "2027-03-28T10:00:00+02:00",
            "2027-03-28T10:20:00+02:00",
        ],
        "an hour is left out"
    );
    let body = json!({ "advice_hour": hour.id, "from": "2027-03-28T03:00:00+02:00", "email": "kim@example.org" });
    assert_eq!(ask(&house, &body).await.status, 201);
}
