//! Rivals. Rule 3 is the one that nobody may override, so it is tried as hard as two processors can.

use client::Method;
use client::{Answer, Request};
use futures_util::future::join_all;
use serde_json::Value;
use shared::bookings::{Booking, BookingState, NewBooking};
use shared::problem::ProblemKind;

use crate::harness::{House, LIMIT, Taken, at, connect, crowd, json, problem, wish};

const FROM: &str = "2026-11-24T09:00";
const TO: &str = "2026-11-24T12:00";

/// Sorts the answers of rivals: who got it; everybody else was told properly that it is taken.
fn winners(answers: Vec<Answer>) -> Vec<Taken> {
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    for answer in &lost {
        problem(answer, ProblemKind::DeskTaken);
    }
    won.into_iter().map(|answer| Taken::from(answer.json::<Booking>().unwrap())).collect()
}

async fn race(house: &House, wishes: &[NewBooking]) -> Vec<Taken> {
    winners(join_all(wishes.iter().map(|wish| house.ask(wish))).await)
}

/// Every one of them is there, and nothing else is.
async fn stored(house: &House, won: &[Taken]) {
    for taken in won {
        assert_eq!(house.state(taken).await, BookingState::Held, "an answer of 201 is a promise");
    }
    let blocking = "SELECT count(*) FROM bookings WHERE state IN ('held', 'confirmed', 'checked_in')";
    assert_eq!(house.one(blocking).await, won.len().to_string());
    house.agrees().await;
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn rule_3_of_64_rivals_for_one_desk_one_gets_it_and_63_are_told_what_else_there_is() {
    let house = House::open().await;
    let wishes = crowd(64, &wish(&["A1"], FROM, TO));
    let answers = join_all(wishes.iter().map(|wish| house.ask(wish))).await;
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        let refusal = problem(answer, ProblemKind::DeskTaken);
        let others = refusal.alternatives.unwrap();
        assert_eq!(others[0].from, at(FROM), "the same time at another desk is the nearest");
        assert!(!others[0].desk_codes.is_empty() && !others[0].desk_codes.contains(&"A1".to_owned()), "{others:?}");
    }
    let won = winners(answers);
    assert_eq!(won.len(), 1);
    stored(&house, &won).await;
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "1", "only one of them gets a mail");
}

#[tokio::test]
async fn rule_3_overlapping_times_and_sets_of_desks_in_any_order_never_overlap_and_never_deadlock() {
    let house = House::open().await;
    let sets: [&[&str]; 6] =
        [&["A1", "A2", "A3"], &["A3", "A2", "A1"], &["A2", "A4"], &["A4", "A2"], &["A1"], &["A4", "A1"]];
    let wishes: Vec<NewBooking> = (0..72_usize)
        .map(|index| {
            let start = at(FROM) + chrono::TimeDelta::minutes(15 * i64::try_from(index * 7 % 24).unwrap());
            let mut wish = wish(sets[index % sets.len()], FROM, TO);
            wish.from = start;
            wish.to = start + chrono::TimeDelta::minutes(30 + 15 * i64::try_from(index % 5).unwrap());
            wish
        })
        .collect();
    let won = race(&house, &wishes).await;
    assert!(won.len() >= 6, "there is room for more than {}", won.len());
    stored(&house, &won).await;
}

#[tokio::test]
async fn rule_3_groups_that_come_at_once_get_desks_of_their_own() {
    let house = House::open().await;
    let mut group = wish(&[], FROM, TO);
    group.desk_codes = None;
    group.party_size = Some(3);
    let won = race(&house, &crowd(16, &group)).await;
    assert!(won.len() >= 4, "the hall has room for more than {} groups", won.len());
    stored(&house, &won).await;
}

#[tokio::test]
async fn rule_3_two_nodes_on_one_database_are_no_different() {
    let first = House::open().await;
    let second =
        House::on(std::sync::Arc::clone(&first.database), crate::harness::Plan { seed: 2, ..Default::default() });
    let second = second.await;
    let wishes = crowd(12, &wish(&["A1", "A2"], FROM, TO));
    let turned = crowd(12, &wish(&["A2", "A1"], "2026-11-24T10:00", "2026-11-24T13:00"));
    let asked = wishes.iter().map(|wish| first.ask(wish)).collect::<Vec<_>>();
    let turned = turned.iter().map(|wish| second.ask(wish)).collect::<Vec<_>>();
    let (mut answers, more) = tokio::join!(join_all(asked), join_all(turned));
    answers.extend(more);
    let won = winners(answers);
    assert_eq!(won.len(), 1);
    let venue = first.venue();
    first.app.feed.catch_up(&venue).await.unwrap();
    stored(&first, &won).await;
}

#[tokio::test]
async fn desks_that_are_given_back_are_taken_again_while_rivals_push() {
    let house = House::open().await;
    let first = house.hold(&["A1", "A2"], FROM, TO).await;
    let path = format!("/api/v1/bookings/{}/cancel", first.booking.id);
    let cancel = || Request::new(Method::POST, path.clone()).header("Booking-Secret", first.secret.as_str());
    let wishes = [wish(&["A2", "A1"], FROM, TO), wish(&["A1"], FROM, TO), wish(&["A2"], FROM, TO)];
    let rivals = join_all(wishes.iter().cycle().take(30).map(|wish| house.ask(wish)));
    let cancels = join_all((0..5).map(|_| house.send(cancel())));
    let (answers, cancels) = tokio::join!(rivals, cancels);
    let (done, late): (Vec<_>, Vec<_>) = cancels.into_iter().partition(|answer| answer.status == 200);
    assert_eq!((done.len(), json(&done[0])["state"].clone()), (1, Value::from("cancelled")));
    for answer in late {
        problem(&answer, ProblemKind::WrongState);
    }
    let won = winners(answers);
    assert!(won.len() <= 2);
    stored(&house, &won).await;
}

#[tokio::test]
async fn rule_2_a_hold_that_has_run_out_is_nobodys_also_while_somebody_is_just_marking_it() {
    let house = House::open().await;
    house.hold(&["A1"], FROM, TO).await;
    let marking = connect(house.database.url()).await;
    marking.batch_execute("BEGIN; SELECT id FROM bookings FOR UPDATE").await.unwrap();
    house.set(at("2026-11-24T08:16"));
    let client = house.client.clone();
    let late = wish(&["A1"], FROM, TO);
    let asked = tokio::spawn(async move { client.book(&late, "late").await });
    let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        OR NOT granted AND locktype = 'transactionid'";
    let waits = async { while house.one(waiting).await == "0" {} };
    tokio::time::timeout(LIMIT, waits).await.expect("it waits for the row");
    marking.batch_execute("COMMIT").await.unwrap();
    assert_eq!(asked.await.unwrap().unwrap().state, BookingState::Held);
    house.agrees().await;
}
