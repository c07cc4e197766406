//! Days on which advice is not given: called off with notice, holidays, closures.

use client::{Method, Request};
use serde_json::json;
use shared::advice::AdviceDayCancelled;
use shared::appointments::AppointmentState;
use shared::bookings::Rule;
use shared::problem::ProblemKind;
use shared::staff::Role;

use super::{OFFER, TEN, ask, booked, free, hold, hours, told, wish};
use crate::bookings::files::entries;
use crate::harness::{House, at, problem};

#[tokio::test]
async fn a_day_that_is_called_off_tells_everybody_why_and_what_else_is_free() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let stands = booked(&house, &hour, TEN, "kim@example.org").await;
    let mut english = wish(hour.id, "2026-11-24T10:20", "toni@example.org");
    english["locale"] = json!("en");
    let held = super::Made::of(ask(&house, &english).await);
    let other_day = booked(&house, &hour, "2026-12-01T10:00", "uli@example.org").await;
    let gone = booked(&house, &hour, "2026-11-24T10:40", "lou@example.org").await;
    assert_eq!(gone.step(&house, "cancel", None).await.status, 200);

    let key = house.key(Role::FrontDesk).await;
    let day =
        json!({ "date": "2026-11-24", "reason_de": "Die Kollegin ist krank.", "reason_en": "The colleague is ill." });
    let path = format!("/advice-hours/{}/cancel-day", hour.id);
    let done: AdviceDayCancelled = house.order(&key, Method::POST, &path, &day).await.json().unwrap();
    assert_eq!(done.appointments, 2);
    for made in [&stands, &held] {
        let now = made.look(&house).await;
        assert_eq!(now.state, AppointmentState::Cancelled);
        assert_eq!(now.cancel_reason_en.as_deref(), Some("The colleague is ill."));
    }
    assert_eq!(other_day.look(&house).await.state, AppointmentState::Confirmed);

    let kim = "SELECT body_text FROM outbox WHERE recipient = 'kim@example.org' AND subject LIKE 'Termin abgesagt: %'";
    let mail = house.one(kim).await;
    for word in ["Die Kollegin ist krank.", "01.12.2026, 10:00 bis 10:20 Uhr", &format!("/offers/{OFFER}")] {
        assert!(mail.contains(word), "{word}: {mail}");
    }
    assert!(!mail.contains("24.11.2026, 10:20"), "nothing of that day is suggested: {mail}");
    let ics = "SELECT calendar_ics FROM outbox WHERE recipient = 'kim@example.org' AND calendar_method = 'CANCEL'";
    assert_eq!(entries(&house.one(ics).await)[0]["status"], "CANCELLED");
    let toni = "SELECT subject || ' ' || coalesce(calendar_method, 'none') FROM outbox
        WHERE recipient = 'toni@example.org' AND subject LIKE 'Appointment cancelled: %'";
    assert!(house.one(toni).await.ends_with(" none"), "who never confirmed has nothing in a calendar");
    let told_again = "SELECT count(*) FROM outbox WHERE recipient IN ('uli@example.org', 'lou@example.org') AND subject LIKE 'Termin abgesagt: %'";
    assert_eq!(house.one(told_again).await, "0");

    assert!(told(&free(&house, OFFER, "").await).iter().all(|slot| slot.starts_with("01.12.")));
    let late = problem(&ask(&house, &wish(hour.id, TEN, "late@example.org")).await, ProblemKind::RuleViolated);
    assert_eq!(late.rule, Some(Rule::Closed));
    let audit =
        "SELECT reason || ' ' || (detail ->> 'appointments') FROM audit_entries WHERE action = 'advice.day_cancelled'";
    assert_eq!(house.one(audit).await, "Die Kollegin ist krank. 2");

    let restore = format!("/api/v1/staff/advice-hours/{}/exceptions/2026-11-24", hour.id);
    let restore = || Request::new(Method::DELETE, restore.clone()).bearer(&key);
    assert_eq!(house.send(restore()).await.status, 204);
    problem(&house.send(restore()).await, ProblemKind::NotFound);
    assert_eq!(stands.look(&house).await.state, AppointmentState::Cancelled, "who was told stays told");
    hold(&house, &hour, TEN, "late@example.org").await;
}

