//! Every rule that may refuse a booking, by its number in the product's list, and what the refusal says.

use chrono::{DateTime, FixedOffset};
use client::Answer;
use shared::bookings::{Booking, NewBooking, Rule};
use shared::problem::{Problem, ProblemKind};

use crate::harness::{House, Plan, at, problem, wish};

async fn refusal(house: &House, wish: &NewBooking) -> Problem {
    problem(&house.ask(wish).await, ProblemKind::RuleViolated)
}

fn party(size: u16, from: &str, to: &str) -> NewBooking {
    NewBooking { desk_codes: None, party_size: Some(size), ..wish(&[], from, to) }
}

fn desks(answer: Answer) -> Vec<String> {
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.json::<Booking>().unwrap().desks.into_iter().map(|desk| desk.code).collect()
}

#[tokio::test]
async fn rule_1_a_refusal_names_the_rule_and_what_it_allows() {
    let house = House::open().await;
    let cases: [(&str, &str, Rule, Option<i64>); 11] = [
        ("2026-11-24T09:05", "2026-11-24T10:00", Rule::OffGrid, Some(15)),
        ("2026-11-24T09:00", "2026-11-24T10:00:01", Rule::OffGrid, Some(15)),
        ("2026-11-24T09:00", "2026-11-24T09:15", Rule::TooShort, Some(30)),
        ("2026-11-24T09:00", "2026-11-24T09:00", Rule::TooShort, Some(30)),
        ("2026-11-24T10:00", "2026-11-24T09:00", Rule::TooShort, Some(30)),
        ("2026-11-25T08:00", "2026-11-25T18:15", Rule::TooLong, Some(600)),
        ("2026-11-24T07:45", "2026-11-24T09:00", Rule::InThePast, None),
        ("2027-01-23T10:00", "2027-01-23T11:00", Rule::BeyondHorizon, Some(60)),
        ("2026-11-25T07:45", "2026-11-25T09:00", Rule::OutsideOpeningHours, None),
        ("2026-11-24T17:30", "2026-11-24T18:15", Rule::OutsideOpeningHours, None),
        ("2026-11-24T17:30", "2026-11-25T08:30", Rule::TooLong, Some(600)),
    ];
    for (from, to, rule, limit) in cases {
        let refused = refusal(&house, &wish(&["A1"], from, to)).await;
        assert_eq!((refused.rule, refused.limit), (Some(rule), limit), "{from} to {to}");
    }
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "0");
}

#[tokio::test]
async fn rule_1_a_refusal_says_when_it_would_be_allowed() {
    let house = House::open().await;
    let past = refusal(&house, &wish(&["A1"], "2026-11-24T07:45", "2026-11-24T09:00")).await;
    assert_eq!(past.allowed_from, Some(at("2026-11-24T08:00")), "the running quarter of an hour counts as now");
    let far = refusal(&house, &wish(&["A1"], "2027-01-23T10:00", "2027-01-23T11:00")).await;
    assert_eq!(far.allowed_to, Some(at("2027-01-23T08:05")));
    let early = refusal(&house, &wish(&["A1"], "2026-11-29T09:00", "2026-11-29T10:30")).await;
    let sunday = (Some(at("2026-11-29T10:00")), Some(at("2026-11-29T18:00")));
    assert_eq!((early.allowed_from, early.allowed_to), sunday, "on Sundays the doors open at ten");
}

#[tokio::test]
async fn rule_1_the_edges_are_inside() {
    let house = House::open().await;
    house.hold(&["A1"], "2026-11-24T08:00", "2026-11-24T08:30").await;
    house.hold(&["A1"], "2026-11-24T17:30", "2026-11-24T18:00").await;
    house.hold(&["A1"], "2026-11-25T08:00", "2026-11-25T18:00").await;
    house.hold(&["A1"], "2027-01-22T17:30", "2027-01-22T18:00").await;
    house.set(at("2026-11-24T09:00"));
    house.hold(&["A1"], "2026-11-24T09:00", "2026-11-24T09:30").await;
    house.agrees().await;
}

#[tokio::test]
async fn rule_1_any_offset_is_the_same_instant() {
    let house = House::open().await;
    let mut abroad = wish(&["A1"], "2026-11-24T09:00", "2026-11-24T10:00");
    let from: DateTime<FixedOffset> = "2026-11-24T03:00:00-05:00".parse().unwrap();
    (abroad.from, abroad.to) = (from, from + chrono::TimeDelta::hours(1));
    let booking: Booking = house.ask(&abroad).await.json().unwrap();
    assert_eq!(booking.from.to_rfc3339(), "2026-11-24T09:00:00+01:00", "answers are in the venue's time");
}

#[tokio::test]
async fn rule_1_holidays_and_closures_are_closed() {
    let house = House::open().await;
    for day in ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31", "2027-01-01"] {
        let (from, to) = (format!("{day}T11:00"), format!("{day}T12:00"));
        let refused = refusal(&house, &wish(&["A1"], &from, &to)).await;
        assert_eq!((refused.rule, refused.allowed_from), (Some(Rule::Closed), None), "{day}");
    }
}

