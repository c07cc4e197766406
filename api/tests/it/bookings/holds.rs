//! Rule 2, first half: a hold, its code, and the second in which it ends.

use client::Answer;
use shared::bookings::{Booking, BookingState};
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, at, problem, wish};

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T12:00";

/// A code that is not this one.
fn other(code: &str, by: u32) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + by) % 1_000_000)
}

fn booking(answer: Answer) -> Booking {
    answer.json().unwrap()
}

#[tokio::test]
async fn rule_2_a_hold_ends_in_the_second_it_says() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let code = house.code(&taken).await;
    house.pass(at("2026-11-24T08:14:59")).await;
    assert_eq!(house.state(&taken).await, BookingState::Held);
    problem(&house.ask(&wish(&["A1"], FROM, TO)).await, ProblemKind::DeskTaken);

    house.set(at("2026-11-24T08:15"));
    assert_eq!(house.state(&taken).await, BookingState::Expired, "the clock decides, not the job");
    problem(&house.confirm(&taken, &code).await, ProblemKind::WrongState);
    house.pass(at("2026-11-24T08:15")).await;
    assert_eq!(house.one("SELECT state FROM bookings").await, "expired");
    house.agrees().await;
    house.hold(&["A1"], FROM, TO).await;
}

#[tokio::test]
async fn rule_2_a_hold_that_ran_out_is_no_obstacle_even_before_the_job_comes_round() {
    let house = House::open().await;
    let late = house.hold(&["A1", "A2"], FROM, TO).await;
    house.set(at("2026-11-24T08:15"));
    let next = house.hold(&["A2"], FROM, TO).await;
    assert_eq!(house.one(&format!("SELECT state FROM bookings WHERE id = '{}'", late.booking.id)).await, "expired");
    assert_eq!(house.state(&next).await, BookingState::Held);
    let venue = house.venue();
    house.app.feed.catch_up(&venue).await.unwrap();
    house.agrees().await;
}

#[tokio::test]
async fn rule_2_a_hold_can_be_extended_once_and_its_code_with_it() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    assert_eq!(taken.booking.hold_extensions_left, 1);
    house.set(at("2026-11-24T08:14:59"));
    let longer = booking(house.step(&taken, "extend-hold", None).await);
    assert_eq!((longer.hold_expires_at, longer.hold_extensions_left), (Some(at("2026-11-24T08:25")), 0));
    problem(&house.step(&taken, "extend-hold", None).await, ProblemKind::WrongState);
    house.pass(at("2026-11-24T08:24:59")).await;
    let code = house.code(&taken).await;
    assert_eq!(booking(house.confirm(&taken, &code).await).state, BookingState::Confirmed);
    problem(&house.step(&taken, "extend-hold", None).await, ProblemKind::WrongState);
}

#[tokio::test]
async fn rule_2_an_extended_hold_ends_in_its_second_too() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    assert_eq!(house.step(&taken, "extend-hold", None).await.status, 200);
    house.pass(at("2026-11-24T08:24:59")).await;
    assert_eq!(house.state(&taken).await, BookingState::Held);
    house.pass(at("2026-11-24T08:25")).await;
    assert_eq!(house.one("SELECT state FROM bookings").await, "expired");
    problem(&house.step(&taken, "extend-hold", None).await, ProblemKind::WrongState);
    house.agrees().await;
}

#[tokio::test]
async fn a_wrong_code_may_be_tried_five_times_and_then_the_right_one_is_spent_too() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let code = house.code(&taken).await;
    for (by, left) in (1_u32..).zip([4_u8, 3, 2, 1, 0]) {
        let refused = problem(&house.confirm(&taken, &other(&code, by)).await, ProblemKind::WrongCode);
        assert_eq!(refused.tries_left, Some(left));
    }
    problem(&house.confirm(&taken, &code).await, ProblemKind::CodeExpired);
    assert_eq!(house.state(&taken).await, BookingState::Held);
}

#[tokio::test]
async fn codes_that_cannot_be_one_cost_no_try_and_spaces_are_forgiven() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let code = house.code(&taken).await;
    for wrong in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 5"] {
        let refused = problem(&house.confirm(&taken, wrong).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, "/code", "{wrong:?}");
    }
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    assert_eq!(booking(house.confirm(&taken, &spaced).await).state, BookingState::Confirmed);
    problem(&house.confirm(&taken, &code).await, ProblemKind::WrongState);
}

#[tokio::test]
async fn five_wrong_codes_at_once_are_five_tries_and_not_one() {
    let house = House::open().await;
    let taken = house.hold(&["A1"], FROM, TO).await;
    let code = house.code(&taken).await;
    let tries = (1..=12).map(|by| {
        let (house, taken, wrong) = (&house, &taken, other(&code, by));
        async move { house.confirm(taken, &wrong).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    let counted = answers.iter().filter(|answer| answer.status == 422).count();
    assert_eq!(counted, 5, "nobody guesses faster by guessing in parallel");
    problem(&house.confirm(&taken, &code).await, ProblemKind::CodeExpired);
}

#[tokio::test]
async fn the_code_of_one_booking_opens_no_other() {
    let house = House::open().await;
    let (one, two): (Taken, Taken) = (house.hold(&["A1"], FROM, TO).await, house.hold(&["A2"], FROM, TO).await);
    let code = house.code(&one).await;
    assert_ne!(code, house.code(&two).await);
    problem(&house.confirm(&two, &code).await, ProblemKind::WrongCode);
}
