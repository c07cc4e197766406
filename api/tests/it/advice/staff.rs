//! What staff do: hours, who came, who did not, who came without an appointment.

use client::{Method, Request};
use serde_json::{Value, json};
use shared::advice::{AdviceHour, AdviceWalkIns};
use shared::appointments::{AppointmentState, StaffAppointment};
use shared::bookings::Rule;
use shared::problem::ProblemKind;
use shared::staff::Role;
use shared::venues::Page;

use super::{OFFER, TEN, ask, booked, free, hours, terms, told, wish};
use crate::harness::{House, at, header, problem};

async fn get(house: &House, key: &str, path: &str) -> client::Answer {
    house.send(Request::new(Method::GET, format!("/api/v1/staff{path}")).bearer(key)).await
}

#[tokio::test]
async fn hours_are_added_read_changed_and_ended_under_their_tag() {
    let house = House::open().await;
    let (hour, key) = (hours(&house).await, house.key(Role::HallManager).await);
    let path = format!("/advice-hours/{}", hour.id);
    let shown = get(&house, &key, &path).await;
    let tag = header(&shown, "etag").to_owned();
    assert_eq!(shown.json::<AdviceHour>().unwrap(), hour);
    let stands = booked(&house, &hour, "2026-11-24T10:20", "kim@example.org").await;
    let mut longer = terms();
    (longer["slot_minutes"], longer["times"][0]["closes"]) = (json!(30), json!(690));
    let put = async |tag: Option<&str>, body: &Value| {
        let request = Request::new(Method::PUT, format!("/api/v1/staff{path}")).bearer(&key).json(body).unwrap();
        house.send(if let Some(tag) = tag { request.header("If-Match", tag) } else { request }).await
    };
    problem(&put(None, &longer).await, ProblemKind::PreconditionRequired);
    problem(&put(Some("\"7\""), &longer).await, ProblemKind::PreconditionFailed);
    let changed = put(Some(&tag), &longer).await;
    assert_eq!(changed.status, 200, "{}", String::from_utf8_lossy(&changed.body));
    let tag = header(&changed, "etag").to_owned();
    assert_eq!(stands.look(&house).await.state, AppointmentState::Confirmed, "what was booked stands");
    let day = "?to=2026-11-25T00:00:00Z";
    assert_eq!(
        told(&free(&house, OFFER, day).await),
        ["24.11. 10:00 1", "24.11. 10:30 1", "24.11. 11:00 2"],
        "and keeps its adviser in both slots it touches"
    );
    let end =
        |tag: &str| Request::new(Method::DELETE, format!("/api/v1/staff{path}")).bearer(&key).header("If-Match", tag);
    let refusal = problem(&house.send(end(&tag)).await, ProblemKind::WrongState);
    assert!(refusal.detail.unwrap().contains("Call off their days first"));
    assert_eq!(stands.step(&house, "cancel", None).await.status, 200);
    assert_eq!(house.send(end(&tag)).await.status, 204);
    problem(&get(&house, &key, &path).await, ProblemKind::NotFound);
    assert!(free(&house, OFFER, "").await.hours.is_empty());
    assert_eq!(stands.look(&house).await.title_en, "Advice on the MuseumsCard", "what was booked is still shown");
    let actions = house
        .one("SELECT string_agg(action, ' ' ORDER BY action) FROM audit_entries WHERE action LIKE 'advice.%'")
        .await;
    assert_eq!(actions, "advice.added advice.changed advice.removed");
}

#[tokio::test]
async fn terms_that_make_no_sense_are_named() {
    let house = House::open().await;
    let key = house.key(Role::Editor).await;
    for (field, value, pointer) in [
        ("title_de", json!(" "), "/title_de"),
        ("office_en", json!("x".repeat(121)), "/office_en"),
        ("place_de", json!("a\u{0}b"), "/place_de"),
        ("about_en", json!(""), "/about_en"),
        ("slot_minutes", json!(4), "/slot_minutes"),
        ("seats", json!(0), "/seats"),
        ("languages", json!([]), "/languages"),
        ("languages", json!(["Deutsch!"]), "/languages"),
        ("valid_to", json!("2026-11-01"), "/valid_to"),
        ("times", json!([]), "/times"),
        ("times", json!([{ "opens": 600, "closes": 660 }]), "/times/0"),
        ("times", json!([{ "weekday": 8, "opens": 600, "closes": 660 }]), "/times/0/weekday"),
        ("times", json!([{ "weekday": 1, "opens": 600, "closes": 610 }]), "/times/0/closes"),
        ("times", json!([{ "weekday": 1, "opens": 600, "closes": 1441 }]), "/times/0/closes"),
        ("offers", json!(["nothing"]), "/offers/0"),
        ("offers", json!(["a\u{0}"]), "/offers/0"),
    ] {
        let mut body = terms();
        body[field] = value;
        let refusal =
            problem(&house.order(&key, Method::POST, "/advice-hours", &body).await, ProblemKind::InvalidRequest);
        assert_eq!(refusal.errors[0].pointer, pointer);
    }
}

