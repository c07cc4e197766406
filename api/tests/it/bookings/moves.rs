//! Rule 2, second half: arriving, not arriving, leaving, and calling it off.

use client::AvailabilityQuery;
use shared::bookings::{Booking, BookingState, Rule};
use shared::desks::DeskState;
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, VENUE, at, problem};

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T13:00";

async fn free(house: &House, code: &str, from: &str, to: &str) -> bool {
    let found = house.client.availability(VENUE, &AvailabilityQuery::new(at(from), at(to))).await.unwrap();
    found.desks.iter().any(|desk| desk.code == code && desk.state == DeskState::Free)
}

async fn moved(house: &House, taken: &Taken, step: &str) -> BookingState {
    house.step(taken, step, None).await.json::<Booking>().unwrap().state
}

#[tokio::test]
async fn rule_2_check_in_opens_15_minutes_before_and_closes_30_after_the_start() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    assert_eq!(taken.booking.check_in_from, at("2026-11-24T10:45"));
    assert_eq!(taken.booking.check_in_until, at("2026-11-24T11:30"));
    house.pass(at("2026-11-24T10:44:59")).await;
    let early = problem(&house.step(&taken, "check-in", None).await, ProblemKind::RuleViolated);
    assert_eq!(early.rule, Some(Rule::CheckInTooEarly));
    assert_eq!((early.allowed_from, early.allowed_to), (Some(at("2026-11-24T10:45")), Some(at("2026-11-24T11:30"))));
    house.pass(at("2026-11-24T10:45")).await;
    assert_eq!(moved(&house, &taken, "check-in").await, BookingState::CheckedIn);
    problem(&house.step(&taken, "check-in", None).await, ProblemKind::WrongState);
    house.agrees().await;
}

#[tokio::test]
async fn rule_2_in_the_last_second_of_the_window_one_may_still_arrive() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    house.pass(at("2026-11-24T11:29:59")).await;
    assert_eq!(moved(&house, &taken, "check-in").await, BookingState::CheckedIn);
}

#[tokio::test]
async fn rule_2_who_does_not_come_is_a_no_show_and_the_desk_is_free_at_once() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    house.pass(at("2026-11-24T11:29:59")).await;
    assert!(!free(&house, "A1", "2026-11-24T11:30", TO).await);
    house.set(at("2026-11-24T11:30"));
    problem(&house.step(&taken, "check-in", None).await, ProblemKind::WrongState);
    house.pass(at("2026-11-24T11:30")).await;
    assert_eq!(house.one("SELECT state FROM bookings").await, "no_show");
    assert_eq!(house.state(&taken).await, BookingState::NoShow);
    assert!(free(&house, "A1", "2026-11-24T11:30", TO).await);
    house.hold(&["A1"], "2026-11-24T11:30", TO).await;
    house.agrees().await;
}

#[tokio::test]
async fn rule_2_the_shortest_booking_becomes_a_no_show_at_its_end() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, "2026-11-24T11:30").await;
    house.pass(at("2026-11-24T11:29:59")).await;
    assert_eq!(house.state(&taken).await, BookingState::Confirmed);
    house.pass(at("2026-11-24T11:30")).await;
    assert_eq!(house.state(&taken).await, BookingState::NoShow);
    house.agrees().await;
}

#[tokio::test]
async fn rule_2_who_leaves_early_frees_the_rest_and_who_stays_is_done_at_the_end() {
    let house = House::open().await;
    let (early, late) = (house.booked(&["A1"], FROM, TO).await, house.booked(&["A2"], FROM, TO).await);
    house.pass(at("2026-11-24T11:00")).await;
    for taken in [&early, &late] {
        assert_eq!(moved(&house, taken, "check-in").await, BookingState::CheckedIn);
    }
    house.pass(at("2026-11-24T12:07")).await;
    assert_eq!(moved(&house, &early, "check-out").await, BookingState::Completed);
    assert!(free(&house, "A1", "2026-11-24T12:00", TO).await, "the running quarter of an hour included");
    assert!(!free(&house, "A2", "2026-11-24T12:00", TO).await);
    house.pass(at("2026-11-24T12:59:59")).await;
    assert_eq!(house.state(&late).await, BookingState::CheckedIn);
    house.pass(at("2026-11-24T13:00")).await;
    assert_eq!(house.state(&late).await, BookingState::Completed);
    problem(&house.step(&late, "check-out", None).await, ProblemKind::WrongState);
    house.agrees().await;
}

#[tokio::test]
async fn rule_2_a_booking_called_off_is_free_at_once_held_or_confirmed() {
    let house = House::open().await;
    let (held, confirmed) = (house.hold(&["A1"], FROM, TO).await, house.booked(&["A2"], FROM, TO).await);
    for (taken, code) in [(&held, "A1"), (&confirmed, "A2")] {
        assert!(!free(&house, code, FROM, TO).await);
        assert_eq!(moved(&house, taken, "cancel").await, BookingState::Cancelled);
        assert!(free(&house, code, FROM, TO).await);
        house.hold(&[code], FROM, TO).await;
    }
    house.agrees().await;
}

/// Every move from every state: exactly those of the table are allowed.
#[tokio::test]
async fn rule_2_no_other_move_exists() {
    let house = House::open().await;
    let expired = house.hold(&["A1"], FROM, TO).await;
    let missed = house.booked(&["A2"], "2026-11-24T08:30", "2026-11-24T09:30").await;
    house.pass(at("2026-11-24T10:50")).await;
    let held = house.hold(&["A3"], FROM, TO).await;
    let confirmed = house.booked(&["A4"], FROM, TO).await;
    let inside = house.booked(&["A5"], FROM, TO).await;
    let done = house.booked(&["A6"], FROM, TO).await;
    let cancelled = house.hold(&["A7"], FROM, TO).await;
    for (taken, step) in [(&inside, "check-in"), (&done, "check-in"), (&done, "check-out"), (&cancelled, "cancel")] {
        assert_eq!(house.step(taken, step, None).await.status, 200, "{step}");
    }
    let refused: [(&Taken, BookingState, &[&str]); 7] = [
        (&expired, BookingState::Expired, &["extend-hold", "cancel", "check-in", "check-out"]),
        (&missed, BookingState::NoShow, &["extend-hold", "cancel", "check-in", "check-out"]),
        (&done, BookingState::Completed, &["extend-hold", "cancel", "check-in", "check-out"]),
        (&cancelled, BookingState::Cancelled, &["extend-hold", "cancel", "check-in", "check-out"]),
        (&held, BookingState::Held, &["check-in", "check-out"]),
        (&confirmed, BookingState::Confirmed, &["extend-hold", "check-out"]),
        (&inside, BookingState::CheckedIn, &["extend-hold", "cancel", "check-in"]),
    ];
    for (taken, state, steps) in refused {
        for step in steps {
            problem(&house.step(taken, step, None).await, ProblemKind::WrongState);
        }
        if state != BookingState::Held {
            problem(&house.confirm(taken, "123456").await, ProblemKind::WrongState);
        }
        assert_eq!(house.state(taken).await, state);
    }
    house.agrees().await;
}
