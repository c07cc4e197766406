//! What is somebody's own: seen by her alone, taken along, and forgotten.

use client::{Method, Request};
use serde_json::json;
use shared::appointments::{Appointment, AppointmentState};
use shared::people::{Export, Person};
use shared::problem::ProblemKind;
use shared::venues::Page;

use super::{Made, TEN, booked, hold, hours};
use crate::bookings::files::{entries, instant};
use crate::harness::{House, at, header, problem};

#[tokio::test]
async fn what_is_not_yours_is_not_there_whatever_you_ask() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let (mine, other) =
        (booked(&house, &hour, TEN, "kim@example.org").await, hold(&house, &hour, TEN, "toni@example.org").await);
    let stranger = house.guest("uli@example.org").await;
    let path = format!("/api/v1/appointments/{}", mine.appointment.id);
    let nothing = Request::new(Method::GET, "/api/v1/appointments/019a0000-0000-7000-8000-000000000000");
    let said = problem(&house.send(nothing).await, ProblemKind::NotFound).detail;
    for (method, what) in
        [(Method::GET, ""), (Method::GET, ".ics"), (Method::POST, "/cancel"), (Method::POST, "/extend-hold")]
    {
        let request = || Request::new(method.clone(), format!("{path}{what}"));
        for tried in [
            request(),
            request().header("Booking-Secret", other.secret.as_str()),
            request().header("Booking-Secret", ""),
            request().bearer(&stranger.token),
        ] {
            let refusal = problem(&house.send(tried).await, ProblemKind::NotFound);
            assert_eq!(refusal.detail, said, "in the same words");
        }
    }
    let confirm = Request::new(Method::POST, format!("{path}/confirm")).json(&json!({ "code": "123456" })).unwrap();
    problem(&house.send(confirm).await, ProblemKind::NotFound);
    assert_eq!(mine.look(&house).await.state, AppointmentState::Confirmed);
}

#[tokio::test]
async fn another_program_reads_the_calendar_file_and_its_end() {
    let house = House::open().await;
    let made = booked(&house, &hours(&house).await, TEN, "kim@example.org").await;
    let path = format!("/api/v1/appointments/{}.ics", made.appointment.id);
    let answer = house.send(Request::new(Method::GET, path).header("Booking-Secret", made.secret.as_str())).await;
    assert_eq!(header(&answer, "content-type"), "text/calendar; charset=utf-8");
    let before = entries(&answer.text().unwrap()).remove(0);
    assert_eq!((instant(&before["from"]), instant(&before["to"])), (at(TEN), at("2026-11-24T10:20")));
    assert!(before["summary"].as_str().unwrap().contains("Sprechstunde MuseumsCard"), "{before}");
    assert!(before["location"].as_str().unwrap().contains("Infopunkt im Saal"), "{before}");
    let invited = house.one("SELECT calendar_ics FROM outbox WHERE calendar_method = 'REQUEST'").await;
    assert_eq!(entries(&invited)[0]["uid"], before["uid"], "the mail is about the same entry");
    let tag = { header(&look(&house, &made).await, "etag").to_owned() };
    let cancel = |tag: &str| {
        let path = format!("/api/v1/appointments/{}/cancel", made.appointment.id);
        Request::new(Method::POST, path).header("Booking-Secret", made.secret.as_str()).header("If-Match", tag)
    };
    problem(&house.send(cancel("\"1-held\"")).await, ProblemKind::PreconditionFailed);
    assert_eq!(house.send(cancel(&tag)).await.status, 200);
    let after = entries(&house.client.appointment_ics(made.appointment.id, &made.secret).await.unwrap()).remove(0);
    assert_eq!((&after["uid"], &after["status"]), (&before["uid"], &json!("CANCELLED")));
    assert!(after["sequence"].as_i64() > before["sequence"].as_i64());
}

async fn look(house: &House, made: &Made) -> client::Answer {
    let path = format!("/api/v1/appointments/{}", made.appointment.id);
    house.send(Request::new(Method::GET, path).header("Booking-Secret", made.secret.as_str())).await
}

#[tokio::test]
async fn her_appointments_are_listed_exported_and_erased_with_her() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let made = booked(&house, &hour, TEN, "Kim@example.org").await;
    booked(&house, &hour, TEN, "toni@example.org").await;
    let kim = house.guest("kim@example.org").await;
    let list: Page<Appointment> = house.get_as(&kim, "/api/v1/me/appointments").await.json().unwrap();
    assert_eq!(list.items.len(), 1);
    assert_eq!((list.items[0].id, list.items[0].secret.as_ref()), (made.appointment.id, Some(&made.secret)));
    assert_eq!(house.get_as(&kim, "/api/v1/me").await.json::<Person>().unwrap().appointments, 1);
    let export: Export = house.get_as(&kim, "/api/v1/me/export").await.json().unwrap();
    assert_eq!(export.appointments[0].email.as_deref(), Some("Kim@example.org"), "as it was written");
    let answer = house.send(Request::new(Method::DELETE, "/api/v1/me").bearer(&kim.token)).await;
    assert_eq!(answer.status, 204);
    let left = "SELECT string_agg(coalesce(email, 'nobody') || ' ' || state, ', ' ORDER BY seat) FROM appointments";
    assert_eq!(house.one(left).await, "nobody cancelled, toni@example.org confirmed");
    problem(&look(&house, &made).await, ProblemKind::NotFound);
    hold(&house, &hour, TEN, "uli@example.org").await;
}

#[tokio::test]
async fn personal_data_goes_two_days_after_the_end_whatever_the_office_has_said() {
    let house = House::open().await;
    let hour = hours(&house).await;
    let made = booked(&house, &hour, TEN, "kim@example.org").await;
    assert_eq!(made.look(&house).await.erased_at, at("2026-11-26T10:20"));
    house.pass(at("2026-11-26T10:19")).await;
    assert_eq!(house.one("SELECT count(*) FROM appointments WHERE email IS NOT NULL").await, "1");
    house.pass(at("2026-11-26T10:20")).await;
    let left = house.one("SELECT concat_ws(' ', email, name, length(secret_hash), state) FROM appointments").await;
    assert_eq!(left, "0 confirmed", "the row stays, for statistics");
    problem(&look(&house, &made).await, ProblemKind::NotFound);
}