#[tokio::test]
async fn the_office_says_who_came_and_may_say_it_otherwise() {
    let house = House::open().await;
    let (hour, key) = (hours(&house).await, house.key(Role::FrontDesk).await);
    let mut named = wish(hour.id, TEN, "kim@example.org");
    named["name"] = json!("Kim");
    let made = super::Made::of(ask(&house, &named).await);
    let step = async |what: &str| {
        let path = format!("/api/v1/staff/appointments/{}/{what}", made.appointment.id);
        house.send(Request::new(Method::POST, path).bearer(&key)).await
    };
    problem(&step("attended").await, ProblemKind::WrongState);
    let code = made.code(&house).await;
    assert_eq!(made.step(&house, "confirm", Some(json!({ "code": code }))).await.status, 200);
    let early = problem(&step("no-show").await, ProblemKind::RuleViolated);
    assert_eq!((early.rule, early.allowed_from), (Some(Rule::CheckInTooEarly), Some(at(TEN))));
    house.set(at("2026-11-24T10:05"));
    let missed: StaffAppointment = step("no-show").await.json().unwrap();
    assert_eq!((missed.state, missed.name.as_deref()), (AppointmentState::NoShow, Some("Kim")));
    problem(&step("no-show").await, ProblemKind::WrongState);
    let came: StaffAppointment = step("attended").await.json().unwrap();
    assert_eq!(came.state, AppointmentState::Attended, "she came late");
    problem(&made.step(&house, "cancel", None).await, ProblemKind::WrongState);

    let list = get(&house, &key, "/appointments").await;
    assert!(!String::from_utf8_lossy(&list.body).contains("kim@example.org"), "staff see no address");
    let list: Page<StaffAppointment> = list.json().unwrap();
    assert_eq!(list.items, [came]);
    let other = format!("/appointments?advice_hour={}", hour.id);
    assert_eq!(get(&house, &key, &other).await.json::<Page<StaffAppointment>>().unwrap().items.len(), 1);
    let later = "/appointments?from=2026-11-25T00:00:00Z&to=2026-11-26T00:00:00Z";
    assert!(get(&house, &key, later).await.json::<Page<StaffAppointment>>().unwrap().items.is_empty());
}

#[tokio::test]
async fn one_appointment_is_called_off_with_a_reason_and_other_times() {
    let house = House::open().await;
    let (hour, key) = (hours(&house).await, house.key(Role::FrontDesk).await);
    let made = booked(&house, &hour, TEN, "kim@example.org").await;
    let path = format!("/appointments/{}/cancel", made.appointment.id);
    let reasons = json!({ "reason_de": "Doppelt vergeben.", "reason_en": "Given away twice." });
    assert_eq!(house.order(&key, Method::POST, &path, &reasons).await.status, 200);
    problem(&house.order(&key, Method::POST, &path, &reasons).await, ProblemKind::WrongState);
    let mail = house.one("SELECT body_text FROM outbox WHERE subject LIKE 'Termin abgesagt: %'").await;
    assert!(mail.contains("Doppelt vergeben.") && mail.contains("24.11.2026, 10:20 bis 10:40 Uhr"), "{mail}");
    assert_eq!(made.look(&house).await.cancel_reason_de.as_deref(), Some("Doppelt vergeben."));
}

#[tokio::test]
async fn whoever_comes_without_an_appointment_is_a_number() {
    let house = House::open().await;
    let (hour, key) = (hours(&house).await, house.key(Role::FrontDesk).await);
    let path = format!("/api/v1/staff/advice-hours/{}/walk-ins", hour.id);
    let count = async |once: &str| {
        let request = Request::new(Method::POST, path.clone()).bearer(&key).header("Idempotency-Key", once);
        house.send(request).await
    };
    for (once, expected) in [("a", 1), ("b", 2), ("b", 2), ("c", 3)] {
        let counted: AdviceWalkIns = count(once).await.json().unwrap();
        assert_eq!(counted.count, expected, "{once}");
    }
    house.set(at("2026-11-25T10:00"));
    assert_eq!(count("d").await.json::<AdviceWalkIns>().unwrap().count, 1, "another day");
    let list: Page<AdviceWalkIns> =
        get(&house, &key, &format!("/advice-hours/{}/walk-ins", hour.id)).await.json().unwrap();
    let days: Vec<_> = list.items.iter().map(|day| (day.date.to_string(), day.count)).collect();
    assert_eq!(days, [("2026-11-24".to_owned(), 3), ("2026-11-25".to_owned(), 1)]);
}
