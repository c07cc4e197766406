//! A hold, its code, and the second in which it ends; and how much of it one may have.

use client::{Method, Request};
use serde_json::json;
use shared::appointments::{Appointment, AppointmentState, StaffAppointment};
use shared::bookings::Rule;
use shared::problem::ProblemKind;
use shared::staff::Role;
use shared::venues::Page;

use super::{Made, TEN, ask, booked, free, hold, hours, hours_of, terms, told, wish};
use crate::harness::{House, Plan, at, problem};

#[tokio::test]
async fn a_hold_ends_in_the_second_it_says_and_its_slot_is_free_before_any_job() {
    let house = House::open().await;
    let mut one_adviser = terms();
    one_adviser["seats"] = json!(1);
    let hour = hours_of(&house, &one_adviser).await;
    let made = hold(&house, &hour, TEN, "kim@example.org").await;
    assert_eq!(made.appointment.hold_expires_at, Some(at("2026-11-24T08:15")));
    let code = made.code(&house).await;
    house.pass(at("2026-11-24T08:14:59")).await;
    assert_eq!(made.look(&house).await.state, AppointmentState::Held);
    let rival = wish(hour.id, TEN, "toni@example.org");
    problem(&ask(&house, &rival).await, ProblemKind::SlotTaken);
    house.set(at("2026-11-24T08:15"));
    assert_eq!(made.look(&house).await.state, AppointmentState::Expired, "the clock decides, not the job");
    problem(&made.step(&house, "confirm", Some(json!({ "code": code }))).await, ProblemKind::WrongState);
    assert!(told(&free(&house, super::OFFER, "").await).contains(&"24.11. 10:00 1".to_owned()));
    Made::of(ask(&house, &rival).await);
    assert_eq!(house.one("SELECT state FROM appointments ORDER BY id LIMIT 1").await, "expired");
}

#[tokio::test]
async fn the_job_marks_what_has_run_out() {
    let house = House::open().await;
    let made = hold(&house, &hours(&house).await, TEN, "kim@example.org").await;
    house.pass(at("2026-11-24T08:15")).await;
    assert_eq!(house.one("SELECT state || ' ' || ended_at FROM appointments").await, "expired 2026-11-24 07:15:00+00");
    assert_eq!(made.look(&house).await.revision, 2);
}

#[tokio::test]
async fn a_hold_can_be_extended_once_and_its_code_with_it() {
    let house = House::open().await;
    let made = hold(&house, &hours(&house).await, TEN, "kim@example.org").await;
    house.set(at("2026-11-24T08:14:59"));
    let longer: Appointment = made.step(&house, "extend-hold", None).await.json().unwrap();
    assert_eq!((longer.hold_expires_at, longer.hold_extensions_left), (Some(at("2026-11-24T08:25")), 0));
    problem(&made.step(&house, "extend-hold", None).await, ProblemKind::WrongState);
    house.set(at("2026-11-24T08:24:59"));
    let code = made.code(&house).await;
    let confirmed: Appointment = made.step(&house, "confirm", Some(json!({ "code": code }))).await.json().unwrap();
    assert_eq!((confirmed.state, confirmed.hold_expires_at), (AppointmentState::Confirmed, None));
}

#[tokio::test]
async fn five_wrong_codes_end_the_code_and_a_right_one_comes_too_late() {
    let house = House::open().await;
    let made = hold(&house, &hours(&house).await, TEN, "kim@example.org").await;
    let code = made.code(&house).await;
    let wrong = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
    for left in (0..5).rev() {
        let refusal = made.step(&house, "confirm", Some(json!({ "code": wrong }))).await;
        assert_eq!(problem(&refusal, ProblemKind::WrongCode).tries_left, Some(left));
    }
    problem(&made.step(&house, "confirm", Some(json!({ "code": code }))).await, ProblemKind::CodeExpired);
    problem(&made.step(&house, "confirm", Some(json!({ "code": "12" }))).await, ProblemKind::InvalidRequest);
    problem(&made.step(&house, "confirm", Some(json!({}))).await, ProblemKind::InvalidRequest);
}

