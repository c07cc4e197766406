//! Rule 10: other desks or another time; the old ones are kept until the new ones stand.

use client::{Method, Request};
use futures_util::future::join_all;
use serde_json::json;
use shared::bookings::{Booking, BookingChange, Rule};
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, at, problem};

const FROM: &str = "2026-11-24T09:00";
const TO: &str = "2026-11-24T12:00";

fn to_desks(desks: &[&str]) -> BookingChange {
    BookingChange { desk_codes: Some(desks.iter().map(|&code| code.to_owned()).collect()), ..Default::default() }
}

fn to_time(from: &str, to: &str) -> BookingChange {
    BookingChange { from: Some(at(from)), to: Some(at(to)), ..Default::default() }
}

fn codes(booking: &Booking) -> Vec<&str> {
    booking.desks.iter().map(|desk| desk.code.as_str()).collect()
}

async fn changed(house: &House, taken: &Taken, change: &BookingChange) -> Booking {
    let answer = house.change(taken, &house.tag(taken).await, change).await;
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let booking = answer.json::<Booking>().unwrap();
    assert_eq!(house.look(taken).await, booking);
    booking
}

#[tokio::test]
async fn rule_10_desks_and_time_move_together_and_what_is_left_is_free_at_once() {
    let house = House::open().await;
    let taken = house.booked(&["A1", "A2"], FROM, TO).await;
    let moved = changed(&house, &taken, &to_desks(&["A2", "A3"])).await;
    assert_eq!((codes(&moved), moved.revision), (vec!["A2", "A3"], 3));
    house.hold(&["A1"], FROM, TO).await;
    let later = changed(&house, &taken, &to_time("2026-11-24T13:00", "2026-11-24T15:00")).await;
    assert_eq!((later.from, later.to), (at("2026-11-24T13:00"), at("2026-11-24T15:00")));
    house.hold(&["A2", "A3"], FROM, TO).await;
    // One step onto desks whose old time would be in somebody's way.
    let both = BookingChange { desk_codes: Some(vec!["A4".to_owned()]), ..to_time(FROM, "2026-11-24T11:00") };
    assert_eq!(codes(&changed(&house, &taken, &both).await), ["A4"]);
    let shorter = changed(&house, &taken, &to_time(FROM, "2026-11-24T09:30")).await;
    assert_eq!(shorter.to, at("2026-11-24T09:30"));
    house.agrees().await;
}

#[tokio::test]
async fn rule_10_what_is_refused_leaves_the_booking_as_it_was() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    house.hold(&["A2"], "2026-11-24T11:00", "2026-11-24T13:00").await;
    let before = house.look(&taken).await;
    let tag = house.tag(&taken).await;
    let refused = house.change(&taken, &tag, &to_desks(&["A2"])).await;
    assert!(!problem(&refused, ProblemKind::DeskTaken).alternatives.unwrap().is_empty());
    for (change, rule) in [
        (to_time("2026-11-24T09:05", TO), Rule::OffGrid),
        (to_time("2026-11-24T07:00", TO), Rule::InThePast),
        (to_time("2026-11-24T17:00", "2026-11-24T19:00"), Rule::OutsideOpeningHours),
        (to_desks(&["Z9"]), Rule::UnknownDesk),
        (BookingChange { party_size: Some(9), ..Default::default() }, Rule::PartyTooLarge),
    ] {
        let refused = house.change(&taken, &tag, &change).await;
        assert_eq!(problem(&refused, ProblemKind::RuleViolated).rule, Some(rule));
    }
    assert_eq!(house.look(&taken).await, before);
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "3", "no mail about what did not happen");
    house.agrees().await;
}

#[tokio::test]
async fn rule_10_a_change_needs_to_have_seen_what_it_changes() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    let path = format!("/api/v1/bookings/{}", taken.booking.id);
    let blind = Request::new(Method::PATCH, path).header("Booking-Secret", taken.secret.as_str());
    let answer = house.send(blind.json(&to_desks(&["A3"])).unwrap()).await;
    problem(&answer, ProblemKind::PreconditionRequired);
    let old = house.tag(&taken).await;
    changed(&house, &taken, &to_desks(&["A3"])).await;
    problem(&house.change(&taken, &old, &to_desks(&["A4"])).await, ProblemKind::PreconditionFailed);
    let cancel = Request::new(Method::POST, format!("/api/v1/bookings/{}/cancel", taken.booking.id));
    let cancel = cancel.header("Booking-Secret", taken.secret.as_str()).header("If-Match", old);
    problem(&house.send(cancel).await, ProblemKind::PreconditionFailed);
    let stranger = Taken { secret: "c29tZWJvZHktZWxzZS0x".to_owned(), ..taken };
    problem(&house.change(&stranger, "*", &to_desks(&["A5"])).await, ProblemKind::NotFound);
}

#[tokio::test]
async fn rule_10_a_visit_that_has_begun_keeps_its_start_and_may_end_otherwise() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    house.set(at("2026-11-24T09:10"));
    assert_eq!(house.step(&taken, "check-in", None).await.status, 200);
    let tag = house.tag(&taken).await;
    let later = house.change(&taken, &tag, &to_time("2026-11-24T10:00", TO)).await;
    problem(&later, ProblemKind::WrongState);
    assert_eq!(changed(&house, &taken, &to_time(FROM, "2026-11-24T10:00")).await.to, at("2026-11-24T10:00"));
    assert_eq!(codes(&changed(&house, &taken, &to_desks(&["A3"])).await), ["A3"]);
    let longer = house.step(&taken, "extend", Some(json!({ "to": "2026-11-24T13:00:00+01:00" }))).await;
    assert_eq!(longer.json::<Booking>().unwrap().to, at("2026-11-24T13:00"));
    house.set(at("2026-11-24T13:00"));
    let over = house.step(&taken, "extend", Some(json!({ "to": "2026-11-24T14:00:00+01:00" }))).await;
    problem(&over, ProblemKind::WrongState);
}

#[tokio::test]
async fn rule_10_a_party_grows_around_its_own_desks() {
    let house = House::open().await;
    let taken = house.booked(&["A1", "A2"], FROM, TO).await;
    let grown = changed(&house, &taken, &BookingChange { party_size: Some(3), ..Default::default() }).await;
    let seats: usize = grown.desks.iter().map(|desk| if desk.code.starts_with('T') { 4 } else { 1 }).sum();
    assert!(seats >= 3, "{grown:?}");
    house.agrees().await;
}

#[tokio::test]
async fn rule_3_people_who_swap_desks_at_once_never_overlap_and_never_deadlock() {
    let house = House::open().await;
    let first = house.booked(&["A1"], FROM, TO).await;
    let second = house.booked(&["A2"], FROM, TO).await;
    let third = house.booked(&["A3"], FROM, TO).await;
    for _ in 0..4 {
        let tags = [house.tag(&first).await, house.tag(&second).await, house.tag(&third).await];
        let steps = [
            (&first, &tags[0], to_desks(&["A2"])),
            (&second, &tags[1], to_desks(&["A1"])),
            (&third, &tags[2], to_time("2026-11-24T10:00", "2026-11-24T13:00")),
            (&first, &tags[0], to_desks(&["A4"])),
            (&second, &tags[1], to_desks(&["A4"])),
        ];
        let answers = join_all(steps.iter().map(|(taken, tag, change)| house.change(taken, tag, change))).await;
        for answer in answers {
            assert!([200, 409, 412].contains(&answer.status.as_u16()), "{}", String::from_utf8_lossy(&answer.body));
        }
        house.agrees().await;
    }
    assert_eq!(house.deadlocks().await, 0);
}
