//! Rule 7 before anything is booked: desks that a party would get, and times at which it fits.

use client::{AvailabilityQuery, SuggestionQuery};
use shared::desks::{Availability, DeskState};

use crate::harness::{House, VENUE, at, date};

const FROM: &str = "2026-11-24T09:00";
const TO: &str = "2026-11-24T12:00";

async fn group(house: &House, size: u16, zone: Option<&str>) -> Availability {
    let mut query = AvailabilityQuery::new(at(FROM), at(TO));
    query.party_size = Some(size);
    query.zone = zone.map(str::to_owned);
    house.client.availability(VENUE, &query).await.unwrap()
}

fn codes(found: &Availability) -> Vec<&str> {
    found.desks.iter().map(|desk| desk.code.as_str()).collect()
}

#[tokio::test]
async fn rule_7_the_desks_to_take_together_are_named() {
    let house = House::open().await;
    assert_eq!(codes(&group(&house, 4, None).await), ["T1"], "a team table first");
    house.hold(&["T1", "T2"], FROM, TO).await;
    let three = group(&house, 3, None).await;
    assert_eq!((three.desks.len(), three.counts.total, three.counts.free), (3, 3, 3));
    assert!(three.desks.iter().all(|desk| desk.state == DeskState::Free));
    let plan = house.client.plan(VENUE, Some(at(FROM))).await.unwrap();
    let zone = |code: &str| plan.desks.iter().find(|desk| desk.code == code).unwrap().zone.clone();
    assert!(codes(&three).iter().all(|code| zone(code) == zone(codes(&three)[0])), "{:?}", codes(&three));
}

#[tokio::test]
async fn rule_7_a_group_without_room_is_told_when_there_is_some() {
    let house = House::open().await;
    house.hold(&["A9", "A10", "A11", "A12", "R1", "R2"], FROM, "2026-11-24T13:00").await;
    let found = group(&house, 3, Some("ruhe")).await;
    assert!(found.alternatives.iter().all(|other| other.desk_codes.len() == 3), "{:?}", found.alternatives);
    let first = &found.alternatives[0];
    assert_eq!(first.from, at("2026-11-24T13:00"), "three hours earlier the doors are shut: {first:?}");
    assert_eq!(first.to - first.from, at(TO) - at(FROM));
}

#[tokio::test]
async fn suggestions_name_the_earliest_times_across_days() {
    let house = House::open().await;
    house.set(at("2026-11-24T17:20"));
    let mut wish = SuggestionQuery::new(date("2026-11-24"), 60);
    wish.party_size = Some(2);
    wish.days = Some(3);
    let found = house.client.suggestions(VENUE, &wish).await.unwrap();
    assert_eq!(found.items[0].from, at("2026-11-25T08:00"), "an hour does not fit before the doors close today");
    assert!(found.items.len() <= 5 && found.items.is_sorted_by_key(|item| item.from));
    for item in &found.items {
        assert_eq!((item.to - item.from).num_minutes(), 60);
        let codes: Vec<_> = item.desks.iter().map(|desk| desk.code.as_str()).collect();
        let wish = crate::harness::wish(&codes, FROM, TO);
        let answer = house.ask(&shared::bookings::NewBooking { from: item.from, to: item.to, ..wish }).await;
        assert!([201, 409].contains(&answer.status.as_u16()), "{item:?}");
    }
    wish.minutes = 30;
    wish.party_size = None;
    let today = house.client.suggestions(VENUE, &wish).await.unwrap();
    assert_eq!(today.items[0].from, at("2026-11-24T17:15"), "the running quarter of an hour counts as now");
}

#[tokio::test]
async fn suggestions_keep_to_the_wish_and_to_the_rules() {
    let house = House::open().await;
    let mut wish = SuggestionQuery::new(date("2026-12-24"), 120);
    wish.features = vec!["monitor".to_owned()];
    wish.days = Some(7);
    let found = house.client.suggestions(VENUE, &wish).await.unwrap();
    assert_eq!(found.items[0].from, at("2026-12-27T10:00"), "three closed days, then a Sunday");
    let all = house.client.desks(VENUE).await.unwrap().items;
    for code in found.items.iter().flat_map(|item| &item.desks).map(|desk| &desk.code) {
        let desk = all.iter().find(|desk| desk.code == *code).unwrap();
        assert!(desk.features.contains(&"monitor".to_owned()), "{code}");
    }
    let beyond = SuggestionQuery::new(date("2027-02-01"), 60);
    assert_eq!(house.client.suggestions(VENUE, &beyond).await.unwrap().items, [], "beyond the horizon is nothing");
}