#[tokio::test]
async fn whoever_is_signed_in_is_confirmed_at_once_and_confirms_without_a_code() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let kim = house.guest("kim@example.org").await;
    let body = json!({ "advice_hour": hour.id, "from": at(TEN), "name": "Kim", "offer": super::OFFER });
    let request = Request::new(Method::POST, "/api/v1/appointments").bearer(&kim.token);
    let made = Made::of(house.send(request.json(&body).unwrap()).await);
    assert_eq!(made.appointment.state, AppointmentState::Confirmed);
    assert_eq!(made.appointment.offer.as_deref(), Some(super::OFFER));
    let mail = house.one("SELECT body_text FROM outbox WHERE subject LIKE 'Termin: %'").await;
    for word in
        ["Sprechstunde MuseumsCard", "24.11.2026, 10:00 bis 10:20 Uhr", "Infopunkt", "Bringen Sie die Karte mit."]
    {
        assert!(mail.contains(word), "{word}: {mail}");
    }
    let earlier = hold(&house, &hour, "2026-11-24T10:20", "KIM@example.org").await;
    let path = format!("/api/v1/appointments/{}/confirm", earlier.appointment.id);
    let request = Request::new(Method::POST, path).bearer(&kim.token).json(&json!({})).unwrap();
    assert_eq!(house.send(request).await.status, 200);
}

#[tokio::test]
async fn a_language_of_the_hours_can_be_chosen_and_goes_with_the_person() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let mut asked = wish(hour.id, TEN, "kim@example.org");
    for unspoken in ["gsg", "DE", ""] {
        asked["language"] = json!(unspoken);
        problem(&ask(&house, &asked).await, ProblemKind::InvalidRequest);
    }
    asked["language"] = json!("en");
    let made = Made::of(ask(&house, &asked).await);
    assert_eq!(made.appointment.language.as_deref(), Some("en"));
    let code = made.code(&house).await;
    let confirmed: Appointment = made.step(&house, "confirm", Some(json!({ "code": code }))).await.json().unwrap();
    assert_eq!(confirmed.language.as_deref(), Some("en"));
    let key = house.key(Role::FrontDesk).await;
    let day = house.send(Request::new(Method::GET, "/api/v1/staff/appointments").bearer(&key)).await;
    let day: Page<StaffAppointment> = day.json().unwrap();
    assert_eq!(day.items.first().and_then(|one| one.language.as_deref()), Some("en"));
    house.pass(at("2026-11-26T10:21")).await;
    let left = house.one("SELECT count(*) FROM appointments WHERE language IS NOT NULL OR email IS NOT NULL").await;
    assert_eq!(left, "0");
}

#[tokio::test]
async fn one_person_has_three_appointments_to_come() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let mut last = None;
    for from in [TEN, "2026-11-24T10:20", "2026-11-24T10:40"] {
        last = Some(booked(&house, &hour, from, "kim@example.org").await);
    }
    let fourth = wish(hour.id, "2026-12-01T10:00", "Kim@Example.org");
    let refusal = problem(&ask(&house, &fourth).await, ProblemKind::RuleViolated);
    assert_eq!((refusal.rule, refusal.limit), (Some(Rule::QuotaAppointments), Some(3)));
    assert_eq!(last.unwrap().step(&house, "cancel", None).await.status, 200);
    Made::of(ask(&house, &fourth).await);
}

#[tokio::test]
async fn what_is_held_without_proof_is_counted_by_address_with_desks_and_by_network() {
    let house = House::with(Plan { limits: true, ..Plan::default() }).await;
    let mut many = terms();
    many["seats"] = json!(20);
    let hour = hours_of(&house, &many).await;
    let from = async |network: &str, email: &str| {
        let request = Request::new(Method::POST, "/api/v1/appointments").header("X-Forwarded-For", network);
        house.send(request.json(&wish(hour.id, TEN, email)).unwrap()).await
    };
    let mut desk = crate::harness::wish(&["A1"], "2026-11-25T11:00", "2026-11-25T12:00");
    desk.email = Some("kim@example.org".into());
    assert_eq!(house.ask(&desk).await.status, 201);
    Made::of(from("192.0.2.1", "kim@example.org").await);
    let refusal = problem(&from("192.0.2.9", "kim@example.org").await, ProblemKind::RuleViolated);
    assert_eq!((refusal.rule, refusal.limit), (Some(Rule::HoldsPerAddress), Some(2)));
    for number in 0..5 {
        Made::of(from("192.0.2.1", &format!("toni@{number}.example.org")).await);
    }
    let refusal = problem(&from("192.0.2.1", "uli@example.org").await, ProblemKind::RuleViolated);
    assert_eq!((refusal.rule, refusal.limit), (Some(Rule::HoldsPerNetwork), Some(6)));
    assert_eq!(refusal.allowed_from, Some(at("2026-11-24T08:15")));
    Made::of(from("198.51.100.1", "uli@example.org").await);
}
