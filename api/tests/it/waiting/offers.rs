//! From a wish to an offer, and what becomes of it.

use client::{Method, Request};
use serde_json::json;
use shared::bookings::{BookingState, Rule, Series};
use shared::problem::ProblemKind;
use shared::waiting::WaitingState;

use super::{body, fill, join, waits};
use crate::harness::{House, Taken, VENUE, at, problem};

const FROM: &str = "2026-11-24T13:00";
const TO: &str = "2026-11-24T15:00";

#[tokio::test]
async fn rule_9_room_that_appears_is_offered_in_order_and_passes_on_when_nobody_takes_it() {
    let house = House::open().await;
    let taken = fill(&house, FROM, TO).await;
    assert!(taken.len() > 3, "{}", taken.len());
    let first = waits(&house, &body("ada", FROM, TO)).await;
    let second = waits(&house, &body("bea", FROM, TO)).await;
    assert_eq!((first.entry.position, second.entry.position), (Some(1), Some(2)));
    assert_eq!(house.step(&taken[0], "cancel", None).await.status, 200);
    let offered = first.look(&house).await;
    assert_eq!((offered.state, second.state(&house).await), (WaitingState::Offered, WaitingState::Waiting));
    let offer = offered.offer.unwrap();
    assert_eq!(offer.desks, taken[0].booking.desks);
    assert_eq!(offer.hold_expires_at, Some(at("2026-11-24T08:35")), "30 minutes");
    assert_eq!(second.look(&house).await.position, Some(1));
    // Nobody takes it: the next one is asked at that moment, and not a second before.
    house.pass(at("2026-11-24T08:34:59")).await;
    assert_eq!(second.state(&house).await, WaitingState::Waiting);
    house.pass(at("2026-11-24T08:35")).await;
    assert_eq!((first.state(&house).await, second.state(&house).await), (WaitingState::Lapsed, WaitingState::Offered));
    let offer = second.look(&house).await.offer.unwrap();
    let booking = house.client.booking(offer.booking_id, &offer.secret).await.unwrap();
    assert_eq!((booking.state, booking.hold_extensions_left), (BookingState::Held, 0));
    let hold = Taken { booking, secret: offer.secret };
    let code = house.code(&hold).await;
    assert_eq!(house.confirm(&hold, &code).await.status, 200);
    assert_eq!(second.state(&house).await, WaitingState::Served);
    house.agrees().await;
}

/// Subjects of the mails to somebody, in the order of their writing.
async fn mails_to(house: &House, name: &str) -> Vec<String> {
    let query = format!("SELECT subject FROM outbox WHERE recipient = '{name}@example.org' ORDER BY created_at");
    house.sql(&query).await.into_iter().filter_map(|row| row[0].clone()).collect()
}

#[tokio::test]
async fn whoever_waits_is_told_where_to_look_and_once_when_nothing_came() {
    let house = House::open().await;
    fill(&house, FROM, TO).await;
    let stays = waits(&house, &body("ada", FROM, TO)).await;
    let leaves = waits(&house, &body("bea", FROM, TO)).await;
    assert_eq!(house.send(leaves.request(Method::DELETE)).await.status, 204);
    let link = format!("{}#s={}", stays.entry.manage, stays.secret);
    let told = "SELECT body_text FROM outbox WHERE recipient = 'ada@example.org'";
    assert!(house.one(told).await.contains(&link));
    house.pass(at("2026-11-24T12:59")).await;
    assert_eq!(mails_to(&house, "ada").await.len(), 1);
    house.pass(at("2026-11-24T13:00")).await;
    house.pass(at("2026-11-24T13:01")).await;
    let when = "24.11.2026, 13:00 bis 15:00 Uhr";
    let subjects = [format!("Auf der Warteliste: {when}"), format!("Nichts frei geworden: {when}")];
    assert_eq!(mails_to(&house, "ada").await, subjects);
    assert_eq!(mails_to(&house, "bea").await.len(), 1, "who has left is told nothing more");
    let lucky = waits(&house, &body("cem", "2026-11-24T15:00", "2026-11-24T16:00")).await;
    assert_eq!(lucky.entry.state, WaitingState::Offered);
    assert_eq!(mails_to(&house, "cem").await.len(), 1, "the offer's own");
}

#[tokio::test]
async fn rule_9_an_offer_never_outlives_the_start_and_a_wish_never_its_time() {
    let house = House::open().await;
    let taken = fill(&house, FROM, TO).await;
    let first = waits(&house, &body("ada", FROM, TO)).await;
    let second = waits(&house, &body("bea", FROM, TO)).await;
    house.set(at("2026-11-24T12:50"));
    assert_eq!(house.step(&taken[0], "cancel", None).await.status, 200);
    assert_eq!(first.look(&house).await.offer.unwrap().hold_expires_at, Some(at("2026-11-24T13:00")));
    house.pass(at("2026-11-24T13:00")).await;
    assert_eq!((first.state(&house).await, second.state(&house).await), (WaitingState::Lapsed, WaitingState::Expired));
    house.agrees().await;
}

