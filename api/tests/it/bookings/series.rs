//! Rule 8: the same time on many dates.

use client::{Answer, Method, Request};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::bookings::{Booking, BookingState, Rule, Series, SeriesCancelled, SeriesOutcome, SeriesPreview};
use shared::problem::ProblemKind;

use crate::harness::{House, Taken, VENUE, at, problem};

fn series(desk: &str, rrule: &str, email: &str) -> Value {
    json!({ "venue": VENUE, "from": "2026-12-01T09:00:00+01:00", "to": "2026-12-01T11:00:00+01:00",
        "desk_codes": [desk], "rrule": rrule, "email": email })
}

async fn post(house: &House, path: &str, body: &Value) -> Answer {
    house.send(Request::new(Method::POST, format!("/api/v1{path}")).json(body).unwrap()).await
}

async fn booked(house: &House, body: &Value) -> Series {
    let answer = post(house, "/series", body).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    answer.json().unwrap()
}

#[tokio::test]
async fn rule_8_a_preview_names_every_date_that_does_not_fit_and_why_and_changes_nothing() {
    let house = House::open().await;
    house.hold(&["A1"], "2026-12-08T10:00", "2026-12-08T12:00").await;
    let body = series("A1", "FREQ=WEEKLY;COUNT=5", "ada@example.org");
    let preview: SeriesPreview = post(&house, "/series/preview", &body).await.json().unwrap();
    let outcomes: Vec<_> = preview.items.iter().map(|item| (item.date.to_string(), item.outcome)).collect();
    let expected = [
        ("2026-12-01", SeriesOutcome::Fits),
        ("2026-12-08", SeriesOutcome::Taken),
        ("2026-12-15", SeriesOutcome::Fits),
        ("2026-12-22", SeriesOutcome::Fits),
        ("2026-12-29", SeriesOutcome::Fits),
    ];
    assert_eq!(outcomes, expected.map(|(date, outcome)| (date.to_owned(), outcome)));
    assert_eq!(preview.fitting, 4);
    assert!(!preview.items[1].alternatives.is_empty() && preview.items[1].desk_codes.is_empty());
    // Christmas Day is a Friday, the horizon ends on 23 January.
    let daily = series("A1", "FREQ=DAILY;INTERVAL=24;COUNT=4", "ada@example.org");
    let preview: SeriesPreview = post(&house, "/series/preview", &daily).await.json().unwrap();
    let rules: Vec<_> = preview.items.iter().map(|item| item.rule).collect();
    assert_eq!(rules, [None, Some(Rule::Closed), None, Some(Rule::BeyondHorizon)]);
    assert_eq!(house.one("SELECT count(*) FROM bookings").await, "1");
}

#[tokio::test]
async fn rule_8_all_or_the_possible_ones_and_one_code_confirms_them() {
    let house = House::open().await;
    house.booked(&["A1"], "2026-12-08T10:00", "2026-12-08T12:00").await;
    let mut body = series("A1", "FREQ=WEEKLY;COUNT=3", "ada@example.org");
    let refused = problem(&post(&house, "/series", &body).await, ProblemKind::DeskTaken);
    assert_eq!(refused.errors[0].pointer, "/dates/1");
    assert!(refused.errors[0].detail.starts_with("2026-12-08"), "{refused:?}");
    body["mode"] = json!("possible");
    let made = booked(&house, &body).await;
    assert_eq!((made.items.len(), made.bookings.len()), (3, 2));
    let all: Vec<Taken> = made.bookings.into_iter().map(Taken::from).collect();
    assert_eq!(house.one("SELECT count(*) FROM outbox WHERE recipient = 'ada@example.org'").await, "1");
    let code = house.code(&all[0]).await;
    assert_eq!(house.confirm(&all[1], &code).await.status, 200);
    for taken in &all {
        assert_eq!(house.state(taken).await, BookingState::Confirmed);
    }
    // After that each lives on its own.
    assert_eq!(house.step(&all[0], "cancel", None).await.status, 200);
    assert_eq!(house.state(&all[1]).await, BookingState::Confirmed);
    house.agrees().await;
}

#[tokio::test]
async fn rule_8_a_series_is_one_open_booking_and_its_hours_count() {
    let house = House::open().await;
    for desk in ["A1", "A2"] {
        booked(&house, &series(desk, "FREQ=WEEKLY;COUNT=6", "ada@example.org")).await;
    }
    let third = booked(&house, &series("A3", "FREQ=WEEKLY;COUNT=2", "ada@example.org")).await;
    assert!(third.bookings.iter().all(|booking| booking.series_id == Some(third.id)));
    let fourth = post(&house, "/series", &series("A4", "FREQ=WEEKLY;COUNT=2", "ada@example.org")).await;
    assert_eq!(problem(&fourth, ProblemKind::RuleViolated).rule, Some(Rule::QuotaBookings));
    let mut long = series("A5", "FREQ=DAILY;COUNT=6", "bea@example.org");
    (long["from"], long["to"]) = (json!("2026-12-01T10:00:00+01:00"), json!("2026-12-01T17:00:00+01:00"));
    let hours = post(&house, "/series", &long).await;
    assert_eq!(problem(&hours, ProblemKind::RuleViolated).rule, Some(Rule::QuotaHours), "six times seven is 42");
}

