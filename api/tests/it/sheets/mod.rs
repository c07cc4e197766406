//! Sheets the house prints for itself, read by poppler as anybody's reader would.

use client::{Answer, Method, Request};
use serde_json::json;
use shared::problem::ProblemKind;
use shared::staff::Role;

use crate::harness::{House, at, header, problem};
use crate::offers::flyers::poppler;

async fn ask(house: &House, key: &str, path: &str) -> Answer {
    house.send(Request::new(Method::GET, format!("/api/v1/staff{path}")).bearer(key)).await
}

/// A sheet: what `pdfinfo` says, and everything that stands there in one line.
async fn sheet(house: &House, key: &str, path: &str) -> (String, String) {
    let answer = ask(house, key, path).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    assert_eq!(
        (header(&answer, "content-type"), header(&answer, "cache-control")),
        ("application/pdf", "private, no-store")
    );
    let text = poppler("pdftotext", &["-layout", "-enc", "UTF-8", "-", "-"], &answer.body);
    let info = poppler("pdfinfo", &["-"], &answer.body);
    let tagged = info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes"));
    assert!(tagged && info.contains("(A4)"), "A4, tagged: {info}");
    assert!(poppler("pdfinfo", &["-meta", "-"], &answer.body).contains("<pdfuaid:part>1</pdfuaid:part>"), "{path}");
    (info, text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[tokio::test]
async fn every_desk_of_a_layout_has_a_card_that_leads_to_it() {
    let house = House::open().await;
    let key = house.key(Role::FrontDesk).await;
    let (info, text) = sheet(&house, &key, "/desk-codes.pdf").await;
    assert!(info.contains("Pages:           5"), "{info}");
    assert!(text.contains("Codes für die Plätze") && text.contains("Karten ausschneiden"), "{text}");
    for words in ["A1 Fokus", "rathaus.test/p/A1", "rathaus.test/p/T2", "Ohne Buchung: Code scannen und hinsetzen."] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let answer = ask(&house, &key, "/desk-codes.pdf?lang=en").await;
    let links = poppler("pdfinfo", &["-url", "-"], &answer.body);
    assert_eq!(links.matches("http://rathaus.test/en/p/").count(), 44, "{links}");
    assert_eq!(
        problem(&ask(&house, &key, "/desk-codes.pdf?layout=x").await, ProblemKind::InvalidRequest).errors[0].pointer,
        "layout"
    );
    problem(&ask(&house, &key, "/desk-codes.pdf?lang=fr").await, ProblemKind::InvalidRequest);
    let editor = house.key(Role::Editor).await;
    problem(&ask(&house, &editor, "/desk-codes.pdf").await, ProblemKind::Forbidden);
}

#[tokio::test]
async fn the_front_desk_has_the_day_on_paper_as_it_stands() {
    let house = House::open().await;
    let key = house.key(Role::FrontDesk).await;
    let (_, empty) = sheet(&house, &key, "/day-sheet.pdf").await;
    assert!(
        empty.contains("Buchungen am 24.11.2026") && empty.contains("Für diesen Tag ist nichts gebucht."),
        "{empty}"
    );
    let wish = json!({
        "from": "2026-11-24T09:00:00+01:00", "to": "2026-11-24T11:30:00+01:00", "desk_codes": ["A2", "A1"],
        "name": "Kim <Beispiel>", "email": "kim@example.org",
    });
    let booked = house.order(&key, Method::POST, "/bookings", &wish).await;
    assert_eq!(booked.status, 201, "{}", String::from_utf8_lossy(&booked.body));
    let code = crate::harness::json(&booked)["code"].as_str().unwrap().to_owned();
    let seat = house.sit_down("L7", Some(60)).await;
    assert_eq!(seat.status, 201);

    let (_, text) = sheet(&house, &key, "/day-sheet.pdf").await;
    let line = format!("09:00–11:30 A1, A2 {code} Kim <Beispiel> bestätigt");
    assert!(text.contains(&line) && text.contains("2 Buchungen") && text.contains("eingecheckt"), "{line} in {text}");
    assert!(text.contains("Stand 24.11.2026, 08:05 Uhr") && text.contains("Aktenvernichter"), "{text}");
    assert!(!text.contains("example.org"), "an address is nobody's business there: {text}");
    let (_, english) = sheet(&house, &key, "/day-sheet.pdf?lang=en&date=2026-11-25").await;
    assert!(english.contains("Bookings on 25 November 2026") && english.contains("Nothing is booked"), "{english}");

    // Who has not come is not waited for, marked or not.
    house.set(at("2026-11-24T09:31"));
    let (_, later) = sheet(&house, &key, "/day-sheet.pdf").await;
    assert!(!later.contains(&code) && !later.contains("Kim"), "{later}");
    problem(&ask(&house, &key, "/day-sheet.pdf?date=1999-01-01").await, ProblemKind::InvalidRequest);
    let printed = house
        .one("SELECT count(*) FROM audit_entries WHERE action = 'day_sheet.printed' AND detail->>'date' = '2026-11-24'")
        .await;
    assert_eq!(printed, "3");
}
