//! What is left of a person two days after.

use shared::problem::ProblemKind;

use crate::harness::{House, at, problem, wish};

const FROM: &str = "2026-11-24T11:00";
const TO: &str = "2026-11-24T13:00";
const PERSONAL: &str = "SELECT email, name, erased_at::text FROM bookings";

async fn personal(house: &House) -> (Option<String>, Option<String>, bool) {
    let row = house.sql(PERSONAL).await.remove(0);
    (row[0].clone(), row[1].clone(), row[2].is_some())
}

#[tokio::test]
async fn two_days_after_its_end_a_booking_is_nobodys() {
    let house = House::open().await;
    let mut wish = wish(&["A1"], FROM, TO);
    wish.name = Some("Kim Ämtermann".to_owned());
    let answer = house.ask(&wish).await;
    let taken = crate::harness::Taken::from(answer.json::<shared::bookings::Booking>().unwrap());
    let code = house.code(&taken).await;
    assert_eq!(house.confirm(&taken, &code).await.status, 200);
    house.set(at("2026-11-24T11:00"));
    assert_eq!(house.step(&taken, "check-in", None).await.status, 200);
    house.pass(at("2026-11-24T13:00")).await;
    let erased_at = house.look(&taken).await.erased_at;
    assert_eq!(erased_at, at("2026-11-26T13:00"));

    house.pass(at("2026-11-26T12:59:59")).await;
    let known = (wish.email.clone(), Some("Kim Ämtermann".to_owned()), false);
    assert_eq!(personal(&house).await, known);
    house.pass(at("2026-11-26T13:00")).await;
    assert_eq!(personal(&house).await, (None, None, true));
    let path = format!("/api/v1/bookings/{}", taken.booking.id);
    let request = client::Request::new(client::Method::GET, path).header("Booking-Secret", taken.secret.as_str());
    problem(&house.send(request).await, ProblemKind::NotFound);
    let row = house.one("SELECT state || ' ' || (during IS NOT NULL) FROM bookings").await;
    assert_eq!(row, "completed true", "the row stays, for statistics");
}

#[tokio::test]
async fn a_hold_nobody_confirmed_and_a_booking_called_off_are_erased_from_their_own_end_on() {
    let house = House::open().await;
    let held = house.hold(&["A1"], "2026-12-10T11:00", "2026-12-10T13:00").await;
    house.pass(at("2026-11-24T08:15")).await;
    assert_eq!(house.look(&held).await.erased_at, at("2026-11-26T08:15"), "not two days after December 10");
    house.pass(at("2026-11-26T08:15")).await;
    assert_eq!(personal(&house).await, (None, None, true));
}

#[tokio::test]
async fn a_booking_that_is_still_to_come_is_never_erased() {
    let house = House::open().await;
    house.booked(&["A1"], "2027-01-20T11:00", "2027-01-20T13:00").await;
    house.pass(at("2027-01-20T10:00")).await;
    let (email, _, erased) = personal(&house).await;
    assert!(email.is_some_and(|email| email.starts_with("kim@")) && !erased);
}

/// A mail leaves its traces in the outbox only until it is sent; then nothing in the database names the person.
#[tokio::test]
async fn after_erasure_no_table_knows_the_address() {
    let house = House::open().await;
    let taken = house.booked(&["A1"], FROM, TO).await;
    assert_eq!(house.step(&taken, "cancel", None).await.status, 200);
    let from = "Rathaus <coworking@example.org>";
    let mailer = api::mail::Mailer::new(None, from, house.folder()).unwrap();
    let clock = std::sync::Arc::clone(&house.app.clock);
    api::mail::worker::Worker::new(house.app.db.clone(), mailer, clock).send_due().await.unwrap();
    house.pass(at("2026-11-26T08:05")).await;
    let tables = house.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'").await;
    assert!(tables.len() > 10);
    for row in tables {
        let table = row[0].as_ref().unwrap();
        let found = house.one(&format!("SELECT count(*) FROM {table} t WHERE t::text LIKE '%kim@%'")).await;
        assert_eq!(found, "0", "{table}");
    }
}