#[tokio::test]
async fn whoever_books_while_the_day_is_called_off_is_told_one_way_or_the_other() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let key = house.key(Role::Editor).await;
    let day = json!({ "date": "2026-11-24", "reason_de": "Umzug.", "reason_en": "We are moving." });
    let path = format!("/advice-hours/{}/cancel-day", hour.id);
    let wishes: Vec<_> = (0..6).map(|number| wish(hour.id, TEN, &format!("kim@{number}.example.org"))).collect();
    let asking = futures_util::future::join_all(wishes.iter().map(|wish| ask(&house, wish)));
    let (asked, done) = tokio::join!(asking, house.order(&key, Method::POST, &path, &day));
    assert_eq!(done.status, 200);
    let booked = asked.iter().filter(|answer| answer.status == 201).count();
    let called_off: AdviceDayCancelled = done.json().unwrap();
    assert_eq!(usize::try_from(called_off.appointments), Ok(booked), "nobody who was answered 201 is forgotten");
    assert_eq!(house.one("SELECT count(*) FROM appointments WHERE state <> 'cancelled'").await, "0");
    assert_eq!(house.deadlocks().await, 0);
}

#[tokio::test]
async fn holidays_and_closures_of_the_venue_take_slots_away() {
    let house = House::open().await;
    let mut hour = super::terms();
    hour["times"] =
        json!([{ "weekday": 5, "opens": 600, "closes": 620 }, { "weekday": 4, "opens": 600, "closes": 620 }]);
    super::hours_of(&house, &hour).await;
    let christmas = free(&house, OFFER, "?from=2026-12-17T00:00:00Z&to=2027-01-09T00:00:00Z").await;
    assert_eq!(
        told(&christmas),
        ["17.12. 10:00 2", "18.12. 10:00 2", "07.01. 10:00 2", "08.01. 10:00 2"],
        "24 and 31 December the house is closed, 25 December and 1 January are holidays"
    );
}

#[tokio::test]
async fn a_closure_of_the_house_calls_appointments_off_and_one_of_a_zone_does_not() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let stands = booked(&house, &hour, TEN, "kim@example.org").await;
    let held = hold(&house, &hour, "2026-11-24T10:40", "toni@example.org").await;
    let other_day = booked(&house, &hour, "2026-12-01T10:00", "uli@example.org").await;
    let key = house.key(Role::HallManager).await;
    let closure = |zone: Option<&str>| {
        json!({ "plan": { "closure": { "zone": zone, "from": at("2026-11-24T09:00"), "to": at("2026-11-24T10:50"),
            "reason_de": "Das Rathaus ist geschlossen.", "reason_en": "The town hall is closed." } } })
    };
    let preview = async |plan: serde_json::Value| {
        let answer = house.order(&key, Method::POST, "/plans/preview", &plan).await;
        answer.json::<shared::plans::PlanPreview>().unwrap().appointments
    };
    assert_eq!(preview(closure(Some("ruhe"))).await, 0);
    assert_eq!(house.order(&key, Method::POST, "/plans", &closure(Some("ruhe"))).await.status, 201);
    assert_eq!(stands.look(&house).await.state, AppointmentState::Confirmed, "advice is given somewhere else");

    assert_eq!(preview(closure(None)).await, 2);
    let answer = house.order(&key, Method::POST, "/plans", &closure(None)).await;
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    for made in [&stands, &held] {
        let now = made.look(&house).await;
        assert_eq!(now.state, AppointmentState::Cancelled);
        assert_eq!(now.cancel_reason_en.as_deref(), Some("The town hall is closed."));
    }
    assert_eq!(other_day.look(&house).await.state, AppointmentState::Confirmed);
    let kim = "SELECT body_text FROM outbox WHERE recipient = 'kim@example.org' AND subject LIKE 'Termin abgesagt: %'";
    let mail = house.one(kim).await;
    for word in ["Das Rathaus ist geschlossen.", "01.12.2026, 10:00 bis 10:20 Uhr"] {
        assert!(mail.contains(word), "{word}: {mail}");
    }
    assert!(!mail.contains("24.11.2026, 10:20"), "nothing of that time is suggested: {mail}");
    let audit = "SELECT string_agg(detail ->> 'appointments', ' ' ORDER BY detail ->> 'appointments')
        FROM audit_entries WHERE action = 'plan.applied'";
    assert_eq!(house.one(audit).await, "0 2");
    assert_eq!(preview(closure(None)).await, 0, "who was told is not told again");
}

#[tokio::test]
async fn a_day_that_is_over_and_reasons_that_are_none_are_refused() {
    let house = House::open().await;
    let (hour, key) = (hours(&house).await, house.key(Role::FrontDesk).await);
    let path = format!("/advice-hours/{}/cancel-day", hour.id);
    for (date, german, pointer) in
        [("2026-11-23", "Krank.", "/date"), ("2026-11-24", " ", "/reason_de"), ("2026-11-24", "a\nb", "/reason_de")]
    {
        let day = json!({ "date": date, "reason_de": german, "reason_en": "Ill." });
        let refusal = problem(&house.order(&key, Method::POST, &path, &day).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, pointer);
    }
}
