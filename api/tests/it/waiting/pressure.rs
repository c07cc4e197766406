//! The list while everybody pushes.

use client::{Method, Request};
use futures_util::future::join_all;
use shared::problem::ProblemKind;
use shared::waiting::WaitingState;

use super::{body, fill, waits};
use crate::harness::{House, crowd, problem, wish};

const FROM: &str = "2026-11-24T13:00";
const TO: &str = "2026-11-24T15:00";

#[tokio::test]
async fn rule_9_what_is_called_off_goes_to_the_list_in_order_while_rivals_push_for_it() {
    let house = House::open().await;
    let taken = fill(&house, FROM, TO).await;
    let mut list = Vec::new();
    for name in ["ada", "bea", "cem", "dua"] {
        list.push(waits(&house, &body(name, FROM, TO)).await);
    }
    let given_up = &taken[..3];
    let codes: Vec<&str> = given_up.iter().map(|hold| hold.booking.desks[0].code.as_str()).collect();
    let rivals: Vec<_> = codes.iter().flat_map(|code| crowd(12, &wish(&[code], FROM, TO))).collect();
    let cancel = |id| Request::new(Method::POST, format!("/api/v1/bookings/{id}/cancel"));
    let cancels = join_all(
        given_up.iter().map(|hold| house.send(cancel(hold.booking.id).header("Booking-Secret", hold.secret.as_str()))),
    );
    let (answers, cancels) = tokio::join!(join_all(rivals.iter().map(|wish| house.ask(wish))), cancels);
    assert!(cancels.iter().all(|answer| answer.status == 200));
    for answer in &answers {
        problem(answer, ProblemKind::DeskTaken);
    }
    let mut states = Vec::new();
    for waits in &list {
        states.push(waits.state(&house).await);
    }
    let offered = WaitingState::Offered;
    assert_eq!(states, [offered, offered, offered, WaitingState::Waiting]);
    assert_eq!(house.deadlocks().await, 0);
    house.agrees().await;
}