#[tokio::test]
async fn rule_8_what_is_left_of_a_series_is_called_off_at_any_of_its_dates() {
    let house = House::open().await;
    let made = booked(&house, &series("A1", "FREQ=WEEKLY;COUNT=4", "ada@example.org")).await;
    let all: Vec<Taken> = made.bookings.into_iter().map(Taken::from).collect();
    assert_eq!(house.confirm(&all[0], &house.code(&all[0]).await).await.status, 200);
    // The first has begun and the second is called off already: both stay as they are.
    house.set(at("2026-12-01T09:00"));
    assert_eq!(house.step(&all[0], "check-in", None).await.status, 200);
    assert_eq!(house.step(&all[1], "cancel", None).await.status, 200);
    let answer = house.step(&all[1], "cancel-series", None).await;
    let gone: SeriesCancelled = answer.json().unwrap();
    let ids: Vec<_> = gone.bookings.iter().map(|booking| booking.id).collect();
    assert_eq!(ids, [all[2].booking.id, all[3].booking.id]);
    let expected = [BookingState::CheckedIn, BookingState::Cancelled, BookingState::Cancelled, BookingState::Cancelled];
    for (taken, state) in all.iter().zip(expected) {
        assert_eq!(house.state(taken).await, state);
    }
    house.agrees().await;
    let mail = house.one("SELECT body_text FROM outbox ORDER BY ctid DESC LIMIT 1").await;
    assert!(mail.contains("abgesagt") && mail.contains("15.12.2026") && mail.contains("22.12.2026"), "{mail}");
    assert!(!mail.contains("01.12.2026") && !mail.contains("08.12.2026"), "{mail}");
    problem(&house.step(&all[3], "cancel-series", None).await, ProblemKind::WrongState);
    let single = house.booked(&["A2"], "2026-12-08T10:00", "2026-12-08T12:00").await;
    problem(&house.step(&single, "cancel-series", None).await, ProblemKind::WrongState);
    let stranger = Taken { secret: single.secret.clone(), ..all[3].clone() };
    problem(&house.step(&stranger, "cancel-series", None).await, ProblemKind::NotFound);
}

#[tokio::test]
async fn moves_at_different_dates_of_one_held_series_never_wait_in_a_circle() {
    let house = House::open().await;
    for round in 0..8 {
        let made = booked(&house, &series("A1", "FREQ=DAILY;COUNT=4", &format!("ada{round}@example.org"))).await;
        let all: Vec<Taken> = made.bookings.into_iter().map(Taken::from).collect();
        let code = house.code(&all[0]).await;
        let answers = join_all(all.iter().map(|taken| house.confirm(taken, &code))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "one of them was first");
        assert!(answers.iter().all(|answer| [200, 409].contains(&answer.status.as_u16())));
        let answers = join_all(all.iter().map(|taken| house.step(taken, "cancel-series", None))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        house.agrees().await;
    }
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn rule_12_a_series_keeps_its_wall_clock_across_a_clock_change() {
    let house = House::with(crate::harness::Plan { now: at("2027-03-20T09:05").to_utc(), ..Default::default() }).await;
    let mut body = series("A1", "FREQ=WEEKLY;COUNT=2", "ada@example.org");
    (body["from"], body["to"]) = (json!("2027-03-23T09:00:00+01:00"), json!("2027-03-23T11:00:00+01:00"));
    let made = booked(&house, &body).await;
    let times: Vec<String> = made.bookings.iter().map(|booking| booking.from.to_rfc3339()).collect();
    assert_eq!(times, ["2027-03-23T09:00:00+01:00", "2027-03-30T09:00:00+02:00"]);
    house.agrees().await;
}

#[tokio::test]
async fn rule_8_nonsense_is_refused_by_its_place() {
    let house = House::open().await;
    for (field, value) in [
        ("rrule", json!("FREQ=HOURLY;COUNT=2")),
        ("rrule", json!("FREQ=DAILY;COUNT=27")),
        ("rrule", json!("FREQ=DAILY;UNTIL=20200101")),
        ("to", json!("2026-12-02T11:00:00+01:00")),
        ("email", json!("nobody")),
        ("desk_codes", json!([])),
        ("mode", json!("some")),
    ] {
        let mut body = series("A1", "FREQ=DAILY;COUNT=2", "ada@example.org");
        body[field] = value;
        let refused = problem(&post(&house, "/series", &body).await, ProblemKind::InvalidRequest);
        assert_eq!(refused.errors[0].pointer, format!("/{field}"));
    }
}

#[tokio::test]
async fn rule_3_series_that_cross_get_each_date_once_and_the_same_key_is_one_series() {
    let house = House::open().await;
    let people = ["ada", "bea", "cem", "dua", "eva", "fay"].map(|name| format!("{name}@example.org"));
    let bodies: Vec<Value> = people
        .iter()
        .enumerate()
        .map(|(n, email)| {
            let mut body = series("A1", ["FREQ=DAILY;COUNT=4", "FREQ=WEEKLY;COUNT=3"][n % 2], email);
            body["mode"] = json!("possible");
            body
        })
        .collect();
    let answers = join_all(bodies.iter().map(|body| post(&house, "/series", body))).await;
    let dates: usize = answers
        .into_iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.json::<Series>().unwrap().bookings.len())
        .sum();
    assert_eq!(dates, 6, "four days and two more Tuesdays");
    house.agrees().await;
    assert_eq!(house.deadlocks().await, 0);
    let ask = || {
        let body = series("A2", "FREQ=DAILY;COUNT=2", "gil@example.org");
        Request::new(Method::POST, "/api/v1/series").header("Idempotency-Key", "s").json(&body).unwrap()
    };
    let (first, again) = (house.send(ask()).await, house.send(ask()).await);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let secrets = |answer: Answer| -> Vec<Option<String>> {
        answer.json::<Series>().unwrap().bookings.into_iter().map(|booking: Booking| booking.secret).collect()
    };
    assert_eq!(secrets(first), secrets(again));
}