#[tokio::test]
async fn rule_9_a_wish_that_fits_is_offered_at_once_and_one_that_does_not_fit_lets_others_pass() {
    let house = House::open().await;
    let lucky = waits(&house, &body("ada", FROM, TO)).await;
    assert_eq!(lucky.entry.state, WaitingState::Offered);
    assert!(lucky.entry.offer.is_some_and(|offer| !offer.secret.is_empty()));
    let taken = fill(&house, FROM, TO).await;
    let mut large = body("bea", FROM, TO);
    large["party_size"] = json!(4);
    let party = waits(&house, &large).await;
    let single = waits(&house, &body("cem", FROM, TO)).await;
    assert_eq!(house.step(&taken[0], "cancel", None).await.status, 200);
    assert_eq!((party.state(&house).await, single.state(&house).await), (WaitingState::Waiting, WaitingState::Offered));
    for hold in &taken[1..] {
        assert_eq!(house.step(hold, "cancel", None).await.status, 200);
    }
    assert_eq!(party.state(&house).await, WaitingState::Offered);
    house.agrees().await;
}

#[tokio::test]
async fn rule_9_nobody_overtakes_the_list_where_time_has_freed_a_desk_and_no_job_came_round() {
    let house = House::open().await;
    let mut taken = fill(&house, FROM, TO).await;
    let last = taken.pop().unwrap();
    assert_eq!(house.step(&last, "cancel", None).await.status, 200);
    let code = last.booking.desks[0].code.clone();
    house.hold(&[&code], FROM, TO).await;
    let first = waits(&house, &body("ada", FROM, TO)).await;
    house.set(at("2026-11-24T08:15"));
    let rival = house.ask(&crate::harness::wish(&[&code], FROM, TO)).await;
    problem(&rival, ProblemKind::DeskTaken);
    assert_eq!(first.state(&house).await, WaitingState::Offered);
    house.agrees().await;
}

#[tokio::test]
async fn rule_9_a_change_that_frees_a_desk_serves_the_list_too() {
    let house = House::open().await;
    let taken = fill(&house, FROM, TO).await;
    let first = waits(&house, &body("ada", FROM, TO)).await;
    let change = shared::bookings::BookingChange {
        from: Some(at("2026-11-24T15:00")),
        to: Some(at("2026-11-24T17:00")),
        ..Default::default()
    };
    let tag = house.tag(&taken[0]).await;
    assert_eq!(house.change(&taken[0], &tag, &change).await.status, 200);
    assert_eq!(first.state(&house).await, WaitingState::Offered);
    house.agrees().await;
}

#[tokio::test]
async fn rule_9_the_list_is_left_by_its_owner_alone_and_nonsense_is_refused() {
    let house = House::open().await;
    let taken = fill(&house, FROM, TO).await;
    let first = waits(&house, &body("ada", FROM, TO)).await;
    let stranger = client::Request::new(Method::DELETE, format!("/api/v1/waiting-list/{}", first.entry.id));
    problem(&house.send(stranger.header("Booking-Secret", "bm90LXlvdXJzLWF0LWFsbA")).await, ProblemKind::NotFound);
    assert_eq!(house.send(first.request(Method::DELETE)).await.status, 204);
    assert_eq!(first.state(&house).await, WaitingState::Withdrawn);
    problem(&house.send(first.request(Method::DELETE)).await, ProblemKind::WrongState);
    assert_eq!(house.step(&taken[0], "cancel", None).await.status, 200);
    assert_eq!(first.state(&house).await, WaitingState::Withdrawn);
    for (field, value, pointer) in [
        ("zone", json!("moon"), "/zone"),
        ("features", json!(["wings"]), "/features"),
        ("party_size", json!(0), "/party_size"),
        ("email", json!("nobody"), "/email"),
        ("venue", json!("atlantis"), "/venue"),
    ] {
        let mut wrong = body("dua", FROM, TO);
        wrong[field] = value;
        assert_eq!(problem(&join(&house, &wrong).await, ProblemKind::InvalidRequest).errors[0].pointer, pointer);
    }
    let begun = problem(&join(&house, &body("dua", "2026-11-24T08:00", TO)).await, ProblemKind::RuleViolated);
    assert_eq!(begun.rule, Some(Rule::InThePast));
    fill(&house, FROM, TO).await;
    for _ in 0..3 {
        waits(&house, &body("eva", FROM, TO)).await;
    }
    let refused = problem(&join(&house, &body("eva", FROM, TO)).await, ProblemKind::RuleViolated);
    assert_eq!(refused.rule, Some(Rule::QuotaBookings));
}

#[tokio::test]
async fn rule_9_the_dates_of_a_series_that_is_called_off_go_to_who_waits() {
    let house = House::open().await;
    let wish = json!({ "venue": VENUE, "from": "2026-12-01T09:00:00+01:00", "to": "2026-12-01T11:00:00+01:00",
        "desk_codes": ["A1"], "rrule": "FREQ=WEEKLY;COUNT=2", "email": "ada@example.org" });
    let answer = house.send(Request::new(Method::POST, "/api/v1/series").json(&wish).unwrap()).await;
    let made: Vec<Taken> = answer.json::<Series>().unwrap().bookings.into_iter().map(Taken::from).collect();
    assert_eq!(house.confirm(&made[0], &house.code(&made[0]).await).await.status, 200);
    let (from, to) = ("2026-12-08T09:00", "2026-12-08T11:00");
    fill(&house, from, to).await;
    let waits = waits(&house, &body("bea", from, to)).await;
    assert_eq!(waits.state(&house).await, WaitingState::Waiting);
    assert_eq!(house.step(&made[0], "cancel-series", None).await.status, 200);
    assert_eq!(waits.look(&house).await.offer.unwrap().desks, made[1].booking.desks);
    house.agrees().await;
}
