//! Rule 5: what one person may have, also when she asks for it many times at once.

use chrono::TimeDelta;
use futures_util::future::join_all;
use shared::bookings::{NewBooking, Rule};
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, at, problem, wish};

/// A wish of one and the same person, days from the first morning.
fn wish_on(day: i64, desk: &str, hours: (i64, i64)) -> NewBooking {
    let midnight = at("2026-11-24T00:00") + TimeDelta::days(day);
    NewBooking {
        from: midnight + TimeDelta::hours(hours.0),
        to: midnight + TimeDelta::hours(hours.1),
        email: Some("Kim@Example.org".to_owned()),
        ..wish(&[desk], "2026-11-24T09:00", "2026-11-24T10:00")
    }
}

async fn hold(house: &House, wish: &NewBooking) -> Taken {
    Taken::from(house.ask(wish).await.json::<shared::bookings::Booking>().unwrap())
}

#[tokio::test]
async fn rule_5_a_fourth_open_booking_is_refused_until_one_is_over() {
    let house = House::open().await;
    let first = hold(&house, &wish_on(1, "A1", (9, 10))).await;
    hold(&house, &wish_on(2, "A1", (9, 10))).await;
    hold(&house, &NewBooking { email: Some("kim@example.ORG".to_owned()), ..wish_on(3, "A1", (9, 10)) }).await;
    let refused = problem(&house.ask(&wish_on(6, "A1", (9, 10))).await, ProblemKind::RuleViolated);
    assert_eq!((refused.rule, refused.limit), (Some(Rule::QuotaBookings), Some(3)));
    house.hold(&["A1"], "2026-11-30T09:00", "2026-11-30T10:00").await;
    assert_eq!(house.step(&first, "cancel", None).await.status, 200);
    hold(&house, &wish_on(6, "A2", (9, 10))).await;
    // The holds run out, whether or not a job has come round.
    house.set(at("2026-11-24T08:16"));
    for day in 7..10 {
        hold(&house, &wish_on(day, "A1", (9, 10))).await;
    }
}

#[tokio::test]
async fn rule_5_forty_hours_in_any_seven_days_count_what_was_sat_through_too() {
    let house = House::open().await;
    for day in 0..2 {
        house.set(at("2026-11-24T08:05") + TimeDelta::days(day));
        let taken = hold(&house, &wish_on(day, "A1", (9, 18))).await;
        let code = house.code(&taken).await;
        assert_eq!(house.confirm(&taken, &code).await.status, 200);
        house.set(at("2026-11-24T09:00") + TimeDelta::days(day));
        assert_eq!(house.step(&taken, "check-in", None).await.status, 200);
        house.pass(at("2026-11-24T18:00") + TimeDelta::days(day)).await;
    }
    for day in 2..4 {
        hold(&house, &wish_on(day, "A1", (9, 18))).await;
    }
    let refused = problem(&house.ask(&wish_on(4, "A1", (10, 15))).await, ProblemKind::RuleViolated);
    assert_eq!((refused.rule, refused.limit), (Some(Rule::QuotaHours), Some(40)));
    hold(&house, &wish_on(4, "A1", (10, 14))).await;
    house.agrees().await;
}

#[tokio::test]
async fn rule_5_holds_when_one_person_asks_for_many_desks_at_once() {
    let house = House::open().await;
    let desks = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"];
    let wishes: Vec<NewBooking> =
        (0..24).map(|n| wish_on(1 + n / 8, desks[usize::try_from(n % 8).unwrap()], (9, 11))).collect();
    let answers = join_all(wishes.iter().map(|wish| house.ask(wish))).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert_eq!(won.len(), 3);
    for answer in lost {
        assert_eq!(problem(answer, ProblemKind::RuleViolated).rule, Some(Rule::QuotaBookings));
    }
    assert_eq!(house.deadlocks().await, 0);
    house.agrees().await;
}