#[tokio::test]
async fn desks_that_are_not_there_or_out_of_order_are_told_apart() {
    let house = House::open().await;
    let rule = async |code: &str, day: &str| {
        let (from, to) = (format!("{day}T11:00"), format!("{day}T12:00"));
        refusal(&house, &wish(&[code], &from, &to)).await.rule
    };
    assert_eq!(rule("Z9", "2026-11-24").await, Some(Rule::UnknownDesk));
    assert_eq!(rule("P6", "2026-11-24").await, Some(Rule::Closed), "its top is loose");
    assert_eq!(rule("A7", "2026-12-15").await, Some(Rule::UnknownDesk), "an exhibition stands there");
    house.hold(&["A7"], "2026-12-13T11:00", "2026-12-13T12:00").await;
    house.hold(&["A7"], "2026-12-19T11:00", "2026-12-19T12:00").await;
}

#[tokio::test]
async fn rule_4_walk_in_desks_are_for_the_next_60_minutes() {
    let house = House::open().await;
    house.hold(&["H1"], "2026-11-24T09:00", "2026-11-24T10:00").await;
    let refused = refusal(&house, &wish(&["H2"], "2026-11-24T09:15", "2026-11-24T10:00")).await;
    assert_eq!((refused.rule, refused.limit), (Some(Rule::WalkInOnly), Some(60)));
    assert_eq!(refused.allowed_to, Some(at("2026-11-24T09:05")));
    let mixed = refusal(&house, &wish(&["A1", "L8"], "2026-11-24T11:00", "2026-11-24T12:00")).await;
    assert_eq!(mixed.rule, Some(Rule::WalkInOnly), "one of them is enough");
    house.set(at("2026-11-24T08:15"));
    house.hold(&["H2"], "2026-11-24T09:15", "2026-11-24T10:00").await;
}

#[tokio::test]
async fn rule_7_a_party_gets_desks_close_together_or_none() {
    let house = House::open().await;
    let (from, to) = ("2026-11-24T09:00", "2026-11-24T12:00");
    assert_eq!(desks(house.ask(&party(4, from, to)).await).len(), 1, "a team table first, where it fits");
    let mut quiet = party(3, from, to);
    quiet.zone = Some("ruhe".to_owned());
    let three = desks(house.ask(&quiet).await);
    assert_eq!(three.len(), 3);
    assert!(three.iter().all(|code| code.starts_with('A') || code.starts_with('R')), "{three:?}");
    quiet.party_size = Some(6);
    let refused = problem(&house.ask(&quiet).await, ProblemKind::DeskTaken);
    assert!(refused.alternatives.is_some(), "5 of 8 quiet desks are left: all or nothing");
    let too_many = refusal(&house, &party(9, from, to)).await;
    assert_eq!((too_many.rule, too_many.limit), (Some(Rule::PartyTooLarge), Some(8)));
    let named = refusal(&house, &wish(&["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9"], from, to)).await;
    assert_eq!((named.rule, named.limit), (Some(Rule::PartyTooLarge), Some(8)));
    house.agrees().await;
}

#[tokio::test]
async fn rule_7_features_hold_for_every_desk_of_a_party() {
    let house = House::open().await;
    let mut monitors = party(2, "2026-11-24T09:00", "2026-11-24T12:00");
    monitors.features = Some(vec!["monitor".to_owned()]);
    for code in desks(house.ask(&monitors).await) {
        let desk = house.client.desk(crate::harness::VENUE, &code).await.unwrap();
        assert!(desk.features.contains(&"monitor".to_owned()), "{code}: {:?}", desk.features);
    }
}

#[tokio::test]
async fn rule_12_the_day_with_25_hours_is_a_normal_day() {
    let now = "2026-10-20T10:00:00+02:00".parse::<DateTime<FixedOffset>>().unwrap().to_utc();
    let house = House::with(Plan { now, ..Plan::default() }).await;
    let summer = |hour: &str| format!("2026-10-24T{hour}:00:00+02:00").parse::<DateTime<FixedOffset>>().unwrap();
    let mut before = wish(&["A1"], "2026-10-25T10:00", "2026-10-25T18:00");
    let sunday: Booking = house.ask(&before).await.json().unwrap();
    assert_eq!(sunday.from.to_rfc3339(), "2026-10-25T10:00:00+01:00");
    assert_eq!((sunday.to - sunday.from).num_minutes(), 480);
    (before.from, before.to) = (summer("10"), summer("18"));
    let saturday: Booking = house.ask(&before).await.json().unwrap();
    assert_eq!(saturday.from.to_rfc3339(), "2026-10-24T10:00:00+02:00");
    let mut early = wish(&["A2"], "2026-10-25T09:45", "2026-10-25T11:00");
    assert_eq!(refusal(&house, &early).await.rule, Some(Rule::OutsideOpeningHours));
    early.from = summer("10") + chrono::TimeDelta::hours(24);
    assert_eq!(refusal(&house, &early).await.rule, Some(Rule::OutsideOpeningHours), "ten in summer time is nine");
    house.agrees().await;
}

#[tokio::test]
async fn rule_12_the_day_with_23_hours_is_a_normal_day() {
    let now = "2027-03-20T10:00:00+01:00".parse::<DateTime<FixedOffset>>().unwrap().to_utc();
    let house = House::with(Plan { now, ..Plan::default() }).await;
    let mut wish = wish(&["A1"], "2027-03-28T09:00", "2027-03-28T17:00");
    let booking: Booking = house.ask(&wish).await.json().unwrap();
    assert_eq!(booking.from.to_rfc3339(), "2027-03-28T10:00:00+02:00");
    assert_eq!(booking.to.to_rfc3339(), "2027-03-28T18:00:00+02:00");
    wish.desk_codes = Some(vec!["A2".to_owned()]);
    wish.to = at("2027-03-28T17:15");
    assert_eq!(refusal(&house, &wish).await.rule, Some(Rule::OutsideOpeningHours));
}
