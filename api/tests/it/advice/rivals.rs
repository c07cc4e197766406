//! Many want one slot, as hard as two processors can: as many get it as there are advisers.

use std::collections::BTreeSet;

use client::{Method, Request};
use futures_util::future::join_all;
use serde_json::json;
use shared::appointments::{Appointment, AppointmentState};
use shared::problem::ProblemKind;

use super::{Made, TEN, ask, hold, hours, wish};
use crate::harness::{House, at, connect, header, problem};

#[tokio::test]
async fn of_64_rivals_for_one_slot_two_get_it_and_62_are_told_what_else_is_free() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let wishes: Vec<_> = (0..64).map(|number| wish(hour.id, TEN, &format!("kim@{number}.example.org"))).collect();
    let answers = join_all(wishes.iter().map(|wish| ask(&house, wish))).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
    for answer in &lost {
        let others = problem(answer, ProblemKind::SlotTaken).alternatives.unwrap();
        assert_eq!(others[0].from, at("2026-11-24T10:20"), "the nearest");
        assert!(others.len() == 5 && others.iter().all(|other| other.desk_codes.is_empty()), "{others:?}");
    }
    assert_eq!((won.len(), lost.len()), (2, 62), "a place each adviser");
    for answer in won {
        assert_eq!(Made::of(answer).look(&house).await.state, AppointmentState::Held, "an answer of 201 is a promise");
    }
    assert_eq!(house.one("SELECT string_agg(seat::text, ' ' ORDER BY seat) FROM appointments").await, "1 2");
    assert_eq!(house.one("SELECT count(*) FROM outbox").await, "2", "only they get a mail");
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn rivals_for_all_slots_in_any_order_fill_them_and_nobody_deadlocks() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let starts = ["2026-11-24T10:00", "2026-11-24T10:40", "2026-11-24T10:20"];
    let wishes: Vec<_> =
        (0..48).map(|number| wish(hour.id, starts[number * 7 % 3], &format!("kim@{number}.example.org"))).collect();
    let answers = join_all(wishes.iter().map(|wish| ask(&house, wish))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 6);
    let places = house.sql("SELECT lower(during)::text, seat::text FROM appointments").await;
    assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), 6, "{places:?}");
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn the_database_refuses_whoever_comes_past_the_locks() {
    let house = House::open().await;
    hold(&house, &hours(&house).await, TEN, "kim@example.org").await;
    let past = connect(house.database.url()).await;
    let twice = |moved: &str| {
        format!(
            "INSERT INTO appointments (venue_id, id, advice_id, seat, during, state, code, locale, secret_hash, created_at)
             SELECT venue_id, gen_random_uuid(), advice_id, seat, tstzrange(lower(during) + '{moved}', upper(during) + '{moved}'),
                'confirmed', 'ABCDEF', 'de', '', created_at FROM appointments LIMIT 1"
        )
    };
    for moved in ["0 min", "19 min", "-19 min"] {
        let error = past.batch_execute(&twice(moved)).await.unwrap_err();
        let refused = error.as_db_error().and_then(|error| error.constraint().map(str::to_owned));
        assert_eq!(refused.as_deref(), Some("appointments_no_overlap"), "{moved}: {error}");
    }
    past.batch_execute(&twice("20 min")).await.unwrap();
}

#[tokio::test]
async fn one_key_is_one_appointment_however_often_it_is_sent() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let send = async |body: &serde_json::Value| {
        let request = Request::new(Method::POST, "/api/v1/appointments").header("Idempotency-Key", "once");
        house.send(request.json(body).unwrap()).await
    };
    let body = wish(hour.id, TEN, "kim@example.org");
    let first = send(&body).await;
    assert_eq!(header(&first, "location"), {
        let made: Appointment = serde_json::from_slice(&first.body).unwrap();
        made.links.this
    });
    let again = send(&body).await;
    assert_eq!(header(&again, "Idempotency-Replayed"), "true");
    assert_eq!(first.body, again.body, "with its secret");
    problem(&send(&json!({ "advice_hour": hour.id, "from": at(TEN) })).await, ProblemKind::InvalidRequest);
    let other = wish(hour.id, "2026-11-24T10:20", "kim@example.org");
    problem(&send(&other).await, ProblemKind::IdempotencyKeyReused);
    assert_eq!(house.one("SELECT count(*) FROM appointments").await, "1");
    let stored = house.one("SELECT answer::text FROM idempotency_keys WHERE scope = 'appointments'").await;
    let made: Appointment = again.json().unwrap();
    assert!(!stored.contains(&made.secret.unwrap()), "secrets are made again and never stored");
}
